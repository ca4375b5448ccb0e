"""A person says where the body of an article stands in its page. Not for: what becomes of it (see `article.correcting`)."""

from dataclasses import dataclass

from wiredesk.article.correcting import body_of, source_lines, source_text
from wiredesk.desk.desk import Desk
from wiredesk.desk.rereading import body_ruled, job_of, stored
from wiredesk.desk.ruling import Done, rule_on_report
from wiredesk.errors import RulingRefused
from wiredesk.interchange.report_json import Json
from wiredesk.pages import page_of
from wiredesk.review.quotes import places, quote_at
from wiredesk.review.rulings import Action, Ruling
from wiredesk.spans import Span


@dataclass(frozen=True, slots=True)
class Ends:
    """Say where a body stands: from and to words of the page, or from and to lines of it (from 1, as `page_lines` counts)."""

    first_words: str | None = None
    last_words: str | None = None
    first_line: int | None = None
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class PageLine:
    """Hold one line of a page with its number and whether the body holds it now."""

    number: int
    words: str
    is_body: bool


def page_lines(desk: Desk, report_id: int) -> list[PageLine]:
    """Return the lines of a report's page as a person counts them.

    :raises NotOnDesk: when there is no such report, or its source is not kept.
    """
    with desk.store.reading() as on:
        found = stored(on, report_id)
    text = source_text(page_of(job_of(found).parcel, settings=desk.settings))
    body = " ".join(found.raw.report.article.text.split())
    lines = ((number, span.cut(text)) for number, span in enumerate(source_lines(text), 1))
    return [PageLine(number, words, " ".join(words.split()) in body) for number, words in lines]


def rule_on_body(
    desk: Desk, report_id: int, ends: Ends | None, *, paragraphs: list[str] | None = None, note: str | None = None
) -> Done:
    """Say what the body of an article is, by its ends or by its paragraphs, and read the report again over it.

    :raises NotOnDesk: when there is no such report, or its source is not kept.
    :raises RulingRefused: when that does not stand in the page.
    :raises Rejected: when what stands there cannot be read.
    """
    with desk.store.reading() as on:
        found = stored(on, report_id)
    page = page_of(job_of(found).parcel, settings=desk.settings)
    if paragraphs is not None:
        body_of(page, paragraphs)
        value: Json = {"paragraphs": paragraphs}
    else:
        value = _between(source_text(page), ends or Ends())
    shown = Ruling(at=desk.clock(), who=desk.who, action=Action.BODY, kind="article", value=value)
    body_ruled(page, shown)
    words = found.raw.report.article.text.split()
    was = f"{len(words)} words, “{' '.join(words[:6])} …”"
    return rule_on_report(desk, report_id, [lambda maker: maker.body(value, was=was)], note=note)


def _between(text: str, ends: Ends) -> Json:
    lines = source_lines(text)
    first = _line(lines, ends.first_line) if ends.first_line is not None else _place(text, ends.first_words, 0)
    last = _line(lines, ends.last_line) if ends.last_line is not None else _place(text, ends.last_words, first.start)
    if last.end <= first.start:
        raise RulingRefused("the body ends before it begins; name its first and its last words, or lines such as 4-20")
    return {"from": quote_at(text, first).to_json(), "to": quote_at(text, last).to_json()}


def _line(lines: list[Span], number: int) -> Span:
    if not 1 <= number <= len(lines):
        raise RulingRefused(f"line {number}: the page has lines 1 to {len(lines)}; wiredesk rule body REPORT --show numbers them")
    return lines[number - 1]


def _place(text: str, words: str | None, after: int) -> Span:
    if not words or not words.strip():
        raise RulingRefused(
            "say where the body begins and ends: --from and --to with words of the page, --lines 4-20 or --text FILE"
        )
    found = next((span for span in places(text, words.strip()) if span.start >= after), None)
    if found is None:
        where = "in the page" if not after else "in the page behind the first ones"
        raise RulingRefused(
            f"the words “{' '.join(words.split())[:60]}” do not stand {where}; copy them from wiredesk rule body REPORT --show"
        )
    return found
