"""A hub's process and a point's, on loopback: what is killed in between is as if it never was."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.demo.oneroster_files import write_demo_export
from kiosk.domain.requests import RequestKind, SchoolRequest
from kiosk.services.enrolling import enrol_point
from kiosk.services.importing import import_file
from kiosk.services.outbox import list_requests
from kiosk.services.publishing import publish
from kiosk.services.slips import issue_slips
from kiosk.site.demo import demo_card
from kiosk.site.keepers import open_keepers
from kiosk.site.new_point import FirstCard, create_point
from kiosk.site.office import create_office, open_office
from kiosk.site.point_folder import open_vault
from tests.lines import ALL, BadLine, bad_line

CLOCK = SystemClock()
READERS, ROUNDS = 12, 8


@dataclass
class Hub:
    """``kiosk serve`` of an office, to be killed and started again on the same port."""

    folder: Path
    port: int = 0
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        words = ["serve", "--data", str(self.folder), "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *words], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said.startswith("Hub http://127.0.0.1:"), said
        self.port = int(said.rstrip("/\n").rpartition(":")[2])

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub that has news for the one point it knows."""
    folder = tmp_path_factory.mktemp("academy")
    site: dict[str, dict[str, str | int]] = {"instance": {"role": "hub"}}
    office = create_office(folder / "hub", CLOCK, site)
    write_demo_export(folder / "export.zip", CLOCK.today())
    import_file(office, folder / "export.zip")
    enrolment = enrol_point(office, "mediatheque", "Le point", "Médiathèque")
    with office.store.transaction() as tx:
        reader_ids = [one.reader_id for one in tx.rights.readers()][:READERS]
    issue_slips(office, folder / "slips.pdf", reader_ids=reader_ids)
    publish(office)
    office.store.close()
    create_point(
        folder / "point",
        enrolment,
        {"instance": {"role": "point"}, "vault": {"unlock": "machine"}},
        CLOCK,
        FirstCard(demo_card(), "bonjour-accueil", "Camille"),
    )
    return folder


@pytest.fixture
def hub(made: Path) -> Iterator[Hub]:
    found = Hub(made / "hub")
    found.start()
    yield found
    found.kill()


@pytest.fixture
def way(hub: Hub) -> Iterator[BadLine]:
    with bad_line(("127.0.0.1", hub.port)) as line:
        yield line


def name_hub(made: Path, way: BadLine) -> None:
    site = made / "point" / "site.toml"
    kept = site.read_text().partition("\n[feed]")[0]
    site.write_text(f'{kept}\n[feed]\nhub_url = "{way.url}"\n')


def ask_at_the_point(made: Path, number: int) -> None:
    """A family asks for paper, in a process that is gone at once."""
    office = open_office(made / "hub", CLOCK)
    with office.store.transaction() as tx:
        reader_id = sorted(tx.circulation.readers_at("mediatheque"))[number % READERS]
        (name, uai), *_ = tx.requests.pupils_linked_to(reader_id)
    office.store.close()
    request = SchoolRequest(
        f"{number:032x}", "mediatheque", reader_id, name, uai, RequestKind.PAPER, CLOCK.today()
    )
    keepers = open_keepers(made / "point", CLOCK)
    keepers.public.post(request, request.request_id)
    keepers.vault.close()


def start_sync(made: Path) -> "subprocess.Popen[bytes]":
    words = ["sync", "--data", str(made / "point")]
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_whichever_is_killed_and_wherever_the_line_is_cut_nothing_is_lost_or_taken_twice(
    made: Path, hub: Hub, way: BadLine
) -> None:
    chance = random.Random(20261127)
    name_hub(made, way)
    for number in range(ROUNDS):
        ask_at_the_point(made, number)
        way.up = chance.choice((ALL, chance.randrange(9_000)))
        way.down = chance.choice((ALL, chance.randrange(200_000)))
        point = start_sync(made)
        with suppress(subprocess.TimeoutExpired):
            point.wait(chance.uniform(0.3, 1.2))
        if number % 2:
            hub.kill()
            hub.start()
        else:
            point.kill()
        point.wait()
    way.up = way.down = ALL
    assert start_sync(made).wait() == 0
    office, vault = open_office(made / "hub", CLOCK), open_vault(made / "point")
    with office.store.transaction() as tx:
        (point_there,) = tx.circulation.points()
    state = vault.state()
    assert (state.sequence, state.head) == (point_there.sequence, point_there.head)
    assert len(list_requests(office)) == ROUNDS
    assert vault.outbox() == []
    vault.close()
    office.store.close()
