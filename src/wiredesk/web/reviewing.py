"""Facts to rule on, in words for the page and its script. Not for: which facts (see `desk.reviewing`), markup.

The page without script and the script show the same values: both are made of what `shown` returns.
"""

from contextlib import suppress
from typing import Any

from wiredesk.dates.interval import Interval
from wiredesk.dates.typed import days_of
from wiredesk.desk.reviewing import FactToRule, FieldToRule, ToReview
from wiredesk.desk.ruling_wanted import Became
from wiredesk.errors import SettingError
from wiredesk.export.facts_incidents import incident_headline
from wiredesk.export.phrasing import interval_words, plain
from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.review.applying import Mark
from wiredesk.review.fields import Form, shapes
from wiredesk.spans import Span

_ASKED = {
    "incident": "What happened?",
    "stage": "How far did it go?",
    "background": "An older case, only recalled?",
    "date": "When did it happen?",
    "place": "Where did it happen?",
    "killed": "How many were killed?",
    "wounded": "How many were wounded?",
    "perpetrator": "Who did it, as the report has it?",
    "target": "What was hit?",
    "victim": "Who was hit?",
    "weapon": "With what?",
    "statement": "Who said what?",
    "published": "When did the report come out?",
    "entity": "Who or what is named?",
    "role": "What is said to be their role?",
    "life_fact": "What happened when?",
    "amount": "How much money, for what?",
}
_SHORT = {"entity": "Name", "life_fact": "Dated fact", "published": "Published", "background": "Older case", "incident": "Kind"}
_NAMES = {
    "words": "Words",
    "at": "On the map",
    "by": "Said by",
    "entity": "Is",
    "told": "Said to",
    "named": "By name",
    "value": "Amount",
    "what": "What",
}
# What a whole fact shows in large type: the first of these fields that says something.
_LARGE = {"statement": ("content",), "entity": ("name",), "role": ("title",), "life_fact": ("what",), "amount": ("value",)}
# What number keys choose of a whole fact.
_QUICK = {
    "perpetrator": "attribution",
    "victim": "effect",
    "entity": "type",
    "statement": "kind",
    "role": "status",
    "amount": "purpose",
}
_HINTS = {
    Form.COUNT: "6, 4-6, at least 4, up to 6, or choose the words",
    Form.DATE: "2016-09-09, 2016-09, 2016-09-01/2016-09-08, or choose the words",
    Form.ENTITY: "Choose the words that name it, or write them",
    Form.ENTITIES: "Choose the words, or write names parted by ;",
    Form.SPAN: "Choose the words in the article",
    Form.SPANS: "Choose the words in the article",
    Form.TEXT: "Choose the words in the article, or write them",
    Form.NAMES: "Names as they stand in the article, parted by ;",
    Form.NUMBER: "In figures, such as 50000",
    Form.CURRENCY: "Three letters, such as EUR",
    Form.COUNTRY: "Two letters, such as FR",
    Form.POINT: "Latitude,longitude such as 5.50,-54.06",
}
_CHOSEN = frozenset(
    {Form.SPAN, Form.SPANS, Form.TEXT, Form.NAMES, Form.DATE, Form.COUNT, Form.ENTITY, Form.ENTITIES, Form.NUMBER}
)


def shown(told: ToReview) -> Json:
    """Return what is shown of a report or task, ready for JSON."""
    headlines = headlines_of(told.reading)
    return {
        "key": told.key,
        "report": told.report,
        "title": plain(told.title or told.report),
        "outlet": plain(told.outlet or ""),
        "impact": round(100 * told.impact),
        "weighs": [plain(one) for one in told.weighs],
        "incidents": [{"id": one.id, "headline": headlines[one.id]} for one in told.reading.incidents],
        "entities": [{"id": one.id, "name": plain(one.name)} for one in told.reading.entities],
        "facts": [fact_shown(one, headlines) for one in told.facts],
    }


def vocabulary() -> Json:
    """Return the choices of all fields that have some, by kind of fact and field."""
    told = ((kind.value, one) for kind, shape in shapes().items() for one in shape.fields)
    found: Json = {}
    for kind, one in told:
        choices = ("yes", "no") if one.form is Form.FLAG else one.choices
        if choices:
            found.setdefault(kind, {})[one.name] = [{"value": choice, "label": _said(choice)} for choice in choices]
    return found


def headlines_of(reading: Reading) -> dict[str, str]:
    """Return a line for each incident of a reading, by its id."""
    names = {one.id: plain(one.name) for one in reading.entities}
    return {one.id: incident_headline(one, names) for one in reading.incidents}


def fact_shown(fact: FactToRule, headlines: dict[str, str]) -> Json:
    """Return one fact: what is asked, what stands there, where a ruling on it goes and what it says was seen."""
    main = _main(fact)
    quick = _quick(fact, main)
    is_incident = fact.what == "incident"
    at = f"{fact.address}.type" if is_incident else fact.address
    return {
        "address": fact.address,
        "at": at,
        "what": fact.what,
        "asked": _ASKED.get(fact.asks.name if fact.asks else fact.what, "Is that right?"),
        "name": _SHORT.get(fact.what) or _said(fact.asks.name if fact.asks else fact.what),
        "large": _large(fact),
        "details": [] if fact.asks or is_incident else [_detail(one) for one in fact.fields if _is_detail(fact, one)],
        "group": headlines.get(fact.incident or "", "") if fact.incident else "The report",
        "incident": fact.incident,
        "main": _field(main) if main else None,
        "kind": fact.kind.value if fact.kind else None,
        "fields": [_named(one) for one in (fact.fields if fact.asks is None else (fact.asks,))],
        "choice": _field(quick) if quick else None,
        "seen": {"words": _seen_words(fact, is_incident), "spans": _pairs(fact.spans)} if fact.kind else None,
        "can": _can(fact, is_incident),
        "reject": fact.address.split(".")[0] if is_incident or fact.what in ("stage", "background") else fact.address,
        "doubt": round(100 * fact.doubt),
        "reasons": [plain(one) for one in fact.reasons],
        "usual": fact.usual,
        "mark": mark_shown(fact.mark),
    }


def _main(fact: FactToRule) -> FieldToRule | None:
    """Return the field that correcting means when nothing else is said."""
    if fact.asks:
        return fact.asks
    wanted = "type" if fact.what == "incident" else (*_LARGE.get(fact.what, ()), "words")[0]
    return next((one for one in fact.fields if one.name == wanted), fact.fields[0] if fact.fields else None)


def _quick(fact: FactToRule, main: FieldToRule | None) -> FieldToRule | None:
    """Return the field that number keys choose of, None where there is none."""
    if main is not None and main.choices:
        return main
    return next((one for one in fact.fields if fact.asks is None and one.name == _QUICK.get(fact.what)), None)


def _large(fact: FactToRule) -> str:
    fields = {one.name: one.words for one in fact.fields}
    if fact.what == "incident":
        return _said(fields.get("type", ""))
    if fact.asks:
        words = _days_said(fact.words) if fact.asks.form is Form.DATE else plain(fact.words)
        return _said(fact.words) if fact.asks.choices else words
    if fact.what == "amount":
        return plain(f"{fields.get('currency', '')} {fields.get('value', '')}".strip())
    named = next((fields[name] for name in _LARGE.get(fact.what, ()) if fields.get(name)), "")
    return plain(named or fact.words)


def _days_said(kept: str) -> str:
    """Return days as pages write them ("14 March 2024"), those that are kept in no usual way as they are."""
    with suppress(SettingError):
        days = [days_of(part, "date") for part in kept.split("/")]
        return interval_words(Interval(days[0].earliest, days[-1].latest))
    return plain(kept)


def _is_detail(fact: FactToRule, field: FieldToRule) -> bool:
    return bool(field.words) and field.name not in ("words", *_LARGE.get(fact.what, ()))


def _detail(one: FieldToRule) -> Json:
    words = plain(_said(one.words) if one.choices else one.words)
    return {"address": one.address, "label": _label(one), "words": words}


def _label(one: FieldToRule) -> str:
    return _NAMES.get(one.name, one.name.replace("_", " ").capitalize())


def _named(one: FieldToRule) -> Json:
    """Return a field for the script, which knows its choices and hint by `vocabulary` and `forms`."""
    return {"address": one.address, "name": one.name, "label": _label(one), "raw": one.words, "form": one.form.name}


def _field(one: FieldToRule) -> Json:
    return {**_named(one), **_form(one.form), "choices": _choices(one)}


def _form(form: Form) -> Json:
    return {"hint": _HINTS.get(form, ""), "may_choose": form in _CHOSEN}


def forms() -> Json:
    """Return how a value of each form is given: a hint, and whether words of the article may be chosen."""
    return {form.name: _form(form) for form in Form}


def _choices(one: FieldToRule) -> list[Json]:
    return [{"value": choice, "label": _said(choice)} for choice in one.choices]


def _said(choice: str) -> str:
    words = choice.replace("_", " ")
    return words if words.isupper() else words[:1].upper() + words[1:]


def _seen_words(fact: FactToRule, is_incident: bool) -> str:
    return next((one.words for one in fact.fields if one.name == "type"), "") if is_incident else fact.words


def _can(fact: FactToRule, is_incident: bool) -> list[str]:
    """Return what can be ruled on it."""
    if fact.kind is None:
        return ["accept", "correct"] if fact.words else ["correct"]
    is_empty = fact.asks is not None and not fact.words and not is_incident
    return ["accept", "correct", "unsure"] if is_empty else ["accept", "correct", "reject", "unsure"]


def mark_shown(mark: Mark | None) -> Json | None:
    """Return who ruled last and how, None when nobody did."""
    if mark is None:
        return None
    return {"verdict": mark.verdict.value, "who": plain(mark.who), "ruling": f"n{mark.ruling_id}", "was": plain(mark.was or "")}


def became_shown(one: Became) -> dict[str, Any]:
    """Return what a ruling made of its fact."""
    return {
        "id": f"n{one.ruling.id}",
        "action": one.ruling.action.value,
        "address": one.address,
        "words": one.words,
        "spans": _pairs(one.spans),
        "was": one.was or None,
        "before": mark_shown(one.before),
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[one.start, one.end] for one in spans]
