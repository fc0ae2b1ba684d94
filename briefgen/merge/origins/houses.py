"""Who publishes: titles and sites of one house, and what an address says.

A house is a group of titles that share a newsroom or print each other's copy (`data/houses.toml`).
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from briefgen.merge.tables import read_table

_KNOWN = read_table(__package__, "houses")
_MACHINES = frozenset(_KNOWN["addresses"]["machines"])
_HOSTS = frozenset(_KNOWN["addresses"]["hosts"])
_GATHERERS = frozenset(_KNOWN["addresses"]["gatherers"])
_INNER = re.compile(r"https?://.+?(https?://.+)")
_SITE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_COUNTRIES = {"UK": "GB"}
_LETTERS = 2
"""So many letters has the ending of a country."""

_SHORTEST = 2
"""So many parts has the name of a site: "larnham.example"."""


def house_of(publisher: str, site: str) -> str:
    """Return the house of a site, or else of a publisher's name; "" for none known.

    Papers of several countries share a name, and a site decides whose it is.
    """
    return _BY_SITE.get(site, "") if site else _BY_TITLE.get(folded(publisher), "")


def known_titles() -> frozenset[str]:
    """Return the folded names of all titles of known houses."""
    return frozenset(_BY_TITLE)


def site_of(url: str, publisher: str = "") -> str:
    """Return the site that an address, or else a publisher named by one, belongs to.

    That is the name of the machine without what only tells one of a site's machines from the
    others, or the site of a house. "" where the address does not say who publishes.
    """
    host = _host(url) or publisher.casefold()
    if not _SITE.fullmatch(host):
        return ""
    parts = _parts(host)
    if house := next((one for one in parts if one in _BY_SITE), ""):
        return house
    labels = host.split(".")
    while len(labels) > _SHORTEST and labels[0] in _MACHINES:
        labels.pop(0)
    site = ".".join(labels)
    return "" if site in _HOSTS or not _GATHERERS.isdisjoint(parts) else site


def country_of_host(url: str) -> str:
    """Return the country, as ISO 3166 has it, that the ending of an address names; "" for none."""
    ending = _host(url).rpartition(".")[2].upper()
    return _COUNTRIES.get(ending, ending) if len(ending) == _LETTERS else ""


def folded(name: str) -> str:
    """Return a name as names of publishers are compared."""
    return " ".join(name.casefold().removeprefix("the ").split())


def _host(url: str) -> str:
    """Return the machine of an address, or of the one that an archive's address holds."""
    inner = _INNER.match(url)
    try:
        host = urlsplit(inner[1] if inner else url).hostname or ""
    except ValueError:
        return ""
    return host.casefold()


def _parts(host: str) -> tuple[str, ...]:
    """Return a name of a machine and all that it lies in: "a.b.org", "b.org"."""
    labels = host.split(".")
    return tuple(".".join(labels[n:]) for n in range(len(labels) - 1))


_BY_SITE: Mapping[str, str] = {
    site: name for name, one in _KNOWN["house"].items() for site in one["sites"]
}
_BY_TITLE: Mapping[str, str] = {
    folded(title): name for name, one in _KNOWN["house"].items() for title in one["titles"]
}
