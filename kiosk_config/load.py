"""Settings from their three places, each beating the one before."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from kiosk_config.refused import SettingsRefused
from kiosk_config.settings import Settings

DEFAULTS = Path(__file__).with_name("defaults.toml")
PREFIX = "KIOSK_"

# Variables of ours that are no settings: where the instance is, and what tests run against.
_DATA = "KIOSK_DATA"
_TESTS = "KIOSK_TEST_"

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def load_settings(
    site_toml: Path | None = None, environ: Mapping[str, str] = os.environ
) -> Settings:
    """The settings of an instance; raise ``SettingsRefused`` naming the setting and why.

    ``KIOSK_SESSIONS_IDLE_SECONDS=120`` sets ``idle_seconds`` in ``[sessions]``.
    """
    values = _read(DEFAULTS)
    for layer in (_read(site_toml) if site_toml else {}, _from_environment(environ)):
        for section, entries in layer.items():
            if not isinstance(entries, dict):
                raise SettingsRefused(section, "doit être dans une section")
            values.setdefault(section, {}).update(entries)
    return _build(values)


def write_site_settings(site_toml: Path, values: Mapping[str, Mapping[str, str | int]]) -> None:
    """Write an instance's own settings, strings and whole numbers only."""
    lines = []
    for section, entries in values.items():
        lines.append(f"[{section}]")
        for name, value in entries.items():
            quoted = value if isinstance(value, int) else '"' + _escape(value) + '"'
            lines.append(f"{name} = {quoted}")
        lines.append("")
    # It may come to hold a database's password.
    site_toml.touch(mode=0o600)
    site_toml.write_text("\n".join(lines), encoding="utf-8")


def _escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04X}", text)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsRefused(path.name, f"n’est pas du TOML ({error})") from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    for name, value in environ.items():
        if name.startswith(PREFIX) and name != _DATA and not name.startswith(_TESTS):
            section, _, entry = name.removeprefix(PREFIX).lower().partition("_")
            values.setdefault(section, {})[entry] = value
    return values


def _build(values: dict[str, Any]) -> Settings:
    sections = {section.name: section for section in fields(Settings)}
    for name in values:
        if name not in sections:
            raise SettingsRefused(name, "n’est pas une section des réglages")
    return Settings(
        **{name: _section(name, sections[name].type, values.get(name, {})) for name in sections}
    )


def _section(section: str, kind: Any, entries: Mapping[str, Any]) -> Any:
    known = {field.name: field.type for field in fields(kind)}
    for name in entries:
        if name not in known:
            raise SettingsRefused(f"{section}.{name}", "n’est pas un réglage")
    return kind(
        **{name: _value(f"{section}.{name}", known[name], entries[name]) for name in entries}
    )


def _value(setting: str, kind: Any, value: Any) -> Any:
    if kind is int and isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value):
        return int(value)
    if type(value) is not kind:
        raise SettingsRefused(
            setting, f"doit être {'un nombre entier' if kind is int else 'un texte'}"
        )
    return value
