"""Options that many commands share."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import click

DONE_NOT_FOR_ALL = 3
"""The exit code of what is done but for some, whom the error output tells of."""

F = TypeVar("F", bound=Callable[..., Any])

DATA_VARIABLE = "KIOSK_DATA"


class DataOption(click.Option):
    """``--data``: where it is missing, the variable that may stand for it is named too."""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """How a complaint names the option."""
        return f"'--data DIR' (ou la variable {DATA_VARIABLE})"


AS_JSON = "as_json"
"""What ``--json`` is called, among a command's arguments and in the object of its context."""


def port_option(command: F) -> F:
    """``--port N`` of what is served."""
    return click.option(
        "--port", metavar="N", type=click.IntRange(0, 65535), help="Au lieu de celui des réglages."
    )(command)


def data_option(command: F) -> F:
    """``--data DIR``, or ``KIOSK_DATA``: the instance folder."""
    return click.option(
        "--data",
        cls=DataOption,
        envvar=DATA_VARIABLE,
        required=True,
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        help="Le dossier de l’instance (ou KIOSK_DATA) ; celui d’une démo convient aussi.",
    )(command)


def json_option(command: F) -> F:
    """``--json``: the same for a program, a refusal included."""

    def remember(ctx: click.Context, _: click.Parameter, is_asked: bool) -> bool:
        ctx.ensure_object(dict)[AS_JSON] = is_asked
        return is_asked

    return click.option("--json", AS_JSON, is_flag=True, callback=remember, help="Répond en JSON.")(
        command
    )


def out_option(name: str, help_text: str) -> Callable[[F], F]:
    """A file to write, named by the person."""
    return click.option(
        name,
        "out",
        required=True,
        metavar="FICHIER",
        type=click.Path(dir_okay=False, path_type=Path),
        help=help_text,
    )


def bar_when_needed(closing: ExitStack, label: str) -> Callable[[int, int], None]:
    """A progress bar that appears with the first step, so that a refusal comes alone.

    It is for eyes: on the error output, and only where somebody looks at it.
    """
    bars: list[Any] = []

    def advance(done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        if not bars:
            bar = click.progressbar(length=total, label=label, file=sys.stderr)
            bars.append(closing.enter_context(bar))
        bars[0].update(done - bars[0].pos)

    return advance


def school_option(command: F) -> F:
    """``--school UAI``: one school of several."""
    return click.option(
        "--school", "school_uai", metavar="UAI", help="Seulement cet établissement."
    )(command)


def counted(count: int, one: str, several: str) -> str:
    """« 0 ticket », « 1 ticket », « 2 tickets »: French begins to count at two."""
    return f"{count} {one if count < 2 else several}"


def echo_note(text: str) -> None:
    """A sentence for the person, off the standard output that a program reads."""
    click.echo(text, err=True)


def note_refused(messages: int) -> None:
    """Say that points left what the office cannot take: a family may wait for an answer."""
    if messages:
        echo_note(
            f"{messages} message(s) de points d’accès illisible(s) ou douteux, laissé(s)"
            " de côté. Si cela revient, prévenez qui s’occupe du point."
        )


def echo_json(value: Any) -> None:
    """Plain JSON on standard output, escaped where its encoding has not every letter."""
    is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not is_unicode, indent=2))


def echo_table(headings: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Columns as wide as their widest cell."""
    names = list(headings)
    cells = [names, *([row[name] for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    for line in cells:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())
