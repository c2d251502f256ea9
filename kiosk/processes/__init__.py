"""An access point as processes: every secret lives no longer than the process that holds it."""
