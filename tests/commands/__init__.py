"""Tests of the command line: what it answers, and its exit codes."""
