"""A twin of the screen with flaws planted in it, so that we know our scanners are awake.

``python -m tests.security.flawed_twin PORT`` serves it on this machine alone. Nothing of it is ever
part of kiosk.
"""

import sqlite3
import sys

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from kiosk.serving import bind, serve


def flawed_twin() -> Flask:
    """A welcome page that repeats what it is told, and a list that believes it."""
    app = Flask("twin")
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.execute("CREATE TABLE slips (serial TEXT, owner TEXT)")
    base.executemany("INSERT INTO slips VALUES (?, ?)", [("1", "a"), ("2", "b"), ("3", "c")])

    @app.get("/")
    def show() -> ResponseReturnValue:
        said = request.args.get("said", "")
        return (
            f"<!doctype html><title>Twin</title><p>{said}</p>"
            "<a href='/slips?serial=1'>1</a><a href='/?said=hello'>hello</a>"
            "<a href='/go?to=/'>go</a>"
            "<form action='/' method='get'><input name='said'><button>ok</button></form>"
        )

    @app.get("/slips")
    def slips() -> ResponseReturnValue:
        serial = request.args.get("serial", "")
        rows = base.execute(f"SELECT owner FROM slips WHERE serial = '{serial}'")  # noqa: S608
        return "<p>" + ", ".join(owner for (owner,) in rows.fetchall()) + "</p>"

    @app.get("/go")
    def go() -> ResponseReturnValue:
        return redirect(request.args.get("to", "/"))

    return app


if __name__ == "__main__":
    with bind("127.0.0.1", int(sys.argv[1])) as listener:
        serve(flawed_twin(), listener)
