"""From a slip to the first page: what is read, what is refused, what is never said."""

import logging

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kiosk.clock import FixedClock
from kiosk.domain.folder import Folder
from kiosk.domain.slip_codes import SlipCode
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.views.own_point import OwnPoint

AZERTY_TOP_ROW = str.maketrans("1234567890", "&é\"'(-è_çà")
GREETING = "Bonjour Madame Lambert"
UNKNOWN = "Ce ticket n’ouvre rien ici"
MISTYPED = "Un des chiffres n’est pas le bon"


def wrong_check_digit(code: SlipCode) -> str:
    digits = code.digits()
    return digits[:-1] + str((int(digits[-1]) + 1) % 10)


@pytest.mark.parametrize(
    "write",
    [
        SlipCode.digits,
        SlipCode.grouped,
        lambda code: f"  {code.grouped()}\r\n",
        lambda code: "-".join(code.grouped().split()),
        lambda code: code.digits().translate(AZERTY_TOP_ROW),
        lambda code: code.digits().translate(AZERTY_TOP_ROW).upper(),
        lambda code: code.digits().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    ],
    ids=["digits", "spaces", "more spaces", "dashes", "azerty", "azerty capitals", "arabic"],
)
def test_a_slip_opens_however_its_code_comes(guardian, slip, write) -> None:
    answer = guardian.types_code(write(slip))

    assert answer.request.path == "/family"
    assert GREETING in guardian.reads


def test_a_wrong_check_digit_is_told_as_a_slip_of_the_finger(guardian, slip) -> None:
    answer = guardian.types_code(wrong_check_digit(slip))

    assert answer.status_code == 400
    assert MISTYPED in guardian.reads


def test_a_code_too_short_says_how_many_digits_were_read(guardian) -> None:
    guardian.types_code("1234 5678 9")

    assert "Il faut 17 chiffres, et il y en a 9" in guardian.reads


def test_a_code_too_long_says_how_many_digits_were_read(guardian, slip) -> None:
    guardian.types_code(slip.digits() * 2)

    assert "Il faut 17 chiffres, et il y en a 34" in guardian.reads


@pytest.mark.parametrize("typed", ["", "   ", "\t"])
def test_nothing_typed_asks_for_the_slip(guardian, typed) -> None:
    assert guardian.types_code(typed).status_code == 400
    assert "Montrez votre ticket ou tapez ses 17 chiffres" in guardian.reads


def test_a_form_without_its_field_asks_for_the_slip(guardian) -> None:
    assert guardian.sends("/sign-in").status_code == 400
    assert "Montrez votre ticket" in guardian.reads


def test_letters_are_told_to_be_no_slip(guardian) -> None:
    guardian.types_code("madame lambert")

    assert "Tapez seulement les 17 chiffres" in guardian.reads


def test_an_unknown_code_opens_nothing(guardian, own_point) -> None:
    answer = guardian.shows_slip(own_point.strange_code())

    assert answer.status_code == 403
    assert UNKNOWN in guardian.reads
    assert guardian.opens("/family").request.path == "/"


def test_unknown_revoked_and_expired_slips_are_answered_alike(
    app: Flask, own_point: OwnPoint, lambert: Folder, clock: FixedClock
) -> None:
    revoked = own_point.gives_slip(lambert)
    own_point.revokes(revoked)
    expired = own_point.gives_slip(lambert, days=1)
    clock.advance(days=2)

    answers = set()
    for code in (own_point.strange_code(), revoked, expired):
        guardian = GuardianAtScreen(app)
        answer = guardian.shows_slip(code)
        answers.add((answer.status_code, answer.request.path, guardian.reads, len(answer.data)))

    assert len(answers) == 1


def test_a_slip_opens_until_the_end_of_its_last_day(
    guardian, own_point, lambert, clock: FixedClock
) -> None:
    code = own_point.gives_slip(lambert, days=1)
    clock.advance(days=1, hours=5)

    guardian.shows_slip(code)

    assert GREETING in guardian.reads


def test_wrong_codes_make_the_machine_wait_then_the_right_slip_opens(
    guardian, own_point, slip, clock: FixedClock
) -> None:
    for _ in range(6):
        assert guardian.shows_slip(own_point.strange_code()).status_code == 403

    answer = guardian.shows_slip(slip)
    assert answer.status_code == 429
    assert "Attendez 2 secondes, puis essayez de nouveau" in guardian.reads

    clock.advance(seconds=1)
    guardian.shows_slip(slip)
    assert "Attendez 1 seconde, puis essayez de nouveau" in guardian.reads

    clock.advance(seconds=1)
    guardian.shows_slip(slip)
    assert GREETING in guardian.reads


def test_whoever_hammers_the_machine_delays_others_by_half_a_minute_at_most(
    guardian, own_point, slip, clock: FixedClock
) -> None:
    for _ in range(40):
        guardian.shows_slip(own_point.strange_code())
        clock.advance(seconds=30)
    guardian.shows_slip(own_point.strange_code())

    clock.advance(seconds=30)
    guardian.shows_slip(slip)

    assert GREETING in guardian.reads


def test_the_wait_is_the_machines_not_the_browsers(app, own_point, slip) -> None:
    for _ in range(6):
        GuardianAtScreen(app).shows_slip(own_point.strange_code())

    assert GuardianAtScreen(app).shows_slip(slip).status_code == 429


def test_slips_of_the_finger_are_never_counted(guardian, slip) -> None:
    for _ in range(20):
        guardian.types_code(wrong_check_digit(slip))

    guardian.shows_slip(slip)

    assert GREETING in guardian.reads


def test_a_right_slip_forgets_the_wrong_codes_before_it(guardian, own_point, slip) -> None:
    for _ in range(5):
        guardian.shows_slip(own_point.strange_code())
    guardian.shows_slip(slip)
    guardian.finishes()
    guardian.opens("/")
    for _ in range(5):
        guardian.shows_slip(own_point.strange_code())

    guardian.shows_slip(slip)

    assert GREETING in guardian.reads


def test_the_bearer_of_a_good_slip_is_told_when_its_news_cannot_be_read(
    guardian, own_point, lambert
) -> None:
    code = own_point.gives_slip(lambert)
    own_point.vault._connection.execute("UPDATE envelopes SET sealed = zeroblob(500)")

    assert guardian.shows_slip(code).status_code == 403
    assert "Votre ticket est bon, mais ses nouvelles ne sont pas encore ici" in guardian.reads


@pytest.mark.parametrize(
    "typed",
    [
        "1234567890123",
        "<b>4815162342</b>",
        '"><script>alert(4815162342)</script>',
        "4815162342 & 'x'",
        "mot-de-passe-4815162342",
    ],
)
def test_what_was_typed_never_comes_back_in_the_page(guardian, typed) -> None:
    answer = guardian.types_code(typed)

    assert typed not in answer.text
    assert "4815162342" not in answer.text
    (field,) = (one for one in guardian.read.named("input") if one.get("name") == "code")
    assert "value" not in field


def test_a_code_appears_in_no_page_header_cookie_or_log(
    app: Flask, own_point: OwnPoint, slip: SlipCode, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    guardian = GuardianAtScreen(app)
    answers: list[TestResponse] = []

    revoked, strange = own_point.strange_code(), own_point.strange_code()
    for code in [slip, revoked, *[strange] * 8]:
        guardian.opens("/")
        answers.append(guardian.shows_slip(code))
        answers.append(
            guardian.types_code(wrong_check_digit(code))
            if guardian.is_at_welcome()
            else answers[-1]
        )
    stranger = app.test_client()
    answers += [
        stranger.post("/sign-in", data={"code": slip.digits()}),
        stranger.get(f"/sign-in?code={slip.digits()}"),
        stranger.get(f"/{slip.digits()}"),
        stranger.get(f"/print/sheets/{slip.digits()}"),
        stranger.delete(f"/family?code={slip.digits()}"),
    ]

    said = [caplog.text]
    for answer in answers:
        for step in (*answer.history, answer):
            said += [step.text, str(step.headers)]
            assert step.request.query_string in (b"", f"code={slip.digits()}".encode())
    everything = "\n".join(said)
    for code in (slip, revoked, strange):
        for shape in (code.digits(), code.grouped(), code.secret_digits(), wrong_check_digit(code)):
            assert shape not in everything


def test_a_code_never_becomes_part_of_an_address(guardian, slip) -> None:
    answer = guardian.shows_slip(slip)

    for step in (*answer.history, answer):
        assert not any(part in step.request.url for part in slip.grouped().split()[:4])


def test_a_code_kept_by_the_browser_cannot_be_sent_again(
    guardian, own_point, slip, clock: FixedClock
) -> None:
    """She types the right code while the machine waits, and leaves; the next presses F5."""
    for _ in range(6):
        guardian.shows_slip(own_point.strange_code())
    kept = {"csrf_token": guardian.token, "code": slip.digits()}
    assert guardian.browser.post("/sign-in", data=kept).status_code == 429
    clock.advance(seconds=60)

    answer = guardian.browser.post("/sign-in", data=kept, headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 403
    assert guardian.opens("/family").request.path == "/"


def test_a_welcome_page_left_alone_all_night_still_takes_a_slip(
    guardian, slip, clock: FixedClock
) -> None:
    clock.advance(hours=14)

    guardian.shows_slip(slip)

    assert GREETING in guardian.reads
