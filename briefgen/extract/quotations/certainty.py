"""Certainty: which pronouns can mean nobody but the person they are given."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed
from briefgen.extract.quotations.covers import Cover
from briefgen.extract.quotations.speakers import Names, last_name
from briefgen.extract.quotations.subjects import SUBJECTS
from briefgen.extract.tokens import Token
from briefgen.model.annotations import ActorKind, Mention


class Rivals:
    """Everybody a document tells of, by place: whom else a pronoun may mean."""

    def __init__(self, names: Names, parsed: Parsed, told_of: Cover) -> None:
        """Look for persons, and for subjects outside of `told_of`, what somebody else says."""
        self._text = names.text
        self._reported = frozenset(m.span.start for m in names.persons if told_of.has(m.span))
        self._told = {m.span.start: last_name(names.text, m) for m in names.persons}
        self._namings: dict[str, list[int]] = {}
        for at, name in sorted(self._told.items()):
            self._namings.setdefault(name, []).append(at)
        subjects = dict(_subjects(parsed, told_of))
        self._subjects = frozenset(subjects)
        self._all = sorted({*self._told, *_unnamed(subjects, names)})
        self._ends = [passage.span(sentence).end for passage, sentence in parsed.sentences()]

    def certain(
        self, found: Mapping[int, Mention], genders: Mapping[str, str]
    ) -> Iterator[tuple[int, Mention, bool]]:
        """Yield the pronouns between which and their person nobody else can be meant.

        The last value is false where a sentence names its subject and another person, and nothing
        tells which of them may be "she".

        Of "The minister said that the governor had left. ... she said" only the minister speaks.
        Those are all persons of later sentences, and the subjects of the same: of "The minister
        met the governor. She ..." the minister goes on as the centre (Grosz, Joshi and Weinstein,
        1995, "Centering"), if it is known that she may be "she". Somebody of the other gender
        cannot be meant. A wrong name is worse than none.
        """
        told, heard = self._told, dict[str, int]()
        for place, person in sorted(found.items()):
            name = last_name(self._text, person)
            before = self._namings[name][: bisect_right(self._namings[name], place)]
            since = max([*before[-1:], heard.get(name, 0)])
            end = self._ends[bisect_right(self._ends, since)]
            between = self._all[bisect_right(self._all, since) : bisect_left(self._all, place)]
            meant = genders.get(name)
            apart = {each for each in genders if meant and genders[each] != meant}
            rivals = [at for at in between if told.get(at) != name and told.get(at) not in apart]
            if all(at < end and at not in self._subjects for at in rivals):
                heard[name] = place
                beside = told.keys() - self._reported
                yield place, person, meant is not None or beside.isdisjoint(rivals)


def _subjects(parsed: Parsed, told_of: Cover) -> Iterator[tuple[int, Token]]:
    """Yield the words of subjects, and of what they are called besides, outside what others say."""
    for passage in parsed.passages:
        for token in passage.doc:
            noun = token.head if token.dep_ == "appos" else token
            if noun.dep_ not in SUBJECTS:
                continue
            if not told_of.has(passage.span(token)):
                for part in (*(c for c in token.lefts if c.dep_ == "compound"), token):
                    yield passage.span(part).start, token


def _unnamed(subjects: Mapping[int, Token], names: Names) -> Iterator[int]:
    """Yield where somebody is told of by a post, or by a name that is no known person's."""
    posts = words("roles", "heads")
    starts = [one.span.start for one in names.all]
    for place, token in subjects.items():
        at = bisect_right(starts, place) - 1
        known = at >= 0 and place < names.all[at].span.end and not _may_be_a_name(names, at)
        post = token.lower_ in posts and not _is_somebodys(token)
        if not known and (token.pos_ == "PROPN" or post):
            yield place


def _may_be_a_name(names: Names, at: int) -> bool:
    """Tell a single word that was taken for a body: "Bloom", the person or the firm."""
    mention = names.all[at]
    word = mention.span.of(names.text)
    return mention.kind is ActorKind.ORGANISATION and word.istitle() and " " not in word


def _is_somebodys(post: Token) -> bool:
    """Tell a post that only describes who is named beside it: "Ann Lee, a lawyer", "her lawyer"."""
    beside = any(
        c.dep_ == "appos" or (c.dep_ == "poss" and c.pos_ == "PRON") for c in post.children
    )
    return beside or post.dep_ == "appos"
