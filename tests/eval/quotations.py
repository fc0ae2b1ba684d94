"""Measure the quotations of briefgen: python tests/eval/quotations.py FOLDER.

FOLDER holds quotes_dev.jsonl, one article a line: {text, quotes: [{spans, kind, core,
speaker_text, speaker_names}]}. Without the folder there is nothing to measure.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.scoring import Quote, Tally
from unit.passages import document

from briefgen.config.settings import Quotations
from briefgen.extract.actors import find_actors
from briefgen.extract.nlp import Parsed, load, parse
from briefgen.extract.quotations import find_quotations
from briefgen.model.annotations import Utterance

FILE = "quotes_dev.jsonl"


def found(text: str, model: str = "auto") -> list[Quote]:
    """Return the quotations that briefgen finds in a text."""
    parsed = parse(document(text), load(model))
    actors = find_actors(parsed)
    said = find_quotations(parsed, actors.mentions, actors.roles)
    return [quote_of(parsed, utterance) for utterance in said]


def quote_of(parsed: Parsed, said: Utterance) -> Quote:
    """Return an utterance as the scorer wants it: the literal mention first, the name last."""
    spans = (said.speaker, said.antecedent or said.name)
    speakers = tuple(parsed.words(span) for span in spans if span)
    parts = [(part.start, part.end) for part in said.parts]
    shown = said.confidence >= Quotations().min_confidence
    return Quote(parts, str(said.kind), speakers, shown=shown)


def measure(articles: Iterable[dict[str, object]], model: str = "auto") -> dict[str, float]:
    """Return the figures over articles with gold quotations."""
    tally = Tally()
    for article in articles:
        text, quotes = str(article["text"]), article["quotes"]
        assert isinstance(quotes, list)
        gold = [
            Quote(
                [(start, end) for start, end in quote["spans"]],
                quote["kind"],
                tuple(filter(None, (quote["speaker_text"], *quote.get("speaker_names", ())))),
                asked=quote.get("core", True),
            )
            for quote in quotes
        ]
        tally.add(text, gold, found(text, model))
    return tally.figures()


def main() -> None:
    """Print the figures, or say why there are none."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "") / FILE
    if not path.is_file():
        sys.stdout.write(f"Skipped: no {FILE} in {str(path.parent)!r}; make eval EVAL=folder\n")
        return
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    for name, value in measure(map(json.loads, lines)).items():
        sys.stdout.write(f"{name:16} {value:.3f}\n")


if __name__ == "__main__":
    main()
