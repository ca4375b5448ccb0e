"""Hostile markup made harmless to look at: what it shows, none of what it does. Not for: the article in it (see `cleaning`).

One wall of three, each of which would do alone: only known elements and attributes are let through, with nothing that runs,
sends or fetches. The other two are the web's: a policy that forbids the rest, and a sandbox without an origin.
"""

import re
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
_LOOK = (
    "body{font:16px/1.6 Georgia,serif;max-width:60rem;margin:1rem auto;padding:0 1rem;color:#1b1f24;background:#fff;"
    "overflow-wrap:anywhere}img{max-width:100%;height:auto}table{border-collapse:collapse}"
    ".wiredesk-picture{border:1px dashed #767676;padding:.1em .4em;color:#565c66}"
)


def harmless(markup: str) -> str:
    """Return markup without all that runs, sends or fetches; of a very long page the beginning.

    Characters that nobody sees must be gone already: they break the tree.
    """
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, recover=True)
    try:
        tree = html.document_fromstring(markup[:_MOST_CHARS], parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return f"<!doctype html><style>{_LOOK}</style><p>This page shows nothing."
    tree.attrib.clear()
    inside = list(tree.iter())[1:]
    for element in inside[:_MOST_ELEMENTS]:
        _tame(element)
    for element in inside[_MOST_ELEMENTS:]:
        element.drop_tree()
    look = html.Element("style")
    look.text = _LOOK
    (tree.find("head") if tree.find("head") is not None else tree).insert(0, look)
    return str(html.tostring(tree, doctype="<!doctype html>", encoding="unicode", method="html"))


def _tame(element: Any) -> None:
    """Drop an element, unwrap it, or keep it with harmless attributes."""
    name = element.tag if isinstance(element.tag, str) else ""
    if name in _DROPPED or not name:
        element.drop_tree()
        return
    if name not in _SHOWN:
        element.drop_tag()
        return
    if name == "img":
        _tame_picture(element)
        return
    address = element.get("href") if name == "a" else None
    for attribute in list(element.attrib):
        if attribute not in _KEPT or _FETCHING.search(element.attrib[attribute]):
            del element.attrib[attribute]
    if address:
        element.set("title", _told(address))
    if name == "style":
        element.text = "" if len(element) else _FETCHING.sub("/**/", element.text or "").replace("<", "")


def _tame_picture(element: Any) -> None:
    """Keep a picture that the page carries in itself; of another one say what it is called."""
    source, words = element.get("src") or "", element.get("alt") or ""
    element.attrib.clear()
    if _PICTURE.fullmatch(source):
        element.set("src", source)
        element.set("alt", words)
        return
    element.tag = "span"
    element.set("class", "wiredesk-picture")
    element.text = f"[picture{': ' + words[:200] if words.strip() else ''}]"


def _told(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "a link"
    return address[:300] if parts.scheme in ("http", "https", "") else "a link"
