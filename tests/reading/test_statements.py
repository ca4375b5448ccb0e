"""Statements from tagged spans in invented reports."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.codebook import EntityType, RoleStatus, StatementKind
from wiredesk.reading.entities_index import EntityIndex, index_of
from wiredesk.reading.linking_features import Part
from wiredesk.reading.quotes import QuotedText, quotations
from wiredesk.reading.statements import read_statements
from wiredesk.reading.statements_ends import mended
from wiredesk.records import Entity, Role, Statement
from wiredesk.spans import Span
from wiredesk.tagger.tags import ScoredSpan, Tags


def at(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def index(text: str, *names: tuple[str, EntityType], he: str | None = None, roles: tuple[Role, ...] = ()) -> EntityIndex:
    entities = tuple(
        Entity(
            f"e{n}", kind, name, tuple(Span(*m.span()) for m in re.finditer(re.escape(name), text)), roles=roles if n == 1 else ()
        )
        for n, (name, kind) in enumerate(names, 1)
    )
    pronouns = {Span(*m.span()): he for m in re.finditer(r"\b[Hh]e\b", text)} if he else {}
    return index_of(text, entities, pronouns=pronouns)


def read(text: str, entities: EntityIndex, *tagged: tuple[str, str]) -> tuple[Statement, ...]:
    spans, end = [], 0
    for label, words in tagged:
        span = at(text, words, end)
        end = span.end
        spans.append(ScoredSpan(span, label, 0.9))
    return read_statements(text, Tags((), (), tuple(spans), (), (), ()), entities)


PERSON, BODY = EntityType.PERSON, EntityType.ORGANIZATION


def test_content_on_both_sides_of_its_cue_is_one_statement() -> None:
    text = '"The bridge is closed," Ana Lim said, "and it will stay closed."'
    (statement,) = read(
        text,
        index(text, ("Ana Lim", PERSON)),
        ("content", '"The bridge is closed,"'),
        ("source", "Ana Lim"),
        ("cue", "said"),
        ("content", '"and it will stay closed."'),
    )
    assert [s.cut(text) for s in statement.content] == ['"The bridge is closed,"', '"and it will stay closed."']
    assert (statement.speaker, statement.kind) == ("e1", StatementKind.DIRECT)


def test_each_cue_has_its_own_statement_and_source() -> None:
    text = "The mayor said the road was open, but the governor denied it."
    first, second = read(
        text,
        index(text),
        ("source", "The mayor"),
        ("cue", "said"),
        ("content", "the road was open"),
        ("source", "the governor"),
        ("cue", "denied"),
        ("content", "it"),
    )
    assert (first.source[0].cut(text), first.content[0].cut(text)) == ("The mayor", "the road was open")
    assert (second.source[0].cut(text), second.content[0].cut(text)) == ("the governor", "it")


def test_speaker_of_a_pronoun_and_of_a_relative_clause() -> None:
    text = "Omar Bah left. He said that it was late. Ana Lim, who says the clock is wrong, stayed."
    first, second = read(
        text,
        index(text, ("Omar Bah", PERSON), ("Ana Lim", PERSON), he="e1"),
        ("source", "He"),
        ("cue", "said"),
        ("content", "that it was late"),
        ("source", "who"),
        ("cue", "says"),
        ("content", "the clock is wrong"),
    )
    assert (first.speaker, second.speaker) == ("e1", "e2")


def test_relative_of_somebody_is_not_that_person() -> None:
    text = "A cousin of Omar Bah said the shop was empty."
    (statement,) = read(
        text,
        index(text, ("Omar Bah", PERSON)),
        ("source", "A cousin of Omar Bah"),
        ("cue", "said"),
        ("content", "the shop was empty"),
    )
    assert statement.speaker is None


def test_signed_messages_speak_for_the_one_in_whose_name_they_are() -> None:
    text = "Two letters signed in the name of Omar Bah were found. The letters said the mill would burn."
    (statement,) = read(
        text,
        index(text, ("Omar Bah", PERSON)),
        ("source", "The letters"),
        ("cue", "said"),
        ("content", "the mill would burn"),
    )
    assert statement.speaker == "e1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ana Lim told Lurio Wire that the road was open.", "e2"),
        ("Ana Lim told the local broadcaster Lurio Wire that the road was open.", "e2"),
        ("In an interview with Lurio Wire, Ana Lim told reporters that the road was open.", "e2"),
        ("Ana Lim told reporters that the road was open.", None),
        ("Ana Lim told a crowd that the road was open.", None),
    ],
)
def test_told_is_who_was_spoken_to(text: str, told: str | None) -> None:
    entities = index(text, ("Ana Lim", PERSON), ("Lurio Wire", BODY))
    (statement,) = read(text, entities, ("source", "Ana Lim"), ("cue", "told"), ("content", "that the road was open"))
    assert statement.told == told


def test_missed_quotation_is_found_by_its_verb_and_name() -> None:
    text = 'People ran. "We heard three shots from the yard," said Ana Lim.\n\n"Then it was quiet for an hour."'
    (statement,) = read(text, index(text, ("Ana Lim", PERSON)))
    assert [s.cut(text) for s in statement.content] == [
        '"We heard three shots from the yard,"',
        '"Then it was quiet for an hour."',
    ]
    assert (statement.speaker, statement.cue[0].cut(text)) == ("e1", "said")


def test_quoted_phrase_after_a_promise_is_a_statement() -> None:
    text = 'Omar Bah has a list. He vowed to "empty every shop" by May.'
    (statement,) = read(text, index(text, ("Omar Bah", PERSON), he="e1"))
    assert (statement.content[0].cut(text), statement.speaker) == ('to "empty every shop"', "e1")
    assert statement.kind is StatementKind.MIXED


@pytest.mark.parametrize(
    "text",
    [
        'The hacker known as "Kestrel" fled.',
        'Ana Lim told the show "Morning In Lurio" on Monday.',
        'They live in so-called "safe" homes.',
        'The road, a "shortcut", is closed.',
    ],
)
def test_names_and_scare_quotes_are_no_statements(text: str) -> None:
    assert read(text, index(text, ("Ana Lim", PERSON))) == ()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “no way” and left.", ["“no way”"]),
        ("He said ''no way'' and left.", ["''no way''"]),
        ("Er sagte „nein danke“ und ging.", ["„nein danke“"]),
        ("Il dit « non merci » et part.", ["« non merci »"]),
        ("He said ‘it’s late’ and left.", ["‘it’s late’"]),
        ("The boys' dogs and the girls' cats", []),
        ("“One.\n\n“Two.”", ["“One.", "“Two.”"]),
        ('"A," she said, "b."', ['"A,"', '"b."']),
        ("“He said ‘go’ to me,” she said.", ["“He said ‘go’ to me,”"]),
    ],
)
def test_quotations_of_many_marks(text: str, quoted: list[str]) -> None:
    assert [q.span.cut(text) for q in quotations(text)] == quoted


def test_kind_tells_how_much_is_quoted() -> None:
    text = 'He said "all of it" and that some "of" it burnt.'
    marks = QuotedText(text)
    assert marks.kind([at(text, '"all of it"')]) is StatementKind.DIRECT
    assert marks.kind([at(text, 'that some "of" it burnt')]) is StatementKind.MIXED
    assert marks.kind([at(text, "it burnt")]) is StatementKind.INDIRECT


@pytest.mark.parametrize(
    ("text", "part", "tagged", "wanted"),
    [
        ('"It is late," he said.', Part.CONTENT, "It is late,", '"It is late,"'),
        ("He said that it is late.", Part.CONTENT, "it is late.", "that it is late"),
        ("He said it came from the U.S.", Part.CONTENT, "it came from the U.S.", "it came from the U.S."),
        ("He said: it is late", Part.CUE, "said", "said:"),
        ("Bah, a baker, said so.", Part.SOURCE, "Bah, a baker", "Bah, a baker,"),
        ("Then Bah, smiling, said so.", Part.SOURCE, "Bah,", "Bah"),
        ("The ministry said so.", Part.SOURCE, "minis", "ministry"),
    ],
)
def test_ends_are_mended_as_the_convention_wants(text: str, part: Part, tagged: str, wanted: str) -> None:
    ((span, _),) = mended(text, [(at(text, tagged), part)], QuotedText(text))
    assert span.cut(text) == wanted


def test_office_holder_is_found_by_his_office() -> None:
    text = "Ana Lim, mayor of Orvo, came late. The mayor said the road was open."
    role = Role("mayor of Orvo", at(text, "mayor of Orvo"), None, RoleStatus.CURRENT)
    entities = index(text, ("Ana Lim", PERSON), roles=(role,))
    (statement,) = read(text, entities, ("source", "The mayor"), ("cue", "said"), ("content", "the road was open"))
    assert statement.speaker == "e1"


@given(
    st.text(alphabet="“”\"'‘’«» aAbB.,\nsaid", max_size=80),
    st.lists(st.tuples(st.integers(0, 79), st.integers(1, 12)), max_size=6),
)
def test_any_spans_make_sound_statements(text: str, places: list[tuple[int, int]]) -> None:
    spans, end = [], 0
    for number, (start, length) in enumerate(sorted(places)):
        if start >= end and start + length <= len(text):
            spans.append(ScoredSpan(Span(start, start + length), ("content", "cue", "source")[number % 3], 0.5))
            end = start + length
    for statement in read_statements(text, Tags((), (), tuple(spans), (), (), ()), index(text)):
        assert statement.content
        for span in (*statement.content, *statement.cue, *statement.source):
            assert span.end <= len(text)


def test_reported_sentence_reaches_to_its_last_words_and_to_the_comma() -> None:
    text = "Ana Lim said the road was closed the night before. The gate fell at 6:40 a.m. near the mill, Ana Lim said."
    first, second = read(
        text,
        index(text, ("Ana Lim", PERSON)),
        ("source", "Ana Lim"),
        ("cue", "said"),
        ("content", "the road was closed the night"),
        ("content", "The gate fell"),
        ("source", "Ana Lim"),
        ("cue", "said"),
    )
    assert first.content[0].cut(text) == "the road was closed the night before"
    assert second.content[0].cut(text) == "The gate fell at 6:40 a.m. near the mill"


def test_source_torn_at_its_relative_clause_is_one() -> None:
    text = "A cousin of the baker, who gave no name, said the shop was empty."
    (statement,) = read(
        text,
        index(text),
        ("source", "A cousin of the baker,"),
        ("source", "who gave no name"),
        ("cue", "said"),
        ("content", "the shop was empty"),
    )
    assert [s.cut(text) for s in statement.source] == ["A cousin of the baker, who gave no name,"]


def test_cue_and_source_that_the_tagger_left_out_are_filled_in() -> None:
    text = "The governor said that the road was closed."
    (statement,) = read(text, index(text), ("content", "that the road was closed"))
    assert (statement.cue[0].cut(text), statement.source[0].cut(text)) == ("said", "The governor")


def test_fragment_without_cue_is_no_statement() -> None:
    text = "The plan to close the road is old."
    assert read(text, index(text), ("content", "to close the road")) == ()


def test_quotation_signed_behind_a_dash_is_by_the_signer() -> None:
    text = "“We slept in the school for a week.” — Ana Lim\n\n“Nobody came to help us at all.” — Omar Bah"
    first, second = read(text, index(text, ("Ana Lim", PERSON), ("Omar Bah", PERSON)))
    assert (first.speaker, second.speaker) == ("e1", "e2")
    assert first.kind is StatementKind.DIRECT


def test_source_never_ends_in_half_a_name_or_with_an_open_clause() -> None:
    text = "Police in northern Cabo Verde said the road was open. Lurio Wire, which blamed the mayor, said it was shut."
    entities = index(text, ("Cabo Verde", EntityType.PLACE), ("Lurio Wire", BODY))
    first, second = read(
        text,
        entities,
        ("source", "Police in northern"),
        ("cue", "said"),
        ("content", "the road was open"),
        ("source", "Lurio Wire, which"),
        ("cue", "blamed"),
        ("content", "the mayor"),
    )
    assert (first.source[0].cut(text), first.speaker) == ("Police in northern Cabo Verde", None)
    assert (second.source[0].cut(text), second.speaker) == ("Lurio Wire", "e2")


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "The pump failed at about 6 a.m. near the weir, Major Ana Lim, a spokeswoman for the guard, told reporters.",
            "The pump failed at about 6 a.m. near the weir",
            "Major Ana Lim, a spokeswoman for the guard,",
        ),
        (
            "Two more boats sank, bringing the losses to six, harbour officials said on Monday.",
            "Two more boats sank, b",
            "harbour",
        ),
        (
            "The road is closed to lorries until May, spokeswoman Ana Lim said.",
            "The road is closed to lorries until May",
            "spokes",
        ),
    ],
)
def test_a_closing_attribution_takes_the_whole_sentence(text: str, content: str, source: str) -> None:
    (statement,) = read(text, index(text, ("Ana Lim", PERSON)))
    assert statement.content[0].cut(text).startswith(content)
    assert statement.source[0].cut(text).startswith(source)


@pytest.mark.parametrize(
    "text",
    [
        "In an interview with Lurio Wire, Ana Lim told reporters.",
        "When the rain stopped, she said on Monday.",
        "Nobody was hurt. Ana Lim said nothing.",
        "He had three rules, as Ana Lim said.",
    ],
)
def test_a_setting_is_nobodys_words(text: str) -> None:
    assert read(text, index(text, ("Ana Lim", PERSON))) == ()


def test_an_untagged_opening_attribution_is_read() -> None:
    text = "A splinter group calling itself the Ninth Bend later said its members had cut the cable."
    (statement,) = read(text, index(text, ("Ninth Bend", BODY)))
    assert statement.content[0].cut(text) == "its members had cut the cable"


def test_a_relative_clause_is_part_of_its_source() -> None:
    text = "The road is open. The driver's mother, who spoke at the gate, said her son was well."
    (statement,) = read(
        text,
        index(text),
        ("content", "The driver's mother"),
        ("source", "who spoke at the gate"),
        ("cue", "said"),
        ("content", "her son was well"),
    )
    assert statement.source[0].cut(text).startswith("The driver's mother, who")


def test_a_body_with_its_article_speaks() -> None:
    text = "The Ninth Bend denied that it had cut the cable."
    (statement,) = read(
        text,
        index(text, ("Ninth Bend", BODY)),
        ("source", "The Ninth Bend"),
        ("cue", "denied"),
        ("content", "that it had cut the cable"),
    )
    assert statement.speaker == "e1"


def test_a_name_and_its_office_are_one_source() -> None:
    text = "The pump, an old one, was set off by hand, Ana Lim, keeper of the weir, told reporters at the scene."
    (statement,) = read(
        text,
        index(text, ("Ana Lim", PERSON)),
        ("content", "was set off by hand"),
        ("source", "Ana Lim"),
        ("source", "keeper of the weir"),
        ("cue", "told"),
    )
    assert statement.speaker == "e1"
    assert statement.content[0].cut(text) == "The pump, an old one, was set off by hand"
