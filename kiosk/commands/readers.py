"""``kiosk readers``."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option, echo_json, echo_table, json_option
from kiosk.domain.plain_json import to_plain
from kiosk.services.readers import list_readers
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office


@click.command()
@data_option
@json_option
def readers(data: Path, as_json: bool) -> None:
    """Les adultes qui peuvent avoir un ticket aujourd’hui, avec leurs enfants."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = list_readers(office)
    if as_json:
        echo_json([to_plain(reader) for reader in found])
        return
    echo_table(
        ("id", "nom", "tickets", "enfants", "établissements"),
        (
            {
                "id": reader.reader_id,
                "nom": reader.name,
                "tickets": str(reader.live_slips),
                "enfants": ", ".join(reader.pupils),
                "établissements": ", ".join(reader.schools),
            }
            for reader in found
        ),
    )
