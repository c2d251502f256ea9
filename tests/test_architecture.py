"""The shape of the house: who may import whom, which library lives where, which page is guarded."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parent.parent

OPEN_TO_ALL = {"clock", "private_files", "wording"}

# Package → the packages it may import. What is not written here is forbidden.
MAY_IMPORT = {
    "kiosk_config": set(),
    "domain": set(),
    "clock": set(),
    "private_files": set(),
    "wording": {"clock", "domain", "kiosk_config"},
    "demo": {"domain", "private_files"},
    "imports": {"domain"} | OPEN_TO_ALL,
    "store": {"domain"} | OPEN_TO_ALL,
    "sealing": {"domain"} | OPEN_TO_ALL,
    "printing": {"domain"} | OPEN_TO_ALL,
    "vault": {"domain", "sealing"} | OPEN_TO_ALL,
    "feed": {"domain", "sealing"} | OPEN_TO_ALL,
    "services": {"domain", "imports", "store", "sealing", "vault", "feed", "printing"}
    | {"kiosk_config"}
    | OPEN_TO_ALL,
    "views": {"services", "domain", "wording", "clock"},
    "serving": set(),
    "site": {"domain", "demo", "feed", "store", "sealing", "vault", "printing", "services"}
    | {"kiosk_config"}
    | OPEN_TO_ALL,
    "app": set(),
    "processes": {"app", "clock", "domain", "sealing", "services", "serving", "site", "vault"}
    | {"views"},
    "commands": {"app", "processes", "serving", "site", "services", "domain", "printing"}
    | OPEN_TO_ALL,
    "cli": {"domain", "wording", "kiosk_config"},
    "__main__": {"cli"},
}

# Library → the only places that may know it.
LIVES_IN = {
    "flask": {"views", "app", "serving"},
    "flask_login": {"views", "app", "serving"},
    "werkzeug": {"views", "app", "serving"},
    "waitress": {"serving"},
    "sqlalchemy": {"store"},
    "pikepdf": {"imports"},
    "reportlab": {"printing"},
    "bidi": {"printing"},
    "arabic_reshaper": {"printing"},
    "qrcode": {"printing"},
    "nacl": {"sealing"},
    "click": {"cli", "commands"},
}
STANDARD_LIBRARY_ONLY = {"domain", "kiosk_config", "clock", "private_files", "demo"}
DEFERRED_BY_TABLE = {"kiosk.app", "kiosk.cli"}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}

# What a point may load, and what must never come along.
DOORS_OF_A_POINT = (
    "kiosk.views.public",
    "kiosk.views.desk.face",
    "kiosk.processes.keeping",
    "kiosk.processes.working",
    "kiosk.processes.supervising",
    "kiosk.site.point",
    "kiosk.site.keepers",
    "kiosk.commands.serving",
    "kiosk.commands.applying",
    "kiosk.commands.syncing",
    "kiosk.services.documents",
    "kiosk.services.requests",
    "kiosk.services.signing_in",
    "kiosk.services.reading",
)
OFFICE_ONLY = ("kiosk.store", "kiosk.imports", "kiosk.demo", "kiosk.services.office")

# The public pages that anyone at the screen may open. Flask itself serves "static".
OPEN_PAGES = {
    "welcome.show",
    "welcome.sign_in",
    "welcome.leave",
    "welcome.goodbye",
    "language.choose",
    "information.help_page",
    "information.privacy",
    "information.accessibility",
    "health.show",
}

Modules = dict[str, ast.Module]


# --- reading the sources -----------------------------------------------------------------------


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def the_modules() -> Modules:
    paths = [path for top in ("kiosk", "kiosk_config") for path in (ROOT / top).rglob("*.py")]
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def with_planted(name: str, source: str) -> Modules:
    return {**the_modules(), name: ast.parse(source)}


def package_of(module: str) -> str:
    """The word the tables know a module by: ``kiosk.store.rights`` is of ``store``."""
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] if first == "kiosk" and rest else first


def imports_of(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every import as a module and the names taken from it, wherever it stands in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ()
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or ""), tuple(one.name for one in node.names)


def neighbours(module: str, modules: Modules) -> set[str]:
    """The modules of ours that a module imports, each by its full name."""
    found = set()
    for target, names in imports_of(modules[module]):
        if target.startswith(".") or package_of(target) not in {package_of(one) for one in modules}:
            continue
        submodules = {f"{target}.{name}" for name in names} & modules.keys()
        found |= submodules
        if len(submodules) < len(names) or not names:
            found.add(target)
    return found - {"kiosk"}


def reached_from(module: str, modules: Modules) -> dict[str, str]:
    """All that loading a module loads, each with the one that asked for it."""
    asked_by = {module: ""}
    waiting = [module]
    while waiting:
        current = waiting.pop()
        for target in neighbours(current, modules) & modules.keys():
            parts = target.split(".")
            for loaded in (".".join(parts[:depth]) for depth in range(1, len(parts) + 1)):
                if loaded in modules and loaded not in asked_by:
                    asked_by[loaded] = current
                    waiting.append(loaded)
    return asked_by


# --- the rules: each tells every place where it is broken --------------------------------------


def wrong_directions(modules: Modules) -> list[str]:
    return [
        f"{module} imports {target}"
        for module in modules
        if module != "kiosk"
        for target in sorted(neighbours(module, modules))
        if package_of(target) not in {package_of(module), *MAY_IMPORT.get(package_of(module), ())}
    ]


def relative_imports(modules: Modules) -> list[str]:
    return [
        f"{module} imports {target}"
        for module, tree in modules.items()
        for target, _ in imports_of(tree)
        if target.startswith(".")
    ]


def strayed_libraries(modules: Modules) -> list[str]:
    return [
        f"{module} imports {target}"
        for module, tree in modules.items()
        for target, _ in imports_of(tree)
        if package_of(module) not in LIVES_IN.get(target.partition(".")[0], {package_of(module)})
    ]


def foreign_to_the_standard_library(modules: Modules) -> list[str]:
    ours = {"kiosk", "kiosk_config"}
    return [
        f"{module} imports {target}"
        for module, tree in modules.items()
        if package_of(module) in STANDARD_LIBRARY_ONLY
        for target, _ in imports_of(tree)
        if target.partition(".")[0] not in sys.stdlib_module_names | ours
    ]


def both_store_and_vault(modules: Modules) -> list[str]:
    return [
        module
        for module in modules
        if package_of(module) == "services"
        and {"store", "vault"} <= {package_of(one) for one in neighbours(module, modules)}
    ]


def hidden_imports(modules: Modules) -> list[str]:
    """Imports that do not stand at the top level of their file, by statement or by call."""
    found = []
    for module, tree in modules.items():
        at_top = {id(node) for node in tree.body}
        for node in ast.walk(tree):
            is_import = isinstance(node, ast.Import | ast.ImportFrom)
            if is_import and id(node) not in at_top:
                found.append(f"{module}:{node.lineno}")
            name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
            if name in ("import_module", "__import__") and module not in DEFERRED_BY_TABLE:
                found.append(f"{module}:{getattr(node, 'lineno', 0)}")
    return found


def import_cycle(modules: Modules) -> list[str]:
    graph = {module: neighbours(module, modules) - {module} for module in modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        return list(cycle.args[1])
    return []


def empty_names(modules: Modules) -> list[str]:
    return [one for one in modules if NAMES_THAT_SAY_NOTHING & set(one.split("."))]


def office_reached_by_a_point(modules: Modules) -> list[str]:
    found = []
    for door in DOORS_OF_A_POINT:
        asked_by = reached_from(door, modules)
        for module in asked_by:
            if module.startswith(OFFICE_ONLY):
                found.append(f"{door} loads {module}, for {asked_by[module]}")
    return found


def without_docstring(modules: Modules) -> list[str]:
    return [module for module, tree in modules.items() if not ast.get_docstring(tree)]


RULES = {
    "imports follow the table": wrong_directions,
    "imports are absolute": relative_imports,
    "a library is known in one place": strayed_libraries,
    "the domain needs the standard library only": foreign_to_the_standard_library,
    "no service sees both store and vault": both_store_and_vault,
    "no import hides in a function": hidden_imports,
    "no import cycle": import_cycle,
    "every name says something": empty_names,
    "a point never loads the office": office_reached_by_a_point,
    "every module says what it is for": without_docstring,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_sources_keep_the_rule(rule: str) -> None:
    assert RULES[rule](the_modules()) == []


@pytest.mark.parametrize(
    ("rule", "module", "source"),
    [
        ("imports follow the table", "kiosk.domain.planted", "import kiosk.clock"),
        ("imports follow the table", "kiosk.store.planted", "from kiosk.vault import vault"),
        ("imports follow the table", "kiosk.views.planted", "from kiosk import private_files"),
        ("imports follow the table", "kiosk.demo.planted", "from kiosk.wording import french"),
        ("imports follow the table", "kiosk.newcomer", "from kiosk.domain import errors"),
        ("imports are absolute", "kiosk.store.planted", "from . import schema"),
        ("imports are absolute", "kiosk.store.planted", "from .schema import about"),
        ("a library is known in one place", "kiosk.services.planted", "import sqlalchemy.orm"),
        ("a library is known in one place", "kiosk.site.planted", "from flask import request"),
        ("a library is known in one place", "kiosk.vault.planted", "from nacl import pwhash"),
        ("the domain needs the standard library only", "kiosk.domain.planted", "import yaml"),
        (
            "no service sees both store and vault",
            "kiosk.services.planted",
            "from kiosk.store import store\nfrom kiosk.vault.vault import Vault",
        ),
        ("no import hides in a function", "kiosk.planted", "def f():\n    import json"),
        ("no import hides in a function", "kiosk.planted", "if True:\n    import json"),
        (
            "no import hides in a function",
            "kiosk.planted",
            "import importlib as i\ni.import_module",
        ),
        ("no import cycle", "kiosk.domain.errors", "from kiosk.domain import slip_codes"),
        ("every name says something", "kiosk.store.utils", ""),
        (
            "a point never loads the office",
            "kiosk.services.visits",
            "from kiosk.services import folders",
        ),
        ("every module says what it is for", "kiosk.planted", "x = 1"),
    ],
)
def test_each_rule_catches_a_planted_fault(rule: str, module: str, source: str) -> None:
    assert RULES[rule](with_planted(module, source)) != []


def test_every_package_stands_in_the_table_and_the_table_names_no_other() -> None:
    assert {package_of(module) for module in the_modules()} - {"kiosk"} == MAY_IMPORT.keys()


# --- what a running point has in memory --------------------------------------------------------


def loaded_after(script: str, *arguments: str) -> set[str]:
    """The modules a fresh interpreter holds after a script."""
    ending = "\nimport sys\nprint('MODULES', *sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script + ending, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.rpartition("MODULES")[2].split())


OFFICE_IN_MEMORY = {"sqlalchemy", "pikepdf", "kiosk.store", "kiosk.imports", "kiosk.demo"}


def test_a_serving_point_holds_nothing_of_an_office(demo_folder: Path) -> None:
    script = """
import sys
from pathlib import Path
from kiosk.app import create_app
from kiosk.clock import SystemClock
from kiosk.site.point import open_point
clock, folder = SystemClock(), Path(sys.argv[1])
create_app("public", open_point(folder, clock))
"""
    loaded = loaded_after(script, str(demo_folder / "point"))
    assert "kiosk.views.public" in loaded
    assert not loaded & OFFICE_IN_MEMORY


@pytest.mark.parametrize(
    ("command", "module"),
    [
        (("feed", "apply"), "kiosk.commands.applying"),
        (("serve",), "kiosk.commands.serving"),
    ],
)
def test_the_commands_of_a_point_load_nothing_of_an_office(
    command: tuple[str, ...], module: str
) -> None:
    script = """
import sys
from kiosk.cli import cli
cli.main([*sys.argv[1:], "--help"], standalone_mode=False)
"""
    loaded = loaded_after(script, *command)
    assert module in loaded
    assert not loaded & OFFICE_IN_MEMORY


# --- every page says who may open it -----------------------------------------------------------


def guards_of(app: Flask) -> dict[str, bool | None]:
    return {
        endpoint: getattr(view, "is_guarded", None)
        for endpoint, view in app.view_functions.items()
        if endpoint != "static"
    }


def test_every_public_page_says_whether_it_is_guarded(public_app: Flask) -> None:
    assert [page for page, guarded in guards_of(public_app).items() if guarded is None] == []


def test_only_the_pages_listed_are_open_to_all(public_app: Flask) -> None:
    assert {page for page, guarded in guards_of(public_app).items() if not guarded} == OPEN_PAGES


def test_a_guarded_page_sends_a_stranger_back_to_the_welcome_page(public_app: Flask) -> None:
    stranger = public_app.test_client()
    asked = 0
    for rule in public_app.url_map.iter_rules():
        if rule.endpoint in {"static", *OPEN_PAGES} or "GET" not in (rule.methods or ()):
            continue
        path = re.sub(r"<\w+>", "x", re.sub(r"<int:\w+>", "1", rule.rule))
        assert "<" not in path, f"say here what {rule.rule} takes"
        answer = stranger.get(path)
        assert (answer.status_code, answer.location) == (303, "/"), path
        asked += 1
    assert asked >= 3
