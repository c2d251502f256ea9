"""Whoever steals the access point finds nothing of any family on its disk.

The attack: read every byte of the point's folder, while it serves and after. The control: the same
search finds the same words in the office's database.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import pytest
from flask import Flask

from kiosk.clock import FixedClock
from kiosk.demo.records import SCHOOLS
from kiosk.demo.school import invent_school
from kiosk.domain.slip_codes import SlipCode
from kiosk.sealing.derivation import DerivationCost, slip_key
from kiosk.site.demo import DEMO_PASSWORD, demo_card
from kiosk.site.office import open_office
from kiosk.site.point_folder import hub_facts, point_settings
from tests.conftest import MONDAY_EVENING
from tests.navigators.guardian_at_screen import GuardianAtScreen
from tests.processes.http_visitor import HttpVisitor
from tests.screens import ServedPoint

UNKNOWN = {
    "family_name": "Quatrelivres",
    "given_name": "Zéphirine",
    "school": "Collège des Canaris",
    "child_given_name": "Anatole-Auguste",
    "child_class": "5e B",
}
# Shorter words could stand by chance among bytes that look random.
LEAST_BYTES = 6


@pytest.fixture(scope="module")
def words(request: pytest.FixtureRequest) -> dict[str, set[str]]:
    """What the demo tells of people, by kind."""
    school = invent_school(request.getfixturevalue("day_of_the_demo"))
    pupils = [one.person for one in school.pupils]
    adults = [one.person for one in school.adults]
    return {
        "pupils": full_names(pupils),
        "adults": full_names(adults),
        "family names": {one.family_name for one in (*pupils, *adults)},
        "given names": {one.given_name for one in (*pupils, *adults)},
        "teachers": {one.family_name for one in school.teachers},
        "work": {text for one in school.assignments for text in (one.title, one.text)},
        "comments": {one.comment for one in school.marks},
        "subjects": {one.subject for one in school.lessons},
        "schools": {one.name for one in SCHOOLS},
    }


@pytest.fixture(scope="module")
def day_of_the_demo() -> object:
    return FixedClock(MONDAY_EVENING).today()


def full_names(people: Iterable[object]) -> set[str]:
    pairs = [(one.given_name, one.family_name) for one in people]  # type: ignore[attr-defined]
    return {" ".join(order) for pair in pairs for order in (pair, reversed(pair))}


@cache
def spellings(word: str) -> set[bytes]:
    """A word as any program might have left it on a disk."""
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    forms |= {form.upper() for form in forms} | {
        form.encode("unicode_escape").decode() for form in forms
    }
    codings = ("utf-8", "utf-16-le", "utf-16-be")
    return {form.encode(coding) for form in forms for coding in codings}


@lru_cache(maxsize=2)
def beginnings(content: bytes) -> set[bytes]:
    """Whatever any word in there could begin with: thousands of words are looked for."""
    return {content[at : at + LEAST_BYTES] for at in range(len(content))}


def found_in(content: bytes, words: Iterable[str]) -> list[str]:
    long_enough = [word for word in words if len(word.encode()) >= LEAST_BYTES]
    begins = beginnings(content)
    return [
        word
        for word in long_enough
        if any(one[:LEAST_BYTES] in begins and one in content for one in spellings(word))
    ]


def every_file_under(folder: Path) -> set[bytes]:
    """The bytes of every file, and its name: a name may tell too."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    return {str(one).encode() + b"\n" + one.read_bytes() for one in files}


def secrets_of(codes: Iterable[SlipCode], salt: bytes, cost: DerivationCost) -> list[bytes]:
    """A slip as it must never lie on a disk: its digits, T, and both written out."""
    found = []
    for code in codes:
        key = slip_key(code, salt, cost).reveal()
        digits = (code.digits(), code.secret_digits(), code.grouped())
        found += [one.encode(coding) for one in digits for coding in ("utf-8", "utf-16-le")]
        found += [key, key.hex().encode(), int(code.digits()).to_bytes(8, "big")]
    return found


def test_a_stolen_point_tells_nothing_of_anybody(
    public_app: Flask,
    demo_folder: Path,
    demo_codes: dict[str, SlipCode],
    words: dict[str, set[str]],
) -> None:
    guardian = GuardianAtScreen(public_app)
    used = list(demo_codes.values())[:2]
    taken = set()
    for code in used:
        guardian.opens("/")
        assert guardian.shows_slip(code).status_code == 200
        guardian.opens("/children/1/homework")
        guardian.opens("/children/1/marks")
        assert guardian.prints().data.startswith(b"%PDF-")
        taken |= every_file_under(demo_folder / "point")
        guardian.opens("/family")
        guardian.finishes()
    guardian.opens("/")
    guardian.types_code("1234 5678 9012 3456 7")
    taken |= every_file_under(demo_folder / "point")

    facts = hub_facts(demo_folder / "point")
    slips = secrets_of(used, facts.domain_salt, public_app.extensions["kiosk"].site.cost)
    assert any(b"SQLite format 3" in content for content in taken), "the vault was read"
    assert sum(len(content) for content in taken) > 50_000
    for content in taken:
        for kind, some in words.items():
            assert found_in(content, some) == [], kind
        assert not [one for one in slips if one in content]
        assert b"%PDF-" not in content


def test_a_day_at_the_desk_and_the_screen_leaves_no_word_of_anybody_in_any_file(
    fresh_point: ServedPoint, demo_codes: dict[str, SlipCode], words: dict[str, set[str]]
) -> None:
    place, card = fresh_point.folder / "point", demo_card()
    taken = set()
    desk, screen = HttpVisitor(fresh_point.desk_url), HttpVisitor(fresh_point.url)
    desk.opens("/desk/")
    desk.posts("/desk/enter", card=card.digits(), password=DEMO_PASSWORD)
    desk.opens("/desk/give")
    desk.posts("/desk/give/unknown", **UNKNOWN, identity="on", once="1")
    assert "Le ticket sort de l’imprimante" in desk.page
    desk.opens("/desk/give")
    desk.posts("/desk/give", who="delmas")
    person = re.search(r'href="(/desk/people/[^"]+)"', desk.page)
    assert person is not None
    desk.opens(person[1])
    desk.posts(person[1], identity="on", kind="day", language="fr", once="2")
    assert "Le ticket sort de l’imprimante" in desk.page
    taken |= every_file_under(place)
    mother = demo_codes["Mme Amina Delmas"]
    screen.shows_slip(mother.digits())
    for page in ("/children/1/homework", "/children/1/marks", "/visits", "/pin"):
        screen.opens(page)
        assert screen.path == page
    screen.posts("/pin", pin="7294", again="7294")
    taken |= every_file_under(place)
    screen.posts("/sign-out")
    desk.posts("/desk/close")
    taken |= every_file_under(place)

    settings = point_settings(place).slips
    cost = DerivationCost(settings.memory_mib, settings.passes)
    papers = [one.read_bytes() for one in (fresh_point.folder / "tray").glob("*.pdf")]
    assert len(papers) == 2, "paper is where it belongs"
    slips = secrets_of([mother, card], hub_facts(place).domain_salt, cost)
    typed = [word for word in UNKNOWN.values() if len(word.encode()) >= LEAST_BYTES]
    assert sum(len(content) for content in taken) > 100_000
    for content in taken:
        for kind, some in words.items():
            assert found_in(content, some) == [], kind
        assert found_in(content, [*typed, DEMO_PASSWORD]) == []
        assert not [one for one in slips if one in content]
        assert b"%PDF-" not in content


def test_the_same_search_finds_every_word_in_the_office(
    made_demo: Path, words: dict[str, set[str]]
) -> None:
    content = (made_demo / "office" / "office.db").read_bytes()
    for kind, some in words.items():
        long_enough = {one for one in some if len(one.encode()) >= LEAST_BYTES}
        if kind in ("pupils", "adults"):
            continue  # a full name lies there in two cells, which the search below finds
        assert len(long_enough) >= 2, kind
        assert set(found_in(content, long_enough)) == long_enough, kind


def test_the_search_finds_a_full_name_however_it_was_left() -> None:
    for left in ("Léa Moreau", "LÉA MOREAU", "Le\u0301a Moreau", "L\\xe9a Moreau"):
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert found_in(b"..." + left.encode(coding) + b"...", {"Léa Moreau"}), (left, coding)
    assert not found_in(b"Lea Moreau", {"Léa Moreau"})


def test_the_database_of_the_office_holds_no_digits_and_no_key_of_a_slip(
    made_demo: Path, demo_folder: Path, clock: FixedClock, demo_codes: dict[str, SlipCode]
) -> None:
    office = open_office(demo_folder / "office", clock)
    slips = secrets_of(list(demo_codes.values())[:2], office.domain_salt, office.cost)
    content = b"".join(one.read_bytes() for one in (demo_folder / "office").glob("office.db*"))
    office.store.close()
    assert not [one for one in slips if one in content]
    with (made_demo / "office" / "office.db").open("rb") as database:
        assert database.read() in content
