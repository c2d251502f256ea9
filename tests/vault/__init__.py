"""Tests of the sealed store of a point and its keeper."""
