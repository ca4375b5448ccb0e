"""The page of one person, body or place; the list of those most named. Not for: ruling on them (see `links`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.codebook import EntityType
from wiredesk.desk.cards_entities import MOST_READ, entity_card
from wiredesk.desk.cards_finding import entities_typed, most_mentioned
from wiredesk.desk.comparing import apart_from, compared
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.removing import remove_person
from wiredesk.export.phrasing import country_name, interval_words
from wiredesk.export.value_words import STANDINGS
from wiredesk.store.linking import Kind
from wiredesk.web import entity_shown
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.incident_shown import COLUMNS
from wiredesk.web.rendering import is_part, page
from wiredesk.web.undoing import notice_of

router = APIRouter()
Name = Annotated[str, Path(pattern=id_pattern("e"))]
Ruled = Annotated[str | None, Query(pattern=id_pattern("n"))]
Typed = Annotated[str, Query(max_length=200)]
After = Annotated[str | None, Query(pattern=r"^\d{1,9}\.[1-9]\d{0,17}$")]

_READ_FIRST = 40  # 100 reports take 160 ms to read, these 70
Read = Annotated[int, Query(ge=1, le=MOST_READ)]


@router.get("/entities", dependencies=[needs("see")])
def entities(request: Request, desk: AtDesk, type: EntityType | None = None, q: Typed = "", after: After = None) -> HTMLResponse:
    """List those whom a name that is being typed may mean; when nothing is typed, those most named."""
    types = [type.value] if type else []
    if q.strip():
        heads, following = entities_typed(desk, q, types, limit=40), None
    else:
        listed = most_mentioned(desk, types, after=after)
        heads, following = listed.entities, listed.next
    block = "list" if is_part(request) else None
    kinds = [("", "All"), ("person", "People"), ("organization", "Bodies"), ("place", "Places"), ("other", "Others")]
    told: dict[str, Any] = {"heads": heads, "next": following, "typed": q, "type": type.value if type else "", "kinds": kinds}
    return page(request, "entities.html.j2", block=block, section="search", **told)


@router.get("/entities/{name}", dependencies=[needs("see")])
def entity(request: Request, desk: AtDesk, name: Name, ruled: Ruled = None, read: Read = _READ_FIRST) -> Response:
    """Show a person, body or place; the id of a part leads to the whole."""
    card = entity_card(desk, parse_id(name, "entity"), most_read=read)
    if card.id != name:
        return RedirectResponse(f"/entities/{card.id}" + (f"?ruled={ruled}" if ruled else ""), 303)
    return page(
        request,
        "entity.html.j2",
        section="search",
        card=card,
        roles=entity_shown.role_line(card),
        points=entity_shown.life_points(card),
        spots=entity_shown.place_point(card),
        graph=entity_shown.graph(card),
        published=lambda report_id: entity_shown.published(card.reports.get(report_id)),
        names={one.id: one.name for one in card.company.companions},
        standings=STANDINGS,
        columns=COLUMNS,
        most_read=MOST_READ,
        country=country_name(card.place.country) if card.place and card.place.country else "",
        shown_reports=list(card.reports.values())[:60],
        interval_words=interval_words,
        apart=apart_from(desk, Kind.ENTITY, card.id),
        notice=notice_of(desk, person_of(request), ruled),
    )


@router.get("/entities/{name}/same-as", dependencies=[needs("see")])
def same_as(request: Request, desk: AtDesk, name: Name, q: Typed = "") -> HTMLResponse:
    """List entities of the same type that may be the same: by what is typed, else by its own name."""
    card = entity_card(desk, parse_id(name, "entity"), most_read=1)
    heads = entities_typed(desk, q.strip() or card.name, [card.type])
    told = [(id_of("entity", head.entity_id), head.name, head.n_reports, None) for head in heads]
    choices = [one for one in told if one[0] != card.id]
    block = "choices" if is_part(request) else None
    return page(request, "choose.html.j2", block=block, section="search", name=card.id, kind="entity", typed=q, choices=choices)


@router.get("/entities/{name}/compare/{other}", dependencies=[needs("see")])
def compare_entities(request: Request, desk: AtDesk, name: Name, other: Name) -> Response:
    """Lay two entities side by side before somebody rules on them."""
    how = compared(desk, Kind.ENTITY, name, other)
    if how.is_one:
        return RedirectResponse(f"/entities/{how.left}", 303)
    cards = [entity_card(desk, parse_id(one, "entity"), most_read=_READ_FIRST) for one in (how.left, how.right)]
    return page(request, "compare_entities.html.j2", section="search", how=how, cards=cards)


@router.get("/entities/{name}/remove", dependencies=[needs("remove")])
def ask_removal(request: Request, desk: AtDesk, name: Name) -> HTMLResponse:
    """Say what removing a person does, and ask."""
    return page(request, "remove_person.html.j2", section="search", card=entity_card(desk, parse_id(name, "entity")))


@router.post("/entities/{name}/remove", dependencies=[needs("remove")])
def remove(
    request: Request,
    desk: AtDesk,
    name: Name,
    reason: Annotated[str, Form(min_length=3, max_length=300)],
    confirmed: Annotated[str, Form(pattern="^yes$")],
) -> HTMLResponse:
    """Black a person out of every report."""
    assert confirmed
    done = remove_person(desk, name, reason=reason)
    return page(request, "removed_person.html.j2", section="search", done=done, name=name)
