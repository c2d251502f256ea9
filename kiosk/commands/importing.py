"""``kiosk import``."""

from contextlib import ExitStack
from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import bar_when_needed, data_option, echo_json, json_option
from kiosk.domain.errors import TooManyRemoved
from kiosk.domain.faults import Fault
from kiosk.domain.plain_json import to_plain
from kiosk.services import importing
from kiosk.services.importing import ImportReport
from kiosk.services.office import no_progress
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office
from kiosk.wording.faults import choice_sentence, fault_sentence, fault_with_sentence, kind_name
from kiosk.wording.refusals import refusal_sentence

FAULTS_SHOWN = 20


@click.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="FICHIER…",
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--school", metavar="UAI", help="L’établissement dont parlent les fichiers.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(importing.FORMATS),
    default=importing.AUTO,
    show_default=True,
    help="Le genre des fichiers ; auto le reconnaît seul.",
)
@click.option("--dry-run", is_flag=True, help="Montre ce qui changerait, sans rien changer.")
@click.option(
    "--accept-removals",
    is_flag=True,
    help="Accepte qu’une classe entière, une grande partie de l’établissement ou tout un tableau "
    "disparaisse, comme à la rentrée.",
)
@data_option
@json_option
def import_files(
    paths: tuple[Path, ...],
    school: str | None,
    file_format: str,
    dry_run: bool,
    accept_removals: bool,
    data: Path,
    as_json: bool,
) -> None:
    """Lit les fichiers de l’établissement : ZIP, dossiers ou tableaux CSV.

    Un export OneRoster (1.0 à 1.2, complet ou de changements), ou les tableaux de kiosk
    (absences, moyennes, messages…). Un fichier refusé, et aucun n’est pris. Chaque ligne écartée
    est dite avec sa place et sa raison.
    """
    office = open_office(instance_folder(data, "office"), SystemClock())
    try:
        with ExitStack() as closing:
            reports = importing.import_files(
                office,
                paths,
                school=school,
                file_format=file_format,
                dry_run=dry_run,
                accept_removals=accept_removals,
                progress=no_progress if as_json else bar_when_needed(closing, "Lecture"),
            )
    except TooManyRemoved as refusal:
        if not as_json:
            _show_faults(refusal.faults)
        raise
    if as_json:
        echo_json([_plain(report) for report in reports])
        return
    for report in reports:
        _show(report)


def _plain(report: ImportReport) -> dict[str, object]:
    return {
        "file": report.file_name,
        "format": report.format,
        "source": report.source,
        "dry_run": report.is_dry_run,
        "settings": report.settings,
        "changes": {kind: to_plain(change) for kind, change in report.change.kinds.items()},
        "removals": [to_plain(removal) for removal in report.change.removals],
        "would_be_refused": report.would_be_refused,
        "refused": [fault_with_sentence(fault) for fault in report.faults],
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
    if report.would_be_refused:
        refusal = TooManyRemoved(report.change.removals)
        click.echo(f"  Ce fichier serait refusé : {refusal_sentence(refusal)}")


def _show_faults(faults: tuple[Fault, ...]) -> None:
    if not faults:
        return
    is_cut = faults[-1].reason == "more_faults"
    count = f"plus de {len(faults) - 1:,}".replace(",", "\u202f") if is_cut else f"{len(faults)}"
    click.echo(f"  {count} ligne(s) écartée(s) ou reprise(s) autrement :")
    for fault in faults[:FAULTS_SHOWN]:
        click.echo(f"    {fault_sentence(fault)}")
    if len(faults) > FAULTS_SHOWN:
        click.echo(f"    … et {len(faults) - FAULTS_SHOWN} autres : voyez-les toutes avec --json.")
