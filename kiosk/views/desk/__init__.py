"""The desk face: what agents who hand out slips can reach, and nothing of any family."""
