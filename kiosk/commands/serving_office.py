"""``kiosk serve`` where the instance is an office: it answers its points."""

from pathlib import Path

import click

from kiosk.app import create_app
from kiosk.clock import SystemClock
from kiosk.commands.options import data_option, port_option
from kiosk.processes.secrecy import forbid_dumps
from kiosk.serving import address, bind, serve
from kiosk.site.folders import instance_folder
from kiosk.site.office import office_address, open_office

MOST_BODY_BYTES = 4 * 1024 * 1024
"""More than a point brings at once; the face says its own limit in a word."""


@click.command("serve-office", hidden=True)
@port_option
@data_option
def serve_office(port: int | None, data: Path) -> None:
    """Répond aux points d’accès ; « kiosk serve » y mène."""
    forbid_dumps()
    folder = instance_folder(data, "office")
    office = open_office(folder, SystemClock())
    host, usual_port = office_address(folder, office)
    with bind(host, usual_port if port is None else port) as door:
        click.echo(f"Hub {address(door)}")
        serve(create_app("hub", office), door, most_body_bytes=MOST_BODY_BYTES)
