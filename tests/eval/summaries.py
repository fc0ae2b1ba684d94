"""Measure which facts come first: python tests/eval/summaries.py FOLDER.

FOLDER/facts holds rows {docs, refs, budget, pubdates?}. Facts in rank order, cut at as many
words as the references have, against the summaries people wrote: ROUGE-1 and ROUGE-2 F1.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rouge_score import rouge_scorer

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.corpora import Found, Row, find, report
from eval.peers import PEERS

from briefgen.extract.nlp import load, parse

FILES = ("mds_multinews_dev.jsonl", "mds_t17update_dev.jsonl")
MEASURES = ("rouge1", "rouge2")


def measure(rows: Sequence[Row]) -> Iterator[str]:
    """Yield one line for briefgen and one for each peer."""
    told: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        found = find(row["docs"], row.get("pubdates", ()))
        told.setdefault("briefgen", []).append([fact.text for fact in found.evidence().facts])
        documents = sentences(found)
        for name, summarise in PEERS.items():
            told.setdefault(name, []).append(summarise(documents, row["budget"]))
    yield f"{'':18} ROUGE-1  ROUGE-2  rows on which briefgen has more ROUGE-2"
    own = [score(chosen, row) for chosen, row in zip(told["briefgen"], rows, strict=True)]
    for name, summaries in told.items():
        scores = [score(chosen, row) for chosen, row in zip(summaries, rows, strict=True)]
        first, second = (100 * sum(each) / len(rows) for each in zip(*scores, strict=True))
        ahead = sum(a[1] > b[1] for a, b in zip(own, scores, strict=True))
        yield f"{name:18} {first:7.1f}  {second:7.1f}" + f"  {ahead:4} of {len(rows)}"


def sentences(found: Found) -> list[list[str]]:
    """Return the sentences of each document, as the peers choose from them."""
    nlp = load()
    parses = (parse(document, nlp) for document in found.corpus.documents)
    told = [[parsed.words(p.span(one)) for p, one in parsed.sentences()] for parsed in parses]
    return [each for each in told if each]


def score(chosen: Sequence[str], row: Row) -> tuple[float, ...]:
    """Return ROUGE-1 and ROUGE-2 F1 at the row's budget of words, the mean over its references."""
    text = " ".join(" ".join(chosen).split()[: row["budget"]])
    scorer = rouge_scorer.RougeScorer(MEASURES, use_stemmer=True)
    scores = [scorer.score(reference, text) for reference in row["refs"]]
    return tuple(sum(one[m].fmeasure for one in scores) / len(scores) for m in MEASURES)


if __name__ == "__main__":
    for file in FILES:
        report(file, measure)
