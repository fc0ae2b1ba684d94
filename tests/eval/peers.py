"""The usual extractive summarisers, on the sentences that briefgen sees.

Each takes the sentences of each document and returns sentences, the best first. LexRank,
TextRank and SumBasic are sumy's; the rest are the plain baselines of the literature.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, zip_longest

from sklearn.feature_extraction.text import TfidfVectorizer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers._summarizer import AbstractSummarizer, SentenceInfo
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

Documents = Sequence[Sequence[str]]
Summarise = Callable[[Documents, int], list[str]]

_RELEVANCE = 0.7
"""Weight of relevance against novelty (Carbonell and Goldstein, 1998)."""


class _Words:
    """A tokenizer for sumy that needs no downloaded data."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\W\d_]+", text))


def articles_in_order(documents: Documents, _: int) -> list[str]:
    """Return all sentences as they stand."""
    return list(chain.from_iterable(documents))


def first_document(documents: Documents, _: int) -> list[str]:
    """Return the sentences of the first document."""
    return list(documents[0])


def round_robin(documents: Documents, _: int) -> list[str]:
    """Return the first sentence of each document, then the second of each, and so on."""
    return [one for turn in zip_longest(*documents) for one in turn if one]


def centroid(documents: Documents, budget: int) -> list[str]:
    """Return the sentences nearest the TF-IDF centroid, chosen against repetition."""
    sentences = articles_in_order(documents, 0)
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(sentences)
    middle = vectors.mean(axis=0).A1
    near = vectors @ middle / ((middle @ middle) ** 0.5 or 1.0)
    alike = (vectors @ vectors.T).toarray()
    told: list[int] = []
    words = 0
    while len(told) < len(sentences) and words < budget:
        left = (n for n in range(len(sentences)) if n not in told)
        best = max(
            left,
            key=lambda n: (
                _RELEVANCE * near[n]
                - (1 - _RELEVANCE) * max((alike[n, other] for other in told), default=0.0)
            ),
        )
        told.append(best)
        words += len(sentences[best].split())
    return [sentences[n] for n in told]


def _sumy(make: type[AbstractSummarizer]) -> Summarise:
    def summarise(documents: Documents, _: int) -> list[str]:
        """Return all sentences in the order of sumy's ratings."""
        told = [[Sentence(one, _Words()) for one in sentences] for sentences in documents]
        summariser = make(Stemmer("english"))
        summariser.stop_words = get_stop_words("english")
        ranked: list[str] = []

        def note(rated: Sequence[SentenceInfo]) -> Sequence[SentenceInfo]:
            ranked.extend(str(one.sentence) for one in rated)
            return rated

        summariser(ObjectDocumentModel([Paragraph(sentences) for sentences in told]), note)
        return ranked

    return summarise


PEERS: Mapping[str, Summarise] = {
    "first document": first_document,
    "round robin": round_robin,
    "articles in order": articles_in_order,
    "LexRank": _sumy(LexRankSummarizer),
    "TextRank": _sumy(TextRankSummarizer),
    "SumBasic": _sumy(SumBasicSummarizer),
    "centroid, MMR 0.7": centroid,
}
