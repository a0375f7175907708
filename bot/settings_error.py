"""What is wrong with a setting."""


class SettingsError(Exception):
    """A setting is missing or malformed; the message names it and says what to do."""
