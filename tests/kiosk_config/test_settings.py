"""Settings: three places, each beating the one before, and nothing unsafe taken."""

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from kiosk_config import Settings, SettingsRefused, load_settings
from kiosk_config.load import DEFAULTS


@pytest.fixture
def site_toml(tmp_path: Path) -> Path:
    return tmp_path / "site.toml"


def load(site_toml: Path, text: str, **environ: str) -> Settings:
    site_toml.write_text(text, encoding="utf-8")
    return load_settings(site_toml, environ)


def refusal(site_toml: Path, text: str, **environ: str) -> SettingsRefused:
    with pytest.raises(SettingsRefused) as refused:
        load(site_toml, text, **environ)
    assert str(refused.value) == f"{refused.value.setting}: {refused.value.reason}"
    assert refused.value.reason
    return refused.value


def test_without_a_site_everything_has_its_default() -> None:
    assert load_settings(None, {}) == Settings()


def test_the_file_of_defaults_lists_every_setting_with_its_default_and_no_other() -> None:
    listed = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    known = {
        section.name: {
            setting.name: getattr(getattr(Settings(), section.name), setting.name)
            for setting in fields(getattr(Settings(), section.name))
        }
        for section in fields(Settings)
    }
    assert listed == known


def test_a_site_beats_the_defaults_and_changes_nothing_else(site_toml: Path) -> None:
    settings = load(site_toml, "[sessions]\nidle_seconds = 90\n")
    assert settings.sessions.idle_seconds == 90
    assert settings.sessions.absolute_seconds == Settings().sessions.absolute_seconds
    assert settings.public == Settings().public


def test_the_environment_beats_the_site(site_toml: Path) -> None:
    settings = load(
        site_toml,
        '[sessions]\nidle_seconds = 90\n[public]\nphone = "01"\n',
        KIOSK_SESSIONS_IDLE_SECONDS="60",
        KIOSK_INSTANCE_ROLE="point",
    )
    assert settings.sessions.idle_seconds == 60
    assert settings.public.phone == "01"
    assert settings.instance.role == "point"


def test_the_environment_of_others_is_not_read(site_toml: Path) -> None:
    others = {"HOME": "/", "KIOSKS_X": "1", "kiosk_public_port": "1", "MY_KIOSK_PUBLIC_PORT": "1"}
    assert load_settings(None, others) == Settings()


def test_variables_that_are_no_settings_are_left_alone() -> None:
    environ = {"KIOSK_DATA": "somewhere", "KIOSK_TEST_DATABASE": "postgresql://"}
    assert load_settings(None, environ) == Settings()


def test_the_callers_own_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_PUBLIC_PORT", "8181")
    assert load_settings().public.port == 8181


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("[publik]\nport = 1\n", "publik"),
        ("[public]\nporte = 1\n", "public.porte"),
        ("port = 1\n", "port"),
        ("[[public]]\nport = 1\n", "public"),
        ("[public.more]\nport = 1\n", "public.more"),
    ],
)
def test_an_unknown_section_or_setting_is_refused_by_name(
    site_toml: Path, text: str, setting: str
) -> None:
    assert refusal(site_toml, text).setting == setting


@pytest.mark.parametrize(
    ("variable", "setting"),
    [
        ("KIOSK_PUBLIK_PORT", "publik"),
        ("KIOSK_PUBLIC_PORTE", "public.porte"),
        ("KIOSK_PUBLIC", "public."),
        ("KIOSK_DATABASE_URL", "database"),
    ],
)
def test_an_unknown_variable_of_ours_is_refused_by_name(
    site_toml: Path, variable: str, setting: str
) -> None:
    assert refusal(site_toml, "", **{variable: "1"}).setting == setting


@pytest.mark.parametrize("value", ['"many"', "true", "1.5", "[1]", "2026-01-01", "{}", '""'])
def test_a_whole_number_is_nothing_else(site_toml: Path, value: str) -> None:
    refused = refusal(site_toml, f"[sessions]\nidle_seconds = {value}\n")
    assert refused.setting == "sessions.idle_seconds"
    assert "nombre entier" in refused.reason


@pytest.mark.parametrize("value", ["", "1.5", "--5", "5-", "9" * 5000, "٣٠٠", "0x10", "1e3", " 90"])
def test_a_whole_number_in_the_environment_is_nothing_else(site_toml: Path, value: str) -> None:
    refused = refusal(site_toml, "", KIOSK_SESSIONS_IDLE_SECONDS=value)
    assert refused.setting == "sessions.idle_seconds"
    assert "nombre entier" in refused.reason


@pytest.mark.parametrize("value", ["5", "true", "[]", "{}"])
def test_a_text_is_nothing_else(site_toml: Path, value: str) -> None:
    refused = refusal(site_toml, f"[public]\nphone = {value}\n")
    assert (refused.setting, refused.reason) == ("public.phone", "doit être un texte")


@pytest.mark.parametrize("content", [b"[public\n", b"port = ", b"\xff\xfe", b'a = "\x00"\n'])
def test_a_file_that_is_not_toml_is_refused_by_name(site_toml: Path, content: bytes) -> None:
    site_toml.write_bytes(content)
    with pytest.raises(SettingsRefused) as refused:
        load_settings(site_toml, {})
    assert refused.value.setting == "site.toml"


UNSAFE: list[tuple[str, str, Any]] = [
    ("instance", "role", "kiosk"),
    ("instance", "role", ""),
    ("public", "port", -1),
    ("public", "port", 65536),
    ("sessions", "idle_seconds", 59),
    ("sessions", "idle_seconds", 601),
    ("sessions", "absolute_seconds", 149),
    ("slips", "issuer", ""),
    ("slips", "issuer", "E-1"),
    ("slips", "issuer", "É"),
    ("slips", "issuer", "TOOLONGNAME"),
    ("slips", "memory_mib", 18),
    ("slips", "memory_mib", 0),
    ("slips", "memory_mib", -64),
    ("imports", "parent_right", "contact"),
    ("feed", "expires_days", 69),
    ("feed", "expires_days", 121),
    ("feed", "hub_url", "kiosk.example.org"),
    ("feed", "hub_url", "ftp://kiosk.example.org"),
    ("feed", "hub_url", "https://name:word@kiosk.example.org"),
    ("feed", "hub_url", "https://kiosk.example.org/?a=b"),
    ("feed", "poll_seconds", 4),
    ("feed", "poll_seconds", 3601),
    ("feed", "zone", "D"),
    ("feed", "closes_after_days", 6),
    ("feed", "closes_after_days", 61),
    ("office", "port", 65536),
    ("printing", "printer", "lpr"),
    ("printing", "printer_uri", "http://192.168.1.20/ipp/print"),
    ("printing", "printer_uri", "ipp://name:word@192.168.1.20/ipp/print"),
    ("printing", "printer_uri", "ipp+unix:///run/cups/cups.sock"),
    ("printing", "printer_device", "192.168.1.20"),
    ("printing", "printer_fingerprint", "ab:cd"),
    ("desk", "printer", "lpr"),
    ("desk", "printer_uri", "socket://192.168.1.20"),
    ("vault", "unlock", "none"),
]


@pytest.mark.parametrize(("section", "name", "value"), UNSAFE)
def test_an_unsafe_value_is_refused_by_name_with_the_reason(
    site_toml: Path, section: str, name: str, value: Any
) -> None:
    written = f'"{value}"' if isinstance(value, str) else value
    refused = refusal(site_toml, f"[{section}]\n{name} = {written}\n")
    assert refused.setting == f"{section}.{name}"


def test_a_cheap_derivation_is_refused_even_with_much_memory(site_toml: Path) -> None:
    refused = refusal(site_toml, "[slips]\nmemory_mib = 64\npasses = 1\n")
    assert "disque volé" in refused.reason


def test_the_folder_printer_without_a_folder_is_refused(site_toml: Path) -> None:
    assert refusal(site_toml, '[printing]\nprinter = "folder"\n').setting == "printing.folder"
    settings = load(site_toml, '[printing]\nprinter = "folder"\nfolder = "out"\n')
    assert settings.printing.folder == "out"


@pytest.mark.parametrize("section", ["printing", "desk"])
def test_the_ipp_printer_without_an_address_is_refused(site_toml: Path, section: str) -> None:
    written = f'[{section}]\nprinter = "ipp"\n'
    assert refusal(site_toml, written).setting == f"{section}.printer_uri"
    for uri in (
        "ipp://192.168.1.20/ipp/print",
        "ipps://printer.local:631/ipp/print",
        "ipp+unix:///run/cups/cups.sock?queue=kiosk",
    ):
        settings = load(site_toml, f'{written}printer_uri = "{uri}"\n')
        assert getattr(settings, section).printer_uri == uri


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",
        "::",
        "",
        "localhost",
        "192.168.1.10",
        "10.0.0.1",
        "127.0.0.1.example.org",
        "127.1",
        "2130706433",
        "::ffff:192.168.1.10",
        "127.0.0.1:8080",
        " 127.0.0.1",
        "127.0.0.2",
    ],
)
def test_the_public_screen_is_never_served_off_its_own_machine(site_toml: Path, host: str) -> None:
    for refused in (
        refusal(site_toml, f'[public]\nhost = "{host}"\n'),
        refusal(site_toml, "", KIOSK_PUBLIC_HOST=host),
    ):
        assert refused.setting == "public.host"
        assert "propre machine" in refused.reason


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_public_screen_is_served_to_its_own_machine(site_toml: Path, host: str) -> None:
    assert load(site_toml, f'[public]\nhost = "{host}"\n').public.host == host


def test_a_setting_read_once_cannot_be_changed_under_way() -> None:
    settings: Any = Settings()
    with pytest.raises(AttributeError):
        settings.sessions.idle_seconds = 10_000


def test_only_an_instance_with_a_demo_day_is_a_demo(site_toml: Path) -> None:
    assert not Settings().instance.is_demo
    assert load(site_toml, '[instance]\ndemo_day = "2026-11-23"\n').instance.is_demo
