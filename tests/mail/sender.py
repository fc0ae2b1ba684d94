"""A process that sends one notice to thirty people by a ledger, for tests to kill."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from briefgen.config import Deliver, Recipient, Security, Smtp
from briefgen.deliver import Clock, address, connect, dispatch, draft_notice, open_ledger

PEOPLE = tuple(f"p{n:02}@example.org" for n in range(30))


def main(file: str, port: str) -> None:
    notice = draft_notice("Orvel dam", "TLP:GREEN", "16-22 November 2026", "en")
    settings = Deliver(sender="desk@example.org")
    now = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    letters = {one: address(notice, Recipient(one), settings, now) for one in PEOPLE}
    smtp = Smtp(host="127.0.0.1", port=int(port), security=Security.NONE, timeout=10)
    with open_ledger(Path(file)) as ledger:
        dispatch(
            "brief",
            letters,
            ledger,
            lambda: connect(smtp, "desk@example.org", None),
            (0.0,),
            Clock(lambda: now, time.sleep),
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
