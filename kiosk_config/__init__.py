"""Typed settings: ``defaults.toml``, then the instance's ``site.toml``, then ``KIOSK_…``."""

from kiosk_config.load import load_settings
from kiosk_config.settings import Settings, SettingsRefused

__all__ = ["Settings", "SettingsRefused", "load_settings"]
