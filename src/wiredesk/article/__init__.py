"""Page to report: the clean article, what stood around it, and when it was published. Not for: what it says (see `reading`)."""

from wiredesk.article.cleaning import clean, take_as_is

__all__ = ["clean", "take_as_is"]
