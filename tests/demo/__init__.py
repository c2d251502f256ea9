"""Tests of the invented schools."""
