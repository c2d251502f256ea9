"""Slips made and ended: paper first, never twice, and the digits nowhere else."""

import re
import shutil
import stat
from datetime import date
from pathlib import Path
from typing import NoReturn

import pypdfium2
import pytest

from kiosk.clock import FixedClock
from kiosk.domain.errors import NotFound, NothingToDo, SlipUnknown
from kiosk.domain.people import Guardianship, Right
from kiosk.domain.pictures import PICTURES
from kiosk.domain.slips import SlipKind, SlipLayout, SlipState, last_day_of_slip
from kiosk.sealing.custody import take_out
from kiosk.sealing.derivation import slip_key
from kiosk.sealing.secrets import SlipKey
from kiosk.services.enrolling import enrol_point
from kiosk.services.issued_slips import list_slips, revoke_slips
from kiosk.services.office import Office
from kiosk.services.readers import list_readers
from kiosk.services.slips import SlipOrder, issue_slips
from kiosk.store.store import Store
from tests.printing.paper_builders import squeezed
from tests.services.line import PLACE, POINT, Line, an_office, learn, reader_id_of
from tests.store.databases import everything_in
from tests.store.school_builders import a_college, added, an_ecole, joined, without_pupil


def texts_of(sheet: Path) -> list[str]:
    """The text of each page of a sheet of slips."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(sheet)]


def test_a_sheet_of_slips_is_a_pdf_for_its_owner_alone(line: Line) -> None:
    sheet = line.folder / "slips.pdf"
    issued = line.issue([reader_id_of(line.office, "Nadia")])
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert issued.pages == 2  # the slip, and who gets it
    assert [one.reader.given_name for one in issued.slips] == ["Nadia"]


def test_when_the_sheet_cannot_be_written_no_slip_exists(line: Line) -> None:
    before = everything_in(line.office.store)
    with pytest.raises(FileNotFoundError):
        issue_slips(line.office, line.folder / "no such folder" / "slips.pdf")
    assert everything_in(line.office.store) == before


def test_when_the_sheet_is_a_folder_no_slip_exists_and_nothing_is_left_beside_it(
    line: Line,
) -> None:
    (line.folder / "slips.pdf").mkdir()
    there = sorted(line.folder.iterdir())
    before = everything_in(line.office.store)
    with pytest.raises(FileExistsError):
        issue_slips(line.office, line.folder / "slips.pdf")
    assert everything_in(line.office.store) == before
    assert sorted(line.folder.iterdir()) == there


def test_a_sheet_that_is_there_is_never_written_over(line: Line) -> None:
    line.issue_to("Nadia")
    sheet = (line.folder / "slips.pdf").read_bytes()
    before = everything_in(line.office.store)
    with pytest.raises(FileExistsError):
        issue_slips(line.office, line.folder / "slips.pdf")
    assert (line.folder / "slips.pdf").read_bytes() == sheet
    assert everything_in(line.office.store) == before


def test_everybody_who_may_see_a_pupil_gets_one(line: Line) -> None:
    issued = issue_slips(line.office, line.folder / "slips.pdf")
    assert {one.reader.given_name for one in issued.slips} == {"Nadia", "Karim", "Paul"}
    assert issued.already_held == 0


def test_who_may_see_nobody_gets_none_with_the_others(line: Line) -> None:
    learn(line.office, without_pupil(a_college(), "tom"))
    issued = issue_slips(line.office, line.folder / "slips.pdf")
    assert {one.reader.given_name for one in issued.slips} == {"Nadia", "Karim"}


def test_who_may_see_nobody_gets_none_when_asked_for_by_name(line: Line) -> None:
    paul = reader_id_of(line.office, "Paul")
    learn(line.office, without_pupil(a_college(), "tom"))
    with pytest.raises(NothingToDo):
        line.issue([paul])


def test_an_office_without_a_point_issues_no_slip_that_opens_nothing(
    office: Office, tmp_path: Path
) -> None:
    learn(office, a_college())
    with pytest.raises(NothingToDo):
        issue_slips(office, tmp_path / "slips.pdf")
    assert not (tmp_path / "slips.pdf").exists()


def test_a_place_named_serves_who_holds_a_slip_already(line: Line) -> None:
    line.issue_to("Nadia")
    enrol_point(line.office, "mairie", "La mairie", "Mairie")
    nadia = reader_id_of(line.office, "Nadia")
    issued = issue_slips(
        line.office, line.folder / "x.pdf", reader_ids=[nadia], order=SlipOrder(place="Mairie")
    )
    assert (issued.slips, issued.already_held) == ((), 1)
    with line.office.store.transaction() as tx:
        assert tx.circulation.readers_at("mairie") == {nadia}


def test_without_a_place_named_who_holds_a_slip_stays_where_she_is_served(line: Line) -> None:
    line.issue_to("Nadia")
    enrol_point(line.office, "mairie", "La mairie", "Mairie")
    issue_slips(line.office, line.folder / "others.pdf")
    others = {reader_id_of(line.office, name) for name in ("Karim", "Paul")}
    with line.office.store.transaction() as tx:
        assert tx.circulation.readers_at("mairie") == others
    enrol_point(line.office, "gare", "La gare", "Gare")
    with pytest.raises(NothingToDo):
        issue_slips(line.office, line.folder / "nobody.pdf")
    with line.office.store.transaction() as tx:
        assert tx.circulation.readers_at("gare") == set()


def test_who_holds_a_live_slip_is_passed_over(line: Line) -> None:
    line.issue_to("Nadia")
    issued = issue_slips(line.office, line.folder / "others.pdf")
    assert {one.reader.given_name for one in issued.slips} == {"Karim", "Paul"}
    assert issued.already_held == 1


def test_when_everybody_holds_a_slip_there_is_nothing_to_do_and_no_sheet(line: Line) -> None:
    line.issue_to("Nadia", "Karim", "Paul")
    again = line.folder / "again.pdf"
    with pytest.raises(NothingToDo):
        issue_slips(line.office, again)
    assert not again.exists()


def test_a_reader_asked_for_twice_gets_one_slip(line: Line) -> None:
    nadia = reader_id_of(line.office, "Nadia")
    assert len(line.issue([nadia, nadia]).slips) == 1


def test_who_lost_a_slip_may_have_another_once_it_is_revoked(line: Line) -> None:
    line.issue_to("Nadia")
    revoke_slips(line.office, ["E-00001"], "perdu")
    line.issue_to("Nadia")
    assert [slip.serial for slip in list_slips(line.office)] == ["E-00001", "E-00002"]


def test_who_holds_an_expired_slip_may_have_another(line: Line) -> None:
    line.issue_to("Nadia")
    next_year = line.with_clock_at(days=365)
    issued = issue_slips(
        next_year,
        line.folder / "new.pdf",
        reader_ids=[reader_id_of(line.office, "Nadia")],
    )
    assert len(issued.slips) == 1


def test_serials_are_the_issuer_and_a_counter_that_never_goes_back(line: Line) -> None:
    line.issue_to("Nadia", "Karim")
    line.issue_to("Paul")
    serials = [slip.serial for slip in list_slips(line.office)]
    assert serials == ["E-00001", "E-00002", "E-00003"]
    assert all(re.fullmatch(r"[A-Z0-9]{1,8}-\d{5}", serial) for serial in serials)


def test_an_unknown_reader_or_place_gives_no_slip_to_anybody(line: Line) -> None:
    nadia = reader_id_of(line.office, "Nadia")
    before = everything_in(line.office.store)
    with pytest.raises(NotFound):
        issue_slips(line.office, line.folder / "slips.pdf", reader_ids=[nadia, "nobody"])
    with pytest.raises(NotFound):
        issue_slips(
            line.office,
            line.folder / "slips.pdf",
            reader_ids=[nadia],
            order=SlipOrder(place="Nulle part"),
        )
    assert everything_in(line.office.store) == before
    assert not (line.folder / "slips.pdf").exists()


def test_a_slip_attaches_its_reader_to_the_place_named_or_to_all(line: Line) -> None:
    nadia, karim = (reader_id_of(line.office, name) for name in ("Nadia", "Karim"))
    issue_slips(
        line.office, line.folder / "a.pdf", reader_ids=[nadia], order=SlipOrder(place=PLACE)
    )
    issue_slips(line.office, line.folder / "b.pdf", reader_ids=[karim])
    with line.office.store.transaction() as tx:
        assert tx.circulation.readers_at(POINT) == {nadia, karim}


@pytest.mark.parametrize(
    ("issued_on", "last_day"),
    [
        (date(2026, 8, 1), date(2027, 10, 31)),
        (date(2026, 9, 1), date(2027, 10, 31)),
        (date(2026, 12, 31), date(2027, 10, 31)),
        (date(2027, 1, 1), date(2027, 10, 31)),
        (date(2027, 7, 31), date(2027, 10, 31)),
        (date(2027, 8, 1), date(2028, 10, 31)),
        (date(2027, 10, 31), date(2028, 10, 31)),
    ],
)
def test_a_slip_lives_to_the_31_october_after_its_school_year(
    issued_on: date, last_day: date
) -> None:
    assert last_day_of_slip(issued_on) == last_day


def test_what_is_kept_of_a_slip_opens_under_the_master_key_alone(line: Line) -> None:
    (code,) = line.issue_to("Nadia")
    with line.office.store.transaction() as tx:
        (slip,) = tx.slips.all()
    key = slip_key(code, line.office.domain_salt, line.office.cost)
    assert take_out(SlipKey, slip.slip_key, slip.serial, line.office.master) == key
    assert key.reveal() not in slip.slip_key


def test_neither_the_digits_nor_their_key_are_in_the_files_of_the_office(
    tmp_path: Path, clock: FixedClock
) -> None:
    from_store = Store.create(f"sqlite:///{tmp_path / 'office.db'}")
    made = Line(an_office_of(from_store, clock), clock, tmp_path)
    codes = made.issue_to("Nadia", "Karim", "Paul")
    made.publish()
    content = b"".join(one.read_bytes() for one in tmp_path.glob("office.db*"))
    from_store.close()
    content += (tmp_path / "office.db").read_bytes()
    made.vault.close()
    assert b"Moreau" in content
    for code in codes:
        key = slip_key(code, made.office.domain_salt, made.office.cost).reveal()
        forms = (code.digits(), code.secret_digits(), code.grouped())
        needles = [form.encode(coding) for form in forms for coding in ("utf-8", "utf-16-le")]
        needles += [key, key.hex().encode(), int(code.digits()).to_bytes(8, "big")]
        assert not [needle for needle in needles if needle in content]


def an_office_of(store: Store, clock: FixedClock) -> Office:
    office = an_office(store, clock)
    learn(office, joined(a_college(), an_ecole()))
    return office


def test_a_slip_just_made_shows_its_code_to_nobody(line: Line) -> None:
    (code,) = line.issue_to("Nadia")
    issued = line.issue([reader_id_of(line.office, "Karim")])
    assert code.digits() not in repr(list_slips(line.office))
    assert issued.slips[0].printable.code.digits() not in repr(issued)


# --- two slips each, and others in their place -------------------------------------------------


def slips_by_holder(line: Line) -> dict[str, list[SlipState]]:
    held: dict[str, list[SlipState]] = {}
    for slip in list_slips(line.office):
        held.setdefault(slip.name, []).append(slip.state)
    return held


def test_each_may_have_two_one_to_carry_and_one_to_keep(line: Line) -> None:
    issued = issue_slips(line.office, line.folder / "s.pdf", order=SlipOrder(each=2))
    assert len(issued.slips) == 6
    assert set(map(len, slips_by_holder(line).values())) == {2}
    line.publish_and_carry()
    readers = {one.reader.reader_id: set() for one in issued.slips}
    for one in issued.slips:
        readers[one.reader.reader_id].add(line.opens_with(one.printable.code))
    assert all(len(folders) == 1 for folders in readers.values())


def test_who_holds_one_of_two_gets_the_other_only(line: Line) -> None:
    line.issue_to("Nadia")
    issued = issue_slips(line.office, line.folder / "s.pdf", order=SlipOrder(each=2))
    assert sorted(one.reader.given_name for one in issued.slips) == [
        "Karim", "Karim", "Nadia", "Paul", "Paul",
    ]  # fmt: skip
    assert issued.already_held == 0


def test_replacing_ends_every_live_slip_and_gives_new_ones(line: Line) -> None:
    (old,) = line.issue_to("Nadia")
    nadia = reader_id_of(line.office, "Nadia")
    issued = issue_slips(
        line.office,
        line.folder / "new.pdf",
        reader_ids=[nadia],
        order=SlipOrder(each=2, replace=True),
    )
    assert issued.replaced == ("E-00001",)
    assert issued.already_held == 0
    assert slips_by_holder(line) == {
        "Mme Nadia Moreau": [SlipState.REVOKED, SlipState.LIVE, SlipState.LIVE]
    }
    with line.office.store.transaction() as tx:
        assert tx.slips.all()[0].revoked_because == "remplacé"
    line.publish_and_carry()
    with pytest.raises(SlipUnknown):
        line.opens_with(old)
    assert [line.opens_with(one.printable.code).given_name for one in issued.slips] == [
        "Nadia",
        "Nadia",
    ]


def test_a_reserve_slip_is_counted_and_replaced_apart_from_those_in_use(line: Line) -> None:
    nadia = [reader_id_of(line.office, "Nadia")]
    (held,) = line.issue(nadia).slips
    (kept,) = line.issue(nadia, SlipOrder(reserve=True)).slips
    assert {one.serial: one.kind for one in list_slips(line.office)} == {
        held.printable.serial: SlipKind.LONG,
        kept.printable.serial: SlipKind.RESERVE,
    }
    assert [one.live_slips for one in list_readers(line.office) if one.reader_id in nadia] == [1]
    with pytest.raises(NothingToDo):
        line.issue(nadia, SlipOrder(reserve=True))
    with pytest.raises(NothingToDo):
        line.issue(nadia)
    again = line.issue(nadia, SlipOrder(reserve=True, replace=True))
    assert again.replaced == (kept.printable.serial,)


def test_replacing_leaves_the_slips_of_others_alone(line: Line) -> None:
    line.issue_to("Nadia", "Karim")
    nadia = reader_id_of(line.office, "Nadia")
    order = SlipOrder(replace=True)
    issue_slips(line.office, line.folder / "new.pdf", reader_ids=[nadia], order=order)
    assert slips_by_holder(line)["M. Karim Moreau"] == [SlipState.LIVE]


def test_when_the_new_sheet_cannot_be_written_the_old_slips_live_on(line: Line) -> None:
    line.issue_to("Nadia")
    nadia = reader_id_of(line.office, "Nadia")
    before = everything_in(line.office.store)
    stick = line.folder / "stick"
    stick.mkdir()

    def pulled_out(done: int, total: int) -> None:
        shutil.rmtree(stick)

    with pytest.raises(FileNotFoundError):
        issue_slips(
            line.office,
            stick / "new.pdf",
            reader_ids=[nadia],
            order=SlipOrder(replace=True),
            progress=pulled_out,
        )
    after = everything_in(line.office.store)
    assert before.pop("about") != after.pop("about"), "a number is used up"
    assert after == before


def test_slips_handed_out_while_keys_are_derived_are_not_doubled(line: Line) -> None:
    nadia = reader_id_of(line.office, "Nadia")

    def meanwhile(done: int, total: int) -> None:
        if done == 1:
            issue_slips(line.office, line.folder / "other.pdf", reader_ids=[nadia])

    issued = issue_slips(line.office, line.folder / "all.pdf", progress=meanwhile)
    assert {one.reader.given_name for one in issued.slips} == {"Karim", "Paul"}
    assert issued.already_held == 1
    assert slips_by_holder(line)["Mme Nadia Moreau"] == [SlipState.LIVE]


# --- pictures, and whose each slip is ----------------------------------------------------------


def test_every_slip_has_a_picture_and_a_family_never_two_alike(line: Line) -> None:
    for turn in range(5):
        sheet = line.folder / f"{turn}.pdf"
        issued = issue_slips(line.office, sheet, order=SlipOrder(each=2, replace=True))
        moreau = [
            one.printable.picture for one in issued.slips if one.reader.family_name == "Moreau"
        ]
        assert len(moreau) == len(set(moreau)) == 4
        assert set(moreau) <= set(PICTURES)


def test_a_new_slip_never_looks_like_the_one_that_was_lost(line: Line) -> None:
    nadia = reader_id_of(line.office, "Nadia")
    for turn in range(len(PICTURES)):
        issue_slips(
            line.office,
            line.folder / f"{turn}.pdf",
            reader_ids=[nadia],
            order=SlipOrder(replace=True),
        )
    assert {slip.picture for slip in list_slips(line.office)} == set(PICTURES)


def test_the_chance_behind_pictures_can_be_given(line: Line) -> None:
    nadia = reader_id_of(line.office, "Nadia")
    issue_slips(
        line.office, line.folder / "s.pdf", reader_ids=[nadia], randbelow=lambda count: count - 1
    )
    assert list_slips(line.office)[0].picture == list(PICTURES)[-1]


def test_slips_and_their_list_are_in_the_order_of_classes_then_names(line: Line) -> None:
    learn(line.office, joined(a_college(), an_ecole()))
    sheet = line.folder / "s.pdf"
    issued = issue_slips(line.office, sheet)
    assert [one.reader.given_name for one in issued.slips] == ["Karim", "Nadia", "Paul", "Ewa"]
    serials = [one.printable.serial for one in issued.slips]
    assert serials == sorted(serials)

    said = squeezed("".join(texts_of(sheet)))
    order = [said.index(squeezed(words)) for words in (
        "5e B · Collège des Tilleuls", "M. Karim Moreau", "Mme Nadia Moreau", "M. Paul Petit",
        "CE2 · École du Port", "Mme Ewa Łukasik",
    )]  # fmt: skip
    assert order == sorted(order)
    assert squeezed("Noé Łukasik") in said


def test_a_mother_of_two_stands_under_the_class_that_was_asked_for(line: Line) -> None:
    in_both = added(
        joined(a_college(), an_ecole()), guardianships=(Guardianship("ewa", "lea", Right.LEGAL),)
    )
    learn(line.office, in_both)
    ewa = reader_id_of(line.office, "Ewa")
    in_ce2 = SlipOrder(replace=True, in_class="ce2")
    for name, order, heading, child, other in (
        ("eldest", SlipOrder(), "5e B · Collège des Tilleuls", "Léa Moreau", "Łukasik (CE2)"),
        ("ce2", in_ce2, "CE2 · École du Port", "Noé Łukasik", "Léa Moreau (5e B)"),
    ):
        sheet = line.folder / f"{name}.pdf"
        issue_slips(line.office, sheet, reader_ids=[ewa], order=order)
        said = squeezed(texts_of(sheet)[-1])
        assert squeezed(heading) in said
        assert squeezed(child) in said, "who carries it home, and her other children"
        assert squeezed(other) in said


def test_the_layout_asked_for_is_the_one_printed(line: Line) -> None:
    issued = issue_slips(
        line.office, line.folder / "s.pdf", order=SlipOrder(layout=SlipLayout.A4X2)
    )
    assert issued.pages == 3  # two large slips, one more, the list


# --- putting an end to them --------------------------------------------------------------------


def test_several_are_revoked_at_once_or_none(line: Line) -> None:
    line.issue_to("Nadia", "Karim")
    before = everything_in(line.office.store)
    with pytest.raises(NotFound):
        revoke_slips(line.office, ["E-00001", "E-00042"], "perdus")
    assert everything_in(line.office.store) == before
    revoked = revoke_slips(line.office, ["E-00002", "E-00001"], "perdus")
    assert [(one.serial, one.state) for one in revoked] == [
        ("E-00001", SlipState.REVOKED),
        ("E-00002", SlipState.REVOKED),
    ]


def test_one_readers_slips_can_be_listed_alone(line: Line) -> None:
    line.issue_to("Nadia", "Karim")
    karim = reader_id_of(line.office, "Karim")
    assert [slip.name for slip in list_slips(line.office, karim)] == ["M. Karim Moreau"]
    with pytest.raises(NotFound):
        list_slips(line.office, "nobody")


def test_a_slip_past_its_last_day_is_listed_as_expired(line: Line) -> None:
    line.issue_to("Nadia")
    (slip,) = list_slips(line.with_clock_at(days=365))
    assert slip.state is SlipState.EXPIRED


def test_revoking_an_unknown_slip_is_refused(line: Line) -> None:
    with pytest.raises(NotFound):
        revoke_slips(line.office, ["E-00042"], "perdu")


def test_progress_is_told_slip_by_slip(line: Line) -> None:
    told: list[tuple[int, int]] = []
    issue_slips(
        line.office, line.folder / "s.pdf", progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_two_runs_that_name_one_sheet_never_lose_the_first_ones_codes(line: Line) -> None:
    """The second begins while the first still derives its keys."""
    sheet = line.folder / "slips.pdf"
    nadia, paul = (reader_id_of(line.office, name) for name in ("Nadia", "Paul"))

    def meanwhile(done: int, total: int) -> None:
        with pytest.raises(FileExistsError):
            issue_slips(line.office, sheet, reader_ids=[paul])

    issued = issue_slips(line.office, sheet, reader_ids=[nadia], progress=meanwhile)
    assert [slip.serial for slip in list_slips(line.office)] == [issued.slips[0].printable.serial]
    assert sheet.read_bytes().startswith(b"%PDF-")


def test_a_run_that_fails_leaves_no_sheet(line: Line) -> None:
    def no_luck() -> NoReturn:
        raise OSError("no randomness")

    with pytest.raises(OSError, match="no randomness"):
        issue_slips(line.office, line.folder / "slips.pdf", draw=no_luck)
    assert not (line.folder / "slips.pdf").exists()
