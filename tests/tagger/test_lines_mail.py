"""Lines that a mail says of itself are no headline and no article. All texts are invented."""

import hashlib
import time

import pytest

from wiredesk.article import clean
from wiredesk.documents import Article, Page, PageForm, Source
from wiredesk.settings import Settings
from wiredesk.tagger.lines_mail import gives_reason, is_notice

_STORY = (
    "The pilot boat of Kelm harbour was set on fire on Tuesday night, and the harbour master said that he had been warned.\n"
    "Two men were seen running from the quay. Police are looking for a grey van that was parked outside the fish market.\n"
)


def _article(text: str) -> Article:
    content = text.encode()
    page = Page(Source("x", "text/plain", hashlib.sha256(content).hexdigest(), len(content)), PageForm.CAPTURE, text)
    return clean(page, settings=Settings()).article


@pytest.mark.parametrize(
    "text",
    [
        "View this email in your browser",
        "View it in your browser",
        "Having trouble reading this? Click here",
        "Unsubscribe | Update preferences",
        "You are receiving this newsletter because you are a friend of the harbour.",
        "Vous recevez ce message parce que vous êtes inscrit.",
    ],
)
def test_a_notice_of_a_mail_is_known(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Email of the mayor was read in a browser by two clerks, police say",
        "You are receiving threats because of your work, the letter said",
        "Unsubscribe campaign draws thousands",
        "Readers view this as a threat",
    ],
)
def test_news_of_mail_is_no_notice(text: str) -> None:
    assert not is_notice(text)


def test_only_the_reason_ends_the_mail() -> None:
    assert gives_reason("You received this email because you signed up.")
    assert not gives_reason("Unsubscribe")


def test_a_newsletter_is_read_without_its_notices() -> None:
    foot = "You are receiving this email because you signed up at kelm.example.\nUnsubscribe\nThe Kelm Letter, 3 Quay Road, Kelm"
    found = _article(f"View this email in your browser\nTHE KELM LETTER\nFriday, 11 May 2018\n\n{_STORY}\n{foot}\n")
    assert found.text == _STORY.strip().replace("\n", "\n\n")
    assert found.title != "View this email in your browser"
    assert found.related == ()


def test_flags_desks_and_commenters_are_no_section_publisher_or_story() -> None:
    head = "Menu\nBREAKING\nPilot boat burns in Kelm harbour\nBy CRIME DESK REPORTER\nPublished: 9 May 2018"
    foot = "Comments (1)\nGullWatcher, Kelm, United Kingdom, 9 years ago\nLock them up."
    found = _article(f"{head}\n{_STORY}{foot}\n")
    assert (found.title, found.section, found.publisher) == ("Pilot boat burns in Kelm harbour", None, None)
    assert found.related == ()


@pytest.mark.parametrize("text", ["e-mail " * 40_000, "unsubscribe " * 40_000, "can't " * 40_000])
def test_any_line_costs_linear_time(text: str) -> None:
    start = time.process_time()
    assert not is_notice(text)
    is_notice(text[:190])
    assert time.process_time() - start < 0.2
