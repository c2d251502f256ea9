"""What the round trips of the demo need: an office that knows of nobody yet."""

from tests.services.conftest import office
from tests.store.databases import database_url, made_store, store

__all__ = ["database_url", "made_store", "office", "store"]
