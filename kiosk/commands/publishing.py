"""``kiosk publish`` and ``kiosk feed export``: from the office outwards."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option, echo_json, json_option
from kiosk.domain.plain_json import to_plain
from kiosk.services import publishing
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office


@click.command()
@data_option
@json_option
def publish(data: Path, as_json: bool) -> None:
    """Prépare les nouvelles de chaque point d’accès : dossiers scellés, tickets, annulations."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    published = publishing.publish(office)
    if as_json:
        echo_json([to_plain(point) for point in published])
        return
    if not published:
        click.echo("Aucun point d’accès n’est encore relié à cette instance : rien à préparer.")
    for point in published:
        click.echo(
            f"{point.point_id} : {point.rows} nouveauté(s), {point.segments} envoi(s),"
            f" jusqu’au n° {point.last_sequence}"
        )


@click.command()
@click.option("--point", "point_id", required=True, metavar="ID", help="Le point d’accès.")
@click.option("--after", default=0, show_default=True, help="Seulement ce qui suit ce numéro.")
@click.argument("out", metavar="FICHIER", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def export(point_id: str, after: int, out: Path, data: Path) -> None:
    """Écrit les nouvelles d’un point d’accès dans un fichier."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    count = publishing.export_feed(office, point_id, out, after)
    click.echo(f"{count} envoi(s) dans {out}")
