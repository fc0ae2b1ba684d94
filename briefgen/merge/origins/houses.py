"""Who publishes: titles and sites of one house, and what an address says.

A house is a group of titles that share a newsroom or print each other's copy (`data/houses.toml`).
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from briefgen.merge.tables import read_table

_KNOWN = read_table(__package__, "houses")
_ENDINGS = frozenset(_KNOWN["addresses"]["endings"])
_HOSTS = frozenset(_KNOWN["addresses"]["hosts"])
_GATHERERS = frozenset(_KNOWN["addresses"]["gatherers"])
_INNER = re.compile(r"https?://.+?(https?://.+)")
_SITE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_COUNTRIES = {"UK": "GB"}
_LETTERS = 2
"""So many letters has the ending of a country."""


def house_of(publisher: str, site: str) -> str:
    """Return the house of a site, or else of a publisher's name; "" for none known.

    Papers of several countries share a name, and a site decides whose it is.
    """
    return _BY_SITE.get(site, "") if site else _BY_TITLE.get(folded(publisher), "")


def site_of(url: str, publisher: str = "") -> str:
    """Return the site that an address, or else a publisher named by one, belongs to.

    That is the shortest name that somebody has to himself: "example.org" of
    "news.example.org", "example.co.uk". "" where the address does not say who publishes.
    """
    host = _host(url) or publisher.casefold()
    if not _SITE.fullmatch(host):
        return ""
    labels = host.split(".")
    own = len(labels[-1]) == _LETTERS and labels[-2] in _ENDINGS
    site = ".".join(labels[-3:] if own else labels[-2:])
    if site in _HOSTS:
        return host if host != site else ""
    named = next((one for one in _parts(host) if one in _BY_SITE), "")
    return named or ("" if site in _GATHERERS else site)


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
    return host.casefold().removeprefix("www.")


def _parts(host: str) -> tuple[str, ...]:
    labels = host.split(".")
    return tuple(".".join(labels[n:]) for n in range(len(labels) - 1))


_BY_SITE: Mapping[str, str] = {
    site: name for name, one in _KNOWN["house"].items() for site in one["sites"]
}
_BY_TITLE: Mapping[str, str] = {
    folded(title): name for name, one in _KNOWN["house"].items() for title in one["titles"]
}
