"""``kiosk unions``: readers who showed two slips and became one, and apart again."""

from pathlib import Path

import click

from kiosk.clock import SCHOOL_ZONE, SystemClock
from kiosk.commands.options import data_option, echo_json, echo_table, json_option
from kiosk.commands.telling import show_reached
from kiosk.domain.plain_json import to_plain
from kiosk.services.reaching import tell_points
from kiosk.services.unions import list_unions, part_readers
from kiosk.site.folders import instance_folder
from kiosk.site.office import office_feed_folder, open_office


@click.command("list")
@data_option
@json_option
def list_all(data: Path, as_json: bool) -> None:
    """Les personnes qui ont montré deux tickets et les ont réunis, les dernières d’abord."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = list_unions(office)
    if as_json:
        echo_json([to_plain(one) for one in found])
        return
    if not found:
        click.echo("Personne n’a réuni de tickets.")
        return
    echo_table(
        ("id", "nom", "et", "nom là-bas", "où", "depuis", "jusqu’à"),
        (
            {
                "id": one.reader_id,
                "nom": one.name,
                "et": one.other_id,
                "nom là-bas": one.other_name,
                "où": one.point_id,
                "depuis": f"{one.joined_at.astimezone(SCHOOL_ZONE):%Y-%m-%d %H:%M}",
                "jusqu’à": (
                    f"{one.parted_at.astimezone(SCHOOL_ZONE):%Y-%m-%d}" if one.parted_at else ""
                ),
            }
            for one in found
        ),
    )


@click.command()
@click.argument("reader_id", metavar="ID")
@click.option("--reason", required=True, metavar="TEXTE", help="Pourquoi ; reste dans le registre.")
@data_option
def part(reader_id: str, reason: str, data: Path) -> None:
    """Sépare ce qui fut réuni : chaque ticket ne montre plus que ses propres enfants."""
    if not reason.strip():
        raise click.UsageError("--reason est vide : dites pourquoi, en quelques mots.")
    instance = instance_folder(data, "office")
    office = open_office(instance, SystemClock())
    part_readers(office, reader_id, reason.strip())
    click.echo("Séparés.")
    show_reached(tell_points(office, [reader_id], office_feed_folder(instance)))
