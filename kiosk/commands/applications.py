"""``kiosk slips waiting|accept|refuse``: slips given at a desk that wait for the school's yes."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option, echo_json, echo_table, json_option
from kiosk.commands.telling import show_reached
from kiosk.services.applications import (
    Waiting,
    accept_application,
    refuse_application,
    waiting_applications,
)
from kiosk.services.reaching import tell_points
from kiosk.site.folders import instance_folder
from kiosk.site.office import office_feed_folder, open_office


@click.command()
@data_option
@json_option
def waiting(data: Path, as_json: bool) -> None:
    """Les tickets remis à l’accueil à des personnes que le point ne connaît pas.

    Une correspondance est une aide : vous seul savez qui est cette personne.
    """
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = waiting_applications(office)
    if as_json:
        echo_json([_plain(one) for one in found])
        return
    if not found:
        click.echo("Aucun ticket n’attend.")
        return
    echo_table(
        ("n°", "nom", "établissement", "enfant", "classe", "point", "correspond à"),
        (
            {
                "n°": one.application.serial,
                "nom": f"{one.application.given_name} {one.application.family_name}",
                "établissement": one.application.school,
                "enfant": one.application.child_given_name,
                "classe": one.application.child_class,
                "point": one.application.point_id,
                "correspond à": ", ".join(r.reader_id for r in one.matches) or "personne",
            }
            for one in found
        ),
    )


@click.command()
@click.argument("serial", metavar="NUMÉRO")
@click.option("--reader", "reader_id", required=True, metavar="ID", help="À qui est ce ticket.")
@data_option
def accept(serial: str, reader_id: str, data: Path) -> None:
    """Dit oui : le ticket ouvre désormais le dossier de cette personne."""
    instance = instance_folder(data, "office")
    office = open_office(instance, SystemClock())
    reader = accept_application(office, serial, reader_id)
    click.echo(f"Ticket {serial} : à {reader.name}.")
    show_reached(tell_points(office, [reader_id], office_feed_folder(instance)))


@click.command()
@click.argument("serial", metavar="NUMÉRO")
@click.option("--reason", required=True, metavar="TEXTE", help="Pourquoi ; reste dans le registre.")
@data_option
def refuse(serial: str, reason: str, data: Path) -> None:
    """Dit non : le ticket n’ouvrira jamais rien."""
    if not reason.strip():
        raise click.UsageError("--reason est vide : dites pourquoi, en quelques mots.")
    office = open_office(instance_folder(data, "office"), SystemClock())
    refuse_application(office, serial, reason.strip())
    click.echo(f"Ticket {serial} : refusé.")


def _plain(one: Waiting) -> dict[str, object]:
    asked = one.application
    return {
        "serial": asked.serial,
        "point": asked.point_id,
        "issued_at": asked.issued_at.isoformat(),
        "agent": asked.agent,
        "family_name": asked.family_name,
        "given_name": asked.given_name,
        "school": asked.school,
        "child_given_name": asked.child_given_name,
        "child_class": asked.child_class,
        "matches": [{"reader_id": r.reader_id, "name": r.name} for r in one.matches],
    }
