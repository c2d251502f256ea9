"""``kiosk sync`` and ``kiosk outbox export``: a point meets its hub, or writes to it."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.applying import applied_sentence
from kiosk.commands.options import counted, data_option, echo_json, json_option
from kiosk.domain.plain_json import to_plain
from kiosk.site.folders import instance_folder
from kiosk.site.point_folder import correspondence, open_vault, outgoing


@click.command()
@data_option
@json_option
def sync(data: Path, as_json: bool) -> None:
    """Prend les nouvelles du serveur et lui laisse ce que le point a à dire : par le réseau si le
    réglage feed.hub_url le nomme, sinon dans le dossier feed.folder, une clé USB par exemple."""
    folder = instance_folder(data, "point")
    vault = open_vault(folder)
    try:
        met = correspondence(folder, vault, SystemClock()).meet()
    finally:
        vault.close()
    if as_json:
        echo_json({**to_plain(met.applied), "messages": met.messages})
        return
    click.echo(applied_sentence(met.applied))
    if met.messages:
        waiting = counted(met.messages, "message attend", "messages attendent")
        click.echo(f"{waiting} le serveur.")


@click.command("export")
@click.argument("out", metavar="FICHIER", type=click.Path(dir_okay=False, path_type=Path))
@data_option
@json_option
def export(out: Path, data: Path, as_json: bool) -> None:
    """Écrit ce que le serveur n’a pas encore, scellé pour lui : demandes, tickets, journal."""
    folder = instance_folder(data, "point")
    vault = open_vault(folder)
    try:
        count = outgoing(folder, vault, SystemClock()).write(out)
    finally:
        vault.close()
    if as_json:
        echo_json({"messages": count, "file": str(out)})
        return
    click.echo(f"{counted(count, 'message', 'messages')} dans {out}")
