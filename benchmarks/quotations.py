"""CPU time of the quotation extractor beside that of the bare spaCy pipeline, in one run.

Usage: python benchmarks/quotations.py [TEXT.txt ...]; without a file, the sample inputs.
The bar is a share of at most 20 % for the extractor alone. It needs the names of persons,
which the rest of briefgen finds anyway; their share is shown beside it.
"""

import hashlib
import re
import sys
import time
from pathlib import Path

from briefgen.extract.actors import find_actors
from briefgen.extract.nlp import load, parse
from briefgen.extract.quotations import find_quotations
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.text import Block, BlockKind, Document, Metadata, Source

ROUNDS = 3
SMALLEST = 50_000
"""Characters below which the text is repeated, so that the clock can tell the parts apart."""


def document(text: str) -> Document:
    """Return a document with one block a line."""
    lines = [line for line in re.finditer(r"[^\n]+", text) if line[0].strip()]
    blocks = tuple(Block(Span(*line.span()), BlockKind.PARAGRAPH) for line in lines)
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(
        digest[:12], "S1", "text.txt", "text/plain", "utf-8", digest, len(text), Metadata()
    )
    return Document(source, text, digest, blocks, OffsetMap.identity(len(text)), (0,), ())


def main() -> None:
    """Measure and print."""
    inputs = Path(__file__).parents[1] / "inputs"
    paths = [Path(name) for name in sys.argv[1:]] or sorted(inputs.rglob("*.txt"))
    text = "\n\n".join(path.read_text("utf-8") for path in paths)
    documents = [document(text)] * max(1, -(-SMALLEST // max(len(text), 1)))
    nlp = load()
    spent = {"spaCy": 0.0, "names": 0.0, "quotations": 0.0}
    for round_ in range(ROUNDS + 1):
        for each in documents:
            times = [time.process_time()]
            parsed = parse(each, nlp)
            times.append(time.process_time())
            actors = find_actors(parsed)
            times.append(time.process_time())
            find_quotations(parsed, actors.mentions, actors.roles)
            times.append(time.process_time())
            if round_:  # the first round warms up
                for part, start, end in zip(spent, times, times[1:], strict=False):
                    spent[part] += end - start
    size = sum(len(each.text) for each in documents) * ROUNDS
    for part, seconds in spent.items():
        share = seconds / spent["spaCy"]
        sys.stdout.write(f"{part:12} {seconds:7.2f} s CPU {share:8.1%} of spaCy\n")
    sys.stdout.write(f"{size} characters in {ROUNDS} rounds\n")


if __name__ == "__main__":
    main()
