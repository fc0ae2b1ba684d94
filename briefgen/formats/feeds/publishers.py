"""Who published an entry of a feed: the feed itself, or the one from whom it was gathered."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from briefgen.formats.feeds.entry import WORDS

_GATHERER = re.compile("|".join(WORDS["gatherers"]), re.IGNORECASE)
_TARGETS = frozenset(WORDS["targets"])
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_ENDING = re.compile(r"\s+[-–—|]\s+(?P<name>[^-–—|]{2,60})\Z")
_MOST_SITES = 2
"""Sites to which the entries of one publisher lead."""


def target(link: str) -> str:
    """Return the address that a link leads to, through the redirect of a gatherer; "" for none."""
    if not _ADDRESS.fullmatch(link):
        return ""
    try:
        held = parse_qsl(urlsplit(link).query)
    except ValueError:
        return ""
    found = (value for name, value in held if name in _TARGETS and _ADDRESS.fullmatch(value))
    return next(found, link)


def host(address: str) -> str:
    """Return the name of the machine in an address, "" for none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_gatherer(title: str, links: Iterable[str]) -> bool:
    """Tell a feed that gathers others' entries: by its title, or by links to many sites."""
    sites = Counter(filter(None, map(_site, links)))
    mixed = len(sites) > _MOST_SITES and 2 * max(sites.values()) <= sites.total()
    return mixed or bool(_GATHERER.search(title))


def title_and_publisher(title: str, told: str) -> tuple[str, str]:
    """Part "Headline - Publisher" as gatherers write titles; `told` is the publisher if known."""
    ending = _ENDING.search(title)
    if ending is None or (told and ending["name"].casefold() != told.casefold()):
        return title, told
    return title[: ending.start()], told or ending["name"]


def _site(link: str) -> str:
    return ".".join(host(target(link)).split(".")[-2:])
