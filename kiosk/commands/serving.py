"""``kiosk serve``: an access point at work."""

from pathlib import Path

import click

from kiosk.app import create_app
from kiosk.clock import SystemClock
from kiosk.commands.options import data_option
from kiosk.serving import address, bind
from kiosk.serving import serve as serve_app
from kiosk.site.folders import instance_folder
from kiosk.site.point import open_point


@click.command()
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), help="Au lieu de celui des réglages."
)
@data_option
def serve(port: int | None, data: Path) -> None:
    """Ouvre l’écran public d’un point d’accès, sur cette machine seulement."""
    point = open_point(instance_folder(data, "point"), SystemClock())
    public = point.settings.public
    listener = bind(public.host, public.port if port is None else port)
    app = create_app("public", point)
    click.echo(f"URL {address(listener)}")
    serve_app(app, listener)
