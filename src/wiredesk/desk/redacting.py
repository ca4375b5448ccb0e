"""A person's names blacked out in texts and readings, every character by another, so that all spans stay. Not for: the store.

Names are looked for in small letters without marks on them, their words parted by a few characters of any kind but
letters: "Ana Ruiz", "ANA RUIZ", "ana-ruiz" in an address, "Ana\nRuiz".
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from wiredesk.folding import folded
from wiredesk.interchange.report_json import Json
from wiredesk.spans import Span

BLACK = "█"
# "Ana Maria (born 1961) Ruiz" is told apart by people; an address has "ana%20ruiz" at most.
_BETWEEN = r"(?:%[0-9a-f]{2}|[\W_]){1,4}"
_LEAST_CHARS = 3
# What stands under these keys of a reading or ruling is a code, an id or a date: a surname may well be "May" or "Person".
_CODES = frozenset(
    "schema id type stage kind effect status attribution value earliest latest mod rule language media_type sha256 captured "
    "entity organization speaker told place who where by currency purpose country gazetteer at action code".split()
)


@dataclass(frozen=True, slots=True)
class Names:
    """Hold what a person is called: `whole` names of two words or more, and `lone` words that name them in their reports."""

    whole: frozenset[str]
    lone: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.whole or self.lone)


def names_of(known: Iterable[str]) -> Names:
    """Sort names into whole ones and lone words; the last word of a whole name is a lone word too."""
    whole, lone = set(), set()
    for name in known:
        words = [word for word in re.split(r"[\W_]+", plain_letters(name)) if word]
        if len(words) > 1 and any(len(word) >= _LEAST_CHARS for word in words):
            whole.add(" ".join(words))
            lone |= {words[-1]} if len(words[-1]) >= _LEAST_CHARS else set()
        elif words and len(words[0]) >= _LEAST_CHARS:
            lone.add(words[0])
    return Names(frozenset(whole), frozenset(lone))


def plain_letters(words: str) -> str:
    """Return as many characters in small letters without marks on them."""
    return words.lower() if words.isascii() else "".join(_plain(letter) for letter in words)


def _plain(letter: str) -> str:
    """Return one character for one, so that offsets stay."""
    first = unicodedata.normalize("NFKD", letter)[0].lower()
    return first if len(first) == 1 else letter


def finder(names: Names, *, with_lone: bool) -> Callable[[str], list[Span]]:
    """Return what finds the places of names in words; `with_lone` also of lone words."""
    told = [_BETWEEN.join(map(re.escape, name.split())) for name in sorted(names.whole, key=len, reverse=True)]
    told += [re.escape(word) for word in sorted(names.lone, key=len, reverse=True)] if with_lone else []
    if not told:
        return lambda words: []
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(told)})(?![^\W_])")
    return lambda words: [Span(*found.span()) for found in pattern.finditer(plain_letters(words))]


def blacked(words: str, spans: Collection[Span]) -> str:
    """Return the words with these places blacked out; lines are broken as before."""
    told = list(words)
    for span in spans:
        for at in range(span.start, min(span.end, len(told))):
            told[at] = told[at] if told[at] in "\r\n" else BLACK
    return "".join(told)


def redactor(names: Names, *, with_lone: bool) -> Callable[[str], str]:
    """Return what blacks names out in words."""
    find = finder(names, with_lone=with_lone)
    return lambda words: blacked(words, spans) if (spans := find(words)) else words


# -- readings ------------------------------------------------------------------------------------------------------


def is_called(entity: Json, names: Names) -> bool:
    """Tell whether an entity of a reading is the person."""
    if entity.get("type") != "person":
        return False
    called = {folded(plain_letters(name)) for name in (entity["name"], *entity["aliases"])}
    return bool(called & {folded(name) for name in names.whole})


def entity_names(entity: Json, text: str) -> set[str]:
    """Return what a reading calls an entity: its name, aliases and the words of its mentions."""
    return {entity["name"], *entity["aliases"], *(text[start:end] for start, end in entity["mentions"])}


def redacted(told: Json, names: Names, *, local_ids: Collection[str], keeps_entity: bool = False) -> Json:
    """Return a reading (`wiredesk.report/1`) without the person, who has these ids in it.

    Their names are blacked out everywhere, their mentions too; the entity, its parts, its life facts go, unless
    `keeps_entity`. A lone surname in a longer name of somebody else stays.
    """
    text = told["article"]["text"]
    others = [Span(*pair) for one in told["entities"] if one["id"] not in local_ids for pair in one["mentions"]]
    spans = finder(names, with_lone=False)(text)
    spans += [one for one in finder(names, with_lone=True)(text) if not any(_is_more(other, one) for other in others)]
    spans += [Span(*pair) for one in told["entities"] if one["id"] in local_ids for pair in one["mentions"] if pair[1] > pair[0]]
    redact = redactor(names, with_lone=True)
    made: Json = _each_string({key: value for key, value in told.items() if key != "article"}, redact)
    article = _each_string({key: value for key, value in told["article"].items() if key != "text"}, redact)
    made["article"] = {**article, "text": blacked(text, spans)}
    return made if keeps_entity else without(made, frozenset(local_ids))


def _is_more(other: Span, one: Span) -> bool:
    return other.covers(one) and len(other) > len(one)


def _each_string(value: Any, redact: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {key: one if key in _CODES and not _is_nested(one) else _each_string(one, redact) for key, one in value.items()}
    return [_each_string(one, redact) for one in value] if isinstance(value, list) else value


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))


def redacted_words(words: str, redact: Callable[[str], str]) -> str:
    """Return words of a store's column with names blacked out; where they are JSON, in its strings alone."""
    if words[:1] not in ("{", "[", '"'):
        return redact(words)
    try:
        told = json.loads(words)
    except ValueError:
        return redact(words)
    made = _each_string(told, redact)
    return words if made == told else json.dumps(made, ensure_ascii=words.isascii(), separators=(",", ":"))


def without(told: Json, gone: frozenset[str]) -> Json:
    """Return a reading without some entities, their parts in incidents and their life facts."""
    entities = [{**one, "roles": [_free(role, gone, "organization") for role in one["roles"]]} for one in told["entities"]]
    return {
        **told,
        "entities": [one for one in entities if one["id"] not in gone],
        "statements": [_free(_free(one, gone, "speaker"), gone, "told") for one in told["statements"]],
        "incidents": [_incident_without(one, gone) for one in told["incidents"]],
        "timeline": [one for one in told["timeline"] if not gone & set(one["who"])],
    }


def _free(record: Json, gone: frozenset[str], name: str) -> Json:
    return {**record, name: None} if record.get(name) in gone else record


def _incident_without(told: Json, gone: frozenset[str]) -> Json:
    made = _free(told, gone, "place")
    for part in ("perpetrators", "targets", "victims"):
        made = {**made, part: [one for one in told[part] if one.get("entity") not in gone]}
    perpetrators = [{**one, "by": [who for who in one["by"] if who not in gone]} for one in made["perpetrators"]]
    return {**made, "perpetrators": perpetrators}
