"""``kiosk rights``: who may see whom, and the decision of a person that beats every file."""

from datetime import datetime
from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import F, data_option, echo_json, echo_table, json_option
from kiosk.commands.telling import show_reached
from kiosk.domain.plain_json import to_plain
from kiosk.services.reaching import tell_points
from kiosk.services.rights import Decision, decide_right, list_rights
from kiosk.site.folders import instance_folder
from kiosk.site.office import office_feed_folder, open_office

reader_option = click.option(
    "--reader", "reader_id", required=True, metavar="ID", help="L’adulte (voyez « kiosk readers »)."
)
pupil_option = click.option(
    "--pupil",
    "number",
    required=True,
    type=click.IntRange(1),
    metavar="N",
    help="L’enfant, par son numéro dans « kiosk rights list ».",
)
by_option = click.option("--by", required=True, metavar="NOM", help="Qui le décide.")
reason_option = click.option(
    "--reason", required=True, metavar="TEXTE", help="Pourquoi ; reste dans le registre."
)
until_option = click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="AAAA-MM-JJ",
    help="Le dernier jour, si c’est pour un temps.",
)


def decision_options(command: F) -> F:
    """Whom it is about, who decides, why and how long; where, and for whom it is told."""
    for option in (
        json_option,
        data_option,
        until_option,
        reason_option,
        by_option,
        pupil_option,
        reader_option,
    ):
        command = option(command)
    return command


@click.command("list")
@reader_option
@data_option
@json_option
def list_all(reader_id: str, data: Path, as_json: bool) -> None:
    """Les enfants auxquels un adulte est ou fut lié, et s’il les voit aujourd’hui."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = list_rights(office, reader_id)
    if as_json:
        echo_json([to_plain(one) for one in found])
        return
    echo_table(
        ("n°", "enfant", "classe", "établissement", "voit", "parce que"),
        (
            {
                "n°": str(one.number),
                "enfant": one.pupil,
                "classe": one.class_name,
                "établissement": one.school,
                "voit": "oui" if one.sees else "non",
                "parce que": f"décidé par {one.decided_by}" if one.decided_by else "fichiers",
            }
            for one in found
        ),
    )


@click.command()
@decision_options
def withdraw(
    reader_id: str,
    number: int,
    by: str,
    reason: str,
    until: datetime | None,
    data: Path,
    as_json: bool,
) -> None:
    """Retire à un adulte la vue d’un enfant, tout de suite, partout.

    Dit quels points d’accès l’apprennent dans la minute, et lesquels il faut appeler. Son ticket
    reste bon pour ses autres enfants.
    """
    _decide(reader_id, number, _decision(False, by, reason, until), data, as_json)


@click.command("open")
@decision_options
def open_right(
    reader_id: str,
    number: int,
    by: str,
    reason: str,
    until: datetime | None,
    data: Path,
    as_json: bool,
) -> None:
    """Ouvre à un adulte la vue d’un enfant, quoi que disent les fichiers ; ou la lui rend."""
    _decide(reader_id, number, _decision(True, by, reason, until), data, as_json)


def _decision(opens: bool, by: str, reason: str, until: datetime | None) -> Decision:
    if not by.strip() or not reason.strip():
        raise click.UsageError("--by et --reason : dites qui décide, et pourquoi.")
    return Decision(opens, by.strip(), reason.strip(), until.date() if until else None)


def _decide(reader_id: str, number: int, decision: Decision, data: Path, as_json: bool) -> None:
    instance = instance_folder(data, "office")
    office = open_office(instance, SystemClock())
    if decision.until_on is not None and decision.until_on < office.clock.today():
        raise click.UsageError("--until est passé.")
    reader, now = decide_right(office, reader_id, number, decision)
    reached = tell_points(office, [reader_id], office_feed_folder(instance))
    if as_json:
        echo_json({"right": to_plain(now), "points": [to_plain(one) for one in reached]})
        return
    verb = "voit" if now.sees else "ne voit plus"
    until = f" jusqu’au {now.until_on:%d/%m/%Y}" if now.until_on else ""
    click.echo(f"{reader.name} {verb} {now.pupil}{until}.")
    show_reached(reached)
