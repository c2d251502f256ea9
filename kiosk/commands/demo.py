"""``kiosk demo``: a whole line in one command, with invented people."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import DATA_VARIABLE, echo_note
from kiosk.processes.supervising import Supervisor
from kiosk.serving import address, bind
from kiosk.site.demo import (
    DEMO_PASSWORD,
    HOST,
    SLIPS,
    demo_card,
    demo_slips,
    office_answering,
    prepare_demo,
)

LAST_PORT = 65535


@click.command()
@click.option(
    "--port",
    default=8080,
    metavar="N",
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 : un port libre.",
)
@click.option(
    "--data",
    envvar=DATA_VARIABLE,
    default=".kiosk-demo",
    show_default=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Où la démo range ses fichiers.",
)
def demo(port: int, data: Path) -> None:
    """Un collège et une école inventés, un point d’accès, et huit tickets pour essayer.

    La démo est refaite quand son jour n’est plus aujourd’hui. Elle ne sort jamais de la machine.
    """
    clock = SystemClock()
    # Before anything is made: a command that cannot serve leaves the demo of another as it is.
    with bind(HOST, port) as listener, bind(HOST, _beside(port)) as counter:
        if prepare_demo(data, clock):
            click.echo(f"Démo préparée dans {data}", err=True)
        click.echo(f"URL {address(listener)}")
        slips = demo_slips(data / "office", clock)
        for name, code in slips:
            click.echo(f"Slip {code.grouped()} ({name})")
        if len(slips) < SLIPS:
            echo_note(
                f"Tickets de la démo annulés ou remplacés depuis : {SLIPS - len(slips)}. "
                "Ils ne sont plus dits ici."
            )
        card = demo_card().grouped()
        click.echo(f"Desk {address(counter)}desk/ card {card} password {DEMO_PASSWORD}")
        with office_answering(data / "office", clock):
            Supervisor(data / "point", {"public": listener, "desk": counter}).run()


def _beside(port: int) -> int:
    """The desk's port: the next one, or any where any will do."""
    return port + 1 if 0 < port < LAST_PORT else 0
