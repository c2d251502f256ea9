"""Tests of the readers of school files."""
