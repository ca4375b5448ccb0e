"""Hostile markup made harmless to look at: what it shows, none of what it does. Not for: the article in it (see `cleaning`).

One wall of three, each of which would do alone: only known elements and attributes are let through, with nothing that runs,
sends or fetches. The other two are the web's: a policy that forbids the rest, and a sandbox without an origin.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_MOST_CHARS = 2_000_000
_MOST_ELEMENTS = 60_000
_DROPPED = frozenset(
    "script noscript template iframe frame frameset object embed applet param audio video source track canvas svg math link meta "
    "base title input button select option optgroup textarea datalist output portal dialog area map".split()
)
_SHOWN = frozenset(
    "html head body style article section nav aside header footer main div p span a b i u s em strong small big sub sup br hr "
    "wbr h1 h2 h3 h4 h5 h6 hgroup ul ol li dl dt dd blockquote q cite pre code kbd samp var tt abbr acronym address time mark "
    "del ins table caption colgroup col thead tbody tfoot tr th td figure figcaption img picture details summary center font "
    "bdi bdo ruby rt rp data dfn label fieldset legend".split()
)
_KEPT = frozenset("class id lang dir style colspan rowspan scope align valign width height alt title open start".split())
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]{1,500000}")
_FETCHING = re.compile(r"@import|url\s*\(|image-set\s*\(|expression\s*\(|behavior\s*:|-moz-binding|src\s*\(|\\", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOK = (
    "body{font:16px/1.6 Georgia,serif;max-width:60rem;margin:1rem auto;padding:0 1rem;color:#1b1f24;background:#fff;"
    "overflow-wrap:anywhere}img{max-width:100%;height:auto}table{border-collapse:collapse}"
    ".wiredesk-picture{border:1px dashed #767676;padding:.1em .4em;color:#565c66}"
)


def harmless(markup: str) -> str:
    """Return markup without all that runs, sends or fetches; of a very long page the beginning.

    Characters that nobody sees must be gone already: they break the tree. What is shown is built anew, in one pass: taking
    elements out of a tree takes the square of their number.
    """
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, recover=True)
    try:
        tree = html.document_fromstring(markup[:_MOST_CHARS], parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return f"<!doctype html><style>{_LOOK}</style><p>This page shows nothing."
    built = _built(etree.iterwalk(tree, events=("start", "end")), etree.TreeBuilder())
    look = etree.Element("style")
    look.text = _LOOK
    (built.find("head") if built.find("head") is not None else built).insert(0, look)
    return str(etree.tostring(built, doctype="<!doctype html>", encoding="unicode", method="html"))


def _built(walk: Any, builder: Any) -> Any:
    """Return the tree of what is shown of the elements that a walk comes by."""
    kept: list[_Kept | None] = []
    builder.start("html", {})
    for number, (event, element) in enumerate(walk):
        if not kept:  # the root, of which nothing but what it holds is shown
            builder.data(_said(element.text) if event == "start" else "")
            kept.append(None)
        elif event == "start" and number > 2 * _MOST_ELEMENTS:
            break
        elif event == "start":
            kept.append(_start(element, walk, builder))
        else:
            _end(element, kept.pop(), builder)
    for one in reversed(kept):
        if one is not None:
            builder.end(one.name)
    builder.end("html")
    return builder.close()


def _start(element: Any, walk: Any, builder: Any) -> "_Kept | None":
    """Begin what is shown of an element; None when it is left out, or only what it holds is shown."""
    name = element.tag
    if name in _DROPPED:
        walk.skip_subtree()
        return None
    one = _tamed(element) if name in _SHOWN else _Kept("", {}, element.text)
    if one.is_leaf:
        walk.skip_subtree()
    if one.name:
        builder.start(one.name, {key: _said(value) for key, value in one.attributes.items()})
    builder.data(_said(one.text))
    return one if one.name else None


def _end(element: Any, one: "_Kept | None", builder: Any) -> None:
    if one is not None:
        builder.end(one.name)
    builder.data(_said(element.tail))


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hold what is shown of an element; a leaf shows nothing else that stands in it."""

    name: str
    attributes: Mapping[str, str]
    text: str | None
    is_leaf: bool = False


def _tamed(element: Any) -> _Kept:
    """Return an element with its harmless attributes."""
    name = str(element.tag)
    if name == "img":
        return _picture(element)
    told = {key: value for key, value in element.attrib.items() if key in _KEPT and not _FETCHING.search(value)}
    if name == "a" and element.get("href"):
        told["title"] = _told(element.get("href"))
    if name == "style":
        return _Kept(name, told, "" if len(element) else _FETCHING.sub("/**/", element.text or "").replace("<", ""), True)
    return _Kept(name, told, element.text)


def _picture(element: Any) -> _Kept:
    """Return a picture that the page carries in itself; of another one what it is called."""
    source, words = element.get("src") or "", element.get("alt") or ""
    if _PICTURE.fullmatch(source):
        return _Kept("img", {"src": source, "alt": words}, "", True)
    return _Kept("span", {"class": "wiredesk-picture"}, f"[picture{': ' + words[:200] if words.strip() else ''}]", True)


def _said(words: str | None) -> str:
    """Return words without what no tree can hold."""
    return _NO_XML.sub("", words or "")


def _told(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "a link"
    return address[:300] if parts.scheme in ("http", "https", "") else "a link"
