"""Absences, news and requests in words: what the pages of a child say beside the school's own."""

from dataclasses import dataclass

from kiosk.domain.attendance import AttendanceKind, HalfDay
from kiosk.domain.attendance_totals import AttendanceTotals
from kiosk.domain.folder import AttendanceItem
from kiosk.domain.requests import RequestKind
from kiosk.wording.words import N_, Words

_HALVES = {HalfDay.MORNING: N_("matin"), HalfDay.AFTERNOON: N_("après-midi")}
_WHOLE_DAY = (HalfDay.MORNING, HalfDay.AFTERNOON)


@dataclass(frozen=True, slots=True)
class RequestWords:
    """How a request is named, what it is for, and what happens before and after it is sent."""

    name: str
    purpose: str
    before: tuple[str, ...]
    after: tuple[str, ...]


_LEAVES = N_("Votre demande part à l’école avec le prochain envoi, le plus souvent le jour même.")
_NO_ANSWER = N_("Pas de réponse après une semaine ? Téléphonez à l’école.")

_REQUESTS = {
    RequestKind.PAPER: RequestWords(
        name=N_("Faites imprimer par l’école"),
        purpose=N_("ses feuilles sur papier, au secrétariat"),
        before=(
            _LEAVES,
            N_("L’école imprime les feuilles de votre enfant."),
            N_("Elle vous dit quand venir les chercher, au secrétariat."),
        ),
        after=(
            _LEAVES,
            N_("L’école vous dit quand venir chercher les feuilles, au secrétariat."),
            _NO_ANSWER,
        ),
    ),
    RequestKind.NOT_MY_CHILD: RequestWords(
        name=N_("Ce n’est pas mon enfant"),
        purpose=N_("l’école vérifie qui peut lire ces nouvelles"),
        before=(
            _LEAVES,
            N_("Une personne de l’école vérifie, et vous contacte si besoin."),
            N_("Rien ne change tout de suite : c’est l’école qui décide."),
        ),
        after=(
            _LEAVES,
            N_("Une personne de l’école vérifie, et vous contacte si besoin."),
            _NO_ANSWER,
        ),
    ),
}


def request_words(kind: RequestKind, words: Words) -> RequestWords:
    """A request in words."""
    said, say = _REQUESTS[kind], words.gettext
    return RequestWords(
        name=say(said.name),
        purpose=say(said.purpose),
        before=tuple(map(say, said.before)),
        after=tuple(map(say, said.after)),
    )


def news_text(kind: str, count: int, words: Words) -> str:
    """How much is new of one kind: ``2 devoirs``."""
    text = {
        "homework": words.ngettext("{n} devoir", "{n} devoirs", count),
        "marks": words.ngettext("{n} note ou avis", "{n} notes ou avis", count),
        "attendance": words.ngettext("{n} absence ou retard", "{n} absences ou retards", count),
        "messages": words.ngettext("{n} message", "{n} messages", count),
        "documents": words.ngettext("{n} document", "{n} documents", count),
    }[kind]
    return text.format(n=count)


def attendance_day(item: AttendanceItem, words: Words) -> str:
    """When: ``Jeudi 19 novembre, après-midi``; both ends where there are several days."""
    start, end = words.day(item.starts_on), words.day(item.ends_on)
    first, last = item.starts_at_half, item.ends_at_half
    if item.starts_on == item.ends_on:
        if (first, last) == _WHOLE_DAY:
            text = words.gettext("{day}, toute la journée").format(day=start)
        elif first is not None and last in (first, None):
            text = f"{start}{words.comma}{words.gettext(_HALVES[first])}"
        else:
            text = start
    else:
        text = words.gettext("du {start} au {end}").format(
            start=_with_half(start, first, words), end=_with_half(end, last, words)
        )
    return text[:1].upper() + text[1:]


def attendance_extent(item: AttendanceItem, words: Words) -> str:
    """What and how long: ``Absence, 2 demi-journées``, ``Retard, 10 minutes``."""
    if item.kind is AttendanceKind.LATENESS:
        if not item.minutes:
            return words.gettext("Retard")
        text = words.ngettext("Retard, {n} minute", "Retard, {n} minutes", item.minutes)
        return text.format(n=item.minutes)
    if not item.half_days:
        return words.gettext("Absence")
    text = words.ngettext("Absence, {n} demi-journée", "Absence, {n} demi-journées", item.half_days)
    return text.format(n=item.half_days)


def attendance_sums(totals: AttendanceTotals, words: Words) -> list[str]:
    """The sums of a year's absences, a line each: what is there, and that there is none."""
    lines = []
    if totals.half_days:
        text = words.ngettext(
            "{n} demi-journée d’absence", "{n} demi-journées d’absence", totals.half_days
        )
        lines.append(text.format(n=totals.half_days))
    elif not totals.uncounted_absences:
        lines.append(words.gettext("aucune absence"))
    if totals.uncounted_absences:
        text = words.ngettext(
            "{n} absence dont l’école ne dit pas la durée",
            "{n} absences dont l’école ne dit pas la durée",
            totals.uncounted_absences,
        )
        lines.append(text.format(n=totals.uncounted_absences))
    if not totals.lateness_count:
        return [*lines, words.gettext("aucun retard")]
    text = words.ngettext("{n} retard", "{n} retards", totals.lateness_count)
    late = text.format(n=totals.lateness_count)
    if totals.lateness_minutes:
        minutes = words.ngettext(
            "{n} minute en tout", "{n} minutes en tout", totals.lateness_minutes
        )
        late += words.comma + minutes.format(n=totals.lateness_minutes)
    return [*lines, late]


def to_justify(half_days: int, absences: int, lateness: int, words: Words) -> str:
    """What a parent has yet to justify: ``1 demi-journée à justifier, 2 retards à justifier``.

    ``absences`` are those of which the school gives no number of half-days. Empty for nothing.
    """
    parts = (
        (
            words.ngettext(
                "{n} demi-journée à justifier", "{n} demi-journées à justifier", half_days
            ),
            half_days,
        ),
        (words.ngettext("{n} absence à justifier", "{n} absences à justifier", absences), absences),
        (words.ngettext("{n} retard à justifier", "{n} retards à justifier", lateness), lateness),
    )
    return words.comma.join(text.format(n=count) for text, count in parts if count)


def _with_half(day: str, half: HalfDay | None, words: Words) -> str:
    return day if half is None else f"{day} ({words.gettext(_HALVES[half])})"
