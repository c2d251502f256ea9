"""Words, dates and numbers in a language.

Numbers and marks are written the French way in every language, so that a parent recognises on
the screen what the school wrote on paper.
"""

import gettext
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from kiosk.clock import SCHOOL_ZONE
from kiosk.domain.errors import NewsMissing, SlipMistyped, SlipRefused, TryLater
from kiosk.domain.folder import Folder
from kiosk.domain.marks import MarkStatus
from kiosk.domain.slip_codes import CODE_DIGITS
from kiosk.wording.typography import NO_BREAK, french_spaces

SOURCE_LANGUAGE = "fr"
RIGHT_TO_LEFT = frozenset({"ar"})
LANGUAGE_NAMES = {"fr": "Français", "en": "English", "ar": "العربية"}
"""Each in its own language, as who speaks it looks for it; never translated, never a flag."""
MEGABYTE = 1_000_000
_COMMAS = {"ar": "، "}


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a sentence for the catalogs without translating it here."""
    return message


_WEEKDAYS = (
    N_("lundi"),
    N_("mardi"),
    N_("mercredi"),
    N_("jeudi"),
    N_("vendredi"),
    N_("samedi"),
    N_("dimanche"),
)
_MONTHS = (
    N_("janvier"),
    N_("février"),
    N_("mars"),
    N_("avril"),
    N_("mai"),
    N_("juin"),
    N_("juillet"),
    N_("août"),
    N_("septembre"),
    N_("octobre"),
    N_("novembre"),
    N_("décembre"),
)

# The school's abbreviations, as families know them from its own sheets.
MARK_ABBREVIATIONS = {
    MarkStatus.PENDING: "…",
    MarkStatus.EXEMPT: "Disp",
    MarkStatus.NOT_HANDED_IN: "N.Rdu",
    MarkStatus.ABSENT: "Abs",
    MarkStatus.NOT_MARKED: "N.Not",
}
MARK_MEANINGS = {
    MarkStatus.PENDING: N_("rendu, pas encore noté"),
    MarkStatus.EXEMPT: N_("dispense"),
    MarkStatus.NOT_HANDED_IN: N_("non rendu"),
    MarkStatus.ABSENT: N_("absence"),
    MarkStatus.NOT_MARKED: N_("non noté"),
}

# The pictures on slips, as their holders say them.
_PICTURES = {
    "boat": N_("le bateau"),
    "key": N_("la clé"),
    "cat": N_("le chat"),
    "apple": N_("la pomme"),
    "fish": N_("le poisson"),
    "house": N_("la maison"),
    "flower": N_("la fleur"),
    "umbrella": N_("le parapluie"),
    "bicycle": N_("le vélo"),
    "glasses": N_("les lunettes"),
    "hat": N_("le chapeau"),
    "cup": N_("la tasse"),
    "clock": N_("l’horloge"),
    "car": N_("la voiture"),
    "plane": N_("l’avion"),
    "snail": N_("l’escargot"),
    "butterfly": N_("le papillon"),
    "mushroom": N_("le champignon"),
    "carrot": N_("la carotte"),
    "cherries": N_("les cerises"),
    "chair": N_("la chaise"),
    "lamp": N_("la lampe"),
    "guitar": N_("la guitare"),
    "duck": N_("le canard"),
}


def number(value: Decimal) -> str:
    """A number with a decimal comma and no idle zero: ``14``, ``12,5``."""
    text = f"{value.normalize():f}"
    return text.replace(".", ",")


def mark(status: MarkStatus, value: Decimal | None, out_of: Decimal | None, text: str = "") -> str:
    """A mark as a school writes it: ``14/20``, ``Abs``, or the school's own words.

    A word of the school's (``Abs*``, ``Inap``) goes before our abbreviation. A number beside a
    mark that is not to be shown yet stays where it is.
    """
    if status is not MarkStatus.MARKED:
        is_word = not any(character.isdigit() for character in text)
        return text if text and is_word else MARK_ABBREVIATIONS[status]
    if value is None:
        return text
    return number(value) if out_of is None else f"{number(value)}/{number(out_of)}"


class Words:
    """Sentences and dates in one language, with its spaces and signs.

    ``colon`` stands between a name and what is said of it, ``comma`` between the parts of a list.
    """

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self.is_french = language == SOURCE_LANGUAGE
        self.direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        self.colon = f"{NO_BREAK}: " if self.is_french else ": "
        self.comma = _COMMAS.get(language, ", ")
        self.translations = translations

    def gettext(self, message: str) -> str:
        """A sentence in this language."""
        return self._set(self.translations.gettext(message))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """A sentence in the form that a number wants."""
        return self._set(self.translations.ngettext(one, many, count))

    def _set(self, sentence: str) -> str:
        return french_spaces(sentence) if self.is_french else sentence

    def day(self, on: date) -> str:
        """``mardi 24 novembre``."""
        weekday, month = self.gettext(_WEEKDAYS[on.weekday()]), self.gettext(_MONTHS[on.month - 1])
        return f"{weekday} {self._ordinal(on)} {month}"

    def day_in_year(self, on: date) -> str:
        """``24 novembre 2026``."""
        return f"{self._ordinal(on)} {self.gettext(_MONTHS[on.month - 1])} {on.year}"

    def day_from(self, on: date, today: date) -> str:
        """``Demain, mardi 24 novembre``; the plain day when it is further away."""
        near = {0: self.gettext("Aujourd’hui"), 1: self.gettext("Demain")}.get((on - today).days)
        day = self.day(on)
        if near:
            return self.gettext("{near}, {day}").format(near=near, day=day)
        return day[:1].upper() + day[1:]

    def due_today(self, on: date) -> str:
        """``Rappel, pour aujourd’hui lundi 23 novembre``: it stands after the days to come."""
        return self.gettext("Rappel, pour aujourd’hui {day}").format(day=self.day(on))

    def coming_day(self, on: date, today: date) -> str:
        """``Demain``, or the day: where there is little room."""
        return self.gettext("Demain") if (on - today).days == 1 else self.day_from(on, today)

    def moment(self, at: datetime) -> str:
        """``23 novembre à 6 h 05``, in the schools' own time."""
        local = at.astimezone(SCHOOL_ZONE)
        return self.gettext("{day} à {hour}").format(
            day=f"{self._ordinal(local.date())} {self.gettext(_MONTHS[local.month - 1])}",
            hour=self._hour(local),
        )

    def opens_at(self, opening: datetime, today: date) -> str:
        """« Il ouvre demain à 9 h. »"""
        local = opening.astimezone(SCHOOL_ZONE)
        sentence = {
            0: self.gettext("Il ouvre aujourd’hui à {hour}."),
            1: self.gettext("Il ouvre demain à {hour}."),
        }.get((local.date() - today).days) or self.gettext("Il ouvre {day} à {hour}.")
        return sentence.format(day=self.day(local.date()), hour=self._hour(local))

    def hour(self, at: datetime) -> str:
        """``18 h 30``, in the schools' own time."""
        return self._hour(at.astimezone(SCHOOL_ZONE))

    def weight(self, size_bytes: int) -> str:
        """How heavy a file is: ``180 ko``, ``2,4 Mo``."""
        if size_bytes < MEGABYTE:
            return self.gettext("{n}\u00a0ko").format(n=max(1, round(size_bytes / 1000)))
        megabytes = Decimal(size_bytes) / MEGABYTE
        return self.gettext("{n}\u00a0Mo").format(n=number(round(megabytes, 1)))

    def mark_aloud(
        self, status: MarkStatus, value: Decimal | None, out_of: Decimal | None, text: str = ""
    ) -> str:
        """A mark for the ear: ``14 sur 20``, ``dispense``, or the school's own words."""
        written = mark(status, value, out_of, text)
        if status is not MarkStatus.MARKED:
            meaning = self.mark_meaning(status)
            is_ours = written == MARK_ABBREVIATIONS[status]
            return meaning if is_ours else f"{written}{self.comma}{meaning}"
        if value is None or out_of is None:
            return written
        said = self.gettext("{value} sur {out_of}")
        return said.format(value=number(value), out_of=number(out_of))

    def mark_meaning(self, status: MarkStatus) -> str:
        """What an abbreviation in a mark's place means."""
        return self.gettext(MARK_MEANINGS[status])

    def picture_word(self, name: str) -> str:
        """The picture of a slip in words, « le bateau »; nothing for one we do not know."""
        word = _PICTURES.get(name)
        return self.gettext(word) if word else ""

    def greeting(self, folder: Folder) -> str:
        """« Bonjour Madame Delmas »; the full name where no civility is known."""
        titles = {"Mme": self.gettext("Madame"), "M.": self.gettext("Monsieur")}
        title = titles.get(folder.civility)
        name = f"{title or folder.given_name} {folder.family_name}"
        return self.gettext("Bonjour {name}").format(name=name.strip())

    def slip_refused(self, refusal: SlipRefused) -> str:
        """Why a slip opens nothing, and what to do. One sentence for every unknown code."""
        if isinstance(refusal, TryLater):
            return self.ngettext(
                "Attendez {n} seconde, puis essayez de nouveau.",
                "Attendez {n} secondes, puis essayez de nouveau.",
                refusal.wait_seconds,
            ).format(n=refusal.wait_seconds)
        if isinstance(refusal, NewsMissing):
            return self.gettext(
                "Votre ticket est bon, mais ses nouvelles ne sont pas encore ici. "
                "Revenez demain, ou demandez à l’accueil."
            )
        if not isinstance(refusal, SlipMistyped):
            return self.gettext(
                "Ce ticket n’ouvre rien ici. Essayez encore une fois, ou demandez à l’accueil."
            )
        return self.code_mistyped(refusal.reason, refusal.digits_read)

    def code_mistyped(self, reason: str, digits_read: int | str) -> str:
        """What is wrong with digits that were typed; the page says it before they are sent."""
        if reason == "empty":
            return self.gettext("Montrez votre ticket ou tapez ses 17 chiffres.")
        if reason == "check_digit":
            return self.gettext(
                "Un des chiffres n’est pas le bon. Comparez avec votre ticket et essayez encore."
            )
        if reason == "length":
            return self.gettext(
                "Il faut {wanted} chiffres, et il y en a {read}. Comparez avec votre ticket."
            ).format(wanted=CODE_DIGITS, read=digits_read)
        return self.gettext("Tapez seulement les 17 chiffres de votre ticket.")

    def _hour(self, local: datetime) -> str:
        # A Latin letter amid figures would turn them round in a line read from the right.
        if not self.is_french:
            return f"{local.hour}:{local.minute:02d}"
        hour = f"{local.hour}{NO_BREAK}h"
        return f"{hour}{NO_BREAK}{local.minute:02d}" if local.minute else hour

    def _ordinal(self, on: date) -> str:
        return "1er" if on.day == 1 and self.is_french else str(on.day)


@cache
def words_for(language: str, catalogs: Path) -> Words:
    """The words of a language, from ``catalogs``; French where a sentence is not translated."""
    translations = gettext.translation(
        "kiosk", localedir=catalogs, languages=[language], fallback=True
    )
    return Words(language, translations)


def languages_of(catalogs: Path) -> list[str]:
    """French, then every language that has a compiled catalog."""
    found = sorted(path.parent.parent.name for path in catalogs.glob("*/LC_MESSAGES/kiosk.mo"))
    return [SOURCE_LANGUAGE, *found]


def catalogs_folder() -> Path:
    """Where the compiled catalogs lie: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "translations"
    return installed if installed.is_dir() else package.parent / "translations"


def french() -> Words:
    """The source language, for paper that stays French and for the command line."""
    return Words(SOURCE_LANGUAGE, gettext.NullTranslations())
