"""A word that points back, and what stands round it in its own sentence."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.unsaid import Open

LOST, VAGUE = 1.0, 0.5
"""Whether a reader does not know who or what is told of, or only how it hangs together.

Two kinds of what is vague leave as much open as one that is lost.
"""

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OF_A_NAME = (*SUBJECTS, "compound", "appos", "flat")
OBJECTS = ("dobj", "dative", "pobj")
_CLAUSES = ("conj", "advcl", "parataxis", "ROOT", "dep")
_NO_CLAUSES = ("aux", "amod", "prep")
"""What is tagged as a verb and is none, last of all "according to"."""
_NAMES_OF_PLACES = ("GPE", "LOC", "FAC")
_NO_THINGS = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point back, and how much a reader misses who does not know where to.

    They point to a `kind` of thing: what is told of, when or where it was, what it goes on from.
    """

    tokens: Tokens
    weight: float
    kind: Open


@dataclass(frozen=True, slots=True)
class Setting:
    """A unit as one who sees it alone reads it.

    `opens` says that nothing was told before it, `announces` that a list comes after it;
    `topics` are the lemmas of its heading;
    `is_quoted` tells whether a word stands inside quotation marks.
    """

    tokens: Tokens
    opens: bool
    announces: bool
    topics: frozenset[str]
    is_quoted: Callable[[Token], bool]

    def before(self, token: Token) -> Tokens:
        """Return the words of the unit before a word."""
        return self.tokens.doc[self.tokens.start : max(token.i, self.tokens.start)]

    def pointer(self, first: Token, last: Token, weight: float, kind: Open) -> Pointer:
        """Make a pointer of the words of the unit from one to another."""
        start = max(first.i, self.tokens.start)
        return Pointer(first.doc[start : last.i + 1], weight, kind)

    def is_early(self, token: Token) -> bool:
        """Tell the subject of what is told, or what stands before it.

        In "A road was closed, the officials said" that is the road, and in "The owner of the
        boat drowned" the boat as well.
        """
        verb, subject = self._main
        if subject is None:
            return token.i <= verb.i
        of = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head == subject
        return token.i <= subject.i or (of and token == subject.right_edge)

    @property
    def names_subject(self) -> bool:
        """Whether the subject of what is told is a name."""
        subject = self._main[1]
        return subject is not None and subject.pos_ == "PROPN"

    @property
    def _main(self) -> tuple[Token, Token | None]:
        """The verb of what is told, and its subject."""
        root = self.tokens.root
        said = [c for c in root.children if c.dep_ == "ccomp" and c.i < root.i]
        verb = said[0] if said else root
        return verb, next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def nouns(tokens: Tokens) -> Iterator[Token]:
    """Yield the nouns and names that may be what a later word means; times and sums are none."""
    times = words("alone", "times")
    for token in tokens:
        named = token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in _NO_THINGS
        if named and token.lemma_.casefold() not in times:
            yield token


def is_place(token: Token) -> bool:
    """Tell the name of a place."""
    return token.ent_type_ in _NAMES_OF_PLACES


def is_person(token: Token) -> bool:
    """Tell the name of a person, or a noun of one."""
    if token.ent_type_ == "PERSON":
        return True
    if token.pos_ != "NOUN":
        return False
    lemma = token.lemma_.casefold()
    known = lemma in words("alone", "people") or lemma in words("roles", "heads")
    return known or lemma.endswith(("man", "woman", "person", "ist", "ian", "eer"))


def without_doer(before: Iterable[Token], token: Token) -> list[Token]:
    """Return the nouns that an object can mean: never the subject of its own verb.

    "Moss met him": somebody else (principle B of Chomsky, 1981).
    """
    joint = token.head if token.dep_ == "pobj" else token
    verb = joint.head
    acts = joint.dep_ in ("dobj", "dative", "prep", "agent") and verb.pos_ in ("VERB", "AUX")
    doers = [c for c in verb.children if c.dep_ in SUBJECTS] if acts else []
    own = {one.i for doer in doers for one in (doer, *doer.children) if one.dep_ in _OF_A_NAME}
    return [one for one in before if one.i not in own]


def tells_before(setting: Setting, token: Token) -> bool:
    """Tell whether a clause of the unit that ended before a word may be what it means.

    "They closed the road, and this angered the drivers", but not "They tried to stop this".
    """
    above = set(_clause(token))
    verbs = (t for t in setting.before(token) if t.pos_ == "VERB" and t.dep_ not in _NO_CLAUSES)
    return any(verb.i not in above and not _is_inside(verb, token) for verb in verbs)


def _clause(token: Token) -> Iterator[int]:
    """Yield the places of the verbs above a word, up to the beginning of its clause."""
    for one in (token, *token.ancestors):
        yield one.i
        if one.dep_ in _CLAUSES and one.pos_ in ("VERB", "AUX"):
            return


def _is_inside(verb: Token, token: Token) -> bool:
    """Tell a verb that only describes what the word itself belongs to."""
    return any(one.i == token.i for one in verb.ancestors)


def has_date(tokens: Tokens) -> bool:
    """Tell whether a day or a time is named."""
    return any(token.ent_type_ in ("DATE", "TIME") for token in tokens)
