"""Tests of the office's database, on SQLite and, where one is named, on PostgreSQL."""
