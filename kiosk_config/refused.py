"""A setting that is refused, with the reason."""


class SettingsRefused(ValueError):  # noqa: N818 - a refusal, like those of kiosk.domain.errors
    """A setting that is unknown, malformed or unsafe. ``setting`` is ``section.name``."""

    def __init__(self, setting: str, reason: str) -> None:
        super().__init__(f"{setting}: {reason}")
        self.setting = setting
        self.reason = reason
