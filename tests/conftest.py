"""Fixtures for every room: hand-made values that stand in for the parts below."""

import pytest
from stand_ins import threat_page, threat_reading

from wiredesk.documents import Page
from wiredesk.records import Reading


@pytest.fixture
def reading() -> Reading:
    """Return a full reading made by hand."""
    return threat_reading()


@pytest.fixture
def page() -> Page:
    """Return the page that `reading` was made from."""
    return threat_page()
