"""`wiredesk find`: words of the command line to a question, results to a list of 80 columns or to JSON. Not for: finding."""

import datetime
import io
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from wiredesk.cli.given import days_of
from wiredesk.cli.saying import print_json, print_out, say_note
from wiredesk.codebook import IncidentType, Stage
from wiredesk.dates.interval import Interval
from wiredesk.desk.desk import open_desk
from wiredesk.desk.finding import Findings, Found, Question, Snippet, find
from wiredesk.desk.ids import id_of
from wiredesk.errors import SettingError
from wiredesk.export.phrasing import country_name, interval_words, plain, visible
from wiredesk.settings import Settings
from wiredesk.spans import Span
from wiredesk.store.searching_snippets import IncidentHead
from wiredesk.store.searching_wanted import Circle, Sort

_PIPED_WIDTH, _WIDEST = 80, 100
_MOST_INCIDENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Hold what was typed, as it was typed."""

    words: str = ""
    who: tuple[str, ...] = ()
    place: str | None = None
    types: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    is_incident_date: bool = False
    near: str | None = None
    outlet: str | None = None
    with_background: bool = False
    is_folded: bool = True
    limit: int = 20
    after: str | None = None
    sort: str = "newest"


def find_reports(asked: Asked, *, as_json: bool, settings: Settings) -> int:
    """Print the reports that were asked for and return the exit status.

    :raises SettingError: for an option that cannot be used.
    """
    question = question_of(asked)
    with open_desk(settings) as desk:
        findings = find(desk, question)
    for note in findings.notes:
        say_note(note)
    if as_json:
        for one in findings.found:
            print_json(found_json(one))
    else:
        print_out(listing(findings))
    if findings.next:
        say_note(f"more: give --after {findings.next}")
    return 0


# -- what was asked ------------------------------------------------------------------------------------------------


def question_of(asked: Asked) -> Question:
    """Return the question in what was typed.

    :raises SettingError: for an option that cannot be used.
    """
    _demand_sense(asked)
    return Question(
        words=asked.words,
        who=asked.who,
        place=asked.place,
        types=tuple(_one_of(IncidentType, one, "--type") for one in asked.types),
        stages=tuple(_one_of(Stage, one, "--stage") for one in asked.stages),
        since=days_of(asked.since, "--from").earliest if asked.since else None,
        until=days_of(asked.until, "--to").latest if asked.until else None,
        is_incident_date=asked.is_incident_date,
        near=_circle(asked.near) if asked.near else None,
        outlet=asked.outlet,
        with_background=asked.with_background,
        limit=asked.limit,
        after=asked.after,
        sort=Sort(_one_of(Sort, asked.sort, "--sort")),
        is_folded=asked.is_folded,
    )


def _demand_sense(asked: Asked) -> None:
    """Return in silence unless an option is mistyped or empty, which would find everything, and look like an answer.

    :raises SettingError: when one is.
    """
    mistyped = next((word for word in asked.words.split() if word.startswith("--")), None)
    if mistyped:
        raise SettingError(f"find: there is no option {mistyped[:40]}; see wiredesk find --help")
    given = [("--place", asked.place), ("--outlet", asked.outlet), ("--near", asked.near), ("--after", asked.after)]
    given += [("--from", asked.since), ("--to", asked.until), *(("--who", one) for one in asked.who)]
    empty = next((option for option, words in given if words is not None and not words.strip()), None)
    if empty:
        raise SettingError(f"find: {empty} is empty; leave it out, or say what it wants")


def _one_of(kind: type[StrEnum], words: str, option: str) -> str:
    wanted = words.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in {one.value for one in kind}:
        raise SettingError(f"{option} {words[:40]}: is none; give one of {', '.join(one.value for one in kind)}")
    return wanted


def _circle(words: str) -> Circle:
    try:
        latitude, longitude, radius = (float(part) for part in words.split(","))
    except ValueError:
        latitude = longitude = radius = float("nan")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 < radius <= 20_100):
        raise SettingError(
            f"--near {words[:40]}: is no circle; write degrees and kilometres as LAT,LON,KM, such as 38.56,68.77,50"
        )
    return Circle(latitude, longitude, radius)


# -- JSON ----------------------------------------------------------------------------------------------------------


def found_json(found: Found) -> dict[str, Any]:
    """Return one result as JSON values; `after` goes on behind it, spans count in title and article text."""
    head = found.head
    return {
        "id": found.id,
        "title": head.title or None,
        "title_marks": _pairs(found.title_marks),
        "outlet": head.outlet,
        "url": head.url,
        "published": {"earliest": head.published_earliest, "latest": head.published_latest},
        "day": head.day,
        "story": id_of("story", head.story_id),
        "copies": found.n_copies,
        "snippet": _snippet_json(found.snippet),
        "incidents": [_incident_json(one) for one in found.incidents],
        "after": f"{head.day}.{head.report_id}",
    }


def _snippet_json(snippet: Snippet | None) -> dict[str, Any] | None:
    if snippet is None:
        return None
    span = [snippet.span.start, snippet.span.end]
    return {"text": visible(snippet.text), "span": span, "marks": _pairs(snippet.marks)}


def _incident_json(incident: IncidentHead) -> dict[str, Any]:
    return {
        "id": id_of("incident", incident.incident_id),
        "type": incident.type,
        "stage": incident.stage,
        "background": incident.is_background,
        "earliest": incident.earliest,
        "latest": incident.latest,
        "place": incident.place,
        "country": incident.country,
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


# -- the list ------------------------------------------------------------------------------------------------------


def listing(findings: Findings) -> str:
    """Return the results as a list for people."""
    told = io.StringIO()
    is_terminal = sys.stdout.isatty()
    console = Console(file=told, force_terminal=is_terminal or None, highlight=False, markup=False, emoji=False)
    width = min(console.width, _WIDEST) if is_terminal else _PIPED_WIDTH
    is_marked = is_terminal and not console.no_color
    for one in findings.found:
        console.print(_entry(one, is_coloured=is_marked), width=width)
        console.print(width=width)
    console.print(Text(_counted(findings), style="bold"), width=width)
    return "".join(f"{line.rstrip()}\n" for line in told.getvalue().splitlines())


def _entry(found: Found, *, is_coloured: bool) -> Group:
    title = found.head.title or "(no title)"
    below = [_marked(title, found.title_marks, is_coloured=is_coloured, style="bold")]
    if found.snippet:
        below.append(_snippet_words(found.snippet, is_coloured=is_coloured))
    if found.incidents:
        below.append(Text(_incident_words(found.incidents), style="dim"))
    return Group(_head(found), *(Padding(words, (0, 0, 0, 2)) for words in below))


def _counted(findings: Findings) -> str:
    if not findings.n_hits:
        return "no report found"
    if findings.is_more:
        return f"more than {findings.n_hits:,} reports"
    n_stories = findings.n_stories or 0
    told = f"{findings.n_hits:,} report{'s' if findings.n_hits > 1 else ''}"
    return told if n_stories == findings.n_hits else f"{told} in {n_stories:,} {'stories' if n_stories > 1 else 'story'}"


def _head(found: Found) -> Text:
    head = found.head
    earliest, latest = head.published_earliest, head.published_latest
    day = f"on no known day, filed under {head.day}"
    if earliest and latest:
        day = interval_words(Interval(datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest)))
    told = Text(found.id, style="bold cyan").append(f"  {day}", style="default")
    if head.outlet:
        told.append(f" · {plain(head.outlet)}")
    if found.n_copies:
        told.append(f" · and {found.n_copies} {'copies' if found.n_copies > 1 else 'copy'}", style="yellow")
    return told


def _marked(words: str, marks: tuple[Span, ...], *, is_coloured: bool, style: str = "") -> Text:
    """Return words on one line with what matched in colour, or between stars where there is none."""
    told, done = Text(style=style), 0
    safe = re.sub(r"\s", " ", visible(words))
    for mark in marks:
        if mark.start < done:
            continue
        told.append(safe[done : mark.start])
        hit = safe[mark.start : mark.end]
        told.append(hit if is_coloured else f"*{hit}*", style="bold yellow")
        done = mark.end
    told.append(safe[done:])
    return told


def _snippet_words(snippet: Snippet, *, is_coloured: bool) -> Text:
    marks = tuple(mark.shifted(-snippet.span.start) for mark in snippet.marks)
    told = Text("… " if snippet.span.start else "")
    return told.append_text(_marked(snippet.text, marks, is_coloured=is_coloured)).append(" …" if snippet.is_cut else "")


def _incident_words(incidents: tuple[IncidentHead, ...]) -> str:
    told = [_incident_line(one) for one in incidents[:_MOST_INCIDENTS]]
    if len(incidents) > _MOST_INCIDENTS:
        told.append(f"and {len(incidents) - _MOST_INCIDENTS} more")
    return "; ".join(told)


def _incident_line(incident: IncidentHead) -> str:
    words = [f"{id_of('incident', incident.incident_id)} {incident.type.replace('_', ' ')} {incident.stage}"]
    if incident.earliest and incident.latest:
        days = Interval(datetime.date.fromisoformat(incident.earliest), datetime.date.fromisoformat(incident.latest))
        words.append(interval_words(days))
    country = country_name(incident.country) if incident.country else ""
    place = plain(incident.place or "")
    words += [part for part in dict.fromkeys((place, country)) if part]
    return ", ".join(words) + (" (recalled)" if incident.is_background else "")
