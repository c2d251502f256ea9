"""Flask with nothing of ours: the same bytes from a compiled template.

``python -m benchmarks.peers.bare_flask FILE`` serves a page with waitress and says its address.
"""

import sys
from functools import partial
from pathlib import Path

from flask import Flask, render_template
from jinja2 import DictLoader
from waitress.server import create_server


def bare_flask(pages: dict[str, str]) -> Flask:
    """An application that answers each address with its page, whatever is sent to it."""
    app = Flask("bare")
    app.jinja_loader = DictLoader(
        {path: "{% raw %}" + text + "{% endraw %}" for path, text in pages.items()}
    )
    for number, path in enumerate(pages):
        app.add_url_rule(
            path,
            f"page{number}",
            partial(render_template, path),
            methods=["GET", "POST"],
        )
    return app


def main(page: Path) -> None:
    """Serve until told to stop."""
    app = bare_flask({"/": page.read_text(encoding="utf-8")})
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    print(f"URL http://127.0.0.1:{server.effective_port}/", flush=True)
    server.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
