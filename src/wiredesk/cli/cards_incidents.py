"""The card of an incident and the list of the newest, for a terminal of 80 columns. Not for: what stands in them (see `desk`)."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from wiredesk.cli.cards_layout import (
    counted,
    day_label,
    day_words,
    dim,
    grouped,
    indented,
    iso_words,
    line,
    more_words,
    quoted,
    report_ids,
    rows,
    title,
)
from wiredesk.codebook import Attribution
from wiredesk.corroborate.comparison import Reason
from wiredesk.corroborate.credibility import Credibility, Grade
from wiredesk.corroborate.dossier import Change, Dossier, DossierField, Field, Telling, Toll, Value
from wiredesk.corroborate.dossier_changes import ChangeKind, later_changes
from wiredesk.corroborate.dossier_tolls import TollLine
from wiredesk.desk.cards import IncidentCard, IncidentList, Linked, Proposed, published_of
from wiredesk.desk.dossier_words import change_words, value_words
from wiredesk.export.phrasing import country_name, plain, within
from wiredesk.export.value_words import GRADES, PRINTINGS, STANDINGS
from wiredesk.folding import folded
from wiredesk.sentences import sentences

_MOST_VALUES, _MOST_CHANGES, _MOST_STORIES, _MOST_LINKS, _MOST_REASONS = 8, 20, 25, 12, 3
_PLAIN_FIELDS = (DossierField.TYPE, DossierField.STAGE, DossierField.DATE, DossierField.PLACE)
_THINGS = (DossierField.TARGET, DossierField.VICTIM, DossierField.WEAPON)
_GRADE_STYLES = {Grade.CONFIRMED: "green", Grade.PROBABLE: "green", Grade.IMPROBABLE: "red", Grade.UNJUDGED: "dim"}
_CHANGE_STYLES = {ChangeKind.REVISED: "bold", ChangeKind.CLAIMED: "bold red", ChangeKind.DENIED: "bold green"}
_STANDING_STYLES = {Attribution.CLAIMED_OR_ADMITTED: "bold red", Attribution.DENIED: "bold green"}


def incident_shown(card: IncidentCard) -> RenderableType:
    """Return the card of an incident."""
    return grouped(_incident(card))


def _incident(card: IncidentCard) -> Iterator[RenderableType]:
    record = card.record
    yield line(Text(card.id, style="bold cyan"), Text(card.headline, style="bold"))
    days = [member.published for member in record.members if member.published]
    span = [day_words(days[0]), day_words(days[-1])] if days else []
    about = [counted(card.n_reports, "report"), counted(len(record.stories), "story")]
    about += [f"published {' to '.join(dict.fromkeys(span))}"] if span else []
    yield dim(" · ".join(about))
    if card.n_left_out:
        yield dim(f"the newest {len(record.members)} are laid side by side here")
    yield title("What the reports say", "bold red")
    yield indented(_fields([record.field(name) for name in _PLAIN_FIELDS]))
    if record.tolls:
        yield title("Toll", "bold red")
        yield from (indented(one) for toll in record.tolls for one in _toll(toll))
    yield from _perpetrators(record)
    things = [field for name in _THINGS if (field := record.field(name)).values]
    if things:
        yield title("Against whom and with what", "bold red")
        yield indented(_fields(things))
    yield from _changes(later_changes(record.changes))
    yield from _stories(card)
    yield from _links(card.links)
    yield from proposals_shown(card.proposals, card.id, "incident")


# -- fields --------------------------------------------------------------------------------------------------------


def _fields(fields: Sequence[Field]) -> RenderableType:
    table = rows()
    for field in fields:
        for number, value in enumerate(field.values[:_MOST_VALUES]):
            table.add_row("" if number else field.name.value, _value_head(field, value))
            table.add_row("", _words(value, is_quoted=field.name is not DossierField.STAGE))
        if len(field.values) > _MOST_VALUES:
            table.add_row("", more_words(len(field.values) - _MOST_VALUES, "values"))
    return table


def _value_head(field: Field, value: Value) -> Text:
    head = Text(value_words(value.label, value.interval), style="bold")
    if field.name is DossierField.PLACE and value.country:
        country = country_name(value.country)
        head.append(f", {country}" if country.casefold() != value.label.casefold() else "", style="not bold")
    told = [effect.value for effect in value.effects]
    told += [words for count in value.counts if field.name is DossierField.VICTIM and (words := count.in_words()) != "1"]
    head.append(f" ({', '.join(told)})" if told else "", style="not bold")
    if not value.n_stories:
        return line(head, dim("taken back since"), _ruled(*value.tellings))
    return line(head, dim(f"· {counted(value.n_stories, 'story')} ·"), grade_words(value.credibility), _ruled(*value.tellings))


def _ruled(*tellings: Telling) -> Text:
    """Say what people ruled on a value: "✓ corrected by Ana"."""
    told = dict.fromkeys(f"{mark.verdict.value} by {plain(mark.who)}" for one in tellings if (mark := one.mark))
    return Text("✓ " + ", ".join(told), style="green") if told else Text("")


def grade_words(credibility: Credibility) -> Text:
    """Return a grade of credibility in words."""
    grade = credibility.grade
    return Text(f"credibility {grade.value}, {GRADES[grade]}", style=_GRADE_STYLES.get(grade, "yellow"))


def _words(value: Value, *, is_quoted: bool) -> Text:
    """Return the words of the first report, unless they are the value's name, and which reports say so.

    A stage stands on the words of the type; other words of other reports are in the JSON.
    """
    first = value.tellings[0]
    said = dim(report_ids(one.report_id for one in value.tellings))
    is_name = folded(value.label) in (folded(first.words), *(folded(first.words.partition(" ")[2]),))
    return line(quoted(first.words, most=110), said) if is_quoted and not is_name else said


def _toll(toll: Toll) -> Iterator[RenderableType]:
    yield line(dim(toll.name.value.ljust(11)), Text(toll.label, style="bold"))
    table = rows(label_width=16)
    for one in toll.lines:
        where = line(dim(day_words(one.telling.published)))
        where.append(f" · {plain(one.telling.outlet)}" if one.telling.outlet else "", style="dim")
        told = line(Text(one.count.in_words(), style="bold"), quoted(one.telling.words, most=110), _ruled(one.telling))
        table.add_row(f"r{one.telling.report_id}", told)
        table.add_row("", where)
        for words in _earlier(one):
            table.add_row("", words)
    yield indented(table, 12)


def _earlier(one: TollLine) -> Iterator[Text]:
    """Say what earlier versions of a story told, the newest first."""
    for count, telling in reversed(one.earlier):
        words = f"revised: r{telling.report_id} of the same story said {count.in_words()} ({day_words(telling.published)})"
        yield Text(words, style="yellow")


def _perpetrators(record: Dossier) -> Iterator[RenderableType]:
    field = record.field(DossierField.PERPETRATOR)
    if not field.values:
        return
    texts = {member.report_id: member.reading.report.article.text for member in record.members}
    yield title("Who is said to have done it", "bold red")
    for value in field.values[:_MOST_VALUES]:
        name = Text(value_words(value.label, value.interval), style="bold")
        known = dim(f"e{value.party.entity_id}") if value.party else ""
        yield indented(
            line(
                name,
                known,
                dim(f"· {counted(value.n_stories, 'story')} ·"),
                grade_words(value.credibility),
                _ruled(*value.tellings),
            )
        )
        table = rows(label_width=26)
        for standing in value.standings:
            told = value.told_as(standing)
            by = list(dict.fromkeys(name for one in told for name in one.by))
            words = line(quoted(_around(told[0], texts)), dim(report_ids(one.report_id for one in told)))
            words.append(f" so {', '.join(map(plain, by))}" if by else "")
            table.add_row(Text(STANDINGS[standing], style=_STANDING_STYLES.get(standing, "")), words)
        yield indented(table, 4)


def _around(telling: Telling, texts: Mapping[int, str]) -> str:
    """Return the sentence in which somebody is named, cut on both sides where it is long: the name alone tells nothing."""
    text = texts[telling.report_id]
    found = next((one for one in sentences(text) if one.covers(telling.span)), telling.span)
    return within(text, found, telling.span, most=120)


# -- what changed, reports, links ----------------------------------------------------------------------------------


def _changes(changes: Sequence[Change]) -> Iterator[RenderableType]:
    if not changes:
        return
    yield title("What changed when", "bold yellow")
    table = rows(label_width=17)
    for change in changes[:_MOST_CHANGES]:
        told = Text(change_words(change), style=_CHANGE_STYLES.get(change.kind, ""))
        table.add_row(day_label(change.telling.published), line(told, dim(f"r{change.telling.report_id}")))
    yield indented(table)
    if len(changes) > _MOST_CHANGES:
        yield indented(more_words(len(changes) - _MOST_CHANGES, "changes"))


def _stories(card: IncidentCard) -> Iterator[RenderableType]:
    yield title("Reports, copies folded", "bold cyan")
    table = rows(label_width=17)
    for story in card.record.stories[:_MOST_STORIES]:
        for number, report_id in enumerate(story.report_ids):
            row = card.reports[report_id]
            outlet = plain(row.outlet or "")
            trust = f" [{row.reliability}]" if row.reliability else ""
            wire = f"words of {plain(story.wire)}" if story.wire and not number else ""
            about = " · ".join(part for part in (outlet + trust if outlet else "", wire) if part)
            if number:
                how = PRINTINGS.get(row.copy_kind or "", "the same story")
                table.add_row(
                    "", line(dim(f"└ r{report_id} {how}"), dim(f"· {about}" if about else ""), dim(f"· {iso_words(row.day)}"))
                )
                continue
            table.add_row(
                day_words(published_of(row)), line(Text(f"r{report_id}", style="cyan"), plain(row.title) or "(no title)")
            )
            if about:
                table.add_row("", dim(about))
    yield indented(table)
    if len(card.record.stories) > _MOST_STORIES:
        yield indented(more_words(len(card.record.stories) - _MOST_STORIES, "stories"))


def _links(links: Sequence[Linked]) -> Iterator[RenderableType]:
    made = [link for link in links if link.score is not None]
    if not made:
        return
    yield title("Why they are one", "bold")
    table = rows(label_width=17)
    for link in made[:_MOST_LINKS]:
        to = f" with r{link.to_report}" if link.to_report else ""
        table.add_row(f"r{link.report_id}{to}", line(f"{link.score:.2f}", dim(_reasons(link.reasons))))
    yield indented(table)


def proposals_shown(proposals: Sequence[Proposed], own_id: str, kind: str) -> Iterator[RenderableType]:
    """Yield the open proposals of a record with how to settle them."""
    if not proposals:
        return
    yield title(f"Perhaps the same {kind}: please rule", "bold magenta")
    for one in proposals[:_MOST_VALUES]:
        yield indented(line(Text(one.other_id, style="bold"), dim(f"{one.score:.2f}"), plain(one.headline)))
        yield indented(dim(_reasons(one.reasons)), 4)
    yield indented(dim(f"settle it: wiredesk rule same {own_id} {proposals[0].other_id} (or different, or unsure)"))
    if len(proposals) > _MOST_VALUES:
        yield indented(more_words(len(proposals) - _MOST_VALUES, "proposals"))


def _reasons(reasons: Sequence[Reason]) -> str:
    return "; ".join(plain(reason.note) for reason in reasons[:_MOST_REASONS])


def list_shown(listed: IncidentList) -> RenderableType:
    """Return the list of the newest incidents."""
    table = rows(label_width=8)
    for one in listed.incidents:
        copies = f", {counted(one.n_reports, 'report')}" if one.n_reports != one.n_stories else ""
        table.add_row(Text(one.id, style="bold cyan"), Text(one.headline, style="bold"))
        table.add_row("", dim(f"{counted(one.n_stories, 'story')}{copies} · last told {iso_words(one.day)} in r{one.report_id}"))
    return table
