"""``kiosk feed apply``: the point takes news from a file."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option
from kiosk.services.applying import apply_feed_file
from kiosk.site.folders import instance_folder
from kiosk.site.point import hub_facts, open_vault


@click.command()
@click.argument(
    "path", metavar="FICHIER", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@data_option
def apply(path: Path, data: Path) -> None:
    """Prend les nouvelles d’un fichier venu du serveur. Ce qui est déjà su ne change rien."""
    folder = instance_folder(data, "point")
    vault = open_vault(folder)
    try:
        applied = apply_feed_file(vault, hub_facts(folder).feed_public_key, SystemClock(), path)
    finally:
        vault.close()
    click.echo(
        f"{applied.taken} envoi(s) pris, {applied.rows} nouveauté(s), {applied.known} connu(s)"
    )
