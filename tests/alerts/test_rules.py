"""Watches are written down and read back, and those that can never fire are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.alerts.rules import (
    MAX_DAYS,
    Near,
    PlaceWanted,
    Rule,
    checked,
    near_from_words,
    rule_from_json,
    rule_in_words,
    rule_to_json,
)
from wiredesk.alerts.sinks import sink_of, usable
from wiredesk.codebook import IncidentType, Stage
from wiredesk.errors import SettingError
from wiredesk.settings import Settings

WORDS = st.text(min_size=1, max_size=20)
RULES = st.builds(
    Rule,
    who=st.lists(WORDS, max_size=3).map(tuple),
    places=st.lists(st.builds(PlaceWanted, WORDS, st.none() | st.just("KE")), max_size=3).map(tuple),
    near=st.none() | st.builds(Near, st.floats(-90, 90), st.floats(-180, 180), st.floats(0.1, 20_000)),
    types=st.lists(st.sampled_from(IncidentType), max_size=3).map(tuple),
    stages=st.lists(st.sampled_from(Stage), max_size=3).map(tuple),
    phrases=st.lists(WORDS, max_size=3).map(tuple),
    date_within_days=st.none() | st.integers(0, MAX_DAYS),
    outlets=st.lists(WORDS, max_size=3).map(tuple),
)


@given(RULES)
def test_a_rule_is_read_back_as_it_was_written(rule: Rule) -> None:
    assert rule_from_json(rule_to_json(rule)) == rule


def test_a_rule_is_told_in_one_line() -> None:
    rule = Rule(
        ("Ada Roe",), near=Near(1.5, -2, 30), types=(IncidentType.FORCED_WORK_STOPPAGE, IncidentType.ARSON), date_within_days=7
    )
    words = "who Ada Roe; type forced work stoppage or arson; within 30 km of 1.5, -2; a date within 7 days"
    assert rule_in_words(rule) == words


@pytest.mark.parametrize(
    "rule",
    [
        Rule(),
        Rule(who=("!!!",)),
        Rule(phrases=("",)),
        Rule(phrases=("x" * 300,)),
        Rule(places=(PlaceWanted("?"),)),
        Rule(date_within_days=-1),
        Rule(date_within_days=10**6),
    ],
)
def test_a_rule_that_can_never_hold_is_refused(rule: Rule) -> None:
    with pytest.raises(SettingError):
        checked(rule)


@pytest.mark.parametrize(
    "words", ["", "1,2", "1,2,3,4", "a,b,c", "91,0,5", "0,181,5", "0,0,0", "0,0,-3", "0,0,inf", "nan,0,5", "0,0,nan"]
)
def test_a_circle_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(SettingError, match="--near"):
        near_from_words(words)


def test_a_circle_is_read() -> None:
    assert near_from_words("12.5, -3.25, 50") == Near(12.5, -3.25, 50)


MAIL = Settings(smtp_host="post.example", mail_from="desk@news.example")


@pytest.mark.parametrize(
    "words",
    [
        "", "pigeon", "terminal:x", "webhook:", "mail:", "atom:", "mail:a b@c.example", "mail:a@b.example,c@d.example",
        "mail:a@b.example\nBcc: c@d.example", "mail:<a@b.example>", "mail:@b.example", "atom:" + "x" * 3_000,
    ],
)  # fmt: skip
def test_a_sink_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(SettingError, match="--sink"):
        sink_of(words)


@pytest.mark.parametrize(
    ("words", "settings", "what"),
    [
        ("webhook:http://hooks.example/x", MAIL, "https"),
        ("webhook:ftp://hooks.example/x", MAIL, "scheme"),
        ("webhook:https://ann:pw@hooks.example/x", MAIL, "not sent"),
        ("mail:ann@news.example", Settings(), "smtp_host"),
        (
            "mail:ann@news.example",
            Settings(smtp_host="p.example", mail_from="a@b.c", smtp_user="a", smtp_security="none"),
            "clear",
        ),
    ],
)
def test_a_sink_that_cannot_be_served_is_refused(words: str, settings: Settings, what: str) -> None:
    with pytest.raises(SettingError, match=what):
        usable(sink_of(words), settings)


def test_of_a_hook_only_the_host_is_shown() -> None:
    sink = sink_of("webhook:https://hooks.example/T012/very-secret?key=1")
    assert sink.shown == "webhook:https://hooks.example/…"
    assert sink_of(sink.words) == sink


def test_secrets_are_in_no_repr() -> None:
    shown = repr(Settings(webhook_secret="hush-hush", smtp_password="hush-hush"))  # noqa: S106
    assert "hush" not in shown
