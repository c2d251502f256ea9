"""What a person does at a screen, in her words; tests say what must come of it."""
