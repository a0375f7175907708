"""The version of Rasa these seams were written for."""

from importlib.metadata import version

RASA_VERSION = "3.6.21"


class WrongRasaVersion(RuntimeError):
    """Another Rasa is installed than the one whose internals the seams adapt."""


def check_version() -> None:
    """Refuse to adapt a Rasa that was not read. Reads the metadata, so Rasa is not imported."""
    installed = version("rasa")
    if installed != RASA_VERSION:
        raise WrongRasaVersion(
            f"Rasa {installed} is installed, but bot/rasa_seams is written for {RASA_VERSION}. "
            "Install from requirements.lock, or review every seam and its test first."
        )
