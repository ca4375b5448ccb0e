"""What every reading process needs, loaded once in the process that they are forked from. Not for: any other import.

The fork server (`pool`) runs nothing of ours but this import, so that here alone an import does work. Large tables that are
only read, above all the language model (70 MB) and the date patterns (40 MB), are then held once for all processes: two of
them took 845 MB without it. The session of the model is left out: its memory is written to, and it may hold threads.
"""

import gc
from contextlib import suppress

from wiredesk.desk.reader import Reader
from wiredesk.errors import Rejected
from wiredesk.pages.parcel import Parcel

_WORDS = "The road to the harbour of Lisvale was closed for an hour, the town hall said, and a crane was brought in to clear it. "
# A date in words that our own grammar leaves to the library behind it, and words of no language that we tell by ourselves.
_DATE = '<time class="date">le 3 pluviose, 12 heinäkuuta 2021</time>'
_PAGE = f"<!DOCTYPE html><html><title>A road is closed</title><body>{_DATE}<p>{_WORDS * 3}</p><p>{_WORDS * 2}</p></body></html>"
_NO_LANGUAGE = "lumo vartak ninis oplet draven sulim hotep karrin mosel tavic"


def _load() -> None:
    """Clean an invented page and load the gazetteer, as the first report does; then hold all of it as it is."""
    from wiredesk.article.languages import language
    from wiredesk.places import load_gazetteer

    reader = Reader()
    with suppress(Rejected):  # what counts is what was loaded on the way
        reader.clean(reader.page(Parcel(_PAGE.encode(), "preloaded", "text/html", url="https://example.org/road")))
    language(_NO_LANGUAGE)
    load_gazetteer()
    gc.collect()
    gc.freeze()


_load()
