"""``kiosk points``: the access points of an office, how one is added, what it told."""

from pathlib import Path

import click

from kiosk.clock import SCHOOL_ZONE, SystemClock
from kiosk.commands.options import (
    data_option,
    echo_json,
    echo_note,
    echo_table,
    json_option,
    out_option,
)
from kiosk.domain.plain_json import to_plain
from kiosk.services.enrolling import (
    FILE_GOOD_FOR,
    MANY_WRONG_CODES,
    add_point,
    journal_of_point,
    list_points,
)
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office
from kiosk.wording import french
from kiosk.wording.desk import journal_event


@click.command()
@click.argument("point_id", metavar="ID")
@click.option("--name", required=True, metavar="NOM", help="Comment on l’appelle.")
@click.option("--place", required=True, metavar="LIEU", help="Le lieu où il se trouve.")
@out_option("--file", "Le fichier à porter au point d’accès.")
@data_option
def add(point_id: str, name: str, place: str, out: Path, data: Path) -> None:
    """Ajoute un point d’accès : un fichier à lui porter, et un code qui l’ouvre, dit une fois."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    enrolment, code = add_point(office, point_id, name, place, out)
    click.echo(f"Fichier {out}, bon {FILE_GOOD_FOR.days} jours, pour le point {point_id}.")
    click.echo(f"Code {code.grouped()}")
    echo_note(
        "Notez ce code sur papier et portez-le à part du fichier : il n’est dit qu’ici. "
        f"Les tickets remis là-bas commencent par {enrolment.issuer}-."
    )


@click.command("list")
@data_option
@json_option
def list_all(data: Path, as_json: bool) -> None:
    """Les points d’accès, leurs lieux, et les numéros faux essayés depuis hier."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = list_points(office)
    if as_json:
        echo_json([to_plain(one) for one in found])
        return
    if not found:
        click.echo("Aucun point d’accès.")
        return
    echo_table(
        ("point", "nom", "lieux", "tickets", "envois", "alertes"),
        (
            {
                "point": one.point_id,
                "nom": one.name,
                "lieux": ", ".join(one.places),
                "tickets": f"{one.issuer}-…",
                "envois": str(one.segments),
                "alertes": str(one.wrong_codes),
            }
            for one in found
        ),
    )
    total = sum(one.wrong_codes for one in found)
    if total >= MANY_WRONG_CODES:
        echo_note(
            f"Beaucoup de numéros faux depuis hier ({total} alertes) : quelqu’un en essaie "
            "peut-être. Demandez aux lieux concernés."
        )


@click.command()
@click.argument("point_id", metavar="ID")
@data_option
@json_option
def journal(point_id: str, data: Path, as_json: bool) -> None:
    """Le journal d’un point d’accès, tel qu’il est arrivé ici, le plus récent d’abord."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    lines = journal_of_point(office, point_id)
    if as_json:
        echo_json([to_plain(one) for one in lines])
        return
    if not lines:
        click.echo("Rien n’est encore arrivé de ce point.")
        return
    words = french()
    echo_table(
        ("n°", "quand", "quoi", "par", "ticket"),
        (
            {
                "n°": str(one.number),
                "quand": f"{one.at.astimezone(SCHOOL_ZONE):%Y-%m-%d %H:%M}",
                "quoi": journal_event(one, words),
                "par": one.agent,
                "ticket": one.serial,
            }
            for one in lines
        ),
    )
