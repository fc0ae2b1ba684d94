"""DKIM signatures (RFC 6376), which need the extra package dkimpy."""

import importlib

from briefgen.config import Dkim
from briefgen.errors import NotSendable

_SIGNED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version",
    b"content-type", b"content-language", b"auto-submitted", b"list-id",
    b"list-unsubscribe", b"list-unsubscribe-post",
)  # fmt: skip
"""RFC 8058 asks for the List-Unsubscribe headers among the signed ones."""


def sign(content: bytes, settings: Dkim, key: bytes) -> bytes:
    """Return the message with its signature in front.

    Raises NotSendable when dkimpy is not installed or `key` is no private key in PEM.
    """
    try:
        dkim = importlib.import_module("dkim")
    except ImportError as error:
        raise NotSendable(
            "deliver.dkim needs the package dkimpy: pip install 'briefgen[dkim]'"
        ) from error
    present = {
        line.split(b":")[0].lower() for line in content.partition(b"\r\n\r\n")[0].splitlines()
    }
    try:
        signature = dkim.sign(
            content,
            settings.selector.encode(),
            settings.domain.encode(),
            key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name for name in _SIGNED if name in present],
        )
    except (dkim.DKIMException, ValueError) as error:
        raise NotSendable(f"{settings.key_file}: no RSA private key in PEM: {error}") from error
    return bytes(signature) + content
