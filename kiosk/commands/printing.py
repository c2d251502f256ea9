"""``kiosk print``: one printout, from the store, as that adult may read it."""

import errno
from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import counted, data_option, out_option
from kiosk.domain.print_jobs import PrintSize, SheetKind
from kiosk.private_files import write_private
from kiosk.services.office_printouts import render_from_store
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office
from kiosk.wording import SOURCE_LANGUAGE, catalogs_folder, languages_of, words_for

_HELP = {
    SheetKind.MARKS: "Le relevé de notes d’un enfant pour une période.",
    SheetKind.REPORT: "Le bilan d’une période : moyennes et appréciations de l’école.",
    SheetKind.HOMEWORK: "Le cahier de textes d’un enfant.",
    SheetKind.WEEK: "La semaine d’un enfant, ou de tous, sur une feuille.",
    SheetKind.ATTENDANCE: "Les absences et les retards d’un enfant.",
    SheetKind.MESSAGES: "Les messages de l’école.",
}

_READER = click.option(
    "--reader", "reader_id", required=True, metavar="ID", help="Voir « kiosk readers »."
)
_PUPIL = click.option(
    "--pupil", metavar="NOM", help="Nom de l’enfant ou sa place (1, 2…), s’il y en a plusieurs."
)
_PERIOD = click.option(
    "--period", metavar="TITRE", help="La période (T1…) ; celle en cours, sinon."
)
_SIZE = click.option(
    "--size",
    type=click.Choice([size.value for size in PrintSize]),
    default=PrintSize.NORMAL.value,
    show_default=True,
    help="La taille des lettres.",
)
_LANGUAGE = click.option(
    "--lang",
    type=click.Choice(languages_of(catalogs_folder())),
    default=SOURCE_LANGUAGE,
    show_default=True,
    help="La langue mise à côté du français ; ce que l’école a écrit reste comme elle l’a écrit.",
)


def _command(kind: SheetKind) -> click.Command:
    """``kiosk print KIND``: all of them ask the same, but for the period."""

    def print_it(
        reader_id: str,
        pupil: str | None,
        size: str,
        lang: str,
        out: Path,
        data: Path,
        period: str | None = None,
    ) -> None:
        if out.exists():
            raise FileExistsError(errno.EEXIST, "", str(out))
        office = open_office(instance_folder(data, "office"), SystemClock())
        sheet = render_from_store(
            office,
            kind,
            reader_id,
            words_for(lang, catalogs_folder()),
            pupil=pupil,
            period=period,
            size=PrintSize(size),
        )
        write_private(out, sheet.pdf)
        click.echo(f"{counted(sheet.pages, 'page', 'pages')} : {out}")

    options = [_READER, _PUPIL, _SIZE, _LANGUAGE, out_option("-o", "Le PDF à écrire."), data_option]
    if kind.is_of_a_period:
        options.insert(2, _PERIOD)
    for option in reversed(options):
        print_it = option(print_it)
    return click.command(kind.value, help=f"{_HELP[kind]} Rien n’est jamais écrasé.")(print_it)


marks = _command(SheetKind.MARKS)
report = _command(SheetKind.REPORT)
homework = _command(SheetKind.HOMEWORK)
week = _command(SheetKind.WEEK)
attendance = _command(SheetKind.ATTENDANCE)
messages = _command(SheetKind.MESSAGES)
