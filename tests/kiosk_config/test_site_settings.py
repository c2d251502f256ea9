"""What an instance writes of itself is read back as it was."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk_config import load_settings
from kiosk_config.load import write_site_settings

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.fixture(scope="module")
def site_toml(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance") / "site.toml"


def test_any_text_and_number_come_back_the_same(site_toml: Path) -> None:
    @settings(derandomize=True, deadline=None, max_examples=150)
    @given(TEXTS, st.integers(-(2**63), 2**63 - 1))
    @example('"', 0)
    @example("\\", 0)
    @example('C:\\feuilles\\"n"', 0)
    @example("\n[public]\nport = 1\n", 0)
    @example("\r\n\t\x00\x1f\x7f\x85\u2028", 0)
    @example("\\u0041", 0)
    def come_back(text: str, number: int) -> None:
        values = {"public": {"phone": text, "port": number}, "printing": {"folder": text}}
        write_site_settings(site_toml, values)
        assert tomllib.loads(site_toml.read_text(encoding="utf-8")) == values

    come_back()


def test_a_text_cannot_write_another_setting(tmp_path: Path) -> None:
    site_toml = tmp_path / "site.toml"
    write_site_settings(site_toml, {"public": {"phone": '"\nport = 1\n[vault]\nunlock = "x'}})
    read = load_settings(site_toml, {})
    assert read.public.port == 8080
    assert read.public.phone.startswith('"\nport')


def test_what_is_written_is_loaded(tmp_path: Path) -> None:
    site_toml = tmp_path / "site.toml"
    write_site_settings(
        site_toml, {"instance": {"role": "point"}, "public": {"port": 0, "phone": "01 02 03"}}
    )
    read = load_settings(site_toml, {})
    assert (read.instance.role, read.public.port, read.public.phone) == ("point", 0, "01 02 03")
