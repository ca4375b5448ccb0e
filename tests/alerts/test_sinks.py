"""Alerts arrive whole, signed, encrypted where that is asked for, and no failure tells a secret."""

import base64
import hashlib
import hmac
import json
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import MailServer, Reply, Site, mail_server, site
from wiredesk.alerts.messages import Message, heading, message_lines, message_uid
from wiredesk.alerts.sinks import sink_of
from wiredesk.alerts.sinks_atom import atom_feed
from wiredesk.alerts.sinks_mail import mail_alert
from wiredesk.alerts.sinks_webhook import post_alert, signature
from wiredesk.errors import Undelivered
from wiredesk.settings import Settings

NOW = datetime(2026, 3, 2, 20, 35, tzinfo=UTC)
SECRET = "hush-hush"  # noqa: S105
OPEN = Settings(webhook_allow_private_addresses=True, webhook_secret=SECRET, alert_timeout_s=20, connect_timeout_s=10)
MESSAGE = Message(
    message_uid("league", "k1", "report"),
    "a9",
    "league",
    "2026-03-02T20:35:00Z",
    "Gunmen of the Ash League killed two drivers near Lisvale on Monday, the harbour police said.",
    (0, 91),
    ("who Ash League", "stage accomplished"),
    "r12",
    "i5",
    "Two drivers killed – “ambush”",
    "The Lisvale Courier",
    "https://courier.example/a?b=1&c=2",
    ("2026-03-02", "2026-03-02"),
)


# -- webhooks ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def hook() -> Iterator[Site]:
    with site() as running:
        running.answers["/T012/key"] = Reply(status=204)
        yield running


def posted(hook: Site, settings: Settings = OPEN, path: str = "/T012/key") -> None:
    post_alert(MESSAGE, sink_of(f"webhook:{hook.url}{path}"), settings, now=NOW)


def test_a_hook_gets_the_alert_as_json_that_can_be_verified(hook: Site) -> None:
    posted(hook)
    ((verb, path, headers, body),) = hook.seen
    assert (verb, path, headers["Content-Type"]) == ("POST", "/T012/key", "application/json")
    told = json.loads(body)
    assert (told["schema"], told["id"], told["sentence"], told["span"]) == ("wiredesk.alert/1", "a9", MESSAGE.sentence, [0, 91])
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert (headers["webhook-id"], int(headers["webhook-timestamp"])) == (MESSAGE.uid, int(NOW.timestamp()))


def test_a_secret_of_the_standards_form_is_taken_as_the_standard_says() -> None:
    key = base64.b64encode(b"0123456789abcdefghijklmn").decode()
    assert signature("m", 1, b"{}", f"whsec_{key}") == signature("m", 1, b"{}", "0123456789abcdefghijklmn")
    assert signature("m", 1, b"{}", "whsec_!!").startswith("v1,")


def test_without_a_secret_nothing_is_signed(hook: Site) -> None:
    posted(hook, replace(OPEN, webhook_secret="-"))  # noqa: S106
    assert "webhook-signature" not in hook.seen[0][2]


def test_a_redirect_is_not_followed(hook: Site) -> None:
    hook.answers["/away"] = Reply(status=307, headers={"Location": "/T012/key"})
    with pytest.raises(Undelivered):
        posted(hook, path="/away")
    assert hook.paths() == ["/away"]


@pytest.mark.parametrize(
    ("status", "may_help"), [(500, True), (503, True), (429, True), (400, False), (404, False), (410, False)]
)
def test_a_refusal_says_whether_to_try_again_and_nothing_of_the_address(hook: Site, status: int, may_help: bool) -> None:
    hook.answers["/T012/key"] = Reply(status=status, headers={"Retry-After": "90"})
    with pytest.raises(Undelivered, match=str(status)) as caught:
        posted(hook)
    assert (caught.value.may_help_later, caught.value.wait_s) == (may_help, 90)
    assert "T012" not in str(caught.value)


def test_a_hook_on_a_private_network_needs_its_own_permission(hook: Site) -> None:
    settings = replace(OPEN, webhook_allow_private_addresses=False, allow_private_addresses=True)
    for url in (hook.url, hook.url.replace("http:", "https:")):
        with pytest.raises(Undelivered) as caught:
            post_alert(MESSAGE, sink_of(f"webhook:{url}/T012/key"), settings, now=NOW)
        assert "T012" not in str(caught.value)
    assert hook.seen == []


def test_a_hook_that_is_silent_is_given_up_in_time(hook: Site) -> None:
    hook.answers["/T012/key"] = lambda handler: hook.released.wait(60) and None  # type: ignore[func-returns-value]
    with pytest.raises(Undelivered, match="did not finish"):
        posted(hook, replace(OPEN, alert_timeout_s=0.3))


# -- mail --------------------------------------------------------------------------------------------------------------


POST = Settings(smtp_security="none", mail_from="desk@news.example", alert_timeout_s=20)


def settings_for(server: MailServer, **more: object) -> Settings:
    plain = replace(POST, smtp_host="localhost", smtp_port=server.port)
    return replace(plain, **more)  # type: ignore[arg-type]


def mailed(settings: Settings, message: Message = MESSAGE) -> None:
    mail_alert(message, sink_of("mail:ann@news.example"), settings)


def only_mail(server: MailServer) -> EmailMessage:
    (post,) = server.mails
    parsed = message_from_string(post.text, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_a_mail_quotes_the_sentence_in_plain_text() -> None:
    with mail_server() as server:
        mailed(settings_for(server))
        mail = only_mail(server)
    assert mail["Subject"] == "[wiredesk] league: Two drivers killed – “ambush”"
    assert (mail["From"], mail["To"], mail["Auto-Submitted"]) == ("desk@news.example", "ann@news.example", "auto-generated")
    assert mail["Message-ID"] == f"<{MESSAGE.uid}@news.example>"
    body = mail.get_content()
    assert f'"{MESSAGE.sentence}"' in body
    assert MESSAGE.url is not None
    assert MESSAGE.url in body
    assert mail.get_content_type() == "text/plain"


def test_words_of_strangers_make_no_header() -> None:
    evil = replace(MESSAGE, title="x\r\nBcc: all@evil.example\r\n\r\nbody", watch="w\nX-Evil: 1", sentence="a\r\n.\r\nQUIT\r\n")
    with mail_server() as server:
        mailed(settings_for(server), evil)
        mail = only_mail(server)
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert mail["Subject"] == "[wiredesk] w X-Evil: 1: x Bcc: all@evil.example body"
    assert '"a . QUIT"' in mail.get_content()


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=100))
def test_any_words_make_a_mail_of_known_headers(title: str, sentence: str, watch: str) -> None:
    from wiredesk.alerts.sinks_mail import mail_of

    message = replace(MESSAGE, title=title, sentence=sentence, watch=watch)
    mail = mail_of(message, sink_of("mail:ann@news.example"), Settings(mail_from="desk@news.example"))
    head = mail.as_bytes().split(b"\r\n\r\n")[0].split(b"\r\n")
    names = {line.split(b":")[0].lower() for line in head if not line.startswith((b" ", b"\t"))}
    known = b"from to subject date message-id auto-submitted mime-version content-type content-transfer-encoding"
    assert names <= set(known.split())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a key and a certificate for this machine that nobody else trusts."""
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "both.pem"
    ask = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    where = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([*ask, *where], check=True, capture_output=True)
    made.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return made


def server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def test_the_login_travels_encrypted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(server_context(certificate)) as server:
        mailed(settings_for(server, smtp_security="starttls", smtp_user="ann", smtp_password=SECRET))
    assert server.mails[0].was_encrypted
    assert base64.b64decode(server.logins[0].split()[-1]) == f"\0ann\0{SECRET}".encode()


def test_a_certificate_that_is_not_trusted_gets_neither_login_nor_mail(certificate: Path) -> None:
    with mail_server(server_context(certificate)) as server:
        with pytest.raises(Undelivered, match="encryption"):
            mailed(settings_for(server, smtp_security="starttls", smtp_user="ann", smtp_password=SECRET))
        assert (server.mails, server.logins) == ([], [])


def test_a_server_without_encryption_gets_nothing() -> None:
    with mail_server() as server:
        with pytest.raises(Undelivered, match="encryption"):
            mailed(settings_for(server, smtp_security="starttls"))
        assert server.mails == []


@pytest.mark.parametrize(
    ("verb", "reply", "may_help"),
    [
        ("RCPT", f"550 no such box {SECRET}", False),
        ("RCPT", "451 later", True),
        ("DATA", f"554 spam {SECRET}", True),
        ("MAIL", "421 full", True),
    ],
)
def test_a_refused_mail_says_the_code_and_not_the_servers_words(verb: str, reply: str, may_help: bool) -> None:
    with mail_server(replies={verb: reply}) as server, pytest.raises(Undelivered) as caught:
        mailed(settings_for(server))
    assert caught.value.may_help_later == may_help
    assert SECRET not in str(caught.value)
    assert reply[:3] in str(caught.value)


def test_no_mail_server_is_told_in_one_line() -> None:
    with pytest.raises(Undelivered, match="no answer from the mail server"):
        mailed(replace(POST, smtp_host="127.0.0.1", smtp_port=9))


# -- Atom --------------------------------------------------------------------------------------------------------------


def test_the_feed_is_valid_and_its_ids_never_change() -> None:
    later = replace(
        MESSAGE, uid=message_uid("league", "k2", "report"), alert="a10", at="2026-03-03T08:00:00Z", title=None, url=None
    )
    first = feedparser.parse(atom_feed([MESSAGE], name="atom:x.xml", title="Wiredesk: league", now="2026-03-04T00:00:00Z"))
    both = feedparser.parse(atom_feed([later, MESSAGE], name="atom:x.xml", title="Wiredesk: league", now="2026-03-05T00:00:00Z"))
    assert not first.bozo
    assert not both.bozo
    assert both.version == "atom10"
    assert (both.feed.id, both.feed.updated) == (first.feed.id, "2026-03-03T08:00:00Z")
    assert [entry.id for entry in both.entries] == [f"urn:uuid:{later.uid}", first.entries[0].id]
    told = both.entries[1]
    assert (told.title, told.link, told.author) == ("league: Two drivers killed – “ambush”", MESSAGE.url, MESSAGE.outlet)
    assert MESSAGE.sentence in told.content[0].value


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_words_make_well_formed_xml(words: str, name: str) -> None:
    message = replace(MESSAGE, sentence=words, title=words, watch=name, outlet=words, url=f"https://courier.example/{words}")
    parsed = feedparser.parse(atom_feed([message], name=name, title=name, now="2026-03-04T00:00:00Z"))
    assert not parsed.bozo
    assert len(parsed.entries) == 1


def test_an_address_that_a_reader_should_not_follow_is_no_link() -> None:
    message = replace(MESSAGE, url="javascript:alert(1)")
    parsed = feedparser.parse(atom_feed([message], name="n", title="t", now="2026-03-04T00:00:00Z"))
    assert not parsed.entries[0].get("links")
    assert parsed.entries[0].link.startswith("urn:uuid:")  # the reader's own stand-in for a missing link


# -- the words ---------------------------------------------------------------------------------------------------------


@given(st.text(max_size=400))
def test_lines_of_a_message_hold_no_control_characters(words: str) -> None:
    message = replace(MESSAGE, title=words, sentence=words, outlet=words, watch=words, because=(words,))
    for line in [heading(message), *message_lines(message)]:
        assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 or letter in "\u202e\u2028" for letter in line)
