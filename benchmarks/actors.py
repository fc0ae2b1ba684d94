"""Measures what finding actors costs on top of the bare spaCy pipeline, in CPU time.

Usage: python benchmarks/actors.py FOLDER [ROUNDS]. Reads the folder's sources, runs the
pipeline and the finder in turn, and prints the median ratio; 1 is left when it is above
the bar.
"""

import statistics
import sys
from pathlib import Path
from time import process_time

from briefgen.extract import load
from briefgen.extract.actors import find_actors
from briefgen.extract.nlp import parse
from briefgen.intake import ingest
from briefgen.read import find_files

BAR = 0.2


def main() -> int:
    """Measure some rounds and say the outcome."""
    folder = Path(sys.argv[1])
    rounds = int((*sys.argv[2:], "5")[0])
    documents = ingest(find_files((folder,))).documents
    nlp = load()
    shares: list[float] = []
    for number in range(rounds + 1):
        begun = process_time()
        parsed = [parse(document, nlp) for document in documents]
        bare = process_time()
        found = [find_actors(one) for one in parsed]
        ended = process_time()
        if number:
            shares.append((ended - bare) / (bare - begun))
    mentions = sum(len(one.mentions) for one in found)
    words = sum(len(passage.doc) for one in parsed for passage in one.passages)
    share = statistics.median(shares)
    print(f"{len(documents)} documents, {words} tokens, {mentions} mentions")
    print(f"finding actors adds {share:.1%} to the pipeline's CPU time (bar {BAR:.0%})")
    return int(share > BAR)


if __name__ == "__main__":
    sys.exit(main())
