"""The card of a person, body or place, and the list of those that a name may mean. Not for: what stands in them (see `desk`)."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from rich.console import RenderableType
from rich.text import Text

from wiredesk.cli.cards_incidents import proposals_shown
from wiredesk.cli.cards_layout import (
    counted,
    day_label,
    dim,
    grouped,
    indented,
    line,
    more_words,
    quoted,
    report_ids,
    rows,
    title,
)
from wiredesk.codebook import RoleStatus
from wiredesk.desk.cards import published_of
from wiredesk.desk.cards_entities import EntityCard, LifeSeen, PartSeen, RoleSeen
from wiredesk.desk.cards_statements import StatementSeen
from wiredesk.export.phrasing import country_name, interval_words, plain
from wiredesk.export.value_words import STANDINGS
from wiredesk.records import Place
from wiredesk.store.cards import EntityHead

_MOST_NAMES, _MOST_ROLES, _MOST_STATEMENTS, _MOST_PARTS, _MOST_FACTS, _MOST_BESIDE = 8, 10, 12, 12, 15, 12


def entity_shown(card: EntityCard) -> RenderableType:
    """Return the card of an entity."""
    return grouped(_entity(card))


def _entity(card: EntityCard) -> Iterator[RenderableType]:
    yield line(Text(card.id, style="bold cyan"), Text(plain(card.name), style="bold"), dim(card.type))
    about = [f"named in {counted(card.n_reports, 'report')}", *_place(card.place)]
    if card.n_read < card.n_reports:
        about.append(f"the newest {card.n_read} are read for words")
    yield dim(" · ".join(about))
    yield title("Names", "bold blue")
    yield indented(_names(card))
    yield from _section("Roles", card.roles, _MOST_ROLES, lambda role: _role(card, role))
    yield from _section("Part in incidents", card.parts, _MOST_PARTS, _part)
    yield from _section("Said", card.statements, _MOST_STATEMENTS, lambda said: _statement(card, said))
    yield from _section("Dated facts", card.timeline, _MOST_FACTS, _fact)
    if card.beside:
        yield title("Appears with", "bold blue")
        yield indented(Text("; ".join(_beside(head, n) for head, n in card.beside[:_MOST_BESIDE])))
    yield from proposals_shown(card.proposals, card.id, card.type)


def _place(place: Place | None) -> list[str]:
    if place is None:
        return []
    told = [country_name(place.country)] if place.country else []
    if place.latitude is not None and place.longitude is not None:
        told.append(f"{place.latitude:.2f}, {place.longitude:.2f}")
    return told


T = TypeVar("T")
Shown = Callable[[T], Iterator[tuple[str, Text]]]


def _section(name: str, values: Sequence[T], most: int, shown: Shown[T]) -> Iterator[RenderableType]:
    if not values:
        return
    yield title(name, "bold blue")
    table = rows(label_width=17)
    for value in values[:most]:
        for label, words in shown(value):
            table.add_row(label, words)
    yield indented(table)
    if len(values) > most:
        yield indented(more_words(len(values) - most, "of these"))


def _names(card: EntityCard) -> RenderableType:
    table = rows(label_width=17)
    for name in card.names[:_MOST_NAMES]:
        where = f"{'also ' if name.is_alias else ''}in {report_ids(name.report_ids)}"
        table.add_row("as" if name is card.names[0] else "", line(Text(plain(name.name), style="bold"), dim(where)))
    if len(card.names) > _MOST_NAMES:
        table.add_row("", more_words(len(card.names) - _MOST_NAMES, "names"))
    return table


def _day(card: EntityCard, report_id: int) -> str:
    return day_label(published_of(card.reports[report_id])) if report_id in card.reports else ""


def _role(card: EntityCard, role: RoleSeen) -> Iterator[tuple[str, Text]]:
    dated = [one.report_id for one in role.tellings if published_of(card.reports[one.report_id])]
    days = list(dict.fromkeys(_day(card, report_id) for report_id in dated)) or [_day(card, role.tellings[0].report_id)]
    body = f", {plain(role.organization)}" if role.organization else ""
    is_over = RoleStatus.FORMER in role.statuses
    head = Text(plain(role.title) + body + (" (former)" if is_over else ""), style="bold")
    yield days[0], line(head, dim(f"told until {days[-1]}" if len(days) > 1 else ""))
    yield "", line(quoted(role.tellings[-1].words), dim(report_ids(one.report_id for one in role.tellings)))


def _part(part: PartSeen) -> Iterator[tuple[str, Text]]:
    standing = [STANDINGS[one] for one in part.attributions]
    yield part.incident_id, Text(part.headline, style="bold")
    roles = ", ".join(part.roles) + (f": {'; '.join(standing)}" if standing else "")
    words = quoted(part.tellings[0].words, most=80) if part.tellings else ""
    yield "", line(roles, words, dim(report_ids(one.report_id for one in part.tellings)))


def _statement(card: EntityCard, said: StatementSeen) -> Iterator[tuple[str, Text]]:
    words = " … ".join(plain(one.words) for one in said.content)
    told = f"to {plain(said.told)}" if said.told else ""
    about = " ".join(part for part in (report_ids([said.report_id, *said.also_in]), told) if part)
    yield _day(card, said.report_id), line(quoted(words, most=220), dim(about))


def _fact(fact: LifeSeen) -> Iterator[tuple[str, Text]]:
    yield interval_words(fact.interval), line(Text(plain(fact.what)), dim(f"r{fact.telling.report_id}"))


def _beside(head: EntityHead, number: int) -> str:
    return f"{plain(head.name)} (e{head.entity_id}{f', {number} times' if number > 1 else ''})"


def meant_shown(heads: Sequence[EntityHead]) -> RenderableType:
    """Return the list of the entities that a name may mean."""
    table = rows(label_width=8)
    for head in heads:
        about = dim(f"{head.type}, {counted(head.n_reports, 'report')}")
        table.add_row(Text(f"e{head.entity_id}", style="bold cyan"), line(Text(plain(head.name), style="bold"), about))
    return table
