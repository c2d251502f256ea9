"""The others: what somebody else would use for the same work, as its own manual shows it."""
