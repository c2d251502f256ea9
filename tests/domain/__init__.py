"""Tests of what is true without a computer."""
