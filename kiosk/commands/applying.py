"""``kiosk feed apply``: the point takes news from a file."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import counted, data_option, echo_json, json_option
from kiosk.domain.plain_json import to_plain
from kiosk.services.applying import Applied, apply_feed_file
from kiosk.site.folders import instance_folder
from kiosk.site.point_folder import hub_facts, open_vault, point_clock


@click.command()
@click.argument(
    "path", metavar="FICHIER", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@data_option
@json_option
def apply(path: Path, data: Path, as_json: bool) -> None:
    """Prend les nouvelles d’un fichier venu du serveur. Ce qui est déjà su ne change rien."""
    folder = instance_folder(data, "point")
    vault = open_vault(folder)
    clock = point_clock(vault, SystemClock())
    try:
        applied = apply_feed_file(vault, hub_facts(folder).feed_public_key, clock, path)
    finally:
        vault.close()
    if as_json:
        echo_json(to_plain(applied))
        return
    click.echo(applied_sentence(applied))


def applied_sentence(applied: Applied) -> str:
    """What a feed brought."""
    if not applied.taken:
        if not applied.known:
            return "Rien de nouveau."
        known = counted(applied.known, "envoi déjà connu", "envois déjà connus")
        return f"Rien de nouveau : {known}."
    taken = counted(applied.taken, "envoi pris", "envois pris")
    rows = counted(applied.rows, "nouveauté", "nouveautés")
    return f"{taken}, {rows}, {counted(applied.known, 'connu', 'connus')}"
