"""Printing over the Internet Printing Protocol, with the standard library alone."""
