"""Labels: paragraphs of which layout says whose words they are, as turns of a transcript.

Blocks of a source that was cleaned name their speakers. In a bare text, as the spaCy component
gets it, they are read from labels ("MINISTER: We are ready.").
"""

import re
from collections import Counter
from collections.abc import Mapping

from briefgen.extract.nlp import Parsed
from briefgen.extract.quotations.drafts import Attribution, Draft
from briefgen.model.spans import Span
from briefgen.model.speech import Quoted

_TURN = re.compile(
    r"""\s*["“”]?\s*
    (?P<label>
        [A-Z][A-Z.'’-]+(?:[ ][A-Z0-9][A-Z0-9.'’-]*){0,5}
      | [A-Z][\w.'’-]+(?:[ ](?:of|the|[A-Z][\w.'’-]*)){0,5}
    )
    (?:,?[ ][(\[][^)\]:]{1,60}[)\]])?
    :\s+(?P<words>\S.*\S)""",
    re.VERBOSE | re.DOTALL,
)
_FEWEST_TURNS = 3
_MARKS = ' \t\n"“”'


def labelled_turns(parsed: Parsed) -> Mapping[int, Draft]:
    """Return what is said in each labelled paragraph of a transcript, by passage number.

    A document is a transcript when it has three such paragraphs, and the same label stands
    before two of them: a single "Note: ..." is no speaker. Words that a quotation mark
    follows the label with are an ordinary quotation and left to the other rules.
    """
    text = parsed.document.text
    found: dict[int, tuple[Span, Span]] = {}
    for number, passage in enumerate(parsed.passages):
        start = passage.start
        turn = _TURN.fullmatch(text[start : start + len(passage.doc.text)].rstrip())
        if turn is None or turn["words"][0] in _MARKS:
            continue
        words = turn["words"].rstrip(_MARKS)
        first = start + turn.start("words")
        label = Span(*turn.span("label")).shifted(start)
        found[number] = (label, Span(first, first + len(words)))
    labels = Counter(label.of(text) for label, _ in found.values())
    if len(found) < _FEWEST_TURNS or labels.most_common(1)[0][1] == 1:
        return {}
    return {
        number: Draft((words,), (Quoted(words, words),), Attribution(speaker=label), "label")
        for number, (label, words) in found.items()
        if labels[label.of(text)] > 1 or label.of(text).isupper()
    }


def signed_turns(parsed: Parsed) -> Mapping[int, Draft | None]:
    """Return what is said in each paragraph whose block names a speaker, by passage number.

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
