"""Tests of the signed news of a point."""
