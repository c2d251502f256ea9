"""Use cases: one function, one transaction. No file here imports both store and vault."""
