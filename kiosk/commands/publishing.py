"""``kiosk publish`` and ``kiosk feed export``: from the office outwards."""

from contextlib import ExitStack
from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import (
    DONE_NOT_FOR_ALL,
    bar_when_needed,
    counted,
    data_option,
    echo_json,
    echo_note,
    json_option,
    note_refused,
)
from kiosk.domain.plain_json import to_plain
from kiosk.services import publishing
from kiosk.services.feeds import export_feed, leave_feeds
from kiosk.services.outbox import Collected, collect_outboxes
from kiosk.services.shelf import PublishedPoint
from kiosk.site.folders import instance_folder
from kiosk.site.office import office_feed_folder, open_office

OVERWEIGHT_KINDS = {
    "attendance": "les absences",
    "documents": "les documents",
    "homework": "le travail à faire",
    "messages": "les messages",
    "periods": "les notes et appréciations",
}


@click.command()
@data_option
@json_option
def publish(data: Path, as_json: bool) -> None:
    """Prépare les nouvelles de chaque point d’accès : dossiers scellés, tickets, annulations.

    Si le réglage feed.folder nomme un dossier, les nouvelles y sont déposées, et les demandes des
    familles que les points y ont laissées sont prises.
    """
    instance = instance_folder(data, "office")
    office = open_office(instance, SystemClock())
    folder = office_feed_folder(instance)
    collected = collect_outboxes(office, folder) if folder else None
    try:
        with ExitStack() as closing:
            published = publishing.publish(office, bar_when_needed(closing, "Dossiers"))
    finally:
        # Revocations are on their way even where the rest broke off.
        feeds = leave_feeds(office, folder) if folder else []
    if as_json:
        echo_json([to_plain(point) for point in published])
    else:
        _show(published, collected, feeds)
    if collected:
        note_refused(collected.refused)
    for point in published:
        _warn_of(point)
    if any(point.overweight for point in published):
        raise SystemExit(DONE_NOT_FOR_ALL)


def _show(published: list[PublishedPoint], collected: Collected | None, feeds: list[Path]) -> None:
    if collected and collected.new:
        click.echo(f"{collected.new} demande(s) de familles : voyez « kiosk requests ».")
    if not published:
        click.echo("Aucun point d’accès n’est encore relié à cette instance : rien à préparer.")
    for point in published:
        click.echo(
            f"{point.point_id} : {counted(point.rows, 'nouveauté', 'nouveautés')},"
            f" {counted(point.segments, 'envoi', 'envois')}, jusqu’au n° {point.last_sequence}"
        )
    for feed in feeds:
        click.echo(f"Déposé : {feed}")


def _warn_of(point: PublishedPoint) -> None:
    """Say which Folders a point will not get, and why."""
    for one in point.overweight:
        echo_note(
            f"{point.point_id} : {one.folders} dossier(s) trop gros pour s’ouvrir, surtout par"
            f" {OVERWEIGHT_KINDS.get(one.kind, one.kind)} de {one.school or one.school_uai}."
            " Ces familles gardent leurs anciennes nouvelles. Raccourcissez ces textes dans le"
            " fichier, importez-le de nouveau, puis « kiosk publish »."
        )


@click.command()
@click.option("--point", "point_id", required=True, metavar="ID", help="Le point d’accès.")
@click.option(
    "--after",
    metavar="N",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Seulement ce qui suit ce numéro.",
)
@click.argument("out", metavar="FICHIER", type=click.Path(dir_okay=False, path_type=Path))
@data_option
@json_option
def export(point_id: str, after: int, out: Path, data: Path, as_json: bool) -> None:
    """Écrit les nouvelles d’un point d’accès dans un fichier."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    count = export_feed(office, point_id, out, after)
    if as_json:
        echo_json({"point_id": point_id, "segments": count, "file": str(out)})
        return
    click.echo(f"{counted(count, 'envoi', 'envois')} dans {out}")
