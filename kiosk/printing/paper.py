"""All geometry of the sheets: millimetres from the top left corner, type in points.

Each number carries the rule or the reason it comes from.
"""

from dataclasses import dataclass, replace
from math import inf

from kiosk.domain.print_jobs import PrintSize
from kiosk.domain.slips import SlipLayout

# ISO 216.
A4_WIDTH_MM = 210.0
A4_HEIGHT_MM = 297.0


@dataclass(frozen=True, slots=True)
class PageSize:
    """The width and height of one page."""

    width_mm: float
    height_mm: float


A4 = PageSize(A4_WIDTH_MM, A4_HEIGHT_MM)

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

PRINTABLE_MM = 5.0
"""Nothing nearer to the sheet's edge: laser printers leave 4.2 mm blank, most inkjets 5."""

CUT_CLEAR_MM = 4.0
"""Nothing nearer to a cut than a hand with scissors goes astray."""

CUT_MM = 0.25
"""The width of the dashes that say where to cut: fine, but no printer loses them."""
SCISSORS_MM = 4.0
"""What the scissors at the beginning of a cut take of it."""

ROLL_PRINTABLE_MM = 72.0
"""What the head of an 80 mm receipt printer reaches: 576 dots of 1/8 mm, in the middle."""
ROLL_FOOT_MM = 8.0
"""White below the last line of a strip: the cutter's stroke wanders, and fingers hold it there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line of type begins (or ends, for one set flush right), and its size."""

    x_mm: float
    baseline_mm: float
    size_pt: float


@dataclass(frozen=True, slots=True)
class SlipFace:
    """Where everything stands on one slip, from its own top left corner.

    ``symbols`` are the top left corners of the QR codes. Read as an access card is held: the cut
    corner at the top right says which way up it goes, to fingers too.

    ``digits`` are set in ``digit_lines`` lines, ``digits_leading_mm`` from one to the next, and
    sentences of the advice stand ``advice_gap_mm`` apart. The advice ends above
    ``advice_bottom_mm``, in smaller type if need be; on a roll, which has no bottom, the paper
    ends below the advice.
    """

    columns: int
    rows: int
    symbols: tuple[tuple[float, float], ...]
    symbol_side_mm: float
    corner_mm: float
    corner_note: Spot
    title: Spot
    picture_x_mm: float
    picture_y_mm: float
    picture_side_mm: float
    word: Spot
    serial: Spot
    digits: Spot
    advice: Spot
    advice_width_mm: float
    advice_bottom_mm: float = inf
    advice_gap_mm: float = 0.0
    digit_lines: int = 1
    digits_leading_mm: float = 0.0
    sheet: PageSize = A4

    @property
    def width_mm(self) -> float:
        """The width of one slip."""
        return self.sheet.width_mm / self.columns

    @property
    def height_mm(self) -> float:
        """The height of one slip."""
        return self.sheet.height_mm / self.rows

    @property
    def is_roll(self) -> bool:
        """Whether paper comes off a roll, as long as what stands on it."""
        return self.advice_bottom_mm == inf

    def cut_below(self, baseline_mm: float) -> "SlipFace":
        """A roll's face with the paper cut below its last line; any other as it is."""
        if not self.is_roll:
            return self
        strip = PageSize(self.sheet.width_mm, baseline_mm + ROLL_FOOT_MM)
        return replace(self, sheet=strip)

    @property
    def per_page(self) -> int:
        """How many slips stand on a sheet."""
        return self.columns * self.rows

    @property
    def right_mm(self) -> float:
        """Where type ends: as far from the right edge as the advice stands from the left."""
        return self.width_mm - self.advice.x_mm


# Symbols of 30 to 35 mm with four white modules all around, clear of the folds, the digits at 16 pt
# or more: 1.4 mm a module is what readers still take when a slip is worn. Two symbols where there
# is room: a hole in one of the three finder squares is what kills a symbol.
SLIP_FACES = {
    # A7 landscape: fits a purse, and a guillotine set to the middle each time cuts it.
    SlipLayout.A4X8: SlipFace(
        columns=2,
        rows=4,
        symbols=((9.0, 6.2),),
        symbol_side_mm=30.0,
        corner_mm=16.0,
        corner_note=Spot(96.5, 17.4, 8.0),
        title=Spot(46.0, 12.4, 14.0),
        picture_x_mm=45.5,
        picture_y_mm=15.0,
        picture_side_mm=17.0,
        word=Spot(46.0, 38.0, 14.0),
        serial=Spot(65.0, 28.0, 10.0),
        digits=Spot(52.5, 47.4, 18.0),
        advice=Spot(8.5, 53.9, 10.0),
        advice_width_mm=88.0,
        advice_bottom_mm=68.3,
    ),
    # A5 landscape, for a drawer at home and for tired eyes.
    SlipLayout.A4X2: SlipFace(
        columns=1,
        rows=2,
        symbols=((15.0, 14.0), (160.0, 98.0)),
        symbol_side_mm=35.0,
        corner_mm=22.0,
        corner_note=Spot(195.0, 30.0, 12.0),
        title=Spot(60.0, 24.0, 26.0),
        picture_x_mm=59.0,
        picture_y_mm=31.0,
        picture_side_mm=38.0,
        word=Spot(102.0, 51.0, 28.0),
        serial=Spot(102.0, 63.0, 16.0),
        digits=Spot(105.0, 87.0, 34.0),
        advice=Spot(15.0, 102.0, 16.0),
        advice_width_mm=136.0,
        advice_bottom_mm=140.0,
    ),
    # A strip of thermal paper, for a point or a school that has a receipt printer and no other.
    # Picture and symbol stand either side of the lengthwise fold, the crosswise one runs between
    # the symbol and the digits. A module of 1.5 mm is 12 dots of a head of 8 dots a millimetre:
    # edges fall between dots, none is half burnt. Digits on two lines: 17 of 16 pt on one take
    # 75 mm, and the head prints 72. In black only, without grey: a thermal head knows no other.
    SlipLayout.ROLL80: SlipFace(
        columns=1,
        rows=1,
        symbols=((41.5, 27.5),),
        symbol_side_mm=31.5,
        corner_mm=18.0,
        corner_note=Spot(74.0, 20.5, 8.0),
        title=Spot(6.0, 13.0, 16.0),
        picture_x_mm=5.0,
        picture_y_mm=28.5,
        picture_side_mm=29.0,
        word=Spot(6.0, 72.5, 20.0),
        serial=Spot(6.0, 79.5, 11.0),
        digits=Spot(40.0, 94.5, 26.0),
        advice=Spot(6.0, 118.5, 12.0),
        advice_width_mm=68.0,
        advice_gap_mm=2.0,
        digit_lines=2,
        digits_leading_mm=12.0,
        # With a phone of one line; each run cuts it to its own length.
        sheet=PageSize(80.0, 167.0),
    ),
}

SLIP_LEADING = 1.35
"""Line height over type size of the advice: read standing, at arm's length."""

# --- The list of who gets which slip -----------------------------------------------------------

LIST_TOP_MM = TOP_MM + 21.0
"""Under the title and what to do with the list."""
LIST_FOOT_MM = 7.0
"""The page number and white above it."""
LIST_TITLE_PT = 15.0
LIST_TEXT_PT = 9.5
LIST_CLASS_PT = 12.0
LIST_LEADING_MM = 4.4
LIST_BASELINE_MM = 5.0
LIST_BELOW_MM = 2.2
"""Under the last baseline of a row: room for descenders before the rule."""
LIST_ROW_AIR_MM = 2.0
"""White around the hairline between two people: the eye must not slip a row."""
LIST_PICTURE_MM = 7.0
LIST_BOX_MM = 4.0
"""To tick with a pen when the slip is handed over."""
LIST_PICTURE_X_MM = LEFT_MM + 7.0
LIST_WORD_X_MM = LEFT_MM + 16.0
LIST_SERIAL_X_MM = LEFT_MM + 47.0
LIST_ADULT_X_MM = LEFT_MM + 78.0
LIST_CHILDREN_X_MM = LEFT_MM + 133.0
