"""Who and what fills an incident's roles: filler spans put together by the one they name. Not for: which incident."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wiredesk.spans import Span
from wiredesk.tagger.tags import Filler

_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her|our|some|several|this|that|these|those)\s+", re.IGNORECASE)
_HANGING = re.compile(r"(?:\s+(?:of|the|a|an|on|in|at|and|from|to|with|for|by))+$", re.IGNORECASE)
_BRACKET = re.compile(r"\W*\(\W*$|\W*\[\W*$")


@dataclass(frozen=True, slots=True)
class Filled:
    """Hold one filler of a role with all its mentions; `best` is the mention that names it best, `score` 0 to 1."""

    role: str
    best: Span
    mentions: tuple[Span, ...]
    score: float
    types: dict[str, float]


def _key(words: str) -> str:
    return " ".join(_ARTICLE.sub("", " ".join(words.split())).casefold().split())


def _same(one: str, other: str, role: str) -> bool:
    """Tell whether two fillers' words name the same: equal, or one is the other's end or start by whole words."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 3:
        return False
    if role in ("victim_description", "target", "perp_individual"):
        return long.endswith(" " + short) and role != "target"
    return long.endswith(" " + short) or long.startswith(short + " ") or _initials(long) == short


def _initials(words: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", words) if w not in ("of", "the", "and", "de", "la", "for"))


def _introduced(text: str, earlier: Span, later: Span) -> bool:
    """Tell whether `later` stands in brackets right behind `earlier`: a short name for it."""
    between = text[earlier.end : later.start]
    return len(between) <= 4 and bool(_BRACKET.fullmatch(between))


def filled(text: str, fillers: Iterable[Filler]) -> list[Filled]:
    """Group filler spans by role and by the one they name, in order of first mention."""
    groups: list[list[Filler]] = []
    for filler in (w for f in fillers if (w := _whole(text, f)) is not None):
        key = _key(filler.span.cut(text))
        home = next((g for g in groups if _belongs(text, filler, key, g)), None)
        if home is None:
            groups.append([filler])
        else:
            home.append(filler)
    return [_filled(text, group) for group in groups]


def _whole(text: str, filler: Filler) -> Filler | None:
    """Return the filler with the words that it cuts taken whole; a weapon cut out of a word is none ("gun" of "gunman")."""
    start, end = filler.span.start, filler.span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    hanging = _HANGING.search(text[start:end])
    if hanging and hanging.start() > 0:
        return replace(filler, span=Span(start, start + hanging.start()))
    if (start, end) == (filler.span.start, filler.span.end):
        return filler
    return None if filler.label == "weapon" else replace(filler, span=Span(start, end))


def _belongs(text: str, filler: Filler, key: str, group: list[Filler]) -> bool:
    if group[0].label != filler.label:
        return False
    return any(_same(key, _key(g.span.cut(text)), filler.label) or _introduced(text, g.span, filler.span) for g in group)


def _filled(text: str, group: list[Filler]) -> Filled:
    """Choose the mention that names best: for names the longest of the sure ones, for descriptions the surest."""
    surest = max(f.score for f in group)
    is_name = group[0].label in ("perp_organization", "victim_name")
    sure = [f for f in group if f.score >= surest - (0.25 if is_name else 0.0)]
    best = max(sure, key=lambda f: (len(f.span), -f.span.start)) if is_name else sure[0]
    missed = 1.0
    for filler in group:
        missed *= 1.0 - filler.score
    types = {kind: max(f.types[kind] for f in group) for kind in group[0].types}
    return Filled(group[0].label, best.span, tuple(sorted(f.span for f in group)), 1.0 - missed, types)
