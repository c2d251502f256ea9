"""Every machine word the code gives as the reason of a fault or a refusal, read from its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

KIOSK = Path(__file__).parents[2] / "kiosk"


def words_given(call: str, argument: int, *where: str) -> set[str]:
    """The words given at a place of every call of a function or method named ``call``.

    A word may be written there, chosen there by a condition, or held by a name assigned to in
    the same function. Anything else is an error: a reason nobody can list has no sentence.
    """
    return {
        word
        for folder in where
        for path in sorted((KIOSK / folder).rglob("*.py"))
        for word in _words_in(ast.parse(path.read_text(encoding="utf-8")), call, argument)
    }


def _words_in(tree: ast.Module, call: str, argument: int) -> Iterator[str]:
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or _is_relay(function, call):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _name_of(node.func) == call:
                yield from _words_of(node.args[argument], function)


def _is_relay(function: ast.FunctionDef, call: str) -> bool:
    """Whether a function takes the reason from its caller, whose call is read instead."""
    return call == "Fault" and function.name == "fault"


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _words_of(value: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp(body=body, orelse=orelse):
            yield from _words_of(body, function)
            yield from _words_of(orelse, function)
        case ast.Name(id=name):
            assigned = [
                node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)
            ]
            assert assigned, f"line {value.lineno}: {name} comes from elsewhere"
            for one in assigned:
                yield from _words_of(one, function)
        case _:
            raise AssertionError(f"line {value.lineno}: not a word")
