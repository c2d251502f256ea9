"""All geometry of the sheets: millimetres from the top left corner, type in points.

Each number carries the rule or the reason it comes from.
"""

from dataclasses import dataclass

from kiosk.domain.print_jobs import PrintSize

# ISO 216.
A4_WIDTH_MM = 210.0
A4_HEIGHT_MM = 297.0

POINT_MM = 25.4 / 72
"""One PostScript point."""

# --- The report's page -------------------------------------------------------------------------

# Laser printers leave 4.2 mm blank at the edges, inkjets up to 12.7 mm at the foot. 15 mm at the
# sides also leaves room for the thumb and for the holes of a binder.
LEFT_MM = 15.0
RIGHT_MM = A4_WIDTH_MM - 15.0
TOP_MM = 15.0
FOOT_BOTTOM_MM = A4_HEIGHT_MM - 13.0
TEXT_WIDTH_MM = RIGHT_MM - LEFT_MM

HAIRLINE_MM = 0.18
"""Thinner lines break up on office printers."""
RULE_MM = 0.5

LEADING = 1.3
"""Line height over type size: DejaVu's tall lower case needs more air than most faces."""
ROW_AIR = 0.24
"""White between two marks, in lines: less than a line, so that a remark stays with its mark."""
BASELINE = 0.74
"""Where the baseline lies within a line, from its top."""

KEEP_WHOLE_SHARE = 0.5
"""A subject taller than this share of a page may be broken between two marks: moving it whole
would leave half a page empty, and paper is what a school pays for."""
START_SHARE = 0.2
"""A text longer than a page begins where it is if this share of the page is left."""

# The columns of the report in normal size. Marks stand beside the averages, both flush right, so
# that the eye runs down the figures.
SUBJECT_WIDTH_MM = 43.0
"""« Mathématiques » in bold on one line."""
DAY_X_MM = LEFT_MM + 47.0
DAY_WIDTH_MM = 12.5
TITLE_X_MM = DAY_X_MM + DAY_WIDTH_MM
COEFFICIENT_RIGHT_MM = RIGHT_MM - 48.0
COEFFICIENT_WIDTH_MM = 10.0
MARK_RIGHT_MM = RIGHT_MM - 24.0
MARK_WIDTH_MM = 21.5
"""« 17,25/20 » in bold."""
AVERAGE_RIGHT_MM = RIGHT_MM
AVERAGE_WIDTH_MM = 21.0
GUTTER_MM = 2.5
"""The least white between two columns."""


@dataclass(frozen=True, slots=True)
class TypeScale:
    """The type sizes in points of one print size.

    18 pt is the usual floor of large print, 24 pt that of giant print. ``stacked`` tells to set
    each mark over several full-width lines, as columns would be too narrow. ``notch_mm`` is
    the width kept for a mark in front of its title.
    """

    body_pt: float
    small_pt: float
    title_pt: float
    name_pt: float
    foot_pt: float
    stacked: bool
    notch_mm: float

    def line_mm(self, size_pt: float | None = None) -> float:
        """The height in mm of a line of type of ``size_pt``, by default of the body."""
        return (size_pt or self.body_pt) * LEADING * POINT_MM


SCALES = {
    PrintSize.NORMAL: TypeScale(11.0, 9.0, 21.0, 15.0, 8.5, False, 22.0),
    PrintSize.LARGE: TypeScale(18.0, 15.0, 27.0, 22.0, 13.0, True, 34.0),
    PrintSize.XLARGE: TypeScale(24.0, 20.0, 32.0, 28.0, 16.0, True, 44.0),
}

# --- The sheet of slips ------------------------------------------------------------------------

# a4x8: A4 cut twice in two and twice again, A7 landscape: fits a purse, and a guillotine set to
# the middle each time cuts it.
SLIP_COLUMNS = 2
SLIP_ROWS = 4
SLIP_WIDTH_MM = A4_WIDTH_MM / SLIP_COLUMNS
SLIP_HEIGHT_MM = A4_HEIGHT_MM / SLIP_ROWS
SLIPS_PER_PAGE = SLIP_COLUMNS * SLIP_ROWS

SLIP_INSET_MM = 9.0
"""Blank side of a slip: what the printer cannot reach, and a cut that goes 3 mm astray."""

QR_SIDE_MM = 30.0
"""The largest symbol that keeps clear of both fold lines of a slip (halves of either side) and
has its whole quiet zone (4 modules, 5.7 mm) inside the cut."""
QR_RIGHT_MM = SLIP_WIDTH_MM - SLIP_INSET_MM
QR_X_MM = QR_RIGHT_MM - QR_SIDE_MM
QR_Y_MM = 6.2

SLIP_TITLE_PT = 15.0
SLIP_TITLE_BASELINE_MM = 12.0
SLIP_TEXT_PT = 9.5
SLIP_TEXT_BASELINE_MM = 19.5
SLIP_TEXT_LEADING_MM = 4.7
SLIP_TEXT_GAP_MM = 1.6
SLIP_TEXT_WIDTH_MM = QR_X_MM - SLIP_INSET_MM - 6.0
"""Up to the quiet zone of the code."""

SLIP_DIGITS_PT = 18.0
"""Five groups across the slip; about 4.6 mm high, read at arm's length."""
SLIP_DIGITS_BASELINE_MM = 57.0
SLIP_RULE_Y_MM = 47.0
SLIP_FOOT_PT = 9.5
SLIP_FOOT_BASELINE_MM = 66.5

CUT_MARK_MM = 3.0
"""Half a cross where cuts meet, and the length of the marks at the sheet's edge."""
CUT_EDGE_MM = 5.0
"""Printers reach this close to the edge."""
