"""A point of the test's own."""

from tests.views.conftest import own_point

__all__ = ["own_point"]
