"""Every page keeps the laws of a page; every law catches a page that breaks it."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from kiosk.domain.marks import MarkStatus
from kiosk.domain.slip_codes import SlipCode
from kiosk.printing.printers import FolderPrinter
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.page_laws import assert_html_laws, assert_page_laws
from tests.views.own_point import (
    OwnPoint,
    a_child,
    a_folder,
    a_lateness,
    a_mark,
    a_message,
    a_period,
    a_subject,
    an_absence,
    work,
)

GOOD_PAGE = """<!doctype html>
<html lang="fr" dir="ltr"><head><title>Un titre</title></head>
<body><main><h1>Bonjour</h1><h2>Suite</h2>
<form method="post" action="/x"><input type="hidden" name="csrf_token" value="t">
<label for="code">Code</label><input id="code" name="code"><button>Entrer</button></form>
<p id="help">Aide <a href="/help">ici</a></p></main></body></html>
"""

# Each breaks one law: what is replaced in the good page, by what, and the word of the complaint.
BAD_PAGES = {
    "an element left open": ("</p></main>", "</main>", "closes another"),
    "an element never opened": ("</html>", "</html></div>", "closes nothing"),
    "an element open at the end": ("</body></html>", "", "left open"),
    "no language": (' lang="fr"', "", "language"),
    "no direction": (' dir="ltr"', "", "direction"),
    "no title": ("Un titre", " ", "a title"),
    "two mains": ("</main>", "</main><main></main>", "one main"),
    "no main": ("main>", "div>", "one main"),
    "an id twice": ('id="help"', 'id="code"', "ids twice"),
    "a label for nobody": ("<h2>", '<label for="gone">a</label><h2>', "points to nothing"),
    "help that is not there": ('id="help"', 'aria-describedby="gone"', "points to nothing"),
    "two h1": ("h2>", "h1>", "one h1"),
    "no h1": ("h1>", "h2>", "one h1"),
    "an empty h1": ("Bonjour", " ", "says something"),
    "a heading skipped": ("h2>", "h3>", "skipped"),
    "a field without a label": ('<label for="code">Code</label>', "", "without a label"),
    "a form that goes nowhere": (' action="/x"', "", "where it goes"),
    "a form without its token": ('name="csrf_token"', 'name="other"', "carries its token"),
    "a form with an empty token": ('value="t"', 'value=""', "carries its token"),
    "a POST in capitals without a token": (
        'method="post" action="/x"><input type="hidden" name="csrf_token" value="t">',
        'method="POST" action="/x">',
        "carries its token",
    ),
    "a button that says nothing": ("<button>Entrer", "<button> ", "a button says nothing"),
    "a link that says nothing": (">ici</a>", "></a>", "a a says nothing"),
    "a picture without words": ("<h2>", '<img src="/a.png"><h2>', "picture"),
    "a tab order of its own": ('id="help"', 'tabindex="3"', "Tab key"),
    "a style": ('id="help"', 'style="color:red"', "carries a style"),
    "a style element": ("</title>", "</title><style>p{}</style>", "style element"),
    "a script": ('id="help"', 'onclick="x()"', "carries a script"),
    "a script in the page": ("</title>", "</title><script>x()</script>", "script in the page"),
    "a link to another place": ('href="/help"', 'href="https://example.org/"', "remote"),
    "a link that hides its scheme": ('href="/help"', 'href="//example.org/"', "remote"),
    "a link that runs": ('href="/help"', 'href="javascript:x()"', "remote"),
    "a picture from elsewhere": ("<h2>", '<img alt="" src="//a.example/b"><h2>', "remote"),
    "a form to another place": ('action="/x"', 'action="http://example.org/"', "remote"),
    "a word never said": ("Aide", "None", "left unsaid"),
    "a template that leaks": ("Aide", "{{ child }}", "left unsaid"),
}


def test_the_good_page_keeps_every_law() -> None:
    assert_html_laws(GOOD_PAGE)


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    BAD_PAGES.values(),
    ids=[name.replace(" ", "_") for name in BAD_PAGES],
)
def test_each_law_catches_the_page_that_breaks_it(good: str, bad: str, complaint: str) -> None:
    assert good in GOOD_PAGE

    with pytest.raises(AssertionError, match=complaint):
        assert_html_laws(GOOD_PAGE.replace(good, bad))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cache-Control", "no-cache"),
        ("Content-Security-Policy", "default-src 'self'"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
        ("X-Content-Type-Options", ""),
        ("Referrer-Policy", "no-referrer"),
    ],
)
def test_a_page_with_weak_headers_is_caught(app: Flask, name: str, value: str) -> None:
    good = app.test_client().get("/")
    assert_page_laws(good)

    headers = {**good.headers, name: value}
    with pytest.raises(AssertionError):
        assert_page_laws(_answer(good.text, headers))


def test_every_page_of_a_visit_keeps_the_laws(own_point: OwnPoint) -> None:
    child = a_child(
        attendance=(an_absence(date(2026, 11, 19)), a_lateness(date(2026, 11, 12))),
        messages=(a_message("Sortie"),),
        documents=(own_point.gives_document("Bulletin", b"%PDF-"),),
        told=("attendance", "messages", "documents"),
        homework=(
            work("Anglais", date(2026, 11, 24), title="Lire"),
            work("Maths", date(2026, 11, 23)),
            work("EPS", date(2026, 11, 2), teacher="", given_on=date(2026, 11, 1)),
        ),
        periods=(
            a_period(
                "1er trimestre",
                a_subject("Maths", a_mark("8"), a_mark(None, status=MarkStatus.EXEMPT)),
                a_subject("Latin", teacher=""),
            ),
            a_period("", a_subject("Latin", a_mark(None, out_of=None, text="Acquis"))),
        ),
    )
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(own_point.gives_slip(a_folder(child, a_child(given_name="Tom"))))

    for path in (
        "/family",
        "/children/1/homework",
        "/children/1/marks",
        "/children/1/marks?period=2",
        "/children/2/homework",
        "/children/2/marks",
        *(
            f"/children/{place}/{page}"
            for place in (1, 2)
            for page in ("attendance", "messages", "documents")
        ),
        "/children/1/documents/1",
        "/request",
        "/request?child=1",
        "/request?child=1&kind=paper",
        "/help",
        "/privacy",
        "/accessibility",
    ):
        assert guardian.opens(path).status_code == 200
        assert len(guardian.page.data) <= 14 * 1024, path
    guardian.finishes()


@pytest.mark.parametrize("typed", ["", "12", "abc", "00000000000000001"])
def test_the_welcome_page_keeps_the_laws_when_it_refuses(
    guardian: GuardianAtScreen, typed: str
) -> None:
    guardian.types_code(typed)

    assert guardian.is_at_welcome()


def test_every_error_page_keeps_the_laws(
    guardian: GuardianAtScreen, slip: SlipCode, app: Flask
) -> None:
    guardian.shows_slip(slip)
    stranger = app.test_client()
    answers = {
        400: stranger.get("/", headers={"Host": "school.example"}),
        403: stranger.post("/sign-in", data={"code": slip.digits()}),
        404: stranger.get("/nowhere"),
        405: stranger.delete("/family"),
        413: stranger.post("/sign-in", data={"code": "1" * 20_000}),
        416: stranger.get("/static/css/kiosk.css", headers={"Range": "bytes=99999999-"}),
    }

    for status, answer in answers.items():
        assert answer.status_code == status
        assert_page_laws(answer)
    assert_page_laws(guardian.opens("/children/9/marks"))


def test_the_pages_of_a_folder_printer_keep_the_laws(
    tmp_path: Path, own_point: OwnPoint, slip: SlipCode
) -> None:
    own_point.prints_on(FolderPrinter(tmp_path / "paper"))
    guardian = GuardianAtScreen(own_point.app())
    guardian.shows_slip(slip)
    guardian.opens("/children/1/marks")
    assert guardian.has_it_printed().status_code == 503

    (tmp_path / "paper").mkdir()
    guardian.opens("/children/1/marks")
    assert guardian.has_it_printed().status_code == 200


def test_a_fault_of_ours_is_a_page_that_keeps_the_laws_and_quotes_nothing(
    own_point: OwnPoint, slip: SlipCode, caplog: pytest.LogCaptureFixture
) -> None:
    app = own_point.app()

    @app.get("/fault")
    def fault() -> str:
        raise ValueError("Inès a eu 4/20")

    guardian = GuardianAtScreen(app)

    answer = guardian.opens("/fault")

    assert answer.status_code == 500
    assert "Quelque chose n’a pas marché" in guardian.reads
    assert "4/20" not in answer.text + caplog.text
    assert "ValueError" in caplog.text


def _answer(body: str, headers: dict[str, str]) -> TestResponse:
    return Client(Response(body, headers=headers)).get("/")
