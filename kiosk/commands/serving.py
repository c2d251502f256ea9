"""``kiosk serve``: an access point at work."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from kiosk.commands.options import data_option, port_option
from kiosk.domain.errors import InstanceRefused
from kiosk.processes.supervising import Supervisor
from kiosk.serving import address, bind
from kiosk.site.folders import instance_folder, role_of
from kiosk.site.point_folder import ROLE as POINT
from kiosk.site.point_folder import open_vault, point_settings


@click.command()
@port_option
@data_option
def serve(port: int | None, data: Path) -> None:
    """Ouvre l’écran public d’un point d’accès et son accueil, sur cette machine seulement ; pour un
    établissement ou une académie, répond à ses points d’accès."""
    folder = _served_folder(data)
    if role_of(folder) != POINT:
        _become_office(folder, port)
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


def _served_folder(data: Path) -> Path:
    """The point that ``data`` names or holds, otherwise the office."""
    try:
        return instance_folder(data, "point")
    except InstanceRefused:
        return instance_folder(data, "office")


def _become_office(folder: Path, port: int | None) -> NoReturn:
    """This very process: what serves a point never loads what an office needs."""
    words = [
        "serve-office",
        "--data",
        str(folder),
        *(["--port", str(port)] if port is not None else []),
    ]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "kiosk", *words])  # noqa: S606 - our own module
