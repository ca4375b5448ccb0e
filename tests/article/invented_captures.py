"""One invented capture, with a date line, words in its body and lines around it to choose, and how it is read."""

import datetime
import hashlib
from functools import cache

from wiredesk.article import clean
from wiredesk.desk.reader import Reader
from wiredesk.documents import Page, PageForm, Report, Source
from wiredesk.records import Reading
from wiredesk.settings import Settings

BODY = (
    "Two fishing boats were set on fire in the harbour of Port Ellis on {when}, the coast guard said, and nobody was arrested.",
    "The owner of one of the boats, Marta Quell, said she heard three shots before she saw the flames from her kitchen window.",
    "Police in the town asked for witnesses and said the fire had spread to a shed in which nets were kept.",
)
_ABOVE = ("Home", "News", "Sport", "Contact us", "")
_BELOW = ("Share this story", "More news", "Privacy policy", "© The Ellis Post")


def capture(
    *, date: str | None = None, when: str = "Thursday night", above: tuple[str, ...] = (), below: tuple[str, ...] = ()
) -> str:
    """Return the text of a page that shows `date` under its headline and tells of a fire on `when`."""
    head = ("Boats burn in harbour of Port Ellis", "By Ana Roe", *((date,) if date else ()), "")
    body = tuple(line for told in BODY for line in (told.format(when=when), ""))
    return "\n".join((*above, *_ABOVE, *head, *body, *_BELOW, *below))


def page(text: str, captured: datetime.datetime | None = None) -> Page:
    """Return a capture as a page."""
    content = text.encode("utf-8", "surrogatepass")
    return Page(
        Source("capture.txt", "text/plain", hashlib.sha256(content).hexdigest(), len(content), captured), PageForm.CAPTURE, text
    )


def cleaned(text: str, captured: datetime.datetime | None = None) -> Report:
    """Return the report in a capture."""
    return clean(page(text, captured), settings=Settings())


@cache
def _reader() -> Reader:
    return Reader(Settings())


def read(text: str, captured: datetime.datetime | None = None) -> Reading:
    """Return the whole reading of a capture, by the model that ships."""
    return _reader().read_page(page(text, captured))
