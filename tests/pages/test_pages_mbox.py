"""A mailbox is taken apart in the memory that one mail needs."""

import io
import tracemalloc

from wiredesk.pages.mbox import mbox_parcels
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.passing import Passing
from wiredesk.settings import Settings


def test_a_mail_of_empty_lines_takes_no_more_memory_than_another() -> None:
    mail = b"From a@b.example Mon Jan  5 10:00:00 2026\nSubject: x\n\n" + b"\r\n" * 1_000_000
    file = io.BytesIO(mail)
    tracemalloc.start()
    try:
        (found,) = mbox_parcels(file, "m.mbox", settings=Settings(), passing=Passing())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(found, Parcel)
    assert len(found.data) > 2_000_000
    assert peak < 12_000_000
