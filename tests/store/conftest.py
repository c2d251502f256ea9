"""What the tests of the store share."""

from tests.store.databases import database_url, store

__all__ = ["database_url", "store"]
