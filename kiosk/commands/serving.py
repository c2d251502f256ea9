"""``kiosk serve``: an access point at work."""

from pathlib import Path

import click

from kiosk.commands.options import data_option
from kiosk.processes.supervising import Supervisor
from kiosk.serving import address, bind
from kiosk.site.folders import instance_folder
from kiosk.site.point_folder import open_vault, point_settings


@click.command()
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), help="Au lieu de celui des réglages."
)
@data_option
def serve(port: int | None, data: Path) -> None:
    """Ouvre l’écran public d’un point d’accès et son accueil, sur cette machine seulement."""
    folder = instance_folder(data, "point")
    settings = point_settings(folder)
    open_vault(folder).close()  # refused here, in a sentence, rather than by a process of its own
    public, desk = settings.public, settings.desk
    with (
        bind(public.host, public.port if port is None else port) as screen,
        bind(desk.host, desk.port if port is None else 0) as counter,
    ):
        click.echo(f"URL {address(screen)}")
        click.echo(f"Desk {address(counter)}desk/")
        Supervisor(folder, {"public": screen, "desk": counter}).run()
