"""School files in: records and every fault found out. Never writes."""
