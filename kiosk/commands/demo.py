"""``kiosk demo``: a whole line in one command, with invented people."""

from pathlib import Path

import click

from kiosk.app import create_app
from kiosk.clock import SystemClock
from kiosk.commands.options import DATA_VARIABLE, echo_note
from kiosk.serving import address, bind, serve
from kiosk.site.demo import HOST, SLIPS, demo_slips, prepare_demo
from kiosk.site.point import open_point


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
    with bind(HOST, port) as listener:
        if prepare_demo(data, clock):
            click.echo(f"Démo préparée dans {data}", err=True)
        point = open_point(data / "point", clock)
        app = create_app("public", point)
        click.echo(f"URL {address(listener)}")
        slips = demo_slips(data / "office", clock)
        for name, code in slips:
            click.echo(f"Slip {code.grouped()} ({name})")
        if len(slips) < SLIPS:
            echo_note(
                f"Tickets de la démo annulés ou remplacés depuis : {SLIPS - len(slips)}. "
                "Ils ne sont plus dits ici."
            )
        serve(app, listener)
