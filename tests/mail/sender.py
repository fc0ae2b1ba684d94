"""A process that sends one notice to many people by a ledger, for tests to kill."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from briefgen.config import Deliver, Recipient, Security, Smtp
from briefgen.deliver import Clock, address, connect, dispatch, draft_notice, open_ledger

BRIEF = "brief"


def people(number: int) -> tuple[str, ...]:
    return tuple(f"p{n:03}@example.org" for n in range(number))


def server(port: str, authority: str) -> Smtp:
    """Return the settings of a server on this machine, over TLS where an authority is named."""
    if authority:
        return Smtp(host="localhost", port=int(port), ca_file=authority, timeout=10)
    return Smtp(host="127.0.0.1", port=int(port), security=Security.NONE, timeout=10)


def main(file: str, port: str, number: str, authority: str = "") -> None:
    notice = draft_notice("Orvel dam", "TLP:GREEN", "16-22 November 2026", "en")
    settings = Deliver(sender="desk@example.org")
    now = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    to = people(int(number))
    letters = {one: address(notice, Recipient(one), settings, now) for one in to}
    smtp = server(port, authority)
    with open_ledger(Path(file)) as ledger:
        dispatch(
            BRIEF,
            letters,
            ledger,
            lambda: connect(smtp, "desk@example.org", None),
            (0.0,),
            Clock(lambda: now, time.sleep),
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
