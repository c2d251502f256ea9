"""What a scanner makes of the digits on keyboards of the field: measured, one row per layout."""

DIGITS = "1234567890"

# The top row of a keyboard, without and with Shift, from the key of 1 to the key of 0.
LAYOUTS = {
    "fr": ("&é\"'(-è_çà", DIGITS),
    "fr-afnor": ("àéèê()‘’«»", DIGITS),
    "fr-bepo": ('"«»()@+-/*', DIGITS),
    "be": ("&é\"'(§è!çà", DIGITS),
    "us": (DIGITS, "!@#$%^&*()"),
    "ch": (DIGITS, '+"*ç%&/()='),
}
# Set for a US keyboard a scanner presses the top row alone, set for a French one with Shift.
SCANNERS = {"us": 0, "fr": 1}
WAYS = [(layout, scanner) for layout in LAYOUTS for scanner in SCANNERS]


def characters(layout: str, scanner: str, digits: str) -> str:
    """What a field receives when a scanner set one way types digits on a layout."""
    row = LAYOUTS[layout][SCANNERS[scanner]]
    return digits.translate(str.maketrans(DIGITS, row))
