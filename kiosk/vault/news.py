"""How old what a vault holds is."""

from kiosk.clock import SCHOOL_ZONE, Clock
from kiosk.domain.freshness import Freshness, NewsAge
from kiosk.vault.vault import Vault


def age_of_news(vault: Vault, freshness: Freshness, clock: Clock) -> NewsAge:
    """How old what a vault holds is, by the last moment its hub signed."""
    signed_at = vault.state().signed_at
    signed_on = signed_at.astimezone(SCHOOL_ZONE).date() if signed_at else None
    return freshness.age(signed_on, clock.today())
