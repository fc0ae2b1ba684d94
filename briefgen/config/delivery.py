"""How briefs are sent: the `deliver` part of briefgen.yaml. It holds no secret."""

import ipaddress
import re
from dataclasses import dataclass, replace
from email.utils import getaddresses, parseaddr
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, with_config

from briefgen.model.mail import address_of, safe_header

_STRICT = ConfigDict(extra="forbid", strict=True)
_HOST = re.compile(r"[A-Za-z0-9.-]+|\[?[0-9A-Fa-f:.]+\]?")


def _address(text: str) -> str:
    return address_of(text) if text else ""


def _recipient(text: str) -> str:
    """Check an address; anything without an @ in its name is a file."""
    return address_of(text) if is_address(text) else text


def is_address(text: str) -> bool:
    """Tell an address from the path of a recipients file."""
    return "@" in Path(text).name


def _mailbox(text: str) -> str:
    """Check "Name <name@example.org>" or a bare address."""
    name, address = parseaddr(text)
    one = len(getaddresses([text])) == 1
    if text and (not address or not one or safe_header(text) != " ".join(text.split())):
        raise ValueError(f"'{safe_header(text, 60)}': write it like Desk <desk@example.org>")
    if address:
        address_of(address)
    return f"{name} <{address}>" if name else address


def _one(given: object) -> object:
    """Take one name for a list of one; a list is checked as the tuple it becomes."""
    return (
        (given,) if isinstance(given, str) else tuple(given) if isinstance(given, list) else given
    )


def _host(text: str) -> str:
    if text and not _HOST.fullmatch(text):
        raise ValueError("should be the bare name of a server, without user, password or port")
    return text


def _list_id(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        raise ValueError("should look like a domain: sahel-weekly.example.org")
    return text


def _unsubscribe_url(text: str) -> str:
    bare = text.replace("{address}", "")
    if text and not re.fullmatch(r"https://[^\s<>{},\"\x00-\x20\x7f-\U0010ffff]+", bare):
        raise ValueError("should be an https address; {address} stands for the recipient's")
    return text


class Security(StrEnum):
    """When the connection to the mail server is encrypted: after STARTTLS, at once, never."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server. Name and password come from the environment or a file of mode 0600.

    `timeout` and `retry_after` are seconds; `ca_file` is a PEM file of an authority of
    your own.
    """

    host: Annotated[str, AfterValidator(_host)] = ""
    port: Annotated[int | None, Field(ge=1, le=65535)] = None
    security: Security = Security.STARTTLS
    allow_plain: bool = False
    ca_file: str = ""
    user: str = ""
    user_env: str = ""
    password_env: str = ""
    password_file: str = ""
    timeout: Annotated[float, Field(gt=0, le=600)] = 30
    retry_after: tuple[Annotated[float, Field(ge=0, le=600)], ...] = (1, 5, 25)

    def __post_init__(self) -> None:
        """Refuse a connection that anyone on the way could read."""
        plain = self.security is Security.NONE and not self.allow_plain
        if plain and self.host and not is_loopback(self.host):
            raise ValueError(
                f"security: none sends to {self.host} in clear: use starttls or tls, or set"
                " allow_plain: true"
            )

    @property
    def port_used(self) -> int:
        """The port, or the usual one of the security."""
        return self.port or _PORTS[self.security]


def is_loopback(host: str) -> bool:
    """Tell whether a server is this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Where a recipient says no: an https address (one click, RFC 8058), a mail address."""

    url: Annotated[str, AfterValidator(_unsubscribe_url)] = ""
    mailto: Annotated[str, AfterValidator(_address)] = ""


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class Dkim:
    """The key that signs messages (RFC 6376): a PEM file of mode 0600."""

    domain: Annotated[str, AfterValidator(_list_id)]
    selector: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")]
    key_file: Annotated[str, Field(min_length=1)]


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class Deliver:
    """Who sends to whom, and how. `to` holds addresses and recipients files."""

    sender: Annotated[str, AfterValidator(_mailbox), Field(alias="from")] = ""
    reply_to: Annotated[str, AfterValidator(_address)] = ""
    to: Annotated[
        tuple[Annotated[str, Field(min_length=1), AfterValidator(_recipient)], ...],
        BeforeValidator(_one),
    ] = ()
    groups: tuple[str, ...] = ()
    list_id: Annotated[str, AfterValidator(_list_id)] = ""
    unsubscribe: Unsubscribe = Unsubscribe()
    smtp: Smtp = Smtp()
    dkim: Dkim | None = None
    notice_when_nothing_new: bool = False


def with_files_beside(deliver: Deliver, folder: Path) -> Deliver:
    """Return the settings with the files they name taken from `folder`."""

    def at(name: str) -> str:
        return str(folder / name) if name else ""

    smtp = deliver.smtp
    return replace(
        deliver,
        to=tuple(one if is_address(one) else at(one) for one in deliver.to),
        smtp=replace(smtp, ca_file=at(smtp.ca_file), password_file=at(smtp.password_file)),
        dkim=replace(deliver.dkim, key_file=at(deliver.dkim.key_file)) if deliver.dkim else None,
    )
