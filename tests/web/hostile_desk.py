"""A desk that holds hostile words wherever a report can bring some: title, article, names, outlet, file name, feed, alert."""

from dataclasses import replace

from made_reports import Told, made_reading
from wiredesk.alerts.rules import Rule
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Captured, file_reading
from wiredesk.desk.watching import add_watch
from wiredesk.store import feeds

SCRIPT = '<script>alert("wd-evil")</script>'
IMAGE = "<img src=x onerror=alert('wd-evil')>"
LINK = "javascript:alert('wd-evil')"
BREAK = "\"'><svg/onload=alert('wd-evil')>"
BRACES = "{{ 7*7 }}{% raw %}${7*7}"
CLOSES = "</script><script>alert('wd-evil')</script>"
COMMENT = "--><iframe src=javascript:alert('wd-evil')></iframe><!--"
BIDI = "\u202ewd-evil\u2066"
HOSTILE = (SCRIPT, IMAGE, LINK, BREAK, BRACES, CLOSES, COMMENT, BIDI)

_PEOPLE = (f"Ada Roe {SCRIPT}", f"Ben {BREAK}", f"Cleo {BRACES}")
_PLACE = f"Harrow {IMAGE}"
_TEXT = (
    f"HARROW - A bomb killed four guards in {_PLACE} on Thursday, police said, while {_PEOPLE[0]} and {_PEOPLE[1]} looked on "
    f"from the river road. {_PEOPLE[2]} said that the men had fled {CLOSES} over the bridge {COMMENT} in the night. {LINK} "
    f"Nobody had claimed the attack by the evening {BIDI}, and soldiers drew a rope across the main street."
)
_TOLD = Told(
    people=_PEOPLE,
    places=((_PLACE, "KE", -1.0, 37.0),),
    incident=(IncidentType.BOMBING, Stage.ACCOMPLISHED),
    victim=_PEOPLE[0],
    perpetrator=_PEOPLE[1],
    aliases=(f"Roe {SCRIPT}",),
    title=f"Bomb {SCRIPT} {IMAGE} {BREAK} {CLOSES}",
    byline=(f"By {IMAGE}", BREAK),
    keywords=(SCRIPT, LINK, BREAK),
    speaker=_PEOPLE[2],
)


def hostile(desk: Desk) -> None:
    """File three reports of one incident and one that may be another, follow a feed and save a watch, all with hostile names."""
    urls = ("https://evil.example/" + BREAK, LINK, "https://other.example/a?b=" + SCRIPT, None)
    add_watch(desk, f"watch {BREAK}"[:80], Rule(who=("Ada Roe",)), ())
    for number, url in enumerate(urls):
        text = _TEXT if number < 3 else _TEXT.replace("four guards", "six guards").replace("Thursday", "Friday")
        _file(desk, f"{text} Version {number}.", url, number)
    with desk.store.writing() as on:
        feed, _ = feeds.add_feed(on, "https://evil.example/feed?" + BREAK, interval_s=900, at=desk.now())
        on.exec_driver_sql("UPDATE feed SET title = 'Feed ' || char(60) || 'script>alert(1)' || char(60) || '/script>'")
    assert feed.feed_id


def _file(desk: Desk, text: str, url: str | None, number: int) -> None:
    reading = made_reading(text, replace(_TOLD, title=f"{_TOLD.title} {number}", published=f"2024-08-{20 + number}"))
    source = replace(reading.report.source, uri=f"{IMAGE}{number}.html", url=url, media_type="text/html")
    article = replace(reading.report.article, publisher=f"Post {SCRIPT}", section=BREAK, related=(SCRIPT,))
    reading = replace(reading, report=replace(reading.report, source=source, article=article, warnings=(f"warned {IMAGE}",)))
    data = f"<html><head><title>{SCRIPT}</title></head><body onload=alert(1)><p>{text}</p></body></html>".encode()
    with desk.store.writing() as on:
        file_reading(desk, on, Captured(data, reading))
