"""Flask blueprints, one per task: guard, read, call one service, choose a template, answer."""
