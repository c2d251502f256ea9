"""What the tests of the store share."""

from tests.store.databases import database_url, made_store, store

__all__ = ["database_url", "made_store", "store"]
