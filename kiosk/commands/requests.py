"""``kiosk requests`` and ``kiosk outbox apply``: what families asked, at the office."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import (
    data_option,
    echo_json,
    echo_table,
    json_option,
    note_refused,
    school_option,
)
from kiosk.domain.plain_json import to_plain
from kiosk.domain.requests import RequestKind
from kiosk.services.answering import take_file
from kiosk.services.outbox import list_requests
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office

KINDS = {
    RequestKind.PAPER: "feuilles à imprimer",
    RequestKind.NOT_MY_CHILD: "« ce n’est pas mon enfant »",
}

PUPIL_UNKNOWN = "(nom inconnu : demandez à la famille)"


@click.command()
@school_option
@data_option
@json_option
def requests(school_uai: str | None, data: Path, as_json: bool) -> None:
    """Ce que les familles ont demandé à l’école sur un point d’accès, le plus récent d’abord."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = list_requests(office, school_uai)
    if as_json:
        echo_json([to_plain(one) for one in found])
        return
    if not found:
        click.echo("Aucune demande.")
        return
    echo_table(
        ("jour", "demande", "de", "pour", "classe", "établissement"),
        (
            {
                "jour": one.asked_on.isoformat(),
                "demande": KINDS[one.kind],
                "de": one.adult,
                "pour": one.pupil or PUPIL_UNKNOWN,
                "classe": one.class_name,
                "établissement": one.school or one.school_uai,
            }
            for one in found
        ),
    )


@click.command()
@click.argument(
    "path", metavar="FICHIER", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@data_option
@json_option
def apply(path: Path, data: Path, as_json: bool) -> None:
    """Prend ce qu’un point d’accès a écrit pour le serveur ; ce qui est déjà pris ne compte pas.

    Tickets remis ou annulés là-bas sont aussitôt préparés pour chaque point concerné.
    """
    office = open_office(instance_folder(data, "office"), SystemClock())
    collected = take_file(office, path)
    if as_json:
        counts = ("new", "known", "refused", "lines")
        echo_json({name: getattr(collected, name) for name in counts})
        return
    click.echo(f"{collected.new} demande(s) prise(s), {collected.known} déjà connue(s)")
    note_refused(collected.refused)
