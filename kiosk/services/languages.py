"""The language a reader is spoken to in: chosen once at a screen, and remembered for her."""

from dataclasses import replace

from kiosk.domain.outbox import LanguageChosen
from kiosk.services.access_point import AccessPoint
from kiosk.services.visits import Visit


def keep_language(point: AccessPoint, visit: Visit, language: str, usual: str) -> None:
    """Tell the hub of a choice, unless it is what it knows: blank there is the ``usual`` one.

    From her next news on, her slip alone makes the screen speak it.
    """
    if language == (visit.folder.language or usual):
        return
    point.keeper.post(LanguageChosen(visit.folder.reader_id, language))
    visit.folder = replace(visit.folder, language=language)
