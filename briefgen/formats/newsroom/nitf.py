"""NITF 3.x of the IPTC: a story with its headline, byline, tables and captions."""

import re

from briefgen.errors import ReadError
from briefgen.formats.dating.stated import stated_day
from briefgen.formats.newsroom.elements import Element, parse, words
from briefgen.formats.newsroom.release import Hold, hold
from briefgen.formats.newsroom.story import tell
from briefgen.formats.sniffing import NITF
from briefgen.formats.structure import Reading, Structure
from briefgen.formats.web.authors import author_of
from briefgen.model.limits import Limits
from briefgen.model.text import IN_FILE, Metadata

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T|\Z)")


def read_nitf(content: bytes, _: Limits) -> Reading:
    """Read a story; its notes to editors are set aside, its abstract where it has a text."""
    tree = parse(content)
    told = hold_of(tree.root)
    if told:
        raise ReadError(*told)
    made = told_of(tree.text, tree.root)
    known = known_of(tree.root)
    return Reading(NITF, tree.text, tree.encoding, made.blocks, made.edits, (), known, tree.notices)


def told_of(text: str, nitf: Element) -> Structure:
    """Return the blocks of a story. Raises ReadError where it has no words."""
    full = words(nitf.first("body", "body.content"))
    made = tell(text, nitf, ("abstract",) if full else ())
    if not made.blocks:
        raise ReadError("empty", "the story has no words")
    return made


def hold_of(nitf: Element) -> Hold | None:
    """Return why a story must not be used, None where it may."""
    data = nitf.first("head", "docdata")
    if data is None:
        return None
    release = data.first("date.release")
    return hold(data.of("management-status"), release.of("norm") if release else "")


def known_of(nitf: Element) -> Metadata:
    """Return what a story says of itself; its title is its main headline."""
    data, body = nitf.first("head", "docdata"), nitf.first("body")
    title = words(body.first("body.head", "hedline", "hl1") if body else None)
    publisher = _publisher(nitf)
    language = nitf.of("lang") or (body.of("lang") if body else "")
    issued = data.first("date.issue") if data else None
    printed = body.first("body.head", "dateline", "story.date") if body else None
    days = (_day(one.of("norm") or one.words, language) for one in (issued, printed) if one)
    published = next(filter(None, days), "")
    return Metadata(
        title=title or words(nitf.first("head", "title")),
        author=_author(nitf, publisher),
        publisher=publisher,
        published=published,
        published_from=IN_FILE if published else "",
        language=language.split("-")[0].casefold(),
    )


def _publisher(nitf: Element) -> str:
    """Return who distributes a story, else where it was printed, else who holds its rights."""
    distributor = words(nitf.first("body", "body.head", "distributor"))
    printed = nitf.first("head", "pubdata")
    holder = nitf.first("head", "docdata", "doc.copyright")
    told = (printed.of("name") if printed else "", holder.of("holder") if holder else "")
    return distributor or next(filter(None, told), "")


def _author(nitf: Element, publisher: str) -> str:
    """Return the persons that the bylines name, else their words without titles."""
    head = nitf.first("body", "body.head")
    names = []
    for byline in head.inner("byline") if head else ():
        persons = [one.words for one in byline.within("person")]
        titles = [one.words for one in byline.within("byttl")]
        bare = byline.words
        for title in titles:
            bare = bare.replace(title, " ")
        names += persons or [" ".join(bare.split())]
    return author_of("; ".join(names), publisher)


def _day(told: str, language: str) -> str:
    """Read a day as NITF writes it, "20250214T100000Z", or as others do."""
    basic = _BASIC.match(told)
    return stated_day("-".join(basic.groups()) if basic else told, language)
