"""Bytes to pages: a path, standard input or an address becomes one decoded `documents.Page`, or is refused with a reason.

Not for: finding the article in the page (see `article`).
"""

from wiredesk.pages.opening import open_page, page_from_bytes, page_from_text, page_of, parcel_at
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.reasons import Reason

__all__ = ["Parcel", "Reason", "open_page", "page_from_bytes", "page_from_text", "page_of", "parcel_at"]
