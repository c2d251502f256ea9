"""How fast and how heavy kiosk is, beside others measured in the same run."""
