"""The office's readable records, in SQLite or PostgreSQL by one code path."""
