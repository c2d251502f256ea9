"""``kiosk print``: one printout, from the store."""

import errno
from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import counted, data_option, out_option
from kiosk.domain.print_jobs import PrintSize
from kiosk.private_files import write_private
from kiosk.services.office_printouts import render_marks
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office
from kiosk.wording import SOURCE_LANGUAGE, catalogs_folder, languages_of, words_for


@click.command()
@click.option("--reader", "reader_id", required=True, metavar="ID", help="Voir « kiosk readers ».")
@click.option(
    "--pupil", metavar="NOM", help="Nom de l’enfant ou sa place (1, 2…), s’il y en a plusieurs."
)
@click.option("--period", metavar="TITRE", help="La période (T1…) ; celle en cours, sinon.")
@click.option(
    "--size",
    type=click.Choice([size.value for size in PrintSize]),
    default=PrintSize.NORMAL.value,
    show_default=True,
    help="La taille des lettres.",
)
@click.option(
    "--lang",
    type=click.Choice(languages_of(catalogs_folder())),
    default=SOURCE_LANGUAGE,
    show_default=True,
    help="La langue des titres ; ce que l’école a écrit reste en français.",
)
@out_option("-o", "Le PDF à écrire.")
@data_option
def marks(
    reader_id: str,
    pupil: str | None,
    period: str | None,
    size: str,
    lang: str,
    out: Path,
    data: Path,
) -> None:
    """Le relevé de notes d’un enfant, comme cet adulte peut le lire. Rien n’est jamais écrasé."""
    if out.exists():
        raise FileExistsError(errno.EEXIST, "", str(out))
    office = open_office(instance_folder(data, "office"), SystemClock())
    words = words_for(lang, catalogs_folder())
    sheet = render_marks(office, reader_id, words, pupil=pupil, period=period, size=PrintSize(size))
    write_private(out, sheet.pdf)
    click.echo(f"{counted(sheet.pages, 'page', 'pages')} : {out}")
