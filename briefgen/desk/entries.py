"""What was chosen on the page, as an entry of decisions.yaml."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from briefgen.config import Entry, day_of
from briefgen.desk import choices
from briefgen.desk.tasks import Kind, Task
from briefgen.model.citations import Citation
from briefgen.model.decisions import OF_ORDER, OF_WORDING, Act
from briefgen.model.evidence import Evidence
from briefgen.own_words import UNTITLED, mark_of
from briefgen.render.wording import pinpoint

_DIGEST = 16
"""As much of a digest as tells evidence apart."""


class NotPossible(Exception):
    """What was asked for cannot be decided of this item; the message says why, to a person."""


class _Known(Protocol):
    @property
    def id(self) -> str: ...


_K = TypeVar("_K", bound=_Known)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is decided on: an item of a draft, what was chosen for it, and the issue it is for.

    `title` and `place` ("after key_facts") are those of a section of the desk's own.
    """

    evidence: Evidence
    task: Task
    choice: str
    issue: str
    title: str = ""
    place: str = ""

    @property
    def words(self) -> Citation:
        """The words that the item is known by. Raises NotPossible for a whole source."""
        if not self.task.proof:
            raise NotPossible("a source is decided on as a whole")
        return self.task.proof[0]

    @property
    def chosen(self) -> str:
        """What was chosen, or written. Raises NotPossible where nothing was."""
        words = " ".join(self.choice.split())
        if not words:
            raise NotPossible("choose something, or write it")
        return words

    @property
    def path(self) -> str:
        """The path of the source that the item is about."""
        found = next((s.path for s in self.evidence.sources if s.id == self.task.ref), "")
        return found or self.path_of(self.words)

    def path_of(self, citation: Citation) -> str:
        """Return the path of the source that words stand in."""
        return next(s.path for s in self.evidence.sources if s.key == citation.source)

    def about(self, citation: Citation) -> Entry:
        """Name words by their source and place."""
        place = citation.locator.place
        return {"in": self.path_of(citation), **({"at": place} if place else {})}

    def other(self, citation: Citation) -> Entry:
        """Name words as the partner of the item."""
        return {"words": _plain(citation.text), **self.about(citation)}


def entry_for(matter: Matter, act: Act, by: str, on: str) -> Entry:
    """Return the entry that says what was chosen, by whom and when. Raises NotPossible."""
    return {**_WRITERS[_family(act)](matter, act), "by": by, "on": on}


def _family(act: Act) -> str:
    return next(name for name, acts in _FAMILIES.items() if act in acts)


_FAMILIES = {
    "words": {Act.SHOW, Act.HIDE, Act.PIN, Act.NO_SPEAKER},
    "passage": {Act.HIDE_PASSAGE},
    "value": {Act.SPEAKER, Act.DAY},
    "name": {Act.ROLE, Act.KIND, Act.NAME},
    "facts": {Act.SAME_FACT, Act.SAME_EVENT, Act.NOT_SAME_EVENT},
    "support": {Act.NOT_SAME_FACT},
    "above": {Act.ABOVE},
    "names": {Act.JOIN, Act.PART},
    "values": {Act.NOT_A_DISAGREEMENT},
    "source": {Act.TITLE, Act.PUBLISHER, Act.PUBLISHED, Act.GENRE},
    "whole": {Act.HIDE_SOURCE},
    "text": OF_WORDING,
}


def _words(matter: Matter, act: Act) -> Entry:
    return {act.value: _plain(matter.words.text), **matter.about(matter.words), **_as(matter, act)}


def _as(matter: Matter, act: Act) -> Entry:
    """Say of words in an order that they are meant as quoted: they may be a fact's as well."""
    quoted = matter.task.kind is Kind.QUOTATION and act in OF_ORDER
    return {"as": "quotation"} if quoted else {}


def _passage(matter: Matter, act: Act) -> Entry:
    return {act.value: matter.chosen, **matter.about(matter.words)}


def _value(matter: Matter, act: Act) -> Entry:
    return {**_words(matter, act), "is": _dated(matter, act)}


def _name(matter: Matter, act: Act) -> Entry:
    """Say something of an actor, or of who speaks."""
    cited = matter.words
    speaker = next((q.speaker for q in matter.evidence.quotations if q.id == matter.task.ref), None)
    if speaker:
        if not speaker.name or not speaker.mention:
            raise NotPossible("nobody is known to speak: say first who it is")
        cited = speaker.mention
        return {act.value: speaker.name, **matter.about(cited), "is": matter.chosen}
    return {**_words(matter, act), "is": matter.chosen}


def _facts(matter: Matter, act: Act) -> Entry:
    other = _find(matter.evidence.facts, matter.choice)
    return {**_words(matter, act), "with": matter.other(other.citations[0])}


def _support(matter: Matter, act: Act) -> Entry:
    fact = _find(matter.evidence.facts, matter.task.ref)
    other = next((c for c in fact.citations[1:] if pinpoint(c) == matter.choice), None)
    if other is None:
        raise NotPossible("that statement does not support it any more")
    return {**_words(matter, act), "with": matter.other(other)}


def _above(matter: Matter, act: Act) -> Entry:
    """Put the item above its neighbour, or that one above the item."""
    neighbour = {"up": matter.task.above, "down": matter.task.below}.get(matter.choice, "")
    if not neighbour:
        raise NotPossible("there is nothing to pass on that side")
    words = choices.words_of(matter.evidence, neighbour)
    if matter.choice == "up":
        return {**_words(matter, act), "with": matter.other(words)}
    lower = {act.value: _plain(words.text), **matter.about(words), **_as(matter, act)}
    return {**lower, "with": matter.other(matter.words)}


def _names(matter: Matter, act: Act) -> Entry:
    actor = _find(matter.evidence.actors, matter.task.ref)
    named = sorted(actor.mentions, key=lambda one: _plain(one.text) != actor.name)
    if act is Act.JOIN:
        other = _find(matter.evidence.actors, matter.choice).mentions[0]
    else:
        held = (alias.citation for alias in actor.aliases if alias.text == matter.choice)
        found = next(held, None)
        if found is None:
            raise NotPossible("that name is not the actor's any more")
        other = found
        named = [one for one in named if _plain(one.text) != _plain(other.text)]
    if not named:
        raise NotPossible("that is the only name it has")
    own = named[0]  # the actor's name, where that stands itself, or another one of it
    return {act.value: _plain(own.text), **matter.about(own), "with": matter.other(other)}


def _values(matter: Matter, act: Act) -> Entry:
    """Name the words of two values that were taken to exclude each other."""
    first, *others = _find(matter.evidence.disagreements, matter.task.ref).values
    one, other = first.citations[0], others[0].citations[0]
    return {act.value: _plain(one.text), **matter.about(one), "with": matter.other(other)}


def _source(matter: Matter, act: Act) -> Entry:
    return {act.value: matter.path, "is": _dated(matter, act)}


def _dated(matter: Matter, act: Act) -> str:
    """Return what was chosen; a day has to be one."""
    if act in (Act.DAY, Act.PUBLISHED):
        try:
            day_of(matter.chosen)
        except ValueError as error:
            raise NotPossible(str(error)) from error
    return matter.chosen


def _whole(matter: Matter, act: Act) -> Entry:
    return {act.value: matter.path}


def _text(matter: Matter, act: Act) -> Entry:
    about = {"for": matter.issue, "evidence": mark_of(matter.evidence)[:_DIGEST]}
    if act is Act.CONFIRM:
        return {act.value: matter.task.own.value, **about}
    lines = [" ".join(line.split()) for line in matter.choice.splitlines() if line.strip()]
    if not lines:
        raise NotPossible("write some words")
    if act is Act.ASSESSMENT:
        return {act.value: matter.choice.strip(), **_standing(matter), **about}
    return {act.value: lines if act is Act.BOTTOM_LINE else lines[0], **about}


def _standing(matter: Matter) -> Entry:
    """Return title and place of a section of the desk's own, as far as they are not the usual."""
    title = " ".join(matter.title.split())
    side, _, section = matter.place.partition(" ")
    named = {"title": title} if title and title != UNTITLED else {}
    return {**named, **({side: section} if side in ("after", "before") else {})}


_WRITERS: dict[str, Callable[[Matter, Act], Entry]] = {
    "words": _words,
    "passage": _passage,
    "value": _value,
    "name": _name,
    "facts": _facts,
    "support": _support,
    "above": _above,
    "names": _names,
    "values": _values,
    "source": _source,
    "whole": _whole,
    "text": _text,
}


def _find(things: Sequence[_K], ref: str) -> _K:
    found = next((thing for thing in things if thing.id == ref), None)
    if found is None:
        raise NotPossible("that is not in the draft any more: look again")
    return found


def _plain(words: str) -> str:
    return " ".join(words.split())


def possible(task: Task, wanted: str) -> Act:
    """Return how an item is to be decided on. Raises NotPossible."""
    act = next((one for one in OF_KIND[task.kind] if one.value == wanted), None)
    if act is None:
        raise NotPossible("that cannot be decided of this item")
    return act


_CHOICE = frozenset({Act.SHOW, Act.HIDE, Act.PIN, Act.ABOVE})
OF_KIND: Mapping[Kind, frozenset[Act]] = {
    Kind.FACT: _CHOICE
    | {Act.SAME_FACT, Act.NOT_SAME_FACT, Act.SAME_EVENT, Act.NOT_SAME_EVENT}
    | {Act.DAY, Act.HIDE_PASSAGE},
    Kind.QUOTATION: _CHOICE | {Act.SPEAKER, Act.NO_SPEAKER, Act.ROLE, Act.HIDE_PASSAGE},
    Kind.ACTOR: frozenset({Act.ROLE, Act.KIND, Act.NAME, Act.JOIN, Act.PART}),
    Kind.EVENT: frozenset({Act.HIDE, Act.SHOW, Act.DAY}),
    Kind.TITLE: frozenset({Act.HIDE, Act.SHOW}),
    Kind.DISAGREEMENT: frozenset({Act.NOT_A_DISAGREEMENT}),
    Kind.SOURCE: frozenset({Act.TITLE, Act.PUBLISHER, Act.PUBLISHED, Act.GENRE, Act.HIDE_SOURCE}),
    Kind.TEXT: OF_WORDING,
    Kind.DECISION: frozenset(),
}
"""How items of each kind can be decided on."""
