"""Intervals of days. Not for: clock times (a TIMEX3 value carries them) or durations."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Hold the first and the last possible day, both included; equal when the day is known."""

    earliest: datetime.date
    latest: datetime.date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"interval {self.earliest}..{self.latest}: earliest must not be after latest")

    @property
    def is_day(self) -> bool:
        """Tell whether the interval is a single day."""
        return self.earliest == self.latest

    @property
    def n_days(self) -> int:
        """Return the number of days, counting both ends."""
        return (self.latest - self.earliest).days + 1

    def shared(self, other: "Interval") -> "Interval | None":
        """Return the days in both, or None when there are none."""
        first, last = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return Interval(first, last) if first <= last else None

    def covers(self, day: datetime.date) -> bool:
        """Tell whether `day` is one of the days."""
        return self.earliest <= day <= self.latest
