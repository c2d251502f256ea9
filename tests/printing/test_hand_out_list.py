"""The list behind the slips: whose each one is, for the school alone, never a code."""

import re
from datetime import date

import zxingcpp

from kiosk.domain.print_jobs import Sheet
from kiosk.domain.slips import SlipLayout
from kiosk.printing.hand_out_list import HandOut, HandOutLine
from kiosk.printing.slip_sheet import render_slip_sheet
from kiosk.wording import french
from tests.printing.paper_builders import page_texts, picture, squeezed
from tests.printing.paper_laws import crossings, outside_the_printable, smallest_type_pt
from tests.printing.test_slip_sheet import some_slips

TITLE = "À garder par l’école : qui reçoit quel ticket"


def listed(count: int, **changes: object) -> Sheet:
    """Slips and their list, thirty people a class."""
    slips = some_slips(count)
    facts = {"adult": "Mme Nadia Moreau", "children": ("Léa Moreau",), "school_name": "Collège"}
    lines = tuple(
        HandOutLine(
            serial=slip.serial,
            picture=slip.picture,
            class_name=f"6e {'ABCDEFGH'[at // 30]}",
            **{**facts, **changes},  # type: ignore[arg-type]
        )
        for at, slip in enumerate(slips)
    )
    return render_slip_sheet(
        slips,
        HandOut(lines, date(2026, 11, 23)),
        layout=SlipLayout.A4X8,
        point_phone="",
        words=french(),
        sheet_name="slips",
    )


def list_pages(sheet: Sheet) -> list[str]:
    return [text for text in page_texts(sheet) if squeezed(TITLE) in squeezed(text)]


def test_every_slip_stands_on_the_list_with_its_adult_class_and_children() -> None:
    sheet = listed(3)
    (page,) = list_pages(sheet)
    said = squeezed(page)

    assert sheet.pages == 2
    for slip in some_slips(3):
        assert squeezed(f"n° {slip.serial}") in said
        assert squeezed(french().picture_word(slip.picture)) in said
    assert said.count(squeezed("Mme Nadia Moreau")) == 3
    assert squeezed("6e A · Collège") in said
    assert squeezed("Tickets faits le 23 novembre 2026.") in said


def test_each_class_is_told_with_the_number_of_its_slips() -> None:
    every = squeezed("".join(list_pages(listed(61))))
    assert every.count(squeezed("30 tickets")) == 2
    assert every.count(squeezed("1 ticket")) == 1
    assert every.index(squeezed("6e A · Collège")) < every.index(squeezed("6e C · Collège"))


def test_the_list_has_pages_of_its_own_behind_the_slips_and_never_a_code() -> None:
    sheet = listed(9)
    texts = page_texts(sheet)

    assert [squeezed(TITLE) in squeezed(text) for text in texts] == [False, False, True]
    assert not re.search(r"\d{4}\s\d{4}", texts[-1])
    assert zxingcpp.read_barcodes(picture(sheet, page=2, dpi=200)) == []
    for slip in some_slips(9):
        assert slip.code.digits() not in squeezed(texts[-1])


def test_no_name_and_no_school_stands_on_the_pages_that_are_cut() -> None:
    slips_page = squeezed(page_texts(listed(8))[0])

    assert "Moreau" not in slips_page
    assert "Collège" not in slips_page


def test_a_class_that_goes_on_over_the_page_is_named_again() -> None:
    pages = list_pages(listed(45))

    assert len(pages) == 2
    assert squeezed("6e A · Collège (suite)") in squeezed(pages[1]) or squeezed(
        "6e B · Collège (suite)"
    ) in squeezed(pages[1])
    assert "page 1 sur 2" in pages[0]
    assert "page 2 sur 2" in pages[1]
    every = "".join(squeezed(page) for page in pages)
    assert all(every.count(slip.serial) == 1 for slip in some_slips(45))


def test_the_name_of_a_class_never_stands_alone_at_the_foot() -> None:
    for count in range(25, 36):
        for page in list_pages(listed(count)):
            rows = [line.strip() for line in page.splitlines() if line.strip()]
            headings = [at for at, line in enumerate(rows) if line.startswith("6e ")]
            assert all("MED-" in " ".join(rows[at : at + 8]) for at in headings)


def test_long_names_many_children_and_foreign_letters_keep_to_their_columns() -> None:
    sheet = listed(
        40,
        adult="Mme Marie-Antoinette-Bernadette Nguyễn de la Rochefoucauld-Benhamou",
        children=("Żaneta Łukasik", "محمد الأمين", "Jean-Christophe-Emmanuel Vandenbroucke"),
    )

    assert outside_the_printable(sheet) == []
    assert crossings(sheet) == []
    assert smallest_type_pt(sheet) >= 8


def test_a_letter_no_font_has_is_seen_to_be_missing() -> None:
    (page,) = list_pages(listed(1, adult="Mme 王 Moreau"))
    assert "Mme □ Moreau" in page


def test_a_pupil_without_a_class_still_has_a_place_on_the_list() -> None:
    slips = some_slips(1)
    line = HandOutLine(slips[0].serial, slips[0].picture, "Mme Nadia Moreau", (), "", "")
    sheet = render_slip_sheet(
        slips,
        HandOut((line,), date(2026, 11, 23)),
        layout=SlipLayout.A4X8,
        point_phone="",
        words=french(),
        sheet_name="slips",
    )
    assert "Sans classe" in list_pages(sheet)[0]
