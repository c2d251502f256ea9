"""What every slip says, whatever prints it: one set of sentences for office paper and receipts."""

from dataclasses import dataclass

from kiosk.domain.slip_codes import SlipCode
from kiosk.wording import Words, phone


@dataclass(frozen=True, slots=True)
class SlipTexts:
    """The words that all slips of a run share.

    ``serial`` takes the number of a slip as ``{serial}``. ``advice`` tells how to use a slip, how
    to keep it, and what to do when it is lost. ``desk`` is the line to call, empty without one.
    """

    title: str
    corner: str
    serial: str
    advice: tuple[str, ...]
    desk: str


def slip_texts(point_phone: str, words: Words) -> SlipTexts:
    """The sentences in the language of ``words``; ``point_phone`` may be empty."""
    desk = words.gettext("Accueil : {phone}").format(phone=phone(point_phone))
    return SlipTexts(
        title=words.gettext("Ticket d’accès"),
        corner=words.gettext("Coupez ce coin"),
        serial=words.gettext("n° {serial}"),
        advice=(
            words.gettext("Montrez ce ticket à l’écran Point École."),
            words.gettext("Gardez-le comme la clé de chez vous."),
            words.gettext("Perdu ? Dites-le à l’accueil, il sera annulé."),
        ),
        desk=desk if point_phone else "",
    )


def digits_in_lines(code: SlipCode, lines: int) -> tuple[str, ...]:
    """The digits in their groups of four over ``lines`` lines, what is over on the last one.

    On two lines ``1234 5678`` and ``9012 3456 7``.
    """
    groups = code.grouped().split(" ")
    a_line = len(groups) // lines
    starts = [line * a_line for line in range(lines)]
    ends = [*starts[1:], len(groups)]
    return tuple(" ".join(groups[start:end]) for start, end in zip(starts, ends, strict=True))
