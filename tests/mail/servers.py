"""Mail servers on loopback that behave, and some that do not: real sockets, real TLS."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

Verdict = bytes | str | Callable[[str], bytes]
"""What a server does at a step: a reply, or "drop", "hang" or "garbage"; maybe by command."""

_TRIPLE_OK = b"250 2.0.0 ok"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for localhost, its key, and nobody's signature but its own."""

    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """Return what a server needs to encrypt with it."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key)
        return context


def make_certificate(folder: Path, name: str = "localhost") -> Certificate:
    """Make a certificate that is its own authority, with OpenSSL."""
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"),
            *("-keyout", str(made.key), "-out", str(made.certificate)),
            *("-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
        ],
        check=True,
        capture_output=True,
    )
    return made


@dataclass(slots=True)
class Server:
    """An SMTP server of one thread a client; `steps` says where it strays from the usual.

    Steps are "greeting", the verbs, "dot" (after the message) and "auth". `taken` are the
    messages it accepted, by recipient: also those whose acceptance it never told.
    """

    port: int
    steps: Mapping[str, Verdict] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    offers: tuple[str, ...] = ()
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def accepted(self, recipient: str) -> int:
        """Count the messages accepted for a recipient."""
        return sum(one == recipient for one, _ in self.taken)


class _Dropped(Exception):
    """The server ends the connection."""


class _Talk:
    """One client's conversation."""

    def __init__(self, server: Server, client: socket.socket) -> None:
        self.server = server
        self.client = client
        self.stream = client.makefile("rb")
        self.encrypted = False
        self.recipient = ""

    def run(self) -> None:
        with suppress(OSError, _Dropped):
            self.say(self.judged("greeting", "", b"220 test ESMTP"))
            while line := self.stream.readline().decode("latin-1").rstrip("\r\n"):
                self.server.heard.append(line)
                self.answer(line)
        with suppress(OSError):
            self.client.shutdown(socket.SHUT_RDWR)
        self.client.close()

    def answer(self, line: str) -> None:
        verb = line.split(" ", maxsplit=1)[0].upper()
        if verb == "EHLO":
            self.say(self.judged("EHLO", line, self.capabilities()))
        elif verb == "STARTTLS" and self.server.tls:
            self.say(self.judged("STARTTLS", line, b"220 go on"))
            self.client = self.server.tls.wrap_socket(self.client, server_side=True)
            self.stream = self.client.makefile("rb")
            self.encrypted = True
        elif verb == "AUTH":
            self.say(self.judged("auth", line, b"235 2.7.0 welcome"))
        elif verb == "DATA":
            reply = self.judged("DATA", line, b"354 go ahead")
            self.say(reply)
            if reply.startswith(b"354"):
                self.message()
        elif verb == "QUIT":
            self.say(b"221 bye")
            raise _Dropped
        else:
            reply = self.judged(verb, line, _TRIPLE_OK)
            if verb == "RCPT" and reply.startswith(b"25"):
                self.recipient = line.partition("<")[2].partition(">")[0]
            self.say(reply)

    def capabilities(self) -> bytes:
        offers = [*self.server.offers]
        if self.server.tls and not self.encrypted:
            offers.append("STARTTLS")
        return "\r\n".join(["250-test", *(f"250-{o}" for o in offers), "250 8BITMIME"]).encode()

    def message(self) -> None:
        lines = []
        while (line := self.stream.readline()) != b".\r\n":
            if not line:
                raise _Dropped
            lines.append(line.removeprefix(b"."))
            if self.server.steps.get("body") == "drop":
                raise _Dropped
        verdict = self.server.steps.get("dot", _TRIPLE_OK)
        told = verdict("") if callable(verdict) else verdict
        if not isinstance(told, bytes) or told.startswith(b"2"):
            self.server.taken.append((self.recipient, b"".join(lines)))
        self.say(told if isinstance(told, bytes) else self.judged("dot", "", _TRIPLE_OK))

    def judged(self, step: str, line: str, usual: bytes) -> bytes:
        verdict = self.server.steps.get(step, usual)
        if callable(verdict):
            return verdict(line)
        if verdict == "drop":
            raise _Dropped
        if verdict == "hang":
            self.server.stopped.wait(20)
            raise _Dropped
        if verdict == "garbage":
            return b"\x00\xff%%% nothing that a mail server says \xfe"
        return verdict if isinstance(verdict, bytes) else usual

    def say(self, reply: bytes) -> None:
        self.client.sendall(reply + b"\r\n")


@contextmanager
def serving(
    steps: Mapping[str, Verdict] | None = None,
    tls: ssl.SSLContext | None = None,
    offers: tuple[str, ...] = (),
    *,
    wrapped: bool = False,
) -> Iterator[Server]:
    """Run a server; `wrapped` speaks TLS from the first byte."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener.getsockname()[1], steps or {}, tls, offers)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    threading.Thread(target=converse, args=(client,), daemon=True).start()

        def converse(client: socket.socket) -> None:
            with suppress(OSError):
                secured = tls.wrap_socket(client, server_side=True) if wrapped and tls else client
                talk = _Talk(server, secured)
                talk.encrypted = wrapped
                talk.run()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield server
        finally:
            server.stopped.set()
            listener.shutdown(socket.SHUT_RDWR)
