"""The page where reports are added, and the reading of one shown at once. Not for: taking in (see `adding`), jobs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response

from wiredesk.desk.report_cards import page_text, report_card
from wiredesk.errors import SettingError
from wiredesk.export.facts import Section, facts_of
from wiredesk.export.phrasing import published_words
from wiredesk.web.adding import MOST_ADDRESSES, Brought, detail_of, given_of, lines_of, start_adding, title_of
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.marking import marked
from wiredesk.web.rendering import is_part, page
from wiredesk.web.uploads import MOST_FILES, Upload, held_words, upload_of
from wiredesk.web.works import works_of

router = APIRouter()
_SHOWN_AT_ONCE = 5
_FACTS = (Section.INCIDENTS, Section.WATCH, Section.STATEMENTS, Section.PEOPLE, Section.ORGANIZATIONS, Section.PLACES)


@router.get("/add", dependencies=[needs("add")])
def add_page(request: Request, desk: AtDesk) -> Response:
    """Show the ways to add, and how far the latest additions are."""
    jobs = [one for one in works_of(request).jobs.seen_by(person_of(request)) if one.kind == "add"]
    limits: dict[str, Any] = {"max_bytes": desk.settings.max_bytes, "max_files": MOST_FILES, "max_addresses": MOST_ADDRESSES}
    return page(request, "add.html.j2", section="add", jobs=jobs[:_SHOWN_AT_ONCE], **limits)


@router.post("/add", dependencies=[needs("add")])
def add_now(request: Request, desk: AtDesk, upload: Annotated[Upload, Depends(upload_of)]) -> Response:
    """Take in what the form brings, and lead to the job; a script gets the job's card alone."""
    job = start_adding(works_of(request), person_of(request), _brought(upload, person_of(request).zone, desk.now()))
    if is_part(request):
        return page(request, "_job_card.html.j2", status=202, job=job.seen())
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.get("/add/reading/{report}", dependencies=[needs("see")])
def reading(request: Request, desk: AtDesk, report: Annotated[str, Path(pattern=id_pattern("r"))]) -> Response:
    """Show what was read in a report: its article with its facts, its date with the reasons."""
    card = report_card(desk, report)
    found = card.reading
    facts = facts_of(found, today=desk.clock().date(), source_text=page_text(desk, card))
    shown = [(section, [one for one in facts if one.section is section]) for section in _FACTS]
    return page(
        request,
        "_reading.html.j2",
        report=report,
        title=title_of(found),
        detail=detail_of(found),
        published=published_words(found.report.published),
        reasons=[one for one in facts if one.section is Section.PUBLISHED],
        sections=[(section, some) for section, some in shown if some],
        marked=marked(found, also=[one for one in facts if one.section is Section.WATCH]),
        warnings=(*found.report.warnings, *found.warnings),
        captured=found.report.source.captured,
        is_read=found.is_read,
    )


def _brought(upload: Upload, zone: str, now: str) -> Brought:
    said = {name: upload.field(name) for name in ("published", "address", "captured")}
    try:
        addresses, given = lines_of(upload.field("addresses")), given_of(**said, zone=zone)
        n_pieces = len(upload.files) + len(addresses) + bool(_words_of(upload)[1])
        if not n_pieces:
            raise SettingError("nothing was given: paste words, drop files, or give an address")
        if n_pieces > 1 and any(said.values()):
            raise SettingError("published, address and captured are for one report: add it by itself")
    except SettingError:
        upload.close()
        raise
    name, words = _words_of(upload)
    pasted = (held_words(f"{name} {now}", words),) if words else ()
    return Brought((*pasted, *upload.files), addresses, given)


def _words_of(upload: Upload) -> tuple[str, str]:
    """Return what was pasted: the words, or the marked-up page that the clipboard held beside them; "" for nothing."""
    markup, words = upload.field("html"), upload.field("text")
    if upload.field("kind") == "html" and markup.strip():
        return "pasted page", markup
    return "pasted text", words if words.strip() else ""
