"""The face an application serves: what pages of every face need to know of theirs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from flask import current_app

from kiosk.clock import Clock


class Site(Protocol):
    """What is behind a face, as far as every page needs it."""

    @property
    def clock(self) -> Clock:
        """The present."""

    @property
    def catalogs(self) -> Path:
        """Where the languages are."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face: the site behind it, the endpoint of its first page, the layout of its pages."""

    site: Site
    first_page: str
    layout: str


def the_face() -> Face:
    """The face of this request."""
    return cast(Face, current_app.extensions["kiosk"])
