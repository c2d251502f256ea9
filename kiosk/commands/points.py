"""``kiosk points``: the access points of an office, how one is added, what it told."""

from pathlib import Path

import click

from kiosk.clock import SCHOOL_ZONE, SystemClock
from kiosk.commands.options import (
    counted,
    data_option,
    echo_json,
    echo_note,
    echo_table,
    json_option,
    out_option,
)
from kiosk.domain.plain_json import to_plain
from kiosk.private_files import OWNER_ONLY
from kiosk.services.enrolling import FILE_GOOD_FOR, EnrolmentFile, add_point, renew_by_file
from kiosk.services.points import (
    MANY_WRONG_CODES,
    PointSummary,
    journal_of_point,
    list_points,
)
from kiosk.services.theft import declare_stolen
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office
from kiosk.wording import french
from kiosk.wording.desk import journal_event
from kiosk.wording.theft_note import theft_note

ALARMS = {
    "stepped_back": "il a reculé : une autre machine s’est annoncée, ou une vieille copie de son "
    "disque. Demandez sur place ; dans le doute, « kiosk points stolen ».",
    "unknown_state": "il dit tenir ce que ce serveur n’a jamais signé. Ce serveur vient-il d’une "
    "sauvegarde ?",
    "declared_stolen": "sa machine a été déclarée volée.",
}


@click.command()
@click.argument("point_id", metavar="ID")
@click.option("--name", required=True, metavar="NOM", help="Comment on l’appelle.")
@click.option("--place", required=True, metavar="LIEU", help="Le lieu où il se trouve.")
@out_option("--file", "Le fichier à porter au point d’accès.")
@data_option
def add(point_id: str, name: str, place: str, out: Path, data: Path) -> None:
    """Ajoute un point d’accès : un fichier à lui porter, et un code qui l’ouvre, dit une fois."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    _show(add_point(office, point_id, name, place, out), out)


@click.command()
@click.argument("point_id", metavar="ID")
@out_option("--file", "Le fichier à porter à la nouvelle machine.")
@data_option
def renew(point_id: str, out: Path, data: Path) -> None:
    """Donne une autre machine à un point d’accès : l’ancienne n’est plus reconnue.

    Un fichier à porter à la nouvelle, et un code, comme « kiosk points add ». Aucun ticket ne
    change.
    """
    office = open_office(instance_folder(data, "office"), SystemClock())
    _show(renew_by_file(office, point_id, out), out)
    echo_note("Faites « kiosk publish » : tout ce point est préparé de nouveau.")


@click.command()
@click.argument("point_id", metavar="ID")
@out_option("--note", "Où écrire le projet de notification, à relire par le délégué (DPO).")
@data_option
@json_option
def stolen(point_id: str, out: Path, data: Path, as_json: bool) -> None:
    """Machine volée : elle n’est plus reconnue, et la clé du point change.

    Dit quels adultes sont concernés, et écrit le projet de note pour l’autorité. Les tickets des
    familles restent bons ; « kiosk points renew » prépare la machine suivante.
    """
    office = open_office(instance_folder(data, "office"), SystemClock())
    out.touch(mode=OWNER_ONLY, exist_ok=False)
    try:
        theft = declare_stolen(office, point_id)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    out.write_text(theft_note(theft), encoding="utf-8")
    if as_json:
        echo_json({**to_plain(theft), "note": str(out)})
        return
    click.echo(f"La machine du point {point_id} n’est plus reconnue ; sa clé ne sert plus.")
    click.echo(f"{counted(len(theft.readers), 'adulte concerné', 'adultes concernés')} :")
    if theft.readers:
        echo_table(
            ("id", "nom", "enfants", "tickets", "établissements"),
            (
                {
                    "id": one.reader_id,
                    "nom": one.name,
                    "enfants": str(one.pupils),
                    "tickets": str(one.live_slips),
                    "établissements": ", ".join(one.schools),
                }
                for one in theft.readers
            ),
        )
    echo_note(
        f"Projet de note pour l’autorité : {out}. À relire par le délégué, sous 72 heures. "
        "Ensuite « kiosk points renew » pour la machine suivante."
    )


@click.command("list")
@data_option
@json_option
def list_all(data: Path, as_json: bool) -> None:
    """Les points d’accès : où, jusqu’où ils en sont, quand ils ont parlé, ce qui alerte."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = list_points(office)
    if as_json:
        echo_json([to_plain(one) for one in found])
        return
    if not found:
        click.echo("Aucun point d’accès.")
        return
    echo_table(
        ("point", "nom", "lieux", "tickets", "en est à", "entendu", "visites", "alertes"),
        (
            {
                "point": one.point_id,
                "nom": one.name,
                "lieux": ", ".join(one.places),
                "tickets": f"{one.issuer}-…",
                "en est à": f"{one.taken}/{one.segments}",
                "entendu": _heard(one),
                "visites": str(one.visits),
                "alertes": str(one.wrong_codes),
            }
            for one in found
        ),
    )
    for one in found:
        _note_oddities(one)
    total = sum(one.wrong_codes for one in found)
    if total >= MANY_WRONG_CODES:
        echo_note(
            f"Beaucoup de numéros faux depuis hier ({total} alertes) : quelqu’un en essaie "
            "peut-être. Demandez aux lieux concernés."
        )


def _heard(one: PointSummary) -> str:
    if one.heard_at is None:
        return "jamais"
    return f"{one.heard_at.astimezone(SCHOOL_ZONE):%d/%m %H:%M}"


def _note_oddities(one: PointSummary) -> None:
    """What somebody should ask about."""
    if not one.has_machine:
        echo_note(f"{one.point_id} : sans machine reconnue. « kiosk points renew » en donne une.")
    elif one.is_silent and one.heard_at is not None:
        echo_note(f"{one.point_id} : muet depuis le {_heard(one)}. Téléphonez-lui.")
    for reason, day in sorted(one.alarms.items()):
        echo_note(f"{one.point_id}, le {day:%d/%m} : {ALARMS[reason]}")


def _show(file: EnrolmentFile, out: Path) -> None:
    click.echo(f"Fichier {out}, bon {FILE_GOOD_FOR.days} jours, pour le point {file.point_id}.")
    click.echo(f"Code {file.code.grouped()}")
    echo_note(
        "Notez ce code sur papier et portez-le à part du fichier : il n’est dit qu’ici. "
        f"Les tickets remis là-bas commencent par {file.issuer}-."
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
