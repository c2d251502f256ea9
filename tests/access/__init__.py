"""Every page, as someone with other eyes or other hands meets it."""
