"""``kiosk import``."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option, echo_json, json_option
from kiosk.domain.faults import Fault
from kiosk.domain.plain_json import to_plain
from kiosk.services import importing
from kiosk.services.importing import ImportReport
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office
from kiosk.wording.faults import choice_sentence, fault_sentence, kind_name

FAULTS_SHOWN = 20


@click.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="FICHIER…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Montre ce qui changerait, sans rien changer.")
@data_option
@json_option
def import_files(paths: tuple[Path, ...], dry_run: bool, data: Path, as_json: bool) -> None:
    """Lit les fichiers de l’établissement (OneRoster 1.2, ZIP complet).

    Un fichier refusé, et aucun n’est pris. Chaque ligne écartée est dite avec sa place et sa
    raison.
    """
    office = open_office(instance_folder(data, "office"), SystemClock())
    reports = importing.import_files(office, paths, dry_run=dry_run)
    if as_json:
        echo_json([_plain(report) for report in reports])
        return
    for report in reports:
        _show(report)


def _plain(report: ImportReport) -> dict[str, object]:
    return {
        "file": report.file_name,
        "source": report.source,
        "dry_run": report.is_dry_run,
        "settings": report.settings,
        "changes": {kind: to_plain(change) for kind, change in report.change.kinds.items()},
        "refused": [to_plain(fault) for fault in report.faults],
    }


def _show(report: ImportReport) -> None:
    click.echo(f"{report.file_name} ({report.source})")
    for setting, value in report.settings.items():
        click.echo(f"  {choice_sentence(setting, value)}")
    for kind, change in report.change.kinds.items():
        if change:
            click.echo(
                f"  {kind_name(kind)} : {change.added} en plus, {change.changed} modifiés,"
                f" {change.removed} en moins"
            )
    if not report.change:
        click.echo("  Rien n’a changé.")
    _show_faults(report.faults)
    if report.is_dry_run:
        click.echo("  Essai seulement : rien n’a été écrit.")


def _show_faults(faults: tuple[Fault, ...]) -> None:
    if not faults:
        return
    click.echo(f"  {len(faults)} ligne(s) écartée(s) ou reprise(s) autrement :")
    for fault in faults[:FAULTS_SHOWN]:
        click.echo(f"    {fault_sentence(fault)}")
    if len(faults) > FAULTS_SHOWN:
        click.echo(f"    … et {len(faults) - FAULTS_SHOWN} autres : voyez-les toutes avec --json.")
