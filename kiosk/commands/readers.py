"""``kiosk readers``."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import (
    data_option,
    echo_json,
    echo_table,
    json_option,
    school_option,
)
from kiosk.domain.plain_json import to_plain
from kiosk.services.readers import Choice, list_readers
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office


@click.command()
@click.option("--class", "class_name", metavar="NOM", help="Seulement les adultes de cette classe.")
@school_option
@click.option("--paper-families", is_flag=True, help="Seulement les familles au papier.")
@click.option("--place", metavar="LIEU", help="Seulement les adultes servis dans ce lieu.")
@data_option
@json_option
def readers(
    class_name: str | None,
    school_uai: str | None,
    paper_families: bool,
    place: str | None,
    data: Path,
    as_json: bool,
) -> None:
    """Les adultes qui peuvent avoir un ticket aujourd’hui, avec leurs enfants.

    La première colonne est l’identifiant que demandent « --reader » et d’autres commandes.
    """
    office = open_office(instance_folder(data, "office"), SystemClock())
    choice = Choice(class_name, school_uai, on_paper=paper_families, place=place)
    found = list_readers(office, choice)
    if as_json:
        echo_json([to_plain(reader) for reader in found])
        return
    echo_table(
        ("id", "nom", "tickets", "enfants", "classes", "établissements"),
        (
            {
                "id": reader.reader_id,
                "nom": reader.name,
                "tickets": str(reader.live_slips),
                "enfants": ", ".join(reader.pupils),
                "classes": ", ".join(reader.classes),
                "établissements": ", ".join(reader.schools),
            }
            for reader in found
        ),
    )
