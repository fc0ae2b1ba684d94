"""What each kind of decision comes to, told from the files of a draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.model.decisions import Act

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Draft:
    """A built folder: its evidence and its note, as they lie there, and what was said of it."""

    folder: Path
    evidence: Mapping[str, Any]
    brief: Mapping[str, Any]
    said: str


def act_of(entry: Entry) -> Act:
    return Act(next(iter(entry)))


def words_of(entry: Entry) -> str:
    return str(next(iter(entry.values())))


def other_of(entry: Entry) -> str:
    other = entry["with"]
    assert isinstance(other, Mapping)
    return str(other["words"])


def is_of(entry: Entry, one: Mapping[str, Any]) -> bool:
    return bool(one["act"] == act_of(entry) and one["words"] == words_of(entry))


def stating(draft: Draft, words: str, path: str = "") -> list[Mapping[str, Any]]:
    """Return the facts that cite words of the source with a path, or of any if that has none."""
    keys = {one["key"] for one in draft.evidence["sources"] if one["path"] == path}
    flat = " ".join(words.split())
    cited = [
        (fact, one["source"])
        for fact in draft.evidence["facts"]
        for one in fact["citations"]
        if " ".join(one["text"].split()) == flat
    ]
    here = [fact for fact, source in cited if source in keys]
    return here or [fact for fact, _ in cited]


def items(draft: Draft, *names: str) -> Iterator[Mapping[str, Any]]:
    for section in draft.brief["sections"]:
        if section["name"] in names:
            for item in section["items"]:
                yield item
                yield from item["details"]


def told(draft: Draft) -> list[str]:
    """Return the ids of the facts and quotations that the note shows, in order."""
    return [item["ref"] for item in items(draft, "bottom_line", "key_facts", "quotations")]


def refs(draft: Draft, words: str) -> set[str]:
    """Return the ids of the facts and quotations in whose own words, or parts, words stand."""
    facts = {fact["id"] for fact in stating(draft, words)}
    said = {one["id"] for one in quotations(draft, words)}
    return facts | said


def quotations(draft: Draft, words: str, path: str = "") -> list[Mapping[str, Any]]:
    """Return the quotations with words, of the source with a path or of any if that has none."""
    keys = {one["key"] for one in draft.evidence["sources"] if one["path"] == path}
    found = [
        (one, part["source"])
        for one in draft.evidence["quotations"]
        for part in one["parts"]
        if words.strip("“”,.") in part["text"]
    ]
    here = [one for one, source in found if source in keys]
    return here or [one for one, _ in found]


def hidden(entry: Entry, draft: Draft) -> bool:
    return not refs(draft, words_of(entry)) & set(told(draft))


def shown(entry: Entry, draft: Draft) -> bool:
    return bool(refs(draft, words_of(entry)) & set(told(draft)))


def first(entry: Entry, draft: Draft) -> bool:
    facts = [item["ref"] for item in items(draft, "bottom_line", "key_facts")]
    said = [item["ref"] for item in items(draft, "quotations")]
    return any(shown[:1] and shown[0] in refs(draft, words_of(entry)) for shown in (facts, said))


def stands_above(entry: Entry, draft: Draft) -> bool:
    order = told(draft)
    places = [
        min((order.index(ref) for ref in refs(draft, words) if ref in order), default=-1)
        for words in (words_of(entry), other_of(entry))
    ]
    return places[1] < 0 or 0 <= places[0] < places[1]


def one_fact(entry: Entry, draft: Draft) -> bool:
    one, other = ({f["id"] for f in stating(draft, *each)} for each in both(entry))
    return bool(one & other)


def two_facts(entry: Entry, draft: Draft) -> bool:
    one, other = ({f["id"] for f in stating(draft, *each)} for each in both(entry))
    return bool(one and other and not one & other)


def both(entry: Entry) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return words and paths of the two things that a decision is about."""
    other = entry["with"]
    assert isinstance(other, Mapping)
    return (words_of(entry), str(entry["in"])), (other_of(entry), str(other["in"]))


def developments(draft: Draft, words: str, path: str) -> set[str]:
    facts = {fact["id"] for fact in stating(draft, words, path)}
    return {
        one["id"] for one in draft.evidence["developments"] if not facts.isdisjoint(one["members"])
    }


def one_event(entry: Entry, draft: Draft) -> bool:
    one, other = (developments(draft, *each) for each in both(entry))
    return bool(one & other)


def two_events(entry: Entry, draft: Draft) -> bool:
    one, other = (developments(draft, *each) for each in both(entry))
    return bool(one and other and not one & other)


def no_disagreement(entry: Entry, draft: Draft) -> bool:
    shown = {item["ref"] for item in items(draft, "disagreements")}
    for one in draft.evidence["disagreements"]:
        cited = [cited["text"] for value in one["values"] for cited in value["citations"]]
        both = all(any(words in text or text in words for text in cited) for words in
                   (words_of(entry), other_of(entry)))  # fmt: skip
        if both and one["id"] in shown:
            return False
    return True


def dated(entry: Entry, draft: Draft) -> bool:
    facts = {fact["id"] for fact in stating(draft, words_of(entry))}
    days = {
        event["date"]["start"]
        for event in draft.evidence["events"]
        if not facts.isdisjoint(event["facts"])
    }
    return days == {entry["is"]}


def quoted(entry: Entry, draft: Draft) -> list[Mapping[str, Any]]:
    """Return the quotations that a decision is about: with just its words, or with them in it."""
    found = quotations(draft, words_of(entry), str(entry["in"]))
    exact = [one for one in found if any(part["text"] == words_of(entry) for part in one["parts"])]
    return exact or found


def said_by(entry: Entry, draft: Draft) -> bool:
    return {one["speaker"]["name"] for one in quoted(entry, draft)} == {entry["is"]}


def said_by_nobody(entry: Entry, draft: Draft) -> bool:
    found = quoted(entry, draft)
    return bool(found) and not any(one["speaker"]["actor"] for one in found)


def actors(draft: Draft, name: str) -> list[Mapping[str, Any]]:
    return [
        actor
        for actor in draft.evidence["actors"]
        if name in {actor["name"], *(mention["text"] for mention in actor["mentions"])}
    ]


def has_role(entry: Entry, draft: Draft) -> bool:
    [actor] = actors(draft, words_of(entry))
    return {role["text"] for role in actor["roles"]} == {entry["is"]}


def is_kind(entry: Entry, draft: Draft) -> bool:
    return {actor["kind"] for actor in actors(draft, words_of(entry))} == {entry["is"]}


def is_named(entry: Entry, draft: Draft) -> bool:
    return any(actor["name"] == entry["is"] for actor in actors(draft, words_of(entry)))


def is_one(entry: Entry, draft: Draft) -> bool:
    one, other = ({a["id"] for a in actors(draft, n)} for n in (words_of(entry), other_of(entry)))
    return bool(one & other)


def is_two(entry: Entry, draft: Draft) -> bool:
    return len(actors(draft, words_of(entry))) == 2


def source(entry: Entry, draft: Draft) -> Mapping[str, Any]:
    path = words_of(entry)
    return next(one for one in draft.evidence["sources"] if one["path"] == path)


def is_known(entry: Entry, draft: Draft) -> bool:
    key = {"genre": "kind"}.get(next(iter(entry)), next(iter(entry)))
    return bool(source(entry, draft).get(key) == entry["is"])


def is_no_source(entry: Entry, draft: Draft) -> bool:
    return words_of(entry) not in [one["path"] for one in draft.evidence["sources"]]


def is_veiled(entry: Entry, draft: Draft) -> bool:
    key = next(one["key"] for one in draft.evidence["sources"] if one["path"] == entry["in"])
    text = (draft.folder / "sources" / f"{key}.txt").read_text("utf-8")
    return words_of(entry) not in text and "█" in text


def is_worded(entry: Entry, draft: Draft) -> bool:
    value = next(iter(entry.values()))
    words = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]
    page = (draft.folder / "brief.html").read_text("utf-8")
    plain = [str(one).replace("**", "") for one in words]
    return all(piece in page for one in plain for piece in one.split("likely"))


HOLDS = {
    Act.HIDE: hidden,
    Act.SHOW: shown,
    Act.PIN: first,
    Act.ABOVE: stands_above,
    Act.SAME_FACT: one_fact,
    Act.NOT_SAME_FACT: two_facts,
    Act.SAME_EVENT: one_event,
    Act.NOT_SAME_EVENT: two_events,
    Act.NOT_A_DISAGREEMENT: no_disagreement,
    Act.DAY: dated,
    Act.SPEAKER: said_by,
    Act.NO_SPEAKER: said_by_nobody,
    Act.ROLE: has_role,
    Act.KIND: is_kind,
    Act.NAME: is_named,
    Act.JOIN: is_one,
    Act.PART: is_two,
    **dict.fromkeys((Act.TITLE, Act.PUBLISHER, Act.PUBLISHED, Act.GENRE), is_known),
    Act.HIDE_SOURCE: is_no_source,
    Act.HIDE_PASSAGE: is_veiled,
    **dict.fromkeys((Act.HEADLINE, Act.BOTTOM_LINE, Act.ASSESSMENT), is_worded),
}
