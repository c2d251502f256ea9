"""``kiosk slips``."""

from contextlib import ExitStack
from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import (
    bar_when_needed,
    data_option,
    echo_json,
    echo_table,
    json_option,
    out_option,
)
from kiosk.services.slips import SlipSummary, issue_slips, list_slips, revoke_slip
from kiosk.site.folders import instance_folder
from kiosk.site.office import open_office


@click.command()
@click.option("--reader", "reader_ids", multiple=True, metavar="ID", help="Voir « kiosk readers ».")
@click.option("--all", "everyone", is_flag=True, help="Tous ceux qui peuvent en avoir un.")
@click.option("--place", metavar="LIEU", help="Où le ticket servira ; partout, sinon.")
@click.option("--show-codes", is_flag=True, help="Écrit aussi les codes à l’écran : sans témoin.")
@out_option("--pdf", "La feuille de tickets à écrire.")
@data_option
def issue(
    reader_ids: tuple[str, ...],
    everyone: bool,
    place: str | None,
    show_codes: bool,
    out: Path,
    data: Path,
) -> None:
    """Fait des tickets, huit par feuille. Qui en a déjà un n’en reçoit pas d’autre.

    Les codes ne sont que sur le papier : rien ne peut réimprimer un ticket. Comptez un dixième de
    seconde par ticket.
    """
    if bool(reader_ids) == everyone:
        raise click.UsageError("Dites à qui : --reader ID (plusieurs fois s’il le faut), ou --all.")
    office = open_office(instance_folder(data, "office"), SystemClock())
    with ExitStack() as closing:
        issued = issue_slips(
            office,
            out,
            reader_ids=reader_ids or None,
            place=place,
            progress=bar_when_needed(closing, "Tickets"),
        )
    if issued.slips:
        click.echo(f"{len(issued.slips)} ticket(s) sur {issued.pages} page(s) : {out}")
    if issued.already_held:
        click.echo(
            f"{issued.already_held} personne(s) en avaient déjà un : rien de neuf pour elles."
        )
    if show_codes:
        for slip in issued.slips:
            click.echo(f"{slip.printable.serial}  {slip.printable.code.grouped()}")


@click.command("list")
@data_option
@json_option
def list_all(data: Path, as_json: bool) -> None:
    """Tous les tickets remis : numéro, à qui, jusqu’à quand. Jamais un code."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    rows = [
        {
            "n°": slip.serial,
            "à": slip.name,
            "remis le": slip.issued_on.isoformat(),
            "jusqu’au": slip.expires_on.isoformat(),
            "état": _state(slip),
        }
        for slip in list_slips(office)
    ]
    if as_json:
        echo_json(rows)
    else:
        echo_table(("n°", "à", "remis le", "jusqu’au", "état"), rows)


def _state(slip: SlipSummary) -> str:
    if slip.is_revoked:
        return "annulé"
    return "valable" if slip.is_live else "périmé"


@click.command()
@click.argument("serial", metavar="NUMÉRO")
@click.option("--reason", required=True, metavar="TEXTE", help="Pourquoi ; reste dans le registre.")
@data_option
def revoke(serial: str, reason: str, data: Path) -> None:
    """Annule un ticket pour de bon, par son numéro. « kiosk publish » le dit aux points d’accès."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    revoke_slip(office, serial, reason)
    click.echo(f"Ticket {serial} annulé.")
