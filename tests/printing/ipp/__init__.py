"""Tests of printing over IPP, against real printers of software."""
