import hashlib
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefgen.merge.who.identity import identify
from briefgen.model.annotations import ActorKind, Annotations, Mention
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.text import Block, BlockKind, Corpus, Document, Metadata, Source

PEOPLE = ("Eva Kowal", "Jan Kowal", "Kowal", "KOWAL", "Ana B. Lind", "Ana Lind", "Ana C. Lind")
OTHERS = ("Old Fund", "the Old Fund", "OLD FUND", "Old", "Kowal", "Fund-Old")

NAMES = st.one_of(
    st.tuples(st.just(ActorKind.PERSON), st.sampled_from(PEOPLE)),
    st.tuples(st.just(ActorKind.ORGANISATION), st.sampled_from(OTHERS)),
)
TEXTS = st.lists(st.lists(NAMES, min_size=1, max_size=6), min_size=1, max_size=4)


def corpus(texts: list[list[tuple[ActorKind, str]]]) -> tuple[Corpus, tuple[Annotations, ...]]:
    documents, annotations = [], []
    for number, names in enumerate(texts, 1):
        text, mentions = "", []
        for kind, name in names:
            span = Span(len(text), len(text) + len(name))
            mentions.append(Mention(span, kind, name, "", "test"))
            text += f"{name} . "
        digest = hashlib.sha256(text.encode()).hexdigest()
        key, size = f"S{number}", len(text)
        source = Source(digest[:12], key, key, "text/plain", "utf-8", digest, size, Metadata())
        block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
        origin = OffsetMap.identity(len(text))
        documents.append(Document(source, text, digest, (block,), origin, (0,), ()))
        annotations.append(Annotations(key, tuple(mentions), (), (), (), (), (), ()))
    return Corpus(tuple(documents)), tuple(annotations)


@given(TEXTS)
def test_identity_gives_each_mention_exactly_one_actor(
    texts: list[list[tuple[ActorKind, str]]],
) -> None:
    given_corpus, annotations = corpus(texts)
    found = identify(given_corpus, annotations)
    cited = [(c.source, c.span) for actor in found.actors for c in actor.mentions]
    named = [(a.source, mention.span) for a in annotations for mention in a.mentions]
    assert sorted(cited) == sorted(named)
    for source, span in named:
        actor = found.at(source, span)
        assert actor is not None
        assert actor in found.within(source, span)


@given(TEXTS)
def test_identity_shows_only_cited_words_under_unique_ids(
    texts: list[list[tuple[ActorKind, str]]],
) -> None:
    found = identify(*corpus(texts))
    assert len({actor.id for actor in found.actors}) == len(found.actors)
    for actor in found.actors:
        words = {citation.text for citation in actor.mentions}
        assert actor.name in words
        assert {alias.text for alias in actor.aliases} <= words
        assert all(alias.text == alias.citation.text for alias in actor.aliases)


@given(TEXTS)
def test_identity_never_joins_two_full_names(texts: list[list[tuple[ActorKind, str]]]) -> None:
    for actor in identify(*corpus(texts)).actors:
        words = {citation.text for citation in actor.mentions}
        assert not {"Eva Kowal", "Jan Kowal"} <= words
        assert not {"Ana B. Lind", "Ana C. Lind"} <= words


@given(TEXTS)
def test_identity_orders_actors_by_weight_whatever_the_order_of_annotations(
    texts: list[list[tuple[ActorKind, str]]],
) -> None:
    given_corpus, annotations = corpus(texts)
    found = identify(given_corpus, annotations)
    weights = [(-len(a.sources), -len(a.mentions)) for a in found.actors]
    assert all(one <= other for one, other in pairwise(weights))
    turned = identify(given_corpus, annotations[::-1])
    assert {a.mentions for a in turned.actors} == {a.mentions for a in found.actors}
