"""The spaCy component `briefgen_quotations`: the same rules on any English spaCy Doc.

It fills `doc.spans["quotations"]` with one span for each part of a quotation, in text
order, labelled direct, indirect or mixed. The component needs a tagger, a parser and a
lemmatizer before it, and an entity recogniser for the names of speakers.
"""

import hashlib
import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from briefgen.extract.actors import find_actors
from briefgen.extract.nlp import Parsed, Passage, analysis_text
from briefgen.extract.quotations import find_quotations
from briefgen.extract.tokens import Doc as Parse
from briefgen.model.annotations import Utterance
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.text import Block, BlockKind, Document, Metadata, Source

NAME = "briefgen_quotations"
KEY = "quotations"

_DEFAULTS = {
    "kind": "",
    "cue": "",
    "speaker": "",
    "speaker_name": "",
    "addressee": "",
    "relay": "",
    "confidence": 0.0,
    "rule": "",
    "quotation": -1,
}
"""The attributes of a span, each under `span._`, with what it is outside a quotation."""


def _getter(name: str) -> Callable[[Tokens], object]:
    def value(span: Tokens) -> object:
        known: dict[str, object] = span.doc.user_data.get(_key(span), {})
        return known.get(name, _DEFAULTS[name])

    return value


def _key(span: Tokens) -> str:
    return f"{NAME} {span.start_char} {span.end_char} {span.label_}"


def register_attributes() -> None:
    """Make `span._.speaker` and the others known; an extension of somebody else stays."""
    for name in _DEFAULTS:
        if not Tokens.has_extension(name):
            Tokens.set_extension(name, getter=_getter(name))


@Language.factory(NAME, assigns=["doc.spans"], requires=["token.dep", "token.tag", "token.lemma"])
def make_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component; it has no state, `nlp` and `name` are spaCy's convention."""
    del nlp, name
    register_attributes()
    return mark_quotations


def mark_quotations(doc: Doc) -> Doc:
    """Fill `doc.spans["quotations"]`. The Doc's text and parse stay as they are."""
    parsed = _parsed(doc)
    actors = find_actors(parsed)
    spans: list[Tokens] = []
    for number, said in enumerate(find_quotations(parsed, actors.mentions, actors.roles)):
        values = {**_values(parsed, said), "quotation": number}
        for part in said.parts:
            label = str(said.kind)
            span = doc.char_span(part.start, part.end, label, alignment_mode="expand")
            if span is not None:
                doc.user_data[_key(span)] = values
                spans.append(span)
    doc.spans[KEY] = spans
    return doc


def _values(parsed: Parsed, said: Utterance) -> dict[str, object]:
    def words(span: Span | None) -> str:
        return parsed.words(span) if span else ""

    return {
        "kind": str(said.kind),
        "cue": words(said.cue),
        "speaker": words(said.speaker),
        "speaker_name": words(said.antecedent or said.name),
        "addressee": words(said.addressee),
        "relay": words(said.relay),
        "confidence": said.confidence,
        "rule": said.rule,
    }


def _parsed(doc: Doc) -> Parsed:
    """Return the Doc's paragraphs as passages, each with its part of the parse."""
    digest = hashlib.sha256(doc.text.encode()).hexdigest()
    size = len(doc.text.encode())
    source = Source(digest[:12], "S1", "", "text/plain", "utf-8", digest, size, Metadata())
    runs = tuple(_paragraphs(doc))
    blocks = tuple(
        Block(
            Span(doc[run.start].idx, doc[run.stop - 1].idx + len(doc[run.stop - 1])),
            BlockKind.PARAGRAPH,
        )
        for run in runs
    )
    passages = tuple(
        Passage(block, block.span.start, Parse(_copy(doc, run)))
        for block, run in zip(blocks, runs, strict=True)
    )
    origin = OffsetMap.identity(len(doc.text))
    return Parsed(Document(source, doc.text, digest, blocks, origin, (0,), ()), passages)


def _paragraphs(doc: Doc) -> Iterator[range]:
    """Yield the runs of tokens between line breaks."""
    start = 0
    for token in doc:
        if re.search(r"\n", token.text):
            if token.i > start:
                yield range(start, token.i)
            start = token.i + 1
    if start < len(doc):
        yield range(start, len(doc))


def _copy(doc: Doc, run: range) -> Doc:
    """Return a Doc of some tokens, with marks and blanks as the rules want them.

    A head outside the run becomes the token itself.
    """
    tokens = doc[run.start : run.stop]
    heads = [t.head.i - run.start if t.head.i in run else t.i - run.start for t in tokens]
    return Doc(
        doc.vocab,
        words=[analysis_text(token.text) for token in tokens],
        spaces=[bool(t.whitespace_) and t.i < run.stop - 1 for t in tokens],
        tags=[token.tag_ for token in tokens],
        pos=[token.pos_ for token in tokens],
        lemmas=[token.lemma_ for token in tokens],
        heads=heads,
        deps=[token.dep_ for token in tokens],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in tokens],
    )
