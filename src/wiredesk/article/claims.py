"""Read what an HTML page says of its own article: JSON-LD, OpenGraph, microdata. Not for: dates (see `witnesses_html`).

What a page claims is a witness among others: sites fill these fields with their own name, the first lines, or another story.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_MOST_SCRIPTS, _MOST_NODES, _MAX_CHARS = 20, 5_000, 400_000
_MAX_FIELD = 1_000
_MAX_META = 400
_MOST_TEXTS = 50  # of each kind: every block of the page is held against each. Of 500 train pages none has more than 14
_ARTICLES = ("article", "posting", "report", "review", "webpage")
_TITLES = frozenset(("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"))
_SUMMARIES = frozenset(("og:description", "twitter:description", "description", "dc.description"))
_AUTHORS = frozenset(("author", "article:author", "parsely-author", "sailthru.author", "dc.creator"))


@dataclass(frozen=True, slots=True)
class Claims:
    """Hold the titles, summaries and authors that a page names (the first 50 of each), and its longest article text.

    `body` is that text where the page gives one in JSON-LD, or "".
    """

    titles: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    body: str = ""


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of all JSON-LD scripts, the first 5,000, without recursion."""
    waiting: list[Any] = []
    for script in islice(root.iter("script"), 500):
        content = script.text
        if content and len(waiting) < _MOST_SCRIPTS and "ld+json" in (script.get("type") or ""):
            waiting.append(_loaded(content))
    waiting.reverse()
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
        inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        waiting += reversed([one for one in islice(inside, _MOST_NODES) if isinstance(one, dict | list)])


def _loaded(content: str) -> Any:
    try:
        return json.loads(content[:_MAX_CHARS], strict=False)
    except (ValueError, RecursionError):
        return None


def _named(value: Any) -> list[str]:
    """Return the names in an author field: text, an object with a name, or a list of these."""
    some = value[:20] if isinstance(value, list) else [value]
    return [name for one in some if (name := _text(one.get("name") if isinstance(one, dict) else one))]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(text[:_MAX_FIELD] for text in texts if text), _MOST_TEXTS))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = str(node.get("@type", ""))[:_MAX_FIELD].lower()
    return any(kind in kinds for kind in _ARTICLES)


def _entries(node: dict[str, Any]) -> list[Any]:
    """Return the entries of live coverage: their headlines head parts of the article and are no titles of it."""
    entries = node.get("liveBlogUpdate")
    return entries if isinstance(entries, list) else [entries]


def claims_of(root: Any) -> Claims:
    """Return what the page of this tree says of its article; empty fields where it is silent."""
    everything = list(_nodes(root))
    entries = {id(entry) for node in everything for entry in _entries(node)}
    nodes = [node for node in everything if _is_article(node)]
    meta = [
        ((one.get("property") or one.get("name") or one.get("itemprop") or "").lower(), _text(one.get("content")))
        for one in islice(root.iter("meta"), _MAX_META)
    ]
    headings = [_text(one.xpath("string()")[:_MAX_FIELD]) for one in islice(root.iter("h1", "title"), 6)]
    bodies = [_text(node.get("articleBody")) for node in nodes]
    return Claims(
        _distinct(
            [
                *(_text(node.get("headline")) for node in nodes if id(node) not in entries),
                *(text for name, text in meta if name in _TITLES),
                *headings,
            ]
        ),
        _distinct([*(_text(node.get("description")) for node in nodes), *(text for name, text in meta if name in _SUMMARIES)]),
        _distinct([*(name for node in nodes for name in _named(node.get("author"))), *(t for n, t in meta if n in _AUTHORS)]),
        max(bodies, key=len, default=""),
    )
