"""kiosk: schools' news on public access points, read with a paper slip."""

__version__ = "0.1.0"
