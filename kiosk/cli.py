"""``kiosk`` on the command line: names to modules, refusals to sentences, outcomes to exit codes.

Exit codes: 0 done; 1 refused, with the reason, and nothing changed; 2 bad usage; 3 done, but not
for all, with what was left out. With ``--json`` a refusal is also an object on standard output.
"""

import errno
import gettext
import io
import json
import os
import sqlite3
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from kiosk import __version__
from kiosk.domain.errors import KioskError, StoreUnavailable
from kiosk.wording import SOURCE_LANGUAGE, catalogs_folder
from kiosk.wording.refusals import refusal_facts
from kiosk_config import SettingsRefused

Table = dict[str, "str | Table"]

# The command line's one deferred import: an access point never loads what an office needs.
COMMANDS: Table = {
    "demo": "kiosk.commands.demo:demo",
    "init": "kiosk.commands.instances:init",
    "serve": "kiosk.commands.serving:serve",
    "serve-office": "kiosk.commands.serving_office:serve_office",
    "import": "kiosk.commands.importing:import_files",
    "template": "kiosk.commands.template:template",
    "readers": "kiosk.commands.readers:readers",
    "slips": {
        "issue": "kiosk.commands.slips:issue",
        "list": "kiosk.commands.slips:list_all",
        "revoke": "kiosk.commands.slips:revoke",
        "waiting": "kiosk.commands.applications:waiting",
        "accept": "kiosk.commands.applications:accept",
        "refuse": "kiosk.commands.applications:refuse",
    },
    "rights": {
        "list": "kiosk.commands.rights:list_all",
        "withdraw": "kiosk.commands.rights:withdraw",
        "open": "kiosk.commands.rights:open_right",
    },
    "places": {
        "list": "kiosk.commands.places:list_all",
        "attach": "kiosk.commands.places:attach",
        "detach": "kiosk.commands.places:detach",
    },
    "unions": {
        "list": "kiosk.commands.unions:list_all",
        "part": "kiosk.commands.unions:part",
    },
    "points": {
        "add": "kiosk.commands.points:add",
        "list": "kiosk.commands.points:list_all",
        "renew": "kiosk.commands.points:renew",
        "stolen": "kiosk.commands.points:stolen",
        "journal": "kiosk.commands.points:journal",
    },
    "publish": "kiosk.commands.publishing:publish",
    "sync": "kiosk.commands.syncing:sync",
    "feed": {
        "export": "kiosk.commands.publishing:export",
        "apply": "kiosk.commands.applying:apply",
        "rotate-key": "kiosk.commands.rotating:rotate_key",
    },
    "outbox": {
        "export": "kiosk.commands.syncing:export",
        "apply": "kiosk.commands.requests:apply",
    },
    "requests": "kiosk.commands.requests:requests",
    "doctor": "kiosk.commands.doctor:doctor",
    "print": {
        kind: f"kiosk.commands.printing:{kind}"
        for kind in ("marks", "report", "homework", "week", "attendance", "messages")
    },
}
OTHERS_NOTHING = 0o077
"""Whatever kiosk writes, other accounts of the machine cannot read."""

SUBCOMMAND = "COMMANDE [MOTS]…"

GROUP_HELP = {
    "slips": "Les tickets d’accès : remettre, lister, annuler, accorder.",
    "rights": "Qui voit qui : le lire, le retirer d’urgence, le rendre.",
    "places": "Les lieux où des familles sont servies, et qui l’est où.",
    "unions": "Les tickets que des familles ont réunis : les lister, les séparer.",
    "points": "Les points d’accès : en ajouter, les lister, changer de machine, machine volée.",
    "feed": "Les nouvelles du serveur vers un point d’accès, par fichier.",
    "outbox": "Les demandes des familles, d’un point d’accès vers le serveur, par fichier.",
    "print": "Une impression, depuis les données de l’établissement.",
}

SYSTEM_REASONS = {
    errno.EACCES: "accès refusé.",
    errno.EADDRINUSE: "un autre programme tient déjà ce port : prenez-en un autre, « --port 9000 » "
    "ou « make run PORT=9000 ».",
    errno.EISDIR: "c’est un dossier, pas un fichier.",
    errno.ENOENT: "il manque un fichier, ou le dossier n’existe pas.",
    errno.ENOSPC: "le disque est plein.",
    errno.ENOTDIR: "ce chemin passe par un fichier comme par un dossier.",
    errno.EPERM: "accès refusé.",
    errno.EROFS: "ce disque est en lecture seule.",
}


class LazyGroup(click.Group):
    """A group whose commands are loaded when they are asked for."""

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table, which is the order of the work."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        target = self._table.get(cmd_name)
        if target is None:
            return None
        if isinstance(target, dict):
            return LazyGroup(
                cmd_name, table=target, help=GROUP_HELP[cmd_name], subcommand_metavar=SUBCOMMAND
            )
        module, _, name = target.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table is ours
        return command


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    subcommand_metavar=SUBCOMMAND,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="kiosk", help="Dit la version.")
def cli() -> None:
    """Kiosk : les nouvelles de l’école sur un point d’accès public, avec un ticket de papier.

    Pour essayer : « kiosk demo ». Chaque commande a son « --help ».
    """


def main() -> None:
    """Run ``kiosk``; a refusal is one sentence and exit code 1, with ``--json`` an object too."""
    os.umask(OTHERS_NOTHING)
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another age has not every letter: no reason to break off after the work.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    _speak_french()
    asked: dict[str, bool] = {}
    try:
        cli.main(prog_name="kiosk", standalone_mode=True, obj=asked)
    except (KioskError, SettingsRefused) as refusal:
        _refuse(refusal_facts(refusal), asked)
    except sqlite3.Error as refusal:
        _refuse(refusal_facts(StoreUnavailable(str(refusal))), asked)
    except OSError as refusal:
        _refuse({"reason": "system", "sentence": _system_sentence(refusal)}, asked)


def _speak_french() -> None:
    """What click itself says comes from its own catalog, whatever the language of the machine."""
    os.environ["LANGUAGE"] = SOURCE_LANGUAGE
    gettext.bindtextdomain("click", catalogs_folder())
    gettext.textdomain("click")


def _refuse(facts: dict[str, object], asked: Mapping[str, bool]) -> NoReturn:
    click.echo(f"Refusé : {facts['sentence']}", err=True)
    if asked.get("as_json"):
        click.echo(json.dumps({"refused": facts}, indent=2))
    raise SystemExit(1)


def _system_sentence(refusal: OSError) -> str:
    """What the machine itself refused: a file, a folder, a port."""
    reason = SYSTEM_REASONS.get(refusal.errno or 0) or refusal.strerror or str(refusal)
    if not refusal.filename:
        return reason
    if refusal.errno == errno.EEXIST:
        return f"{refusal.filename} existe déjà : choisissez un autre nom."
    # What is written has a passing name until it is whole: the folder says more.
    return f"dans {Path(refusal.filename).parent}, {reason}"


if __name__ == "__main__":
    main()
