"""``kiosk doctor``: what is right with an access point, and what to do about the rest."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option, echo_json, json_option
from kiosk.domain.health import Level
from kiosk.domain.plain_json import to_plain
from kiosk.services.point_health import examine_point
from kiosk.site.folders import instance_folder
from kiosk.site.point import printers_to_ask
from kiosk.site.point_folder import freshness_of, open_vault, paper_folders, point_settings
from kiosk.wording.health import finding_sentence

MARKS = {Level.GOOD: "bon", Level.WATCH: "à voir", Level.WRONG: "à réparer"}
EXIT = {Level.GOOD: 0, Level.WATCH: 3, Level.WRONG: 1}


@click.command()
@data_option
@json_option
def doctor(data: Path, as_json: bool) -> None:
    """Examine un point d’accès : coffre, cartes, nouvelles, imprimantes.

    Code de sortie : 0 tout est bon, 3 il y a à voir, 1 il y a à réparer.
    """
    folder = instance_folder(data, "point")
    vault = open_vault(folder)
    try:
        settings = point_settings(folder)
        findings = examine_point(
            vault,
            settings,
            SystemClock(),
            paper_folders(folder),
            freshness_of(settings),
            printers=printers_to_ask(folder),
        )
    finally:
        vault.close()
    worst = max((one.level for one in findings), key=list(Level).index)
    if as_json:
        echo_json(
            {
                "level": worst.value,
                "findings": [
                    {**to_plain(one), "sentence": finding_sentence(one)} for one in findings
                ],
            }
        )
    else:
        for one in findings:
            click.echo(f"{MARKS[one.level]:>9}  {finding_sentence(one)}")
    raise SystemExit(EXIT[worst])
