"""Send an alert as plain text through the user's mail server. Not for: which alerts, trying again."""

import datetime
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from wiredesk.alerts.messages import Message, heading, message_lines
from wiredesk.alerts.sinks import Sink, usable
from wiredesk.errors import SettingError, Undelivered
from wiredesk.settings import Settings


def mail_of(message: Message, sink: Sink, settings: Settings) -> EmailMessage:
    """Return the mail; what comes from reports is one bounded line in the subject and lines of the body."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.mail_from
    mail["To"] = sink.target
    mail["Subject"] = f"[wiredesk] {heading(message)}"
    mail["Date"] = format_datetime(datetime.datetime.fromisoformat(message.at))
    mail["Message-ID"] = f"<{message.uid}@{_domain(settings)}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content("\n\n".join([*message_lines(message), f"{message.alert}, watch {message.watch}, {message.at}"]) + "\n")
    return mail


def mail_alert(message: Message, sink: Sink, settings: Settings) -> None:
    """Send one alert.

    :raises Undelivered: when the mail server does not take it. Name, password and the server's words are no part of it.
    """
    try:
        usable(sink, settings)
        with _connected(settings) as server:
            if settings.smtp_user != "-":
                server.login(settings.smtp_user, settings.smtp_password)
            server.send_message(mail_of(message, sink, settings))
    except SettingError as error:
        raise Undelivered(str(error)) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise _undelivered(sink, error) from error


def _connected(settings: Settings) -> smtplib.SMTP:
    # Our own name is given, because smtplib would ask the name service for it, which takes long where there is none.
    ours, seconds = _domain(settings), settings.alert_timeout_s
    where = (settings.smtp_host, settings.smtp_port, ours)
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(*where, timeout=seconds, context=ssl.create_default_context())
    server = smtplib.SMTP(*where, timeout=seconds)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
    except BaseException:
        server.close()
        raise
    return server


def _domain(settings: Settings) -> str:
    return settings.mail_from.rpartition("@")[2].strip("> ")


def _undelivered(sink: Sink, error: Exception) -> Undelivered:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        what = f"{sink.shown}: the mail server refuses this receiver ({', '.join(map(str, codes))})"
        return Undelivered(what, may_help_later=not all(code >= 500 for code in codes))
    if isinstance(error, smtplib.SMTPResponseException):
        return Undelivered(f"{sink.shown}: the mail server answered {error.smtp_code}; check the smtp settings")
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return Undelivered(f"{sink.shown}: the mail server offers no encryption that can be trusted; check smtp_security")
    return Undelivered(f"{sink.shown}: no answer from the mail server ({type(error).__name__}); check smtp_host and smtp_port")
