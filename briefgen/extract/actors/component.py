"""The actors as a part of any spaCy pipeline: `nlp.add_pipe("briefgen_actors")`."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from briefgen.extract.actors import find_in
from briefgen.extract.nlp import Passage
from briefgen.extract.tokens import Doc as Parse
from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind

NAME = "briefgen_actors"
KEY = "actors"


@Language.factory(NAME, requires=["token.tag", "token.dep", "doc.ents"], assigns=["doc.spans"])
def make_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component. It needs a tagger, a parser and named entities before it."""
    del nlp, name
    return mark_actors


def mark_actors(doc: Doc) -> Doc:
    """Fill `doc.spans["actors"]`: the label is the kind, `kb_id_` the known entry or ""."""
    block = Block(Span(0, len(doc.text)), BlockKind.PARAGRAPH)
    found = find_in(doc.text, (Passage(block, 0, Parse(doc)),)).mentions if doc.text.strip() else ()
    spans = (
        doc.char_span(
            mention.span.start,
            mention.span.end,
            label=mention.kind.value,
            kb_id=mention.entry,
            alignment_mode="expand",
        )
        for mention in found
    )
    doc.spans[KEY] = [span for span in spans if span is not None]
    return doc
