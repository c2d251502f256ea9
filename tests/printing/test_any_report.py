"""Whatever a school wrote, in any field, comes out on paper."""

import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.marks import MarkStatus
from kiosk.domain.print_jobs import PrintSize
from tests.printing.paper_builders import a_child, a_mark, a_report, a_subject, all_text

SIZES = list(PrintSize)

ANY_TEXT = st.text(max_size=80) | st.text(alphabet="ab -سلمى\n:«»🦄\u0301", max_size=300)
ANY_NUMBER = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
ANY_MARK = st.builds(
    a_mark,
    title=ANY_TEXT,
    text=ANY_TEXT,
    comment=ANY_TEXT,
    status=st.sampled_from(MarkStatus),
    coefficient=ANY_NUMBER,
)
ANY_SUBJECT = st.builds(
    lambda marks, **facts: a_subject(*marks, **facts),
    st.lists(ANY_MARK, max_size=4),
    subject=ANY_TEXT,
    teacher=ANY_TEXT,
    average=ANY_NUMBER,
    is_indicative=st.booleans(),
)
ANY_CHILD = st.builds(
    lambda subjects, **facts: a_child(*subjects, **facts),
    st.lists(ANY_SUBJECT, max_size=3),
    given_name=ANY_TEXT,
    family_name=ANY_TEXT,
    school_name=ANY_TEXT,
    class_name=ANY_TEXT,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(child=ANY_CHILD, size=st.sampled_from(SIZES))
def test_whatever_a_school_wrote_is_printed(child, size):
    sheet = a_report(child, size)

    assert len(pypdfium2.PdfDocument(sheet.pdf)) == sheet.pages >= 1


FIGURES = st.decimals(min_value=0, max_value=100, places=2)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    values=st.lists(st.tuples(FIGURES, st.sampled_from(["10", "20", "50"])), max_size=40),
    size=st.sampled_from(SIZES),
)
def test_no_mark_is_left_out(values, size):
    marks = [a_mark(str(value), out_of) for value, out_of in values]
    text = all_text(a_report(a_child(a_subject(*marks)), size))

    for value, out_of in values:
        figure = f"{value.normalize():f}".replace(".", ",")
        assert f"{figure}/{out_of}" in text
