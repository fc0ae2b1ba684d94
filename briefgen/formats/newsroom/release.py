"""Whether a newsroom lets a story be used: withdrawn, withheld, or under embargo."""

import re

_NAMED = re.compile(r"[\w-]+\Z")
_TIME = re.compile(r"\d[\w:+. -]{0,39}")
_WITHDRAWN = frozenset(["canceled", "cancelled", "cancel", "killed"])
_WITHHELD = frozenset(["withheld", "withhold"])
_EMBARGOED = frozenset(["embargoed", "embargo"])

Hold = tuple[str, str]
"""Why a story must not be used: a reason from the closed list of the docs, and its detail."""

WITHDRAWN: Hold = ("withdrawn", "its newsroom has canceled it")
WITHHELD: Hold = ("withheld", "its newsroom withholds it: have it sent again when it is released")


def hold(status: str, until: str = "") -> Hold | None:
    """Return why a story of a status must not be used, None where it may.

    `status` is a code of the IPTC with or without its scheme ("stat:canceled"), `until` when an
    embargo ends, as the file has it.
    """
    named = _NAMED.search(status.strip().casefold())
    told = named[0] if named else ""
    if told in _WITHDRAWN:
        return WITHDRAWN
    if told in _WITHHELD:
        return WITHHELD
    if told in _EMBARGOED:
        return embargo(until)
    return None


def embargo(until: str) -> Hold:
    """Return that a story is under embargo until a time, "" for one that is not told.

    It is so whatever the clock says: the same file reads the same on any day.
    """
    known = _TIME.fullmatch(until.strip())
    end = f"until {known[0]}" if known else "without a time at which it ends"
    return "embargoed", f"under embargo {end}: have it sent again when it is over"
