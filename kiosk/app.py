"""One Flask application per face. A face's module is loaded only where it is served."""

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask

# The one deferred import of the house: a point never loads what an office needs.
FACES = {
    "public": "kiosk.views.public",
    "desk": "kiosk.views.desk.face",
    "hub": "kiosk.views.hub.face",
}


def create_app(face: str, site: Any) -> Flask:
    """The application of a face, over the opened Office or AccessPoint it works with."""
    package = Path(__file__).parent
    app = Flask(
        "kiosk", root_path=str(package), static_folder="static", template_folder=_templates(package)
    )
    import_module(FACES[face]).furnish(app, site)
    return app


def _templates(package: Path) -> str:
    """Inside the wheel, or beside the package in a checkout."""
    installed = package / "templates"
    return str(installed if installed.is_dir() else package.parent / "templates")
