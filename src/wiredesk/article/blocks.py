"""Cut an HTML page into the blocks that a reader sees: paragraphs, headings, list items, cells. Not for: judging them.

One walk over the tree, without recursion; what is hidden or holds no text for readers is left out. Two line breaks in a row
end a block, as old pages part their paragraphs.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

MAX_BLOCKS = 20_000
_MAX_CHARS, _MOST_EVENTS = 10_000_000, 400_000
_MAX_DEPTH = 1_000  # the parser itself stops at 256 levels; our choice, so that no chain of boxes is walked for long
_DECLARATION = re.compile(r"\A\s{0,100}<\?xml[^<>]{0,200}\?>")  # lxml refuses text that names an encoding
_BLOCKS = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 td th tr table tbody thead section article main aside nav header footer "
    "blockquote pre figure figcaption form fieldset address body html center details summary hr caption".split()
)
_DROPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas video audio select option textarea input button head "
    "meta link map amp-ad amp-iframe amp-analytics amp-consent".split()
)
_PICTURES = frozenset("img picture amp-img video iframe embed amp-video amp-youtube".split())
_BOLD, _SLANTED = frozenset(("b", "strong")), frozenset(("i", "em", "cite"))
_NAMES = ("class", "id", "itemprop", "role")
_MAX_NAME = 200


@dataclass(slots=True, eq=False)
class Box:
    """Hold one element that parts blocks (or a link round them): its tag, names (class, id, itemprop, role) and place.

    `n_inside` counts its child boxes by tag. It grows while the page is walked and stays as it is afterwards.
    """

    tag: str
    names: str
    parent: "Box | None"
    depth: int
    n_inside: Counter[str] = field(default_factory=Counter)

    def outwards(self) -> Iterator["Box"]:
        """Yield the box and all boxes around it, from the inside."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one block: its words with single blanks, and how many of its characters are links, bold, slanted.

    `inner_names` are the names of the inline elements in it; `n_pictures` counts the pictures of the page up to its end.
    """

    text: str
    box: Box
    n_linked: int
    n_links: int
    n_bold: int
    n_slanted: int
    inner_names: str
    n_pictures: int

    @property
    def link_share(self) -> float:
        """Return the share of characters that are links, 0 to 1."""
        return min(1.0, self.n_linked / len(self.text))


def parsed(markup: str) -> Any:
    """Return the root of a page's tree, None where the parser finds none; of longer pages the first 10 million characters."""
    from lxml import etree

    try:  # elements of `lxml.html` would cost a tenth more, and none of their own methods is asked for
        return etree.fromstring(_DECLARATION.sub("", markup[:_MAX_CHARS], count=1), etree.HTMLParser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


@dataclass(slots=True)
class _Walk:
    """Hold what is open while the page is walked, and the blocks found so far."""

    box: Box
    found: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)
    n_breaks: int = 0
    n_pictures: int = 0
    in_link: int = 0
    in_bold: int = 0
    in_slanted: int = 0

    def add(self, words: str | None) -> None:
        """Take text that stands in the open block."""
        if not words:
            return
        self.pieces.append(words)
        if not words.isspace():
            self.n_breaks = 0
        for depth, kept in ((self.in_link, self.linked), (self.in_bold, self.bold), (self.in_slanted, self.slanted)):
            if depth:
                kept.append(words)

    def close(self, box: Box) -> None:
        """End the open block; what follows belongs to `box`."""
        text = " ".join("".join(self.pieces).split()) if self.pieces else ""
        if text:
            sizes = _size(self.linked), len(self.linked), _size(self.bold), _size(self.slanted)
            self.found.append(Block(text, self.box, *sizes, " ".join(self.inner)[:_MAX_NAME], self.n_pictures))
        self.pieces, self.linked, self.bold, self.slanted, self.inner, self.n_breaks = [], [], [], [], [], 0
        self.box = box

    def start(self, element: Any, tag: str) -> None:
        """Enter an element."""
        if tag in _BLOCKS:
            self.close(self._inside(element, tag))
        else:
            self._enter(element, tag, 1)
            names = _names(element) if tag != "br" else ""
            if names:
                self.inner.append(names)
        self.add(element.text)

    def end(self, element: Any, tag: str) -> None:
        """Leave an element."""
        if tag in _BLOCKS:
            self.close(self.box.parent or self.box)
        else:
            self._enter(element, tag, -1)

    def _inside(self, element: Any, tag: str) -> Box:
        self.box.n_inside[tag] += 1
        return Box(tag, _names(element), self.box, self.box.depth + 1)

    def _enter(self, element: Any, tag: str, step: int) -> None:
        self.in_link += step * (tag == "a")
        self.in_bold += step * (tag in _BOLD)
        self.in_slanted += step * (tag in _SLANTED)
        if tag == "br" and step > 0:
            self.pieces.append("\n")
            self.n_breaks += 1
            if self.n_breaks > 1:
                self.close(self.box)


def _size(pieces: list[str]) -> int:
    return sum(len(" ".join(one.split())) for one in pieces)


def _names(element: Any) -> str:
    return " ".join(value[:_MAX_NAME] for name in _NAMES if (value := element.get(name)))


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and "display:none" in style[:1000].replace(" ", "").lower())


def blocks_of(root: Any, *, with_hidden: bool = False) -> list[Block]:
    """Return the blocks of a page in their order, the first 20,000; empty where the page shows no text.

    `with_hidden` takes in what the markup hides until a script shows it.
    """
    from lxml import etree

    seen = _Walk(Box("html", "", None, 0))
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    is_inside: list[bool] = []
    for event, element in islice(events, _MOST_EVENTS):
        if len(seen.found) >= MAX_BLOCKS:
            break
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            is_read = tag not in _DROPPED and len(is_inside) < _MAX_DEPTH and (with_hidden or not _is_hidden(element))
            is_inside.append(is_read)
            seen.n_pictures += tag in _PICTURES
            if is_read:
                seen.start(element, tag)
            else:
                events.skip_subtree()
            continue
        if event == "end" and is_inside.pop():
            seen.end(element, tag)
        if element is not root:
            seen.add(element.tail)
    seen.close(seen.box)
    return seen.found
