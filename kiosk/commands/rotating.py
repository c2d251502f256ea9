"""``kiosk feed rotate-key``: another key for the hub's hand."""

from pathlib import Path

import click

from kiosk.clock import SystemClock
from kiosk.commands.options import data_option, echo_note
from kiosk.services.feeds import leave_feeds
from kiosk.services.rotating import rotate_feed_key
from kiosk.site.folders import instance_folder
from kiosk.site.office import office_feed_folder, open_office


@click.command("rotate-key")
@data_option
def rotate_key(data: Path) -> None:
    """Change la clé qui signe les nouvelles ; les points d’accès suivent d’eux-mêmes.

    Chaque point reçoit, signée de l’ancienne clé, la nouvelle, puis tout son contenu d’un coup.
    """
    instance = instance_folder(data, "office")
    renewed = rotate_feed_key(open_office(instance, SystemClock()))
    folder = office_feed_folder(instance)
    if folder is not None:
        leave_feeds(renewed, folder)
    click.echo("Clé changée. Les points la prennent à leur prochaine nouvelle.")
    echo_note("Relancez « kiosk serve » s’il tourne : il signe encore de l’ancienne, et se tait.")
