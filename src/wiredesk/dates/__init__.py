"""Partial dates, intervals, the grammar of time phrases and national days."""

from wiredesk.dates.full_dates import FullDate, find_full_dates
from wiredesk.dates.interval import Interval
from wiredesk.dates.times import TimeExpression, find_times, parse_time

__all__ = ["FullDate", "Interval", "TimeExpression", "find_full_dates", "find_times", "parse_time"]
