"""Every catalog is whole, and what is compiled is what is written."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from kiosk.wording import catalogs_folder, languages_of

CHECKOUT = Path(__file__).parents[2]
METHODS = [("kiosk/**.py", "python"), ("templates/**.html", "jinja2")]
LANGUAGES = [language for language in languages_of(catalogs_folder()) if language != "fr"]


def written(language: str) -> Catalog:
    with (catalogs_folder() / language / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
        return read_po(file, locale=language)


def sentences(catalog: Catalog) -> set[object]:
    return {message.id for message in catalog if message.id}


@pytest.fixture(scope="module")
def said() -> set[object]:
    """Every sentence of the code and of the templates."""
    keywords = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
    found = Catalog()
    for _, _, message, _, _ in extract_from_dir(CHECKOUT, METHODS, keywords=keywords):
        found.add(message)
    return sentences(found)


def test_there_is_another_language_than_french() -> None:
    assert "en" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_every_sentence_and_no_other(language: str, said: set[object]) -> None:
    assert len(said) > 100
    assert sentences(written(language)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_a_catalog_is_translated(language: str) -> None:
    bare = [m.id for m in written(language) if m.id and (not all(_forms(m.string)) or m.fuzzy)]
    assert bare == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_facts(language: str) -> None:
    faults = [str(fault) for message in written(language) for fault in message.check()]
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    shipped = catalogs_folder() / language / "LC_MESSAGES" / "kiosk.mo"
    assert _shipped(shipped) == _compiled(written(language))


def test_what_click_says_in_french_is_compiled_and_keeps_the_places_of_its_facts() -> None:
    folder = catalogs_folder() / "fr" / "LC_MESSAGES"
    with (folder / "click.po").open("rb") as file:
        catalog = read_po(file, locale="fr")
    assert _shipped(folder / "click.mo") == _compiled(catalog)
    assert len(catalog) > 20
    for message in catalog:
        if message.id:
            assert _facts(message.string) <= _facts(message.id)


def _facts(sentence: object) -> set[str]:
    return set(re.findall(r"{\w+", str(sentence)))


def _shipped(path: Path) -> dict[object, object]:
    with path.open("rb") as file:
        return _pairs(read_mo(file))


def _compiled(catalog: Catalog) -> dict[object, object]:
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return _pairs(read_mo(compiled))


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string,)


def _pairs(catalog: Catalog) -> dict[object, object]:
    return {str(message.id): message.string for message in catalog if message.id}
