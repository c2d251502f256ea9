"""IPP messages as bytes and back: nothing is lost, and nothing odd gets through or out."""

from base64 import b64decode
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.print_jobs import Trouble
from kiosk.printing.ipp.messages import Group, GroupTag, Message, decode, encode
from kiosk.printing.ipp.reasons import PrinterState, troubles_of
from kiosk.printing.ipp.values import MalformedMessage, Value, ValueTag

ASCII = st.text(st.characters(min_codepoint=1, max_codepoint=126), max_size=40)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
KEYWORDS = (ValueTag.KEYWORD, ValueTag.URI, ValueTag.CHARSET, ValueTag.MEDIA_TYPE)
INT32 = st.integers(-(2**31), 2**31 - 1)
DATE_TIME, TAG_OF_TOMORROW = 0x31, 0x5B

VALUES = st.one_of(
    st.builds(Value, st.sampled_from([ValueTag.INTEGER, ValueTag.ENUM]), INT32),
    st.builds(Value, st.just(ValueTag.BOOLEAN), st.booleans()),
    st.builds(Value, st.sampled_from(KEYWORDS), ASCII),
    st.builds(Value, st.sampled_from([ValueTag.TEXT, ValueTag.NAME]), TEXT),
    st.builds(Value, st.just(ValueTag.NAME_WITH_LANGUAGE), TEXT, ASCII),
    st.builds(Value, st.sampled_from([ValueTag.UNKNOWN, ValueTag.NO_VALUE]), st.none()),
    st.builds(Value, st.sampled_from([DATE_TIME, TAG_OF_TOMORROW]), st.binary(max_size=40)),
)
ATTRIBUTES = st.dictionaries(
    st.text("abc-", min_size=1, max_size=20),
    st.lists(VALUES, min_size=1, max_size=4).map(tuple),
    max_size=5,
)
MESSAGES = st.builds(
    Message,
    st.integers(0, 0xFFFF),
    st.integers(0, 2**32 - 1),
    st.lists(st.builds(Group, st.sampled_from(list(GroupTag)), ATTRIBUTES), max_size=4).map(tuple),
    st.binary(max_size=60),
)

# What ippeveprinter of CUPS 2.4.2 answered while it waited for paper: sets, a range, a resolution,
# one collection with another in it, and a place it does not know.
ANSWER = b64decode(
    """
    AQEAAAAAAAcBRwASYXR0cmlidXRlcy1jaGFyc2V0AAV1dGYtOEgAG2F0dHJpYnV0ZXMtbmF0dXJhbC1sYW5ndWFnZQ
    ACZW4EMwAQY29waWVzLXN1cHBvcnRlZAAIAAAAAQAAA+c0ABFtZWRpYS1jb2wtZGVmYXVsdAAASgAAAAltZWRpYS1r
    ZXlEAAAAIm5hX2xldHRlcl84LjV4MTFpbl9tYWluX3N0YXRpb25lcnlKAAAACm1lZGlhLXNpemU0AAAAAEoAAAALeC
    1kaW1lbnNpb24hAAAABAAAVFZKAAAAC3ktZGltZW5zaW9uIQAAAAQAAG0kNwAAAABKAAAAD21lZGlhLXNpemUtbmFt
    ZUQAAAASbmFfbGV0dGVyXzguNXgxMWluSgAAABNtZWRpYS1ib3R0b20tbWFyZ2luIQAAAAQAAAJ7SgAAABFtZWRpYS
    1sZWZ0LW1hcmdpbiEAAAAEAAACe0oAAAASbWVkaWEtcmlnaHQtbWFyZ2luIQAAAAQAAAJ7SgAAABBtZWRpYS10b3At
    bWFyZ2luIQAAAAQAAAJ7SgAAAAxtZWRpYS1zb3VyY2VEAAAABG1haW5KAAAACm1lZGlhLXR5cGVEAAAACnN0YXRpb2
    5lcnk3AAAAADIAGnByaW50ZXItcmVzb2x1dGlvbi1kZWZhdWx0AAkAAAJYAAACWANEAA9zaWRlcy1zdXBwb3J0ZWQA
    CW9uZS1zaWRlZBIAFHByaW50ZXItZ2VvLWxvY2F0aW9uAAAiABlwcmludGVyLWlzLWFjY2VwdGluZy1qb2JzAAEBQQ
    AMcHJpbnRlci1pbmZvAARUZXN0IwANcHJpbnRlci1zdGF0ZQAEAAAABEQAFXByaW50ZXItc3RhdGUtcmVhc29ucwAT
    bWVkaWEtZW1wdHktd2FybmluZ0QAAAAUbWVkaWEtbmVlZGVkLXdhcm5pbmdFABVwcmludGVyLXVyaS1zdXBwb3J0ZW
    QAH2lwcDovL2xvY2FsaG9zdDozNzI0OS9pcHAvcHJpbnRFAAAAIGlwcHM6Ly9sb2NhbGhvc3Q6MzcyNDkvaXBwL3By
    aW50Aw==
    """
)


@given(MESSAGES)
def test_every_message_comes_back_as_it_was(message):
    assert decode(encode(message)) == message


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda junk: ANSWER[:40] + junk))
def test_any_bytes_are_a_message_or_malformed(data):
    with suppress(MalformedMessage):
        assert isinstance(decode(data), Message)


@given(st.integers(0, len(ANSWER) - 1), st.integers(0, 255))
def test_one_byte_gone_wrong_in_an_answer_raises_nothing_else(position, byte):
    with suppress(MalformedMessage):
        decode(ANSWER[:position] + bytes([byte]) + ANSWER[position + 1 :])


def test_an_answer_is_read_as_the_printer_meant_it():
    answer = decode(ANSWER)

    assert (answer.code, answer.request_id, answer.document) == (0, 7, b"")
    (printer,) = answer.of(GroupTag.PRINTER)
    assert printer.integer("printer-state") == PrinterState.PROCESSING
    assert printer.truth("printer-is-accepting-jobs") is True
    assert printer.words("printer-state-reasons") == (
        "media-empty-warning",
        "media-needed-warning",
    )
    assert printer.word("printer-info") == "Test"
    assert printer.attributes["printer-geo-location"] == (Value(ValueTag.UNKNOWN, None),)
    assert printer.attributes["copies-supported"][0].content == bytes.fromhex("00000001 000003e7")


def test_a_collection_is_read_over_and_what_follows_is_not():
    (printer,) = decode(ANSWER).of(GroupTag.PRINTER)

    assert printer.attributes["media-col-default"] == (Value(ValueTag.COLLECTION, b""),)
    assert len(printer.attributes) == 10


def test_an_answer_cut_anywhere_is_malformed():
    for size in range(len(ANSWER)):
        with pytest.raises(MalformedMessage):
            decode(ANSWER[:size])


def test_what_a_printer_did_not_tell_is_told_as_nothing():
    group = Group(GroupTag.JOB, {"job-id": (Value(ValueTag.NO_VALUE, None),)})

    assert (group.integer("job-id"), group.truth("job-id")) == (None, None)
    assert (group.word("job-id"), group.words("job-name")) == ("", ())


def test_yes_is_not_the_number_one():
    group = Group(GroupTag.JOB, {"ready": (Value(ValueTag.BOOLEAN, True),)})

    assert group.integer("ready") is None


def written(tag: int, content: bytes) -> bytes:
    head = bytes.fromhex("0101 0000 00000001 02")
    return head + bytes([tag]) + b"\0\1a" + len(content).to_bytes(2, "big") + content + b"\3"


@pytest.mark.parametrize(
    ("tag", "content"),
    [
        (ValueTag.INTEGER, b"\0\0\1"),
        (ValueTag.BOOLEAN, b"\2"),
        (ValueTag.KEYWORD, "é".encode()),
        (ValueTag.NAME_WITH_LANGUAGE, b"\0\2fr\0\3a"),
        (ValueTag.NAME_WITH_LANGUAGE, b"\0\2fr\0\1ab"),
        (0x37, b""),
        (0x4A, b"x"),
        (0x7F, b"\0"),
    ],
)
def test_a_value_of_the_wrong_form_is_malformed(tag, content):
    with pytest.raises(MalformedMessage):
        decode(written(tag, content))


@pytest.mark.parametrize(
    "data",
    [
        bytes.fromhex("0301 0000 00000001 03"),
        bytes.fromhex("0101 0000 00000001 00 03"),
        bytes.fromhex("0101 0000 00000001 21 0001 61 0004 00000001 03"),
        bytes.fromhex("0101 0000 00000001 02 21 0000 0004 00000001 03"),
        bytes.fromhex("0101 0000 00000001 02 34 0001 61 0000 03"),
    ],
    ids=["version 3", "group 0", "no group", "no name", "collection without end"],
)
def test_a_message_of_the_wrong_form_is_malformed(data):
    with pytest.raises(MalformedMessage):
        decode(data)


def test_collections_within_collections_do_not_run_out_of_stack():
    deep = b"\x34\0\0\0\0" * 50_000 + b"\x37\0\0\0\0" * 50_000
    data = bytes.fromhex("0101 0000 00000001 02 34 0001 61 0000") + deep + b"\x37\0\0\0\0\3"

    assert decode(data).groups[0].attributes["a"] == (Value(ValueTag.COLLECTION, b""),)


def test_a_place_typed_in_latin_1_is_no_reason_not_to_print():
    assert decode(written(ValueTag.TEXT, b"Acad\xe9mie")).groups[0].word("a") == "Acad\ufffdmie"


@pytest.mark.parametrize(
    "value",
    [
        Value(ValueTag.INTEGER, 2**31),
        Value(ValueTag.INTEGER, "1"),
        Value(ValueTag.KEYWORD, "é"),
        Value(ValueTag.NAME, "\ud800"),
        Value(ValueTag.NAME, "a" * 70_000),
        Value(ValueTag.COLLECTION, b""),
        Value(0x03, b""),
    ],
)
def test_what_fits_into_no_message_is_not_written(value):
    with pytest.raises(MalformedMessage):
        encode(Message(2, 1, (Group(GroupTag.JOB, {"a": (value,)}),)))


# --- what its reasons mean to a person ---------------------------------------------------------


@pytest.mark.parametrize(
    ("reasons", "troubles"),
    [
        ("none", ()),
        ("toner-low-warning media-low-report", ()),
        ("media-empty-report", ()),
        ("cups-waiting-for-job-completed connecting-to-device", ()),
        ("media-empty-warning media-needed-warning", (Trouble.OUT_OF_PAPER,)),
        ("media-jam-error", (Trouble.JAM,)),
        ("media-jam", (Trouble.JAM,)),
        ("input-media-size-change-error", (Trouble.WRONG_PAPER,)),
        ("door-open-error cover-open interlock-open-warning", (Trouble.OPEN,)),
        ("output-cover-open-error", (Trouble.OPEN,)),
        ("marker-supply-empty-error toner-empty-warning", (Trouble.OUT_OF_INK,)),
        ("paused", (Trouble.PAUSED,)),
        ("offline-report", (Trouble.OFFLINE,)),
        ("fuser-over-temp-error", (Trouble.OTHER,)),
        ("media-jam-error media-empty-error", (Trouble.OUT_OF_PAPER, Trouble.JAM)),
    ],
)
def test_what_keeps_a_printer_is_told_as_a_person_can_put_it_right(reasons, troubles):
    assert troubles_of(PrinterState.IDLE, reasons.split()) == troubles


def test_a_printer_that_stopped_and_does_not_say_why_has_some_trouble():
    assert troubles_of(PrinterState.STOPPED, ["none"]) == (Trouble.OTHER,)


def test_a_printer_that_takes_no_jobs_is_paused():
    assert troubles_of(PrinterState.IDLE, ["none"], accepting=False) == (Trouble.PAUSED,)
