"""Tell pages without an article: menus, log-in and pay walls, "enable JavaScript". Not for: pages that could not be had."""

import re
from dataclasses import dataclass

from wiredesk.documents import Page
from wiredesk.errors import PageRejected
from wiredesk.sentences import sentences

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
_FEWEST_WORDS = 25
_FEWEST_LONE = 5
_MAX_JUDGED = 6_000


def _n_words(text: str) -> int:
    return len(text.split())


def _wall(body: str) -> _Wall | None:
    """Return the wall that a short body is made of: of its words outside wall sentences fewer than 25 are left."""
    if len(body) > _MAX_JUDGED:
        return None
    told = [span.cut(body) for span in sentences(body)]
    free = [sentence for sentence in told if not any(wall.words.search(sentence) for wall in _WALLS)]
    if sum(map(_n_words, free)) >= _FEWEST_WORDS or len(free) * 2 > len(told):
        return None
    n_hits = {wall.reason: len(wall.words.findall(body)) for wall in _WALLS}
    best = max(_WALLS, key=lambda wall: n_hits[wall.reason])
    return best if n_hits[best.reason] else None


def _rejected(page: Page, reason: str, what: str, advice: str) -> PageRejected:
    return PageRejected(page.source.uri, reason, what, advice)


def admit(page: Page, body: str, *, visible: str) -> None:
    """Return when `body` is an article; `visible` is what the page shows besides (bounded by the caller).

    :raises PageRejected: with reason `no_article`, `paywall`, `login_wall`, `needs_javascript` or `cookie_wall`.
    """
    if not body.strip():
        wall = _wall(visible[:_MAX_JUDGED])
        if wall and _n_words(visible) < 400:
            raise _rejected(page, wall.reason, wall.what, _SAVE)
        raise _rejected(page, "no_article", "no article text was found on the page", _CHECK)
    wall = _wall(body)
    if wall:
        raise _rejected(page, wall.reason, wall.what, _SAVE)
    if _n_words(body) < _FEWEST_LONE and len(body) < 40:
        raise _rejected(page, "no_article", "the page has no more than a few words", _CHECK)
