"""Which files are read, and which are refused because their letters could be guessed wrong."""

from io import BytesIO
from pathlib import Path

import pytest

from kiosk.domain.errors import FileRefused
from kiosk.imports.text_encoding import encoding_of

SOURCES = Path(__file__).parents[2]
FRENCH = sorted(
    [*(SOURCES / "kiosk" / "demo").glob("*.py"), *(SOURCES / "kiosk" / "wording").glob("*.py")]
    + [SOURCES / "docs" / "tableaux.md", SOURCES / "README.md"]
)
RIGHT = (
    "Lire p. 12–14, puis « Le Cid » – acte II…",
    "L’œuvre de l‘artiste, d’“Antigone” à l’“Odyssée”",
    "Œuf, œil, nœud ; ŒUVRE ; Œdipe ; cœur ; Lœtitia",
    "ligne Paris–Lyon, axe nord–sud, 5 € pièce, 10€",
    "Euh…oui, complète : le chat … la souris",
    "LoÏc, AnaÏs, FranÇois, CÉline, GaËlle : majuscules mal rangées",
    "NAÏM, LOÏC, HÉLÈNE, BENOÎT, ÇA, ÎLE",
    "la lettre Ç, les lettres É et È",
    "n° 1, 37 °C, 3 × 4 = 12, élève·s, 25 µm, 1 Å",
    "João São Ñandú Åse Øystein Þór Óscar Òscar",
    "— Oui, dit-il. — Non !",
)


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(FileRefused) as refused:
        encoding_of(BytesIO(content), "a.csv")
    return refused.value.reason, refused.value.detail


@pytest.mark.parametrize("path", FRENCH, ids=lambda path: path.name)
def test_right_french_is_never_refused(path: Path) -> None:
    # One sentence shows what damaged accents look like.
    text = path.read_text(encoding="utf-8").replace("Ã©", "")
    western = text.encode("cp1252", errors="ignore")
    # What Latin-9, DOS and Mac OS mean otherwise has always been refused, bullets with it.
    western = western.translate(None, b"\x95\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe\xaf")
    assert encoding_of(BytesIO(western), "a.csv") in ("cp1252", "utf-8-sig")
    assert encoding_of(BytesIO(text.encode()), "a.csv") == "utf-8-sig"


@pytest.mark.parametrize("text", RIGHT)
def test_right_letters_are_read_rightly(text: str) -> None:
    for encoding, told in (("cp1252", "cp1252"), ("utf-8", "utf-8-sig"), ("utf-16", "utf-16")):
        assert encoding_of(BytesIO(text.encode(encoding)), "a.csv") == told


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("mac_roman", "Benoît"),
        ("mac_roman", "connaître"),
        ("mac_roman", "Noël"),
        ("mac_roman", "López"),
        ("mac_roman", "l’eau"),
        ("mac_roman", "Relire l'œuvre"),
        ("mac_roman", "Ma sœur a du cœur"),
        ("mac_roman", "« Le Cid »"),
        ("mac_roman", "«\u00a0Le Cid\u00a0»"),
        ("mac_roman", "Lire p. 12 – 14"),
        ("mac_roman", "“Le Cid”"),
        ("cp850", "Benoît"),
        ("cp850", "l'île"),
        ("cp850", "Jérôme".replace("é", "e")),
        ("cp850", "goûter"),
        ("cp850", "le 15 août"),
        ("cp850", "sûr"),
        ("cp850", "là où"),
        ("cp850", "exercice n° 1"),
        ("cp850", "« Le Cid »"),
    ],
)
def test_what_a_mac_or_dos_wrote_is_refused_however_few_its_accents(
    encoding: str, text: str
) -> None:
    assert refusal(f"Nom;Texte\nMartin;{text}\n".encode(encoding)) == ("encoding", "a.csv")


@pytest.mark.parametrize("second", ["Zoé", "p. 12 – 14", "“Cid”", "10 €", "cœur"])
def test_a_file_put_together_of_two_encodings_is_refused(second: str) -> None:
    both = "Révisez\n".encode("cp1252") + second.encode()
    assert refusal(both) == ("encoding", "a.csv")


@pytest.mark.parametrize("text", ["LÃ©a", "Lâ€™eau", "NÂ° 1", "L\ufffda", "sÅ“ur", "Ã€ lire"])
def test_letters_lost_before_are_refused_with_their_line(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        content = f"Nom\nLéa\n{text}\nZoé\n".encode(encoding)
        assert refusal(content) == ("damaged_accents", "a.csv: 3")


def test_the_line_is_right_far_into_a_long_file_and_across_its_parts() -> None:
    for more in range(3):
        before = "é" + "x" * ((1 << 20) - 4 + more) + "\n"
        assert refusal(f"{before}LÃ©a\n".encode()) == ("damaged_accents", "a.csv: 2")
