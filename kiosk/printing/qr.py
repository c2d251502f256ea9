"""The QR code of a slip: 17 digits, version 1, level H, one fixed mask."""

from qrcode.constants import ERROR_CORRECT_H
from qrcode.main import QRCode
from qrcode.util import MODE_NUMBER, QRData

MODULES = 21
"""Modules a side of a version 1 symbol."""

QUIET_MODULES = 4
"""White modules that must stay clear on all sides (ISO/IEC 18004)."""

_MASK = 3
"""Trying all eight masks costs ten times as much and reads no better at level H."""


def qr_modules(digits: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the symbol from top to bottom, True for a dark module; no quiet zone."""
    symbol = QRCode(
        version=1, error_correction=ERROR_CORRECT_H, border=0, box_size=1, mask_pattern=_MASK
    )
    symbol.add_data(QRData(digits, mode=MODE_NUMBER))
    symbol.make(fit=False)
    return tuple(tuple(bool(module) for module in row) for row in symbol.get_matrix())
