"""How long ago something was, and the bands the content sorts it into."""

from dataclasses import dataclass

ONSET_BANDS = (
    (3.0, "under_72_hours"),
    (14.0, "under_2_weeks"),
    (42.0, "under_6_weeks"),
    (90.0, "under_3_months"),
)
SURGERY_BANDS = ((42.0, "under_6_weeks"), (84.0, "under_12_weeks"), (366.0, "under_1_year"))


@dataclass(frozen=True)
class TimeAgo:
    """How many days ago something was or began, and where the message says so. `vague` has no since, ago or for."""

    days: float
    start: int
    end: int
    vague: bool = False


def onset_band(days: float) -> str:
    """The onset value for a number of days. A limit belongs to the longer band: 14 days is not under 2 weeks."""
    return next((band for limit, band in ONSET_BANDS if days < limit), "over_3_months")


def surgery_band(days: float) -> str | None:
    """The surgery_when value for a number of days, or None past a year."""
    return next((band for limit, band in SURGERY_BANDS if days < limit), None)
