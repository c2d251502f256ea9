"""Typed settings: ``defaults.toml``, then the instance's ``site.toml``, then ``KIOSK_…``."""

from kiosk_config.load import load_settings
from kiosk_config.refused import SettingsRefused
from kiosk_config.settings import Settings

__all__ = ["Settings", "SettingsRefused", "load_settings"]
