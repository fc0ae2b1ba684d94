"""Labels: paragraphs of which layout says whose words they are, as turns of a transcript."""

from collections.abc import Mapping

from briefgen.extract.nlp import Parsed
from briefgen.extract.quotations.drafts import Attribution, Draft
from briefgen.extract.quotations.marks import Quoted
from briefgen.model.spans import Span

_MARKS = ' \t\n"“”'


def labelled_turns(parsed: Parsed) -> Mapping[int, Draft | None]:
    """Return what is said in each paragraph that has a speaker, by passage number.

    It is None where somebody does no more than ask.
    """
    text = parsed.document.text
    found: dict[int, Draft | None] = {}
    for number, passage in enumerate(parsed.passages):
        said = text[passage.start : passage.start + len(passage.doc.text)]
        kept = said.strip(_MARKS)
        if passage.block.speaker is None or not kept:
            continue
        start = passage.start + len(said) - len(said.lstrip(_MARKS))
        words = Span(start, start + len(kept))
        asks = all(sentence.text.rstrip(_MARKS).endswith("?") for sentence in passage.doc.sents)
        by = Attribution(speaker=passage.block.speaker)
        said_by = Draft((words,), (Quoted(words, words),), by, "label")
        found[number] = None if asks else said_by
    return found
