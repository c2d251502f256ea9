"""Path data to steps of a pen: the small part of SVG that our own drawings use."""

import re
from dataclasses import dataclass
from functools import cache

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBERS_OF = {"M": 2, "L": 2, "C": 6, "Z": 0}


@dataclass(frozen=True, slots=True)
class Step:
    """One absolute command, M, L, C or Z, with its points."""

    command: str
    points: tuple[tuple[float, float], ...]


@cache
def steps_of(path_data: str) -> tuple[Step, ...]:
    """The steps of a drawing; raise ``ValueError`` for anything but absolute M, L, C and Z."""
    steps = []
    for command, text in _COMMAND.findall(path_data):
        numbers = [float(number) for number in text.split()]
        if len(numbers) != _NUMBERS_OF.get(command):
            raise ValueError(f"not a step: {command}{text}")
        steps.append(Step(command, tuple(zip(numbers[::2], numbers[1::2], strict=True))))
    if not steps or steps[0].command != "M":
        raise ValueError("a drawing begins with M")
    return tuple(steps)
