"""The marked article: every address finds its words, and no character is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stand_ins import threat_reading
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruled import effective_reading
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.records import Reading
from wiredesk.review.addresses import addresses
from wiredesk.web.marking import LAYERS, marked

_SOURCE = Source("a.txt", "text/plain", "0" * 64, 1)


def test_every_fact_and_part_finds_its_words(desk: Desk) -> None:
    with desk.store.reading() as on:
        readings = [effective_reading(on, number) for number in range(1, 8)]
    for reading in [*readings, threat_reading()]:
        found = marked(reading)
        wanted = {one.address for one in addresses(reading) if one.field is None and one.spans}
        assert wanted
        assert wanted <= set(found.first)


def test_segments_of_an_address_hold_exactly_its_words() -> None:
    reading = threat_reading()
    text, article = reading.report.article.text, marked(reading)
    segments = [one for part in article.paragraphs for one in part.segments]
    for one in addresses(reading):
        if one.field is None:
            own = {at for s in segments if one.address in s.facts for at in range(s.start, s.start + len(s.text))}
            said = {at for span in one.spans for at in range(span.start, span.end)}
            assert own <= said
            assert not [at for at in said - own if not text[at].isspace()]


@given(st.text(st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=60, deadline=None)
def test_paragraphs_stand_where_they_say(text: str) -> None:
    article = marked(Reading(Report(_SOURCE, Article(text), Published())))
    for part in article.paragraphs:
        words = "".join(one.text for one in part.segments)
        assert len(words) == part.end - part.start
        assert all(shown in (kept, "\ufffd") for shown, kept in zip(words, text[part.start : part.end], strict=True))


def test_layers_count_facts() -> None:
    reading = threat_reading()
    counted = marked(reading).layers
    assert tuple(counted) == LAYERS
    assert counted["incidents"] == len(reading.incidents)
    assert counted["people"] + counted["organizations"] + counted["places"] + counted["others"] == len(reading.entities)
