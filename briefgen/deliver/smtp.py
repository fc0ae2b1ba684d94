"""One connection to a mail server, and what becomes of each message given to it.

A session tells apart what the server's library does not: whether the connection was lost
before the final dot (the server has not got the message) or after it (it may have).
"""

import os
import re
import select
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from briefgen.config import Security, Smtp
from briefgen.deliver.ledger import State
from briefgen.deliver.login import Login, cleaned
from briefgen.deliver.message import Message
from briefgen.errors import DeliveryError, LoginError, ServiceRefused, TlsError, TryAgain

_READY, _OK, _GO_AHEAD, _CLOSING, _PERMANENT = 220, 250, 354, 421, 500
_GLANCE = 0.02
"""Seconds to look for a server that has hung up; later it shows as no answer."""

_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message; `over` means that the connection cannot be used any more."""

    state: State
    code: int
    detail: str
    over: bool = False


class Session:
    """An open connection that is encrypted and logged in as the settings ask."""

    def __init__(self, client: smtplib.SMTP, sender: str, login: Login | None) -> None:
        """Keep the connection; `sender` is the envelope's address."""
        self._client = client
        self._sender = sender
        self._login = login

    def send(self, message: Message) -> Outcome:
        """Offer one message; never raises for what a server does."""
        body = re.sub(rb"(?m)^\.", b"..", message.content)
        try:
            refused = self._envelope(message)
            if refused is not None:
                return refused
            self._client.send(body if body.endswith(b"\r\n") else body + b"\r\n")
            if _hung_up(self._client.sock):
                lost = "the server ended the connection before the end of the message"
                return Outcome(State.PLANNED, 0, lost, over=True)
        except (OSError, smtplib.SMTPException) as error:
            lost = f"connection lost before the end of the message: {self._words(error)}"
            return Outcome(State.PLANNED, 0, lost, over=True)
        try:
            self._client.send(b".\r\n")
            code, reply = self._client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            lost = f"no answer after the end of the message: {self._words(error)}"
            return Outcome(State.UNKNOWN, 0, lost, over=True)
        if code // 100 in (2, 4, 5):
            return self._judged(code, reply, State.ACCEPTED)
        return Outcome(State.UNKNOWN, max(code, 0), "answer is no SMTP", over=True)

    def _envelope(self, message: Message) -> Outcome | None:
        """Give sender, recipient and the wish to send; None when the server says go ahead."""
        size = f"size={len(message.content)}"
        code, reply = self._client.mail(
            self._sender, [size] if self._client.has_extn("size") else []
        )
        if code == _OK:
            code, reply = self._client.rcpt(message.recipient)
        if code in (_OK, _OK + 1):
            code, reply = self._client.docmd("DATA")
            if code == _GO_AHEAD:
                return None
        outcome = self._judged(code, reply, State.PLANNED)
        return outcome if outcome.over else self._reset(outcome)

    def _judged(self, code: int, reply: bytes, otherwise: State) -> Outcome:
        words = cleaned(reply, self._login)
        if code >= _PERMANENT:
            return Outcome(State.REFUSED, code, words)
        if code // 100 == _CLOSING // 100:
            return Outcome(State.DEFERRED, code, words, over=code == _CLOSING)
        over = otherwise is not State.ACCEPTED
        return Outcome(otherwise, max(code, 0), words, over=over)

    def _reset(self, outcome: Outcome) -> Outcome:
        try:
            self._client.rset()
        except (OSError, smtplib.SMTPException):
            return Outcome(outcome.state, outcome.code, outcome.detail, over=True)
        return outcome

    def _words(self, error: Exception) -> str:
        return cleaned(str(error) or type(error).__name__, self._login)


def _hung_up(connection: socket.socket | None) -> bool:
    """Tell whether the server has answered, or gone, before the message was at its end.

    Without the final dot it has not taken the message, so it can be sent again. Under TLS
    only an alert (RFC 8446, 5.1: type 21) counts, since other records are no answer.
    """
    if connection is None:
        return True
    readable, _, _ = select.select([connection], [], [], _GLANCE)
    if not readable:
        return False
    with socket.socket(fileno=os.dup(connection.fileno())) as raw:
        first = raw.recv(1, socket.MSG_PEEK)
    return first in (b"", b"\x15") or not isinstance(connection, ssl.SSLSocket)


@contextmanager
def connect(settings: Smtp, sender: str, login: Login | None) -> Iterator[Session]:
    """Open a session; it ends with QUIT.

    Raises TryAgain, ServiceRefused, TlsError or LoginError; then no message was offered.
    """
    try:
        client = _opened(settings, sender.rpartition("@")[2])
    except DeliveryError:
        raise
    except ssl.SSLError as error:
        raise TlsError(f"{settings.host}: {_tls_trouble(error)}") from error
    except smtplib.SMTPResponseException as error:
        permanent = error.smtp_code >= _PERMANENT
        words = cleaned(error.smtp_error, login)
        kind = ServiceRefused if permanent else TryAgain
        raise kind(f"{settings.host}: refused to serve: {error.smtp_code} {words}") from error
    except (OSError, smtplib.SMTPException) as error:
        words = cleaned(str(error) or type(error).__name__, login)
        raise TryAgain(f"{settings.host}:{settings.port_used}: no mail service: {words}") from error
    try:
        if login:
            _log_in(client, settings, login)
        yield Session(client, sender, login)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            client.quit()
        client.close()


def _opened(settings: Smtp, name: str) -> smtplib.SMTP:
    context = _trust(settings.ca_file)
    host, port, wait = settings.host, settings.port_used, settings.timeout
    if settings.security is Security.TLS:
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, local_hostname=name, timeout=wait, context=context
        )
    else:
        client = smtplib.SMTP(host, port, local_hostname=name, timeout=wait)
    try:
        client.ehlo_or_helo_if_needed()
        if settings.security is Security.STARTTLS:
            _encrypt(client, host, context)
    except BaseException:
        client.close()
        raise
    return client


def _trust(authority: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authority or None)
    except (OSError, ssl.SSLError) as error:
        raise TlsError(f"deliver.smtp.ca_file: {authority}: no PEM certificate there") from error


def _encrypt(client: smtplib.SMTP, host: str, context: ssl.SSLContext) -> None:
    try:
        code, _ = client.starttls(context=context)
    except smtplib.SMTPNotSupportedError as error:
        raise TlsError(f"{host}: offers no STARTTLS, and nothing is sent without") from error
    except smtplib.SMTPResponseException as error:
        raise TlsError(f"{host}: refused STARTTLS: {error.smtp_code}") from error
    except (ConnectionError, smtplib.SMTPServerDisconnected) as error:
        if isinstance(error.__context__, TimeoutError):
            raise TryAgain(f"{host}: no answer to STARTTLS") from error
        raise TlsError(f"{host}: ended the connection at STARTTLS") from error
    if code != _READY:
        raise TlsError(f"{host}: refused STARTTLS: {code}")
    client.ehlo_or_helo_if_needed()


def _tls_trouble(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"its certificate cannot be trusted: {error.verify_message}. If it is of an"
            " authority of your own, name that in deliver.smtp.ca_file"
        )
    return f"no encrypted connection: {error.reason or error}"


def _log_in(client: smtplib.SMTP, settings: Smtp, login: Login) -> None:
    """Log in over TLS only. A server's words stay out: they may hold the password."""
    host = settings.host
    if settings.security is Security.NONE:
        raise LoginError(f"{host}: a password is sent over TLS only: set security: starttls or tls")
    try:
        client.login(login.user, login.password)
    except smtplib.SMTPAuthenticationError as error:
        status = _STATUS.search(cleaned(error.smtp_error, login))
        told = f"{error.smtp_code} {status[0] if status else ''}".strip()
        kind = LoginError if error.smtp_code >= _PERMANENT else TryAgain
        raise kind(f"{host}: the login was refused: {told}: check name and password") from None
    except smtplib.SMTPNotSupportedError:
        raise LoginError(f"{host}: offers no login: leave user and password out") from None
    except smtplib.SMTPServerDisconnected:
        raise TryAgain(f"{host}: ended the connection at the login") from None
    except smtplib.SMTPException:
        raise LoginError(f"{host}: offers no way to log in that is known here") from None
    except OSError as error:
        raise TryAgain(f"{host}: the login failed: {type(error).__name__}") from None
