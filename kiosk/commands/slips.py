"""``kiosk slips``."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import (
    bar_when_needed,
    counted,
    data_option,
    echo_json,
    echo_note,
    echo_table,
    json_option,
    out_option,
    school_option,
)
from kiosk.commands.telling import show_reached
from kiosk.domain.plain_json import to_plain
from kiosk.domain.slips import SlipKind, SlipLayout, SlipState
from kiosk.services.issued_slips import SlipSummary, list_slips, revoke_slips
from kiosk.services.office import Office
from kiosk.services.reaching import tell_points
from kiosk.services.readers import Choice, chosen_reader_ids
from kiosk.services.slip_sheets import name_sheets_of_runs_cut_off
from kiosk.services.slips import Issue, NewSlip, SlipOrder, issue_slips
from kiosk.site.folders import instance_folder
from kiosk.site.office import office_feed_folder, open_office
from kiosk.wording import french

TELL_THE_POINTS = "Faites maintenant « kiosk publish » pour le dire aux points d’accès."

STATES = {
    SlipState.LIVE: "valable",
    SlipState.REVOKED: "annulé",
    SlipState.EXPIRED: "périmé",
}
SHEET_GONE = "la feuille n’est plus là. Recommencez avec --replace."


@click.command()
@click.option("--reader", "reader_ids", multiple=True, metavar="ID", help="Voir « kiosk readers ».")
@click.option("--class", "class_name", metavar="NOM", help="Les adultes d’une classe : « 6e A ».")
@click.option("--paper-families", is_flag=True, help="Les familles qui veulent du papier.")
@click.option("--all", "everyone", is_flag=True, help="Tous ceux qui peuvent en avoir un.")
@school_option
@click.option(
    "--place",
    metavar="LIEU",
    help="Où les tickets serviront, par le nom du lieu ou l’identifiant de son point d’accès ; "
    "partout, sinon. Seule, l’option s’adresse à ceux que ce lieu sert déjà.",
)
@click.option(
    "--slips",
    "each",
    metavar="N",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="Combien chacun doit en tenir ; 2 : un à porter, un à garder à la maison.",
)
@click.option("--replace", is_flag=True, help="Annule les tickets valables, en donne de nouveaux.")
@click.option(
    "--reserve",
    is_flag=True,
    help="D’avance : ils dorment jusqu’à ce qu’un accueil les réveille par leur numéro.",
)
@click.option(
    "--layout",
    type=click.Choice([layout.value for layout in SlipLayout]),
    default=SlipLayout.A4X8.value,
    show_default=True,
    help="Huit petits tickets par feuille, deux grands pour la maison, ou un par bande de 80 mm.",
)
@click.option("--show-codes", is_flag=True, help="Écrit aussi les codes à l’écran : sans témoin.")
@out_option("--pdf", "La feuille de tickets à écrire.")
@data_option
@json_option
def issue(
    reader_ids: tuple[str, ...],
    class_name: str | None,
    paper_families: bool,
    everyone: bool,
    school_uai: str | None,
    place: str | None,
    each: int,
    replace: bool,
    reserve: bool,
    layout: str,
    show_codes: bool,
    out: Path,
    data: Path,
    as_json: bool,
) -> None:
    """Fait des tickets, et la liste sur A4 de qui reçoit lequel.

    Dites à qui : --reader, --class, --paper-families, --all, ou --place seule. Qui a déjà ses
    tickets n’en reçoit pas d’autre, sauf avec --replace.

    Les codes ne sont que sur le papier : rien ne peut réimprimer un ticket. Comptez un dixième de
    seconde par ticket. Ensuite, « kiosk publish » les porte aux points d’accès.
    """
    ways = [bool(reader_ids), class_name is not None, paper_families, everyone]
    if sum(ways) > 1 or not (any(ways) or place):
        raise click.UsageError(
            "Dites à qui, d’une seule façon : --reader ID (plusieurs fois s’il le faut), "
            "--class NOM, --paper-families, --all, ou --place LIEU seule."
        )
    if reader_ids and school_uai:
        raise click.UsageError("--school ne va pas avec --reader : l’identifiant suffit.")
    office = open_office(instance_folder(data, "office"), SystemClock())
    for sheet in name_sheets_of_runs_cut_off(office):
        echo_note(
            f"Une remise de tickets avait été interrompue. Ses tickets sont valables : {sheet}"
        )
    served = None if any(ways) else place
    choice = Choice(class_name, school_uai, on_paper=paper_families, place=served)
    chosen = list(reader_ids) or _chosen(office, choice)
    order = SlipOrder(each, replace, place, class_name, SlipLayout(layout), reserve)
    with ExitStack() as closing:
        progress = bar_when_needed(closing, "Tickets")
        issued = issue_slips(office, out, reader_ids=chosen, order=order, progress=progress)
    if as_json:
        echo_json(_plain(issued, show_codes))
    else:
        _show(issued, show_codes, order)


@click.command("list")
@click.option("--reader", "reader_id", metavar="ID", help="Seulement ceux de cette personne.")
@click.option(
    "--from-desks", is_flag=True, help="Seulement ceux remis aux accueils des points d’accès."
)
@school_option
@data_option
@json_option
def list_all(
    reader_id: str | None, from_desks: bool, school_uai: str | None, data: Path, as_json: bool
) -> None:
    """Tous les tickets remis : numéro, image, à qui, où, jusqu’à quand. Jamais un code."""
    office = open_office(instance_folder(data, "office"), SystemClock())
    found = list_slips(office, reader_id, from_desks=from_desks, school_uai=school_uai)
    _show_list(found, as_json)


@click.command()
@click.argument("serials", nargs=-1, required=True, metavar="NUMÉRO…")
@click.option("--reason", required=True, metavar="TEXTE", help="Pourquoi ; reste dans le registre.")
@data_option
@json_option
def revoke(serials: tuple[str, ...], reason: str, data: Path, as_json: bool) -> None:
    """Annule des tickets pour de bon, par leur numéro : tous, ou aucun si l’un n’existe pas.

    Les points d’accès qui ont une ligne l’apprennent dans la minute ; les autres sont dits.
    """
    if not reason.strip():
        raise click.UsageError("--reason est vide : dites pourquoi, en quelques mots.")
    instance = instance_folder(data, "office")
    office = open_office(instance, SystemClock())
    before = {slip.serial for slip in list_slips(office) if slip.state is SlipState.REVOKED}
    revoked = revoke_slips(office, serials, reason)
    concerned = {slip.reader_id for slip in revoked if slip.serial not in before}
    reached = tell_points(office, concerned, office_feed_folder(instance)) if concerned else []
    if as_json:
        _show_list(revoked, as_json)
        return
    for slip in revoked:
        was = " : déjà annulé, rien n’a changé." if slip.serial in before else " annulé."
        click.echo(f"Ticket {slip.serial}{was}")
    if concerned:
        show_reached(reached)


def _chosen(office: Office, choice: Choice) -> list[str] | None:
    """The readers meant; None for everybody, who need no looking up."""
    return None if choice == Choice() else chosen_reader_ids(office, choice)


def _plain(issued: Issue, show_codes: bool) -> dict[str, Any]:
    return {
        "pdf": str(issued.sheet) if issued.sheet else None,
        "pages": issued.pages,
        "slips": [_plain_slip(slip, show_codes) for slip in issued.slips],
        "already_held": issued.already_held,
        "replaced": list(issued.replaced),
    }


def _plain_slip(slip: NewSlip, show_codes: bool) -> dict[str, str]:
    plain = {
        "serial": slip.printable.serial,
        "picture": slip.printable.picture,
        "reader_id": slip.reader.reader_id,
        "name": slip.reader.name,
    }
    if show_codes:
        plain["code"] = slip.printable.code.grouped()
    return plain


def _show(issued: Issue, show_codes: bool, order: SlipOrder) -> None:
    if issued.slips:
        where = issued.sheet or SHEET_GONE
        slips = counted(len(issued.slips), "ticket", "tickets")
        click.echo(f"{slips} sur {counted(issued.pages, 'page', 'pages')} : {where}")
        click.echo("La fin du fichier dit qui reçoit quel ticket : gardez-la à l’école.")
        if order.reserve:
            click.echo("Ils dorment : un accueil réveille chacun par son numéro, le jour venu.")
        click.echo(_how_to_print(len(issued.slips), order.layout))
    if issued.replaced:
        ended = counted(len(issued.replaced), "ancien ticket annulé", "anciens tickets annulés")
        click.echo(f"{ended}.")
    if issued.already_held:
        held = counted(issued.already_held, "personne en avait", "personnes en avaient")
        click.echo(f"{held} déjà : pas de nouveau ticket là.")
    if show_codes:
        for slip in issued.slips:
            click.echo(f"{slip.printable.serial}  {slip.printable.code.grouped()}")
    echo_note(TELL_THE_POINTS)


def _how_to_print(slips: int, layout: SlipLayout) -> str:
    if layout is not SlipLayout.ROLL80:
        return "Imprimez sur une seule face, à 100 %, puis coupez."
    strips = "la page 1" if slips == 1 else f"les pages 1 à {slips}"
    return f"Imprimez {strips} sur le rouleau de 80 mm, à 100 %, et la suite sur A4."


def _state(slip: SlipSummary) -> str:
    asleep = slip.kind is SlipKind.RESERVE and slip.state is SlipState.LIVE
    return "en réserve" if asleep else STATES[slip.state]


def _show_list(slips: Sequence[SlipSummary], as_json: bool) -> None:
    if as_json:
        echo_json([to_plain(slip) for slip in slips])
        return
    words = french()
    echo_table(
        ("n°", "image", "à", "remis le", "par", "jusqu’au", "état"),
        (
            {
                "n°": slip.serial,
                "image": words.picture_word(slip.picture),
                "à": slip.name,
                "remis le": slip.issued_on.isoformat(),
                "par": f"{slip.agent}, {slip.place}" if slip.place else "l’école",
                "jusqu’au": slip.expires_on.isoformat(),
                "état": _state(slip),
            }
            for slip in slips
        ),
    )
