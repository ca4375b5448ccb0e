"""Every table of the desk, once. Not for: how a store comes to this shape (see `migrations`), or any query.

Days and moments are ISO 8601 words (`2016-09-09`, `2016-09-09T11:22:33Z`), which sort as they should in both databases.
"Found" rows are what the reading of one report holds, under the ids of that reading (`local_id`: "e1", "i2"), with the
rulings of people applied. A story, an incident or an entity *across* reports is a tree of found rows: each has at most one
edge (`joined_to`, `copy_of`) to another one with the score and reasons of that link, and the tree's id is its lowest row id.
So a merge is one edge, undoing it cuts the edge, and the parts have their old ids again.
"""

from wiredesk.store.tables.across import apart, cut_edge, entity, entity_key, incident_key, log, proposal, ruling, story_band
from wiredesk.store.tables.base import metadata
from wiredesk.store.tables.following import alert, delivery, feed, feed_entry, watch
from wiredesk.store.tables.people import (
    account,
    api_key,
    coding_answer,
    coding_coder,
    coding_item,
    coding_round,
    review_task,
    session,
)
from wiredesk.store.tables.reports import (
    found_date,
    found_entity,
    found_incident,
    found_statement,
    incident_part,
    meta,
    outlet,
    reading,
    rejected,
    report,
    report_text,
    source,
)

__all__ = [
    "account", "alert", "apart", "api_key", "coding_answer", "coding_coder", "coding_item", "coding_round", "cut_edge",
    "delivery", "entity", "entity_key", "feed", "feed_entry", "found_date", "found_entity", "found_incident",
    "found_statement", "incident_key", "incident_part", "log", "meta", "metadata", "outlet", "proposal", "reading",
    "rejected", "report", "report_text", "review_task", "ruling", "session", "source", "story_band", "watch",
]  # fmt: skip
