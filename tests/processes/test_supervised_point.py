"""A real point in its processes: what was read, and what opens it, leave memory with a process."""

import os
import re
import signal
from pathlib import Path

import pytest

from kiosk.domain.slip_codes import SlipCode
from kiosk.site.demo import DEMO_PASSWORD, demo_card
from tests.processes.http_visitor import HttpVisitor
from tests.processes.memory import can_be_read, children_of, copies_in
from tests.screens import ServedPoint
from tests.waiting import soon

MOTHER = "Mme Amina Delmas"


@pytest.fixture
def mother(demo_codes: dict[str, SlipCode]) -> str:
    return demo_codes[MOTHER].digits()


def parts(point: ServedPoint, part: str) -> set[int]:
    return {pid for pid, word in children_of(point.process.pid).items() if word == part}


def copies(point: ServedPoint, needle: bytes) -> int:
    return sum(copies_in(pid, needle) for pid in children_of(point.process.pid))


needs_memory = pytest.mark.skipif(
    not can_be_read(os.getppid()), reason="this account may not read another process's memory"
)


@needs_memory
def test_what_was_read_leaves_memory_within_seconds_of_the_end(
    fresh_point: ServedPoint, mother: str
) -> None:
    visitor = HttpVisitor(fresh_point.url)
    visitor.shows_slip(mother)
    assert visitor.path == "/family"
    canary = canary_of(visitor.opens("/children/1/homework"))
    (worker,) = parts(fresh_point, "working")
    assert copies_in(worker, canary) > 0, "the check is alive"
    assert copies(fresh_point, canary) == copies_in(worker, canary), "nobody else has it"

    visitor.posts("/sign-out")

    assert visitor.path == "/goodbye"
    assert soon(lambda: worker not in parts(fresh_point, "working"))
    assert copies(fresh_point, canary) == 0


def canary_of(page: str) -> bytes:
    """The longest line of homework: words of the school that no source of ours holds."""
    lines = re.findall(r'<p class="long"[^>]*>([^<&]+)<', page)
    return max(lines, key=len).encode()


@needs_memory
def test_the_pepper_leaves_memory_when_the_point_closes(fresh_point: ServedPoint) -> None:
    key_file = Path(fresh_point.folder) / "point" / "keys" / "pepper.key"
    pepper = bytes.fromhex(key_file.read_text())
    (keeper,) = parts(fresh_point, "keeping")
    assert copies_in(keeper, pepper) > 0, "the check is alive"
    desk = HttpVisitor(fresh_point.desk_url)
    desk.opens("/desk/")
    desk.posts("/desk/enter", card=demo_card().digits(), password=DEMO_PASSWORD)
    assert "Bonjour Camille" in desk.page

    desk.posts("/desk/close")

    assert soon(lambda: bool(parts(fresh_point, "keeping") - {keeper}))
    assert copies(fresh_point, pepper) == 0
    assert "Le point est fermé" in desk.opens("/desk/")
    desk.posts("/desk/enter", card=demo_card().digits(), password=DEMO_PASSWORD)
    assert "Bonjour Camille" in desk.page, "a card opens it again"


@needs_memory
def test_names_searched_for_at_the_desk_leave_memory_once_the_agent_has_left(
    fresh_point: ServedPoint,
) -> None:
    workers = parts(fresh_point, "working")
    desk = HttpVisitor(fresh_point.desk_url)
    desk.opens("/desk/")
    desk.posts("/desk/enter", card=demo_card().digits(), password=DEMO_PASSWORD)
    desk.opens("/desk/give")
    desk.posts("/desk/give", who="delmas")
    assert "Amina" in desk.page
    (worker,) = parts(fresh_point, "working") - workers
    assert copies_in(worker, b"Amina") > 0, "the check is alive"

    desk.posts("/desk/leave")

    assert "Montrez votre carte" in desk.page
    assert soon(lambda: worker not in parts(fresh_point, "working"))
    desk.posts("/desk/enter", card=demo_card().digits(), password=DEMO_PASSWORD)
    assert "Bonjour Camille" in desk.page, "the form of the process before is good for the next"


def test_the_next_slip_is_opened_by_another_process(
    fresh_point: ServedPoint, demo_codes: dict[str, SlipCode]
) -> None:
    first = HttpVisitor(fresh_point.url)
    first.shows_slip(demo_codes[MOTHER].digits())
    before = parts(fresh_point, "working")
    second = HttpVisitor(fresh_point.url)
    second.shows_slip(demo_codes["Mme Claire Le Goff"].digits())
    assert second.path == "/family"
    assert "Le Goff" in second.page
    assert soon(lambda: not before & parts(fresh_point, "working"))
    first.opens("/family")
    assert first.path == "/"


def test_a_language_and_a_form_go_over_to_the_next_process(
    fresh_point: ServedPoint, mother: str
) -> None:
    visitor = HttpVisitor(fresh_point.url)
    visitor.opens("/")
    visitor.posts("/language", language="ar", back="/")
    visitor.posts("/sign-in", code=mother)
    assert 'dir="rtl"' in visitor.page
    visitor.posts("/sign-out")
    assert visitor.path == "/goodbye"
    assert 'dir="rtl"' in visitor.page
    visitor.opens("/")
    assert 'dir="ltr"' in visitor.page


def test_a_language_chosen_while_one_process_leaves_reaches_the_next(
    fresh_point: ServedPoint, mother: str
) -> None:
    # Over and over: what is said between two processes must not fall between them.
    for turn in range(4):
        before = HttpVisitor(fresh_point.url)
        before.shows_slip(mother)
        before.posts("/sign-out")
        visitor = HttpVisitor(fresh_point.url)
        visitor.opens("/")
        visitor.posts("/language", language="ar", back="/")
        visitor.posts("/sign-in", code=mother)
        assert (visitor.path, 'dir="rtl"' in visitor.page) == ("/family", True), turn
        visitor.posts("/sign-out")


def test_a_worker_that_dies_takes_its_visit_with_it_and_the_screen_goes_on(
    fresh_point: ServedPoint, mother: str
) -> None:
    visitor = HttpVisitor(fresh_point.url)
    visitor.shows_slip(mother)
    (worker,) = parts(fresh_point, "working")
    os.kill(worker, signal.SIGKILL)
    assert soon(lambda: bool(parts(fresh_point, "working") - {worker}))
    visitor.opens("/family")
    assert visitor.path == "/"
    visitor.shows_slip(mother)
    assert visitor.path == "/family"


def test_no_process_of_a_point_leaves_a_core(fresh_point: ServedPoint) -> None:
    for pid in children_of(fresh_point.process.pid):
        limits = Path(f"/proc/{pid}/limits").read_text()
        (core,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]


def test_the_others_end_with_their_supervisor(fresh_point: ServedPoint, mother: str) -> None:
    HttpVisitor(fresh_point.url).shows_slip(mother)
    HttpVisitor(fresh_point.desk_url).opens("/desk/")
    pids = children_of(fresh_point.process.pid)
    assert len(pids) >= 3
    fresh_point.process.terminate()
    fresh_point.process.wait(20)
    assert soon(lambda: not any(Path(f"/proc/{pid}/maps").exists() for pid in pids))


def test_secrets_stand_in_no_command_line(fresh_point: ServedPoint) -> None:
    for pid in children_of(fresh_point.process.pid):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        assert [word for word in words if len(word) > 60] == []
