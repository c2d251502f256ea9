"""``kiosk places``: where families are served, and who is served where."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import (
    counted,
    data_option,
    echo_json,
    echo_note,
    echo_table,
    json_option,
)
from kiosk.domain.plain_json import to_plain
from kiosk.services.places import attach_readers, detach_readers, list_places
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office

readers_option = click.option(
    "--reader",
    "reader_ids",
    multiple=True,
    required=True,
    metavar="ID",
    help="L’adulte (voyez « kiosk readers ») ; l’option peut être répétée.",
)
place_argument = click.argument("place", metavar="LIEU")


@click.command("list")
@data_option
@json_option
def list_all(data: Path, as_json: bool) -> None:
    """Les lieux, leurs points d’accès, et combien d’adultes y sont servis."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = list_places(office)
    if as_json:
        echo_json([to_plain(one) for one in found])
        return
    if not found:
        click.echo("Aucun lieu : « kiosk points add » en fait un.")
        return
    echo_table(
        ("lieu", "points", "adultes"),
        (
            {"lieu": one.name, "points": ", ".join(one.points), "adultes": str(one.readers)}
            for one in found
        ),
    )


@click.command()
@place_argument
@readers_option
@data_option
def attach(place: str, reader_ids: tuple[str, ...], data: Path) -> None:
    """Sert des adultes dans un lieu de plus : leurs tickets y ouvriront aussi."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    attach_readers(office, list(reader_ids), place)
    served = counted(len(reader_ids), "adulte est servi", "adultes sont servis")
    click.echo(f"{served} à {place}.")
    echo_note("« kiosk publish » y porte leurs dossiers.")


@click.command()
@place_argument
@readers_option
@data_option
def detach(place: str, reader_ids: tuple[str, ...], data: Path) -> None:
    """Ne sert plus des adultes dans un lieu : leurs dossiers quittent ses machines."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    gone = detach_readers(office, list(reader_ids), place)
    unserved = counted(len(gone), "adulte n’est plus servi", "adultes ne sont plus servis")
    click.echo(f"{unserved} à {place}.")
    echo_note("« kiosk publish » en retire leurs dossiers.")
