"""Composition: an instance folder and its settings become an Office or a Point."""
