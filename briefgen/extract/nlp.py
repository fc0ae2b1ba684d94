"""The only bridge between spaCy's tokens and canonical spans: load a model, parse a document.

Each block is parsed by itself, so that a lost quotation mark or a heading cannot disturb
its neighbours. The text given to the model is the block's text with some characters
exchanged one for one (curly marks, unusual blanks), so positions stay the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from briefgen.errors import ModelError
from briefgen.extract.glued import find_lead, find_run_in
from briefgen.extract.kernels import fitting_kernel
from briefgen.extract.lexicon import words
from briefgen.extract.lookups import look_up
from briefgen.extract.spared import Language, spacy
from briefgen.extract.spared import tokens as spacy_tokens
from briefgen.extract.tokens import Doc, Parse, Token, Tokens
from briefgen.language_model import find_model
from briefgen.model.spans import Span
from briefgen.model.speech import Quoted, find_quoted
from briefgen.model.text import Block, BlockKind, Document

_ONE_FOR_ONE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("\t\n\v\f\r\u0085\u00a0\u1680\u202f\u205f\u3000\u2028\u2029", " "),
        **{chr(code): " " for code in range(0x2000, 0x200B)},
        **dict.fromkeys("‐‑", "-"),
    }
)
_LONGEST = 10_000
"""Characters of one parse; a longer block is cut after a sentence or a blank."""

_TOGETHER = 30_000
"""Characters parsed at once: the parser takes up to 4 kB of memory for each."""


_OPENING = 4
"""So many paragraphs from the beginning can have a headline run into them."""

_SMALL = re.compile(r"\b[a-z][a-z-]+\b")

_Piece = tuple[str, tuple[Block, int]]
_Word = Token | spacy_tokens.Token


@dataclass(frozen=True, slots=True)
class Passage:
    """A block, or a piece of a very long one, and its parse.

    Position i of the parse is `start + i` in the canonical text.
    """

    block: Block
    start: int
    doc: Doc

    def span(self, tokens: Tokens | Token) -> Span:
        """Return the canonical span of some tokens."""
        if isinstance(tokens, Token):
            return self.at(tokens.idx, tokens.idx + len(tokens))
        return self.at(tokens.start_char, tokens.end_char)

    def at(self, start: int, end: int) -> Span:
        """Return the canonical span of characters of the parse."""
        return Span(self.start + start, self.start + end)

    def tokens(self, span: Span, mode: str = "strict") -> Tokens | None:
        """Return the tokens of a canonical span, or None when it cuts a token.

        `mode` is spaCy's alignment mode: strict, contract or expand.
        """
        start, end = span.start - self.start, span.end - self.start
        return self.doc.char_span(start, end, alignment_mode=mode)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with the parse of each block that can hold statements, in text order.

    `run_in` are the headlines, captions and the like that were left out, as they run into
    a sentence. `quoted` has what stands in quotation marks, for each passage.
    """

    document: Document
    passages: tuple[Passage, ...]
    run_in: tuple[Span, ...] = ()
    quoted: tuple[tuple[Quoted, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look for quotation marks, which several rules ask for, once."""
        paragraphs = (Span(p.start, p.start + max(len(p.doc.text), 1)) for p in self.passages)
        object.__setattr__(self, "quoted", find_quoted(self.document.text, paragraphs))

    def sentences(self) -> Iterator[tuple[Passage, Tokens]]:
        """Yield every sentence with the passage it stands in."""
        for passage in self.passages:
            for sentence in passage.doc.sents:
                yield passage, sentence

    def tokens(self, span: Span) -> Iterator[Token]:
        """Yield the tokens of `span`, whole ones where it cuts them."""
        at = bisect_right(self.passages, span.start, key=lambda passage: passage.start)
        for passage in self.passages[max(at - 1, 0) :]:
            if passage.start >= span.end:
                break
            start = max(span.start - passage.start, 0)
            end = min(span.end - passage.start, len(passage.doc.text))
            yield from passage.doc.char_span(start, end, alignment_mode="expand") or ()

    def words(self, span: Span) -> str:
        """Return the document's own words at `span`."""
        return span.of(self.document.text)


def analysis_text(text: str) -> str:
    """Exchange characters that confuse the model, one for one: the length stays the same."""
    return text.translate(_ONE_FOR_ONE)


@Language.component("briefgen_glued_stops")
def glued_stops(doc: spacy_tokens.Doc) -> spacy_tokens.Doc:
    """Start a sentence after a stop that lacks its blank or has notes ("the talks.[2] Later").

    None starts after an initial ("Ben S. Moss"), a title cut short ("Det.-Sgt. Ann Holm") or what
    stands behind one in brackets ("Col. (ret.) Ann Holm").
    """
    for before, stop, after in zip(doc, doc[1:], doc[2:], strict=False):
        glued = stop.text in ".!?" and not stop.whitespace_ and after.text.istitle()
        if glued and before.text.islower():
            after.is_sent_start = True
        named = before.text.istitle() and _INITIAL.fullmatch(stop.text)
        if (named or cuts_title(before, stop)) and goes_on(after):
            after.is_sent_start = False
    for bracketed in doc[4:]:
        if bracketed.text.istitle() and ends_status(bracketed.doc, bracketed.i):
            bracketed.is_sent_start = False
    for noted in _NOTED.finditer(doc.text):
        begun = doc.char_span(noted.end(1), noted.end(), alignment_mode="expand")
        if begun is not None:
            begun[0].is_sent_start = True
    return doc


def cuts_title(word: _Word, stop: _Word) -> bool:
    """Tell the stop of a title that is cut short, as "Det.-Sgt." is."""
    return stop.text == "." and _HYPHEN.split(word.lower_)[-1] in words("facts", "titled")


def ends_status(doc: Doc | spacy_tokens.Doc, i: int) -> bool:
    """Tell whether a rank's "(ret.)" ends before token `i`: its holder has retired."""
    _, opened, inside = doc[max(i - 4, 0) : i].text.casefold().rpartition("(")
    told = inside.removesuffix(")").removesuffix(".")
    return bool(opened) and inside.endswith(")") and told in words("facts", "served")


def goes_on(after: _Word) -> bool:
    """Tell a name behind such a stop, or an initial, from the first word of a sentence."""
    named = after.text.istitle() and after.tag_ != "PRP"
    return named and after.lower_ not in words("facts", "leading")


_HYPHEN = re.compile(r"[.-]")
_INITIAL = re.compile(r"[A-Z]\.")
_NOTED = re.compile(
    r"((?:[a-z0-9)][.!?][\"')]?(?:\[[\w ,.-]{1,20}\])+|[²³¹⁰-⁹₀-₉][.!?])\s+)[A-Z\"']"
)
"""A stop with marks of notes behind it, or a raised figure before, and the next first letter."""


@cache
def load(name: str = "auto") -> Language:
    """Load an installed spaCy pipeline once; `auto` takes the first that is installed.

    Raises ModelError when it is not installed or does not fit the installed spaCy.
    """
    model = find_model(name)
    try:
        with fitting_kernel():
            nlp = spacy.load(model.source)
    except (OSError, ValueError, ImportError) as error:
        first = str(error).strip().splitlines()[0]
        raise ModelError(f"spaCy pipeline '{model.name}' does not load: {first}") from error
    nlp.add_pipe("briefgen_glued_stops", before="parser")
    look_up(nlp)
    return nlp


def inspect_model(name: str = "auto") -> str:
    """Say which pipeline `name` loads, and whether its files are those we measured with.

    Raises ModelError when none loads.
    """
    load(name)
    return find_model(name).describe()


def parse(document: Document, nlp: Language) -> Parsed:
    """Parse every block of `document` that can hold statements."""
    pieces = [
        (analysis_text(piece.of(document.text)), (block, piece.start))
        for block in document.blocks
        if block.kind.states
        for piece in _pieces(document.text, block.span)
    ]
    pairs = (pair for batch in _batches(pieces) for pair in nlp.pipe(batch, as_tuples=True))
    passages = [Passage(block, start, Doc(doc)) for doc, (block, start) in pairs]
    known = frozenset(_SMALL.findall(document.text))

    def again(text: str) -> Doc:
        return Doc(nlp(text))

    bare = [_without_headline(passage, known, again) for passage in passages[:_OPENING]]
    beheaded = (pair for pair in zip(passages, bare, strict=False) if pair[0] is not pair[1])
    run_in = [Span(whole.start, rest.start) for whole, rest in beheaded]
    read: list[Passage] = []
    for passage in (*bare, *passages[_OPENING:]):
        found = _run_in(passage, known, again)
        run_in += (passage.at(start, end) for start, end in found)
        read += _without(passage, found, again)
    return Parsed(document, tuple(read), tuple(run_in))


def _without_headline(passage: Passage, known: frozenset[str], again: Parse) -> Passage:
    """Return a paragraph from where its first sentence begins."""
    found = passage
    while found.block.kind is BlockKind.PARAGRAPH and (lead := find_lead(found.doc, known, again)):
        found = Passage(found.block, found.start + lead, again(found.doc.text[lead:]))
    return found


def _run_in(passage: Passage, known: frozenset[str], again: Parse) -> tuple[tuple[int, int], ...]:
    """Return what runs into the next sentence of a paragraph."""
    plain = passage.block.kind is BlockKind.PARAGRAPH
    return find_run_in(passage.doc, known, again) if plain else ()


def _without(
    passage: Passage, left_out: Iterable[tuple[int, int]], again: Parse
) -> Iterator[Passage]:
    """Yield the rest of a paragraph in pieces, each parsed by itself where something was cut."""
    text, begin = passage.doc.text, 0
    for start, end in left_out:
        before = text[begin:start].rstrip()
        if before:
            yield Passage(passage.block, passage.start + begin, again(before))
        begin = end
    if begin:
        passage = Passage(passage.block, passage.start + begin, again(text[begin:]))
    yield passage


def _batches(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    batch: list[_Piece] = []
    size = 0
    for piece in pieces:
        if batch and size + len(piece[0]) > _TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece[0])
    if batch:
        yield batch


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > _LONGEST:
        window = text[start : start + _LONGEST]
        cut = window.rfind(". ") + 1 or window.rfind(" ") + 1 or _LONGEST
        yield Span(start, start + cut)
        start += cut
    yield Span(start, span.end)
