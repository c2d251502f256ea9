"""Key derivation, envelopes, locks and signatures: pure functions, written for auditors."""
