"""Tests of keys, envelopes, locks and signatures."""
