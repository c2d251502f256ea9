"""Tests of instance folders: the demo, its files and its keys."""
