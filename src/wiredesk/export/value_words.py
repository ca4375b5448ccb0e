"""What people read for values of closed sets: copies, grades, standings. Not for: dates and numbers (see `phrasing`)."""

from wiredesk.codebook import Attribution

COPIES = {
    "reprint": "a reprint",
    "cut": "a cut",
    "reheadlined": "under another headline",
    "merged": "on one page with another story",
    "updated": "an update",
    "ruled": "the same story",
}
"""What a report is of the one that it copies."""
PRINTINGS = {
    "reprint": "reprinted",
    "cut": "shortened",
    "reheadlined": "under another headline",
    "merged": "merged with another story",
    "updated": "a new version",
}
"""What was done to a story between two printings of it."""
GRADES = {1: "confirmed", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged"}
"""The grades of credibility. Source: the Admiralty code, NATO STANAG 2511."""
STANDINGS = {
    Attribution.REPORTED_AS_FACT: "reported as fact",
    Attribution.POSSIBLE: "possibly",
    Attribution.SUSPECTED_OR_ACCUSED: "suspected or accused",
    Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES: "accused by the authorities",
    Attribution.CLAIMED_OR_ADMITTED: "claims or admits it",
    Attribution.DENIED: "denies it",
}
"""What is said about somebody's part in an incident."""
