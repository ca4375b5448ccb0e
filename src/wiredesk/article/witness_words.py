"""Words round a shown date that tell what day it is, in the languages of the pages we read. Not for: months and weekdays."""

import re

# What stands before the day of a change, which is never the day of publication.
CHANGED = re.compile(
    r"(?:updat|modif|edited|revis|aktualisiert|geändert|mis à jour|actualiz|aggiorn|zuletzt|last changed|editiert"
    r"|bearbeitet|bijgewerkt"
    r"|modyfikacj|обновлен|gewijzigd|atualizad)",
    re.I,
)
# What stands before the day of publication.
TOLD = re.compile(
    r"(?:publi|pubbl|posted|issued|released|created|veröffentlicht|erschienen|erscheinung|erstellt|опубликован|vom|datum|date|fecha|geplaatst|geposted"
    r"|\b(?:on|am|le|il)\b|dated)"
    r"\W*(?:\w+\W+){0,2}$",
    re.I,
)
_PUBLISHED = re.compile(
    r"publi|pubbl|posted|issued|released|created|veröffentlicht|erschienen|erscheinung|erstellt|опубликован", re.I
)
# What stands before the moment of a capture, a print or a citation: of the reader, never of the writer.
_TAKEN = re.compile(
    r"\b(?:captured|crawled|archived|retrieved|accessed|consulted|visited|viewed|downloaded|printed|saved|snapshot|screenshot"
    r"|fetched|abgerufen|zugriff|consulté|consultado|geraadpleegd|today is|heute ist)\b"
    r"(?:\W+(?:on|at|of|taken|this|page|the|am|le|el|op|from|by))*\W*$",
    re.I,
)
_EARLIER_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def told_weight(before: str) -> float:
    """Return how strongly the words before a date make it the day of publication: 1 for "Published:", 0.5 for "on", else 0."""
    if not TOLD.search(before):
        return 0.0
    return 1.0 if _PUBLISHED.search(_EARLIER_DATE.split(before)[-1][-30:]) else 0.5


def tells_capture(before: str) -> bool:
    """Tell whether the words before a date make it the day on which somebody looked: "Retrieved 20 October 2017"."""
    return bool(_TAKEN.search(before))


def tells_change(before: str) -> bool:
    """Tell whether the words before a date make it the day of a change: "Published 9 March 2019, updated ..." ends so.

    Only words after an earlier date count, and of those the last one.
    """
    own = _EARLIER_DATE.split(before)[-1]
    changed = [found.end() for found in CHANGED.finditer(own)]
    published = [found.end() for found in _PUBLISHED.finditer(own)]
    return bool(changed) and (not published or published[-1] < changed[-1])
