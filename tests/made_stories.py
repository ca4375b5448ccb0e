"""One invented story and its update for tests of cards, with a date to come in them."""

import datetime
from dataclasses import replace

from made_reports import Told, made_reading
from wiredesk.codebook import IncidentType, Stage, TimexType
from wiredesk.dates.interval import Interval
from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Captured, file_reading
from wiredesk.records import Time
from wiredesk.spans import Span

HARROW = ("Harrow", "KE", -1.0, 37.0)
BOMBING = (IncidentType.BOMBING, Stage.ACCOMPLISHED)
STORY = (
    "HARROW (Reuters) - A bomb killed at least four people in the market of Harrow on Thursday, police said, and shut every "
    "shop along the river road for the rest of the day. The next hearing against two men is set for 12 March 2026, the "
    "governor told reporters who had come from the capital. Nobody had claimed the attack by the evening, and soldiers drew "
    "a rope across the main street while shopkeepers swept up what was left of their windows."
)
UPDATE = STORY.replace("at least four people", "at least six people") + " Two more of the wounded died on Friday."


def filed(desk: Desk, text: str, told: Told) -> int:
    """File an invented report with the date to come that stands in it."""
    reading = made_reading(text, told)
    at = text.find("12 March 2026")
    if at >= 0:
        day = datetime.date(2026, 3, 12)
        reading = replace(reading, times=(Time(Span(at, at + 13), TimexType.DATE, "2026-03-12", Interval(day, day)),))
    with desk.store.writing() as on:
        return file_reading(desk, on, Captured(text.encode(), reading)).report_id
