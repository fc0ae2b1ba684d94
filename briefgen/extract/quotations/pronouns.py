"""Pronouns: whom "he" and "she" stand for; one person is never both."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.extract.quotations.certainty import Rivals
from briefgen.extract.quotations.covers import Cover
from briefgen.extract.quotations.cues import FINITE
from briefgen.extract.quotations.speakers import Names, last_name
from briefgen.extract.quotations.subjects import SUBJECTS, own_subject
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.annotations import Mention
from briefgen.model.spans import Span

_PRONOUNS = {"he": "m", "she": "f"}
_TITLES = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "dame", "lady", "queen", "princess"), "f"),
}
_REACH = 4
"""Passages after which a pronoun is no longer given a name."""


@dataclass(frozen=True, slots=True)
class Referents:
    """Whom pronouns stand for, by their places; `sure` are those that can mean nobody else."""

    all: Mapping[int, Mention]
    sure: Mapping[int, Mention]


def find_referents(
    parsed: Parsed,
    names: Names,
    quoted: Sequence[Span],
    speakers: Iterable[Span],
    told: Sequence[Span],
) -> Referents:
    """Return whom each "he" and "she" outside quotation marks stands for.

    That is the last person who was a subject, or the only one whom the sentence before names,
    and who is not of the other gender. Genders come from titles, posts ("spokeswoman") and
    pronouns that can mean nobody else, never from first names. `speakers` are names, `told` is what
    anybody says: who speaks inside of that is only told of.
    """
    inside, reported = Cover(quoted), Cover(told)
    spoken = frozenset(speaker for speaker in speakers if not reported.has(speaker))
    stated = _stated(names)
    heard = [*_heard(parsed, names, inside, spoken)]
    if not any(one.gender for one in heard):
        return Referents({}, {})
    rivals = Rivals(names, parsed, Cover([*quoted, *told]))
    first = _resolved(heard, names, stated)
    votes = Counter(
        (last_name(names.text, person), "f" if names.text[place].casefold() == "s" else "m")
        for place, person, clear in rivals.certain(first, stated)
        if clear
    )
    genders = {**dict(_agreed(votes)), **stated}
    found = _resolved(heard, names, genders)
    judged = [*rivals.certain(found, genders)]
    doubted = {place for place, _, clear in judged if not clear}
    likely = {place: person for place, person in found.items() if place not in doubted}
    return Referents(likely, {place: person for place, person, clear in judged if clear})


def _agreed(told: Counter[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the gender of each name that its pronouns mostly have."""
    for (name, gender), count in told.items():
        if count > told[name, "f" if gender == "m" else "m"]:
            yield name, gender


@dataclass(frozen=True, slots=True)
class _Heard:
    """Somebody told of, or a pronoun, with the numbers of its passage and of its sentence."""

    place: int
    passage: int
    sentence: int
    person: Mention | None
    acts: bool
    gender: str


def _heard(
    parsed: Parsed, names: Names, inside: Cover, spoken: frozenset[Span]
) -> Iterator[_Heard]:
    """Yield the persons and pronouns outside quotation marks, in text order."""
    persons = {m.span.start: m for m in names.persons}
    sentence = 0
    for number, passage in enumerate(parsed.passages):
        for tokens in passage.doc.sents:
            ends = passage.span(tokens[0]), passage.span(tokens[-1])
            sentence += not all(inside.has(end) for end in ends)
            for token in tokens:
                place = passage.start + token.idx
                person, subject = persons.get(place), token.dep_ in SUBJECTS
                gender = _PRONOUNS.get(token.lower_, "") if token.pos_ == "PRON" else ""
                if not (person or gender or subject) or inside.has(passage.span(token)):
                    continue
                if person is not None:
                    acts = _acts(passage, person, spoken)
                else:
                    person = _meant_by(passage, token, names) if subject else None
                    acts = person is not None and _is_main(token)
                if person is not None or gender:
                    yield _Heard(place, number, sentence, person, acts, gender)


def _resolved(
    heard: Sequence[_Heard], names: Names, genders: Mapping[str, str]
) -> Mapping[int, Mention]:
    scene = _Scene(names, dict(genders))
    found: dict[int, Mention] = {}
    sentence = 0
    for one in heard:
        for _ in range(min(one.sentence - sentence, 2)):
            scene.next_sentence()
        sentence = one.sentence
        if one.person is not None:
            scene.hear(one.passage, one.person, acts=one.acts)
        person = scene.meant(one.passage, one.gender) if one.gender else None
        if person is not None:
            found[one.place] = person
    return found


@dataclass(slots=True)
class _Scene:
    """Who has been told of.

    `last` has who acted last, of each gender; `lately` the persons of the sentence before and of
    this one, by last names.
    """

    names: Names
    genders: dict[str, str]
    last: dict[str, tuple[int, Mention]] = field(default_factory=dict)
    lately: tuple[dict[str, Mention], dict[str, Mention]] = field(default_factory=lambda: ({}, {}))

    def next_sentence(self) -> None:
        """Begin a sentence."""
        self.lately = (self.lately[1], {})

    def hear(self, number: int, person: Mention, *, acts: bool) -> None:
        """Note a person; of those who do not act, only one whose gender nobody has yet."""
        name = self._name(person)
        self.lately[1][name] = person
        for each in self.genders.get(name, "mf" if acts else ""):
            if acts or each not in self.last:
                self.last[each] = (number, person)

    def meant(self, number: int, gender: str) -> Mention | None:
        """Return whom a pronoun of passage `number` means, and note it."""
        at, person = self.last.get(gender, (-_REACH - 1, None))
        fit = {
            name: one
            for names in self.lately
            for name, one in names.items()
            if self.genders.get(name, gender) == gender
        }
        known = person is not None and self._name(person) in self.genders
        if known and len(fit) == 1 and next(iter(fit)) in self.genders:
            (person,) = fit.values()
        elif number - at > _REACH:
            person = None
        if person is None:
            return None
        name = self._name(person)
        self.genders.setdefault(name, gender)
        self.lately[1][name] = person
        self.last[gender] = (number, person)
        other = "f" if gender == "m" else "m"
        if other in self.last and self._name(self.last[other][1]) == name:
            del self.last[other]
        return person

    def _name(self, person: Mention) -> str:
        return last_name(self.names.text, person)


def _meant_by(passage: Passage, token: Token, names: Names) -> Mention | None:
    """Return who is meant by "the minister", or by a last name that was not taken for one."""
    if token.lower_ in words("roles", "heads"):
        return names.holder(passage.span(token.doc[token.left_edge.i : token.i + 1]))
    plain = token.text.istitle() and token.head.dep_ == "ROOT" and token.left_edge == token
    return names.bearer(passage.span(token)) if plain else None


def _acts(passage: Passage, mention: Mention, spoken: frozenset[Span]) -> bool:
    """Tell whether a person speaks, or is the subject of a main clause."""
    if mention.span in spoken:
        return True
    tokens = passage.tokens(mention.span, "expand")
    if tokens is not None and _is_set_off(tokens):
        return True
    noun = tokens.root if tokens is not None else None
    if noun is not None and noun.dep_ == "compound" and noun.head.tag_ in FINITE:
        return True  # "Moss bristles", where the verb was taken for her name
    if noun is not None and noun.dep_ == "appos":
        noun = noun.head  # "their lawyer, Grace Obiri, said"
    return noun is not None and _is_main(noun)


def _is_set_off(name: Tokens) -> bool:
    """Tell a name between commas before a main verb: "The head of the port, Ann Moss, left"."""
    doc, start, stop = name.doc, name.start, name.end
    while start > 1 and doc[start - 1].text.istitle() and doc[start - 1].dep_ == "compound":
        start -= 1
    commas = start > 1 and stop + 1 < len(doc) and doc[start - 1].text == doc[stop].text == ","
    if not commas:
        return False
    verb = doc[stop + 1]
    subject = own_subject(verb)
    led = subject is not None and subject.sent.start <= subject.i < start
    return verb.tag_ in FINITE and verb.head.dep_ == "ROOT" and led


def _is_main(noun: Token) -> bool:
    """Tell the subject of a main clause."""
    verb = noun.head
    if noun.dep_ not in SUBJECTS:
        return False
    if verb.tag_ == "VB" and any(t.dep_ == "aux" and t.i < noun.i for t in verb.lefts):
        return False  # "should Moss refuse"
    if verb.dep_ == "ccomp" and verb.i < verb.head.i:
        verb = verb.head  # "The minister resigned, a spokesman said"
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def _stated(names: Names) -> dict[str, str]:
    """Return the genders that titles and posts tell, by last names."""
    genders: dict[str, str] = {}
    for mention in names.persons:
        before = names.text[max(0, mention.span.start - 12) : mention.span.start].split()
        first = mention.span.of(names.text).split()[0]
        role = names.roles.get(mention.span)
        post = role.role.of(names.text).casefold().split()[-1] if role else ""
        titles = (_TITLES.get(w.casefold().rstrip(".")) for w in (first, *before[-1:]))
        for gender in (*titles, _gender_of(post)):
            if gender:
                genders.setdefault(last_name(names.text, mention), gender)
    return genders


def _gender_of(post: str) -> str:
    """Return the gender that a post is of: spokeswoman f, businessman m, minister none."""
    if post.endswith("woman") or post in words("roles", "women"):
        return "f"
    return "m" if post.endswith("man") or post in words("roles", "men") else ""
