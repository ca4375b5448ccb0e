"""Tell pages without an article: menus, log-in and pay walls, "enable JavaScript". Not for: pages that could not be had."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from wiredesk.documents import Page
from wiredesk.errors import PageRejected
from wiredesk.sentences import sentences
from wiredesk.tagger.lines_layout import as_seen

_CHECK = "check that it is the page of one report, or paste the report's text"
_SAVE = "open the page in a browser, save it or copy its text, and give that instead"


@dataclass(frozen=True, slots=True)
class _Wall:
    reason: str
    what: str
    words: re.Pattern[str]


def _words(text: str) -> re.Pattern[str]:
    """Return a pattern written over several lines; its blanks count, the line ends do not."""
    return re.compile("".join(line.strip() for line in text.splitlines()), re.IGNORECASE)


_WALLS = (
    _Wall(
        "needs_javascript",
        "the page shows its article only to browsers that run scripts",
        _words(
            r"""\b(?:enable|turn on|activate|requires?|allow|need|without)\s(?:\w+\s){0,2}(?:javascript|js\b|scripts)
            |javascript (?:is|has been|must be|appears to be) (?:\w+ )?(?:disabled|enabled|required|off)
            |checking (?:your|the) browser|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|unusual traffic
            |just a moment\.\.\.|access (?:to this page has been )?denied"""
        ),
    ),
    _Wall(
        "paywall",
        "the article is kept for paying readers",
        _words(
            r"""\b(?:subscri(?:be|ption|bers?)|become a member|membership|paid plan|free trial|start (?:your|a) trial
            |per (?:week|month)|unlock (?:this|the|full)|(?:continue|keep) reading|article limit|free articles?
            |premium (?:article|content|subscriber)
            |already a subscriber|exclusive to subscribers)\b"""
        ),
    ),
    _Wall(
        "login_wall",
        "the article is kept for readers who have logged in",
        _words(
            r"""\b(?:log ?in|sign ?in|sign ?up|logged in|register(?:ed)?|create (?:an|your|a free) account
            |forgot(?:ten)? (?:your )?password|password|user ?name|e-?mail address)\b"""
        ),
    ),
    _Wall(
        "cookie_wall",
        "the page shows only its question about cookies",
        _words(
            r"""\b(?:cookies?|consent|gdpr|personal data|privacy (?:policy|settings|choices)|our partners|legitimate interest
            |tracking)\b"""
        ),
    ),
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
# The end of a sentence that tells something, in any script that marks it. Thai, Lao and Burmese use blanks or their own.
# Behind it may stand what a no-break space became when its bytes were misread: "Â".
_FINISHED = re.compile(r"[.!?…。！？؟।။][\"'”’»)\]」』Â]{0,3}$")
_UNMARKED = re.compile(r"[\u0e00-\u0eff]")
_FEWEST_WORDS = 25
_FEWEST_LONE = 5
_MAX_JUDGED = 6_000
_MOST_SHOWN = 400


def _n_words(text: str) -> int:
    """Count words; scripts written without blanks count two signs a word."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def _strongest(text: str) -> _Wall | None:
    """Return the wall of which `text` has most words: one of scripts is plain, of another kind two different ones are needed."""
    n_hits = {wall.reason: len(set(map(str.lower, wall.words.findall(text)))) for wall in _WALLS}
    best = max(_WALLS, key=lambda wall: n_hits[wall.reason])
    return best if n_hits[best.reason] >= (1 if best is _WALLS[0] else 2) else None


def _told(body: str) -> tuple[list[str], list[str]]:
    """Return the sentences of a body that tell something (five words or more), and those of them that no wall would say."""
    told = [words for span in sentences(body) if _n_words(words := span.cut(body)) >= _FEWEST_LONE]
    return told, [words for words in told if not any(wall.words.search(words) for wall in _WALLS)]


def _wall(body: str) -> _Wall | None:
    """Return the wall that a short body is made of: fewer than 25 words and half of its sentences are free of wall words."""
    if len(body) > _MAX_JUDGED:
        return None
    told, free = _told(body)
    if sum(map(_n_words, free)) >= _FEWEST_WORDS or len(free) * 2 > len(told):
        return None
    return _strongest(body)


def _is_list(body: str) -> bool:
    """Tell whether a body is headlines or a menu alone: no sentence of five words or more in it comes to its end."""
    if len(body) > _MAX_JUDGED or _UNMARKED.search(body):
        return False
    # CJK sentences go on without a blank, so that only their lines are parted.
    parts = [*(span.cut(body) for span in sentences(body)), *map(str.strip, body.splitlines())]
    return not any(_FINISHED.search(part) and _n_words(part) >= _FEWEST_LONE for part in parts)


def admit(page: Page, body: str, *, visible: Callable[[], str]) -> None:
    """Return when `body` is an article; `visible` gives all that the page shows, asked only where the body is empty.

    :raises PageRejected: with reason `no_article`, `paywall`, `login_wall`, `needs_javascript` or `cookie_wall`.
    """
    body = as_seen(body)
    wall = _wall(body)
    is_empty = len(body) <= _MAX_JUDGED and not _told(body)[0]
    if is_empty and wall is None:
        shown = visible()
        wall = _strongest(shown[:_MAX_JUDGED]) if _n_words(shown) <= _MOST_SHOWN else None
    if wall is not None:
        raise PageRejected(page.source.uri, wall.reason, wall.what, _SAVE)
    if is_empty or _is_list(body):
        raise PageRejected(page.source.uri, "no_article", "no article text was found on the page", _CHECK)
