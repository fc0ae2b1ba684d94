"""Drafts, messages and settings that tests of sending share."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache

from unit.briefs import dam_brief

from briefgen.config import Deliver, Recipient, Security, Smtp
from briefgen.deliver import Clock, Draft, Letter, address, open_draft
from briefgen.model.brief import Artifact
from briefgen.render.email import write_email

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
PDF = Artifact("brief.pdf", b"%PDF-1.7 as good as any")
SETTINGS = Deliver(sender="Regional desk <desk@example.org>")


@cache
def draft() -> Draft:
    return open_draft(write_email(dam_brief(), PDF).content, "b" * 64, "Orvel dam")


def letters(*addresses: str) -> Mapping[str, Letter]:
    made = (address(draft(), Recipient(one), SETTINGS, NOW) for one in addresses)
    return {one.recipient: one for one in made}


def parse(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def plain(port: int, timeout: float = 30) -> Smtp:
    return Smtp(host="127.0.0.1", port=port, security=Security.NONE, timeout=timeout)


def clock() -> Clock:
    return Clock(lambda: NOW, lambda _: None)
