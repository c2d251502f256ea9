"""Saying which points know, which will in a minute, and whom to phone."""

import click

from kiosk.clock import SCHOOL_ZONE
from kiosk.commands.options import echo_note
from kiosk.services.reaching import Reached


def show_reached(reached: list[Reached]) -> None:
    """One line a point; those to be phoned are a note beside it."""
    if not reached:
        click.echo("Aucun point d’accès ne sert cette personne.")
    for one in reached:
        if one.has_line:
            click.echo(f"{_named(one)} : le sait dans la minute.")
        else:
            echo_note(f"{_named(one)} : {_silence(one)} Téléphonez-lui, ou portez-y une clé USB.")


def _named(one: Reached) -> str:
    places = ", ".join(one.places)
    return f"{one.point_id} ({places})" if places else one.point_id


def _silence(one: Reached) -> str:
    if one.heard_at is None:
        return "jamais entendu."
    return f"muet depuis le {one.heard_at.astimezone(SCHOOL_ZONE):%d/%m à %H:%M}."
