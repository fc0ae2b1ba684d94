"""Labels: paragraphs of which layout says whose words they are, as turns of a transcript."""

from collections.abc import Mapping

from briefgen.extract.nlp import Parsed
from briefgen.extract.quotations.drafts import Attribution, Draft
from briefgen.extract.quotations.marks import Quoted
from briefgen.model.spans import Span

_MARKS = ' \t\n"“”'


def labelled_turns(parsed: Parsed) -> Mapping[int, Draft]:
    """Return what is said in each paragraph that has a speaker, by passage number."""
    text = parsed.document.text
    found = {}
    for number, passage in enumerate(parsed.passages):
        said = text[passage.start : passage.start + len(passage.doc.text)]
        kept = said.strip(_MARKS)
        if passage.block.speaker is None or not kept:
            continue
        start = passage.start + len(said) - len(said.lstrip(_MARKS))
        words = Span(start, start + len(kept))
        by = Attribution(speaker=passage.block.speaker)
        found[number] = Draft((words,), (Quoted(words, words),), by, "label")
    return found
