"""What teachers' editors write, as a family reads it."""

import pytest

from kiosk.imports.plain_text import one_line, plain_text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>Lire p.&nbsp;12 &amp; 13</p><p>Fin</p>", "Lire p.\xa012 & 13\nFin"),
        ("<ul>\n<li>ex 1</li>\n<li>ex 2</li>\n</ul>", "- ex 1\n- ex 2"),
        ("<div style='color:red'>a\nb</div>", "a b"),
        ("ligne 1\r\nligne 2", "ligne 1\nligne 2"),
        ("un <b>mot</b>\nsuite", "un mot\nsuite"),
        ("a<br/>b<br>c", "a\nb\nc"),
        ("a<script>alert('x < y')</script>b<style>p{}</style>c", "abc"),
        ("<img src=x onerror=alert(1)>Bonjour", "Bonjour"),
        ("&#039;ici&#039; &#0;&eacute;", "'ici' \ufffdé"),
        ("a<!-- caché -->b", "ab"),
    ],
)
def test_markup_becomes_text(written: str, read: str) -> None:
    assert plain_text(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "si a<b alors c>d",
        "5 < 6 & 7 > 2",
        "expliquer la balise <script> en HTML",
        "x <!-- sans fin",
        "voir ?a=1&copy=2",
        "<inconnu>",
    ],
)
def test_text_that_merely_looks_like_markup_loses_nothing(written: str) -> None:
    assert plain_text(written) == written


def test_a_title_is_one_line() -> None:
    assert one_line("<p>Exercice</p>\n<p>12</p>") == "Exercice 12"


@pytest.mark.parametrize(
    "piece", ["<!--", "<a '", '<a x="', "<script>", "&#", "</script", "<p>", "<a x=y ", "<p></p>"]
)
def test_the_longest_hostile_cell_is_read_in_one_pass(piece: str) -> None:
    # Read in quadratic time, these would stop the tests for minutes.
    assert len(plain_text(piece * (100_000 // len(piece)))) <= 100_000


@pytest.mark.parametrize(
    "written",
    ["Lé\u202ea", "Lé\u2066a\u2069", "L&eacute;&#x202e;a", "Lé&#8294;a", "<b>Lé\u202da</b>"],
)
def test_what_turns_the_order_of_letters_is_taken_out(written: str) -> None:
    assert one_line(written) == "Léa"


def test_the_joiners_of_persian_stay() -> None:
    assert one_line("می\u200cخواهم &zwj;") == "می\u200cخواهم \u200d"


@pytest.mark.parametrize("written", ["a\x1bb", "a\x9bb", "a&#27;b", "a&#x9b;b", "a\x00b"])
def test_nothing_that_a_terminal_obeys_is_left(written: str) -> None:
    assert all(letter.isprintable() for letter in plain_text(written))
