"""French with the reader's language beside it: what headings and labels on paper say.

A sheet is shown to a teacher, a neighbour, a desk: they must find their way on it too.
"""

from collections.abc import Callable

from kiosk.wording.words import Words, french


def beside(words: Words, say: Callable[[Words], str], between: str = " · ") -> str:
    """What ``say`` says in French and, where it is another, in the language of ``words``."""
    in_french = say(french())
    if words.is_french:
        return in_french
    said = say(words)
    return in_french if said == in_french else f"{in_french}{between}{said}"
