"""The relevé de notes on paper: every fact, in any script, on as many pages as it takes."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pypdfium2
import pytest

from kiosk.domain.errors import NotFound
from kiosk.domain.folder import Folder
from kiosk.domain.marks import MarkStatus
from kiosk.domain.print_jobs import PrintSize, SheetKind
from kiosk.printing.documents import document_of
from kiosk.wording import french
from tests.printing.paper_builders import (
    PRINTED_AT,
    a_child,
    a_mark,
    a_report,
    a_subject,
    all_text,
    page_texts,
    squeezed,
)

SIZES = list(PrintSize)


def test_the_head_says_whose_marks_these_are_and_of_what_school():
    text = all_text(a_report(a_child(a_subject(a_mark()))))

    for fact in ("Collège Jean-Moulin", "Relevé de notes", "Inès Benali", "6e A", "1er trimestre"):
        assert squeezed(fact) in text
    assert squeezed("du 1er septembre 2026 au 30 novembre 2026") in text


@pytest.mark.parametrize("size", SIZES)
def test_every_page_says_what_it_is_worth_how_old_it_is_and_where_it_stands(size):
    marks = [a_mark(str(n % 21)) for n in range(200)]
    sheet = a_report(a_child(a_subject(*marks)), size)

    texts = [squeezed(text) for text in page_texts(sheet)]
    assert len(texts) == sheet.pages > 1
    for number, text in enumerate(texts, start=1):
        assert squeezed("seul le document remis par l’établissement fait foi.") in text
        assert squeezed("Données de l’école du 23 novembre à 6 h") in text
        assert squeezed("Imprimé le 24 novembre 2026") in text
        assert squeezed(f"page {number} sur {len(texts)}") in text
        assert squeezed("Inès Benali") in text


def test_an_unknown_age_of_the_data_is_said():
    sheet = a_report(a_child(a_subject(a_mark())), as_of=None)

    assert squeezed("Date des données de l’école inconnue") in all_text(sheet)


@pytest.mark.parametrize("size", SIZES)
def test_each_mark_is_printed_as_the_school_writes_it(size):
    marks = (
        a_mark("12.5", "20", title="Dictée", coefficient=Decimal("0.5"), comment="Soigné."),
        a_mark("37.5", "50", title="Brevet blanc"),
        a_mark(None, title="Oral", status=MarkStatus.ABSENT),
        a_mark(None, title="Piscine", status=MarkStatus.EXEMPT),
        a_mark(None, None, title="Chant", text="Très bonne maîtrise des compétences"),
    )
    text = all_text(a_report(a_child(a_subject(*marks)), size))

    facts = ["12,5/20", "37,5/50", "Abs", "Disp", "Dictée", "Brevet blanc", "« Soigné. »", "0,5"]
    facts += ["Très bonne maîtrise des compétences", "Abs : absence", "Disp : dispense", "13,25"]
    for fact in facts:
        assert squeezed(fact) in text


def test_only_the_abbreviations_in_use_are_explained():
    text = all_text(a_report(a_child(a_subject(a_mark()))))

    assert "dispense" not in text
    assert "Coef" not in text


@pytest.mark.parametrize("size", SIZES)
def test_an_average_we_computed_is_called_indicative_and_explained(size):
    ours = all_text(a_report(a_child(a_subject(a_mark(), is_indicative=True)), size))
    theirs = all_text(a_report(a_child(a_subject(a_mark())), size))

    assert squeezed("moyenne indicative") in ours.lower()
    assert squeezed("l’école n’a pas transmis de moyenne") in ours
    assert "indicative" not in theirs


@pytest.mark.parametrize("size", SIZES)
def test_what_the_school_said_of_subject_and_period_is_printed_as_given(size):
    subject = a_subject(
        a_mark(),
        comment="Un trimestre sérieux.",
        class_average=Decimal("12.4"),
        class_lowest=Decimal("4.5"),
        class_highest=Decimal("18.2"),
        is_class_indicative=False,
    )
    child = a_child(subject)
    period = replace(
        child.periods[0],
        average=Decimal("12.9"),
        class_average=Decimal("12.6"),
        comment="Bon trimestre.",
    )
    text = all_text(a_report(replace(child, periods=(period,)), size))

    facts = ["« Un trimestre sérieux. »", "classe : 12,4", "4,5 à 18,2", "« Bon trimestre. »"]
    facts += ["Moyenne générale : 12,9/20 · classe : 12,6"]
    for fact in facts:
        assert squeezed(fact) in text
    assert "indicatif" not in text


def test_figures_of_the_class_that_are_ours_are_called_indicative():
    text = all_text(a_report(a_child(a_subject(a_mark(), class_average=Decimal("12.4")))))

    assert squeezed("Classe : moyenne et écart indicatifs") in text


def test_where_some_figures_of_the_class_are_the_schools_ours_are_named_one_by_one():
    ours = a_subject(a_mark(), class_average=Decimal("12.4"))
    theirs = replace(ours, subject="Latin", is_class_indicative=False)

    mixed = all_text(a_report(a_child(ours, theirs)))
    alone = all_text(a_report(a_child(ours)))

    assert mixed.count("(indicatif)") == 1
    assert "(indicatif)" not in alone


def test_a_report_without_the_class_or_a_general_word_has_no_place_for_them():
    text = all_text(a_report(a_child(a_subject(a_mark()))))

    assert squeezed("classe : 1") not in text
    assert squeezed("Dans l’ensemble") not in text


@pytest.mark.parametrize("size", SIZES)
def test_a_general_comment_longer_than_a_page_loses_no_word(size):
    words = [f"mot{n:04d}" for n in range(900)]
    child = a_child(a_subject(a_mark(), comment=" ".join(words)))
    period = replace(child.periods[0], comment=" ".join(words))
    text = all_text(a_report(replace(child, periods=(period,)), size))

    assert [word for word in words if text.count(word) < 2] == []


def test_a_period_of_which_only_a_general_word_was_sent_is_not_called_empty():
    child = a_child()
    period = replace(child.periods[0], comment="Bon trimestre.")
    text = all_text(a_report(replace(child, periods=(period,))))

    assert squeezed("« Bon trimestre. »") in text
    assert squeezed("aucune note") not in text


def test_a_period_without_marks_says_so_and_whom_to_ask():
    text = all_text(a_report(a_child()))

    assert squeezed("L’école n’a transmis aucune note") in text
    assert squeezed("Le secrétariat de l’école peut vous renseigner.") in text


def test_a_subject_without_marks_says_so():
    assert squeezed("Pas encore de note.") in all_text(a_report(a_child(a_subject())))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["Nguyễn Bích Hà", "Œuvrard", "Żaneta", "د. سلمى"])
def test_names_of_the_world_are_printed_right(name, size):
    child = a_child(a_subject(a_mark(), teacher=name), given_name=name, family_name="")
    text = all_text(a_report(child, size))

    assert "□" not in text
    assert text.count(squeezed(name)) >= 2


def test_arabic_letters_run_from_right_to_left_on_the_paper():
    sheet = a_report(a_child(a_subject(a_mark()), given_name="سلمى", family_name=""))
    page = pypdfium2.PdfDocument(sheet.pdf)[0].get_textpage()
    boxes = {}
    for at in range(page.count_chars()):
        letter = squeezed(page.get_text_range(at, 1))
        if letter in ("س", "ل", "م", "ى"):
            boxes.setdefault(letter, page.get_charbox(at))

    lefts = [boxes[letter][0] for letter in "سلمى"]
    assert all(before > after for before, after in pairwise(lefts))


def test_markup_is_printed_as_it_was_typed():
    typed = "<script>alert('&amp;')</script> <b>x</b>"
    child = a_child(a_subject(a_mark(comment=typed)))

    assert squeezed(typed) in all_text(a_report(child))


@pytest.mark.parametrize("size", SIZES)
def test_a_character_the_font_lacks_is_shown_counted_and_named(size):
    child = a_child(a_subject(a_mark(comment="Bravo 🦄 !", title="字")), given_name="Inès🦄")
    text = all_text(a_report(child, size))

    assert "Bravo□!" in text
    assert squeezed("3 caractères n’ont pas pu être imprimés (U+1F984, U+5B57)") in text


def test_one_missing_character_is_told_in_the_singular():
    text = all_text(a_report(a_child(a_subject(a_mark(comment="🦄")))))

    assert squeezed("1 caractère n’a pas pu être imprimé (U+1F984)") in text


@pytest.mark.parametrize("size", SIZES)
def test_a_very_long_text_flows_on_and_loses_no_word(size):
    words = [f"mot{n:04d}" for n in range(600)]
    text = all_text(a_report(a_child(a_subject(a_mark(comment=" ".join(words)))), size))

    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["x" * 4000, "mot " * 1000, "سلمى " * 800, "\n" * 4000])
def test_four_thousand_characters_in_every_field_are_printed(text, size):
    mark = a_mark(None, None, title=text, text=text, comment=text)
    subject = a_subject(mark, a_mark(title=text), subject=text, teacher=text)
    child = a_child(subject, given_name=text, family_name=text, school_name=text, class_name=text)
    sheet = a_report(child, size)

    for letter in "xmس":
        if letter in text:
            shown = sum(squeezed(page).count(letter) for page in page_texts(sheet))
            assert shown >= 9 * text.count(letter)


@pytest.mark.parametrize("size", SIZES)
def test_a_comment_longer_than_a_page_begins_under_the_head(size):
    first = page_texts(a_report(a_child(a_subject(a_mark(comment="Soin. " * 700))), size))[0]

    assert first.count("Soin.") > 20


@pytest.mark.parametrize("size", SIZES)
def test_a_subject_of_two_hundred_marks_goes_on_over_pages_under_its_name(size):
    marks = [a_mark("15", title=f"Devoir{n:03d}") for n in range(200)]
    sheet = a_report(a_child(a_subject(*marks)), size)

    texts = [squeezed(text) for text in page_texts(sheet)]
    whole = "".join(texts)
    assert [n for n in range(200) if f"Devoir{n:03d}" not in whole] == []
    assert all("Mathématiques(suite)" in text for text in texts[1:])


def test_a_short_subject_is_not_cut_by_the_end_of_a_page():
    subjects = [
        a_subject(*[a_mark(title=f"Devoir {s}-{m}") for m in range(5)], subject=f"Matière {s}")
        for s in range(14)
    ]
    texts = [squeezed(text) for text in page_texts(a_report(a_child(*subjects)))]

    for s in range(14):
        assert any(all(f"Devoir{s}-{m}" in text for m in range(5)) for text in texts)


@pytest.mark.parametrize("size", SIZES)
def test_no_two_texts_overlap_and_nothing_leaves_the_margins(size):
    name = "Maximilienne-Alexandrina Bérengère de La Rochefoucauld-Montbel"
    marks = [
        a_mark("37.5", "50", title=name, comment=name, coefficient=Decimal("1.25"))
        for _ in range(9)
    ]
    subject = a_subject(*marks, subject=name, teacher=name, is_indicative=True)
    sheet = a_report(a_child(subject, given_name=name, school_name=name, class_name=name), size)

    for page in pypdfium2.PdfDocument(sheet.pdf):
        text = page.get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        for left, bottom, right, top in boxes:
            assert 35 < left < right < 560
            assert 30 < bottom < top < 815
        for at, (left, bottom, right, top) in enumerate(boxes):
            for other_left, other_bottom, other_right, other_top in boxes[at + 1 :]:
                across = min(right, other_right) - max(left, other_left)
                down = min(top, other_top) - max(bottom, other_bottom)
                assert across <= 0.5 or down <= 0.5


def test_the_same_report_is_always_the_same_bytes():
    child = a_child(a_subject(a_mark()))
    digests = {hashlib.sha256(a_report(child).pdf).hexdigest() for _ in range(3)}

    assert len(digests) == 1


def test_reports_made_at_the_same_time_do_not_disturb_each_other():
    children = [a_child(a_subject(a_mark(comment="é" * n, title=f"T{n}"))) for n in range(16)]
    alone = [a_report(child).pdf for child in children]
    with ThreadPoolExecutor(8) as threads:
        together = [sheet.pdf for sheet in threads.map(a_report, children)]

    assert together == alone


def test_the_file_itself_names_nobody():
    sheet = a_report(a_child(a_subject(a_mark())))
    facts = pypdfium2.PdfDocument(sheet.pdf).get_metadata_dict()

    assert facts["Title"] == "Relevé de notes"
    assert facts["Author"] == "kiosk"
    assert not any("Benali" in value or "Inès" in value for value in facts.values())
    assert b"/Lang (fr)" in sheet.pdf
    assert b"Helvetica" not in sheet.pdf


def test_a_child_outside_the_folder_is_not_printed():
    child = a_child(a_subject(a_mark()))
    folder = Folder("reader-1", "", "", "", (replace(child, given_name="Autre"),))

    with pytest.raises(NotFound):
        document_of(
            SheetKind.MARKS,
            folder,
            child,
            child.periods[0],
            dates={},
            printed_at=PRINTED_AT,
            words=french(),
        )
