"""Who wrote a page, of what stands where pages name their author."""

import re
import tomllib
from importlib.resources import files

_DATA = tomllib.loads(files(__package__).joinpath("data/authors.toml").read_text("utf-8"))
_NOBODY = frozenset(_DATA["nobody"])
_SENTENCES = frozenset(_DATA["sentences"])
_BEFORE = re.compile(rf"(?:{'|'.join(_DATA['before'])})(?:\s*:\s*|\s+|\Z)", re.IGNORECASE)
_AFTER = re.compile(rf"\W*(?<!\w)(?:{'|'.join(_DATA['after'])})\b.*\Z", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(
    r"@|://|\bwww\.|\.(?:com|org|net|info|news|co|io|eu|[a-z]{2})\b", re.IGNORECASE
)
_FIGURES = re.compile(r"\d")
_MOST_WORDS = 8
_PARTS = re.compile(r"\s*[;|•·]\s*")


def author_of(told: str, publisher: str) -> str:
    """Return the names in what is told of an author, "; " between them; "" when it names nobody.

    Labels, dates, addresses, networks and the publisher's own name are no authors.
    """
    names = (_name(part, publisher) for part in _PARTS.split(told))
    return "; ".join(dict.fromkeys(filter(None, names)))


def _name(part: str, publisher: str) -> str:
    name = _AFTER.sub("", _BEFORE.sub("", part.strip(), count=1)).strip(" \t,:-–—|/")
    first, comma, role = name.partition(",")
    if comma and _names_nobody(role):
        name = first
    if _SENTENCES & set(name.casefold().split()):
        return ""
    if _ADDRESS.search(name) or _FIGURES.search(name) or len(name.split()) > _MOST_WORDS:
        return ""
    if _names_nobody(name) or _is_house(name, publisher):
        return ""
    return name


def _names_nobody(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name.casefold())
    return all(word in _NOBODY for word in words)


def _is_house(name: str, publisher: str) -> bool:
    """Tell the publisher's name, with or without what makes a byline of it ("... staff")."""
    own = set(re.findall(r"\w+", publisher.casefold()))
    words = set(re.findall(r"\w+", name.casefold()))
    bare, house = (re.sub(r"\W", "", told.casefold()) for told in (name, publisher))
    return words - _NOBODY <= own or house.endswith(bare)
