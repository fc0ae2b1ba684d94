"""A parse as plain values: what all rules read, taken from spaCy once.

spaCy makes its objects anew, and decodes their words, each time that one is asked for; rules ask
for each word some hundred times. These hold what they tell of it, and bear spaCy's names: a rule
reads the same in both. Nothing in a parse is ever changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from sys import intern
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from spacy import tokens as spacy_tokens
    from spacy.tokens.morphanalysis import MorphAnalysis


class Token:
    """A word or mark, its place in the parse, and the words that it stands over and under."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_sent_start",
        "is_stop",
        "left_edge",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    head: Token
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]
    left_edge: Token
    right_edge: Token
    sent: Tokens

    def __init__(self, doc: Doc, i: int, source: spacy_tokens.Token) -> None:
        """Take over what spaCy says of one token; the tree is laid over all of them afterwards."""
        self.doc = doc
        self.i = i
        self.text: str = source.text
        self.lower_: str = source.lower_
        self.lemma_: str = source.lemma_
        self.tag_ = intern(source.tag_)
        self.pos_ = intern(source.pos_)
        self.dep_ = intern(source.dep_)
        self.ent_type_ = intern(source.ent_type_)
        self.whitespace_: str = source.whitespace_
        self.idx: int = source.idx
        self.is_sent_start: bool | None = source.is_sent_start
        self.is_punct: bool = source.is_punct
        self.is_stop: bool = source.is_stop
        self.like_num: bool = source.like_num
        self.lefts = self.rights = self.children = ()

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.text)

    def __str__(self) -> str:
        """Return the words."""
        return self.text

    __repr__ = __str__

    @property
    def is_alpha(self) -> bool:
        """Tell whether all characters are letters."""
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        """Tell whether all characters are digits."""
        return self.text.isdigit()

    @property
    def is_lower(self) -> bool:
        """Tell small letters."""
        return self.text.islower()

    @property
    def is_upper(self) -> bool:
        """Tell capitals."""
        return self.text.isupper()

    @property
    def is_title(self) -> bool:
        """Tell a word with a capital and small letters after it."""
        return self.text.istitle()

    @property
    def is_space(self) -> bool:
        """Tell a token of blanks only."""
        return self.text.isspace()

    @property
    def is_currency(self) -> bool:
        """Tell a sign of money."""
        return self.doc.source[self.i].is_currency

    @property
    def morph(self) -> MorphAnalysis:
        """The grammatical features."""
        return self.doc.source[self.i].morph

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> Iterator[Token]:
        """The word itself and all below it, in text order where the tree does not cross itself."""
        for left in self.lefts:
            yield from left.subtree
        yield self
        for right in self.rights:
            yield from right.subtree

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The words that are joined with this one: "A, B and C"."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for one in found:
            found += [right for right in one.rights if right.dep_ == "conj"]
        return tuple(one for one in found if one is not self)

    def is_ancestor(self, descendant: Token) -> bool:
        """Tell whether another token hangs on this one, by any steps."""
        return any(above is self for above in descendant.ancestors)

    def nbor(self, i: int = 1) -> Token:
        """Return the token so many places further on. Raises IndexError where there is none."""
        at = self.i + i
        if at < 0:
            raise IndexError(at)
        return self.doc.tokens[at]


class Tokens:
    """A run of tokens of a parse, from `start` to `end`, the latter excluded."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        """Take the run as it is: `0 <= start <= end <= len(doc)`."""
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label
        self._root: Token | None = None

    def __len__(self) -> int:
        """Return the number of tokens."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Iterate over the tokens."""
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, i: int) -> Token: ...
    @overload
    def __getitem__(self, i: slice) -> Tokens: ...
    def __getitem__(self, i: int | slice) -> Token | Tokens:
        """Return a token or a shorter run."""
        if isinstance(i, slice):
            start, end, _ = i.indices(self.end - self.start)
            return Tokens(self.doc, self.start + start, self.start + max(start, end))
        at = self.end + i if i < 0 else self.start + i
        if not self.start <= at < self.end:
            raise IndexError(i)
        return self.doc.tokens[at]

    def __eq__(self, other: object) -> bool:
        """Tell the same run of the same parse with the same label."""
        return (
            isinstance(other, Tokens)
            and self.doc is other.doc
            and (self.start, self.end, self.label_) == (other.start, other.end, other.label_)
        )

    def __hash__(self) -> int:
        """Return the same for equal runs."""
        return hash((self.start, self.end, self.label_))

    def __str__(self) -> str:
        """Return the words."""
        return self.text

    __repr__ = __str__

    @property
    def start_char(self) -> int:
        """Where it begins in the text of the parse."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where it ends in the text of the parse."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words, without a blank at their end."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token that all others hang on; of several, the first one."""
        if self._root is None:
            self._root = self._find_root()
        return self._root

    def _find_root(self) -> Token:
        run = self.doc.tokens[self.start : self.end]
        for token in run:
            if token.head is token:
                return token
        outer = (token for token in run if not self.start <= token.head.i < self.end)
        found = min(outer, key=_depth, default=None)
        return found if found is not None else self.doc.tokens[self.start]

    @property
    def sent(self) -> Tokens:
        """The sentence that it begins in."""
        return self.doc.tokens[self.start].sent


def _depth(token: Token) -> int:
    """Return the number of words above a token; a mark or blank comes after all words."""
    idle = not token.children and (token.is_punct or token.is_space)
    return len(token.doc) - 1 if idle else sum(1 for _ in token.ancestors)


class Doc:
    """The tokens of a text, its sentences, and the names that the model finds in it."""

    __slots__ = ("_places", "ents", "sents", "source", "text", "tokens")

    def __init__(self, source: spacy_tokens.Doc) -> None:
        """Take over a parse of spaCy's."""
        self.source = source
        self.text: str = source.text
        self.tokens = tuple([Token(self, i, token) for i, token in enumerate(source)])
        self.sents = tuple([Tokens(self, one.start, one.end) for one in source.sents])
        self.ents = tuple([Tokens(self, e.start, e.end, e.label_) for e in source.ents])
        self._places = [token.idx for token in self.tokens]
        self._lay_tree()

    def _lay_tree(self) -> None:
        """Join the tokens with those above and below them, and with their sentences."""
        tokens = self.tokens
        below: dict[Token, list[Token]] = {}
        for token, source in zip(tokens, self.source, strict=True):
            token.left_edge = tokens[source.left_edge.i]
            token.right_edge = tokens[source.right_edge.i]
            token.head = head = tokens[source.head.i]
            if head is not token:
                below.setdefault(head, []).append(token)
        for head, children in below.items():
            head.children = tuple(children)
            head.lefts = tuple([child for child in children if child.i < head.i])
            head.rights = tuple([child for child in children if child.i > head.i])
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """Iterate over the tokens."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, i: int) -> Token: ...
    @overload
    def __getitem__(self, i: slice) -> Tokens: ...
    def __getitem__(self, i: int | slice) -> Token | Tokens:
        """Return a token or a run of tokens."""
        if isinstance(i, slice):
            start, end, _ = i.indices(len(self.tokens))
            return Tokens(self, start, max(start, end))
        return self.tokens[i]

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Tokens | None:
        """Return the tokens of some characters, or None where there are none.

        Where the characters cut a token, there are none (strict), it is left out (contract) or
        taken whole (expand).
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        begins, ends = first.idx, last.idx + len(last.text)
        if alignment_mode == "strict" and (start != begins or end != ends):
            return None
        one, other = first.i, last.i
        if alignment_mode == "contract":
            one += begins < start
            other -= end < ends
            if other < one:
                return None
        elif alignment_mode == "expand":
            one += start == begins + len(first.text)  # the blank behind it is no part of it
        return Tokens(self, one, other + 1)

    def _at(self, place: int) -> Token | None:
        """Return the token at a character; the blank behind a token counts with it."""
        at = bisect_right(self._places, place) - 1
        if at < 0:
            return None
        token = self.tokens[at]
        inside = place < token.idx + len(token.text) + len(token.whitespace_)
        return token if inside else None


Parse = Callable[[str], Doc]
"""Parses a text of its own."""
