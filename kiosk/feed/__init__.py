"""Segments: the signed, numbered, chained news that goes from hub to access point."""
