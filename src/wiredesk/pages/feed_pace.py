"""How often a feed says that it changes. Not for: its entries (see `feeds`).

Source: RSS 2.0, `<ttl>` in minutes; the RSS 1.0 module Syndication, `sy:updatePeriod` and `sy:updateFrequency`.
"""

import re

_HEAD = 65_536  # both stand before the first entry
_TTL = re.compile(rb"<ttl>\s{0,9}(\d{1,6})\s{0,9}</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<\w{1,10}:updatePeriod>\s{0,99}(hourly|daily|weekly|monthly|yearly)\s{0,99}</", re.IGNORECASE)
_TIMES = re.compile(rb"<\w{1,10}:updateFrequency>\s{0,99}(\d{1,4})\s{0,99}</", re.IGNORECASE)
_MINUTES = {b"hourly": 60, b"daily": 1_440, b"weekly": 10_080, b"monthly": 43_200, b"yearly": 525_600}


def ttl_minutes(data: bytes) -> float | None:
    """Return for how many minutes the feed in `data` wants to be left alone, None when it does not say."""
    head = data[:_HEAD]
    ttl, period, times = _TTL.search(head), _PERIOD.search(head), _TIMES.search(head)
    by_ttl = float(ttl.group(1)) if ttl else 0.0
    by_period = _MINUTES[period.group(1).lower()] / max(1, int(times.group(1)) if times else 1) if period else 0.0
    return max(by_ttl, by_period) or None
