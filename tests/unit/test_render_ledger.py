from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from unit.briefs import at, dam_brief, document, stating

from briefgen.model.brief import VerifiedBrief
from briefgen.model.citations import cite
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document
from briefgen.render.ledger import Row, tabulate

FILLER = "word " * 40
HELD = document(
    "S1",
    "gate.txt",
    "The gate\n\nThe gate was opened at noon on Monday. Nobody saw who shut it again.\n\n"
    f"{FILLER}Ilse Brandt left. {FILLER}The gauge fell. {FILLER}",
)

spans = st.tuples(st.integers(0, len(HELD.text) - 1), st.integers(1, 120)).map(
    lambda pair: Span(pair[0], min(sum(pair), len(HELD.text)))
)


def citing(held: Document, *places: Span) -> VerifiedBrief:
    base = stating(["It rained."])
    citations = tuple(cite(held, place) for place in places)
    return VerifiedBrief(replace(base.brief, sections=(), citations=citations), Corpus((held,)))


def rows_of(*words: str) -> tuple[Row, ...]:
    return tabulate(citing(HELD, *(at(HELD, one).span for one in words)))


def text_of(row: Row) -> str:
    return "".join(piece.text for piece in row.pieces)


@given(st.lists(spans, max_size=8, unique=True))
def test_ledger_holds_every_citation_in_one_row(places: list[Span]) -> None:
    verified = citing(HELD, *places)
    rows = tabulate(verified)

    assert sorted(n for row in rows for n in row.numbers) == list(range(1, len(places) + 1))
    for row in rows:
        assert row.numbers == tuple(sorted(row.numbers))
        assert row.first in row.numbers
        for n in row.numbers:
            inside = "".join(piece.text for piece in row.pieces if n in piece.citations)
            assert inside == verified.brief.citations[n - 1].text
            assert sum(n in piece.begun for piece in row.pieces) == 1


def test_ledger_rows_follow_sources_and_places() -> None:
    brief = dam_brief().brief
    places = [brief.citations[row.first - 1].order for row in tabulate(dam_brief())]

    assert places == sorted(places)
    assert len(places) < len(brief.citations) / 2


def test_ledger_shows_what_lies_in_one_paragraph_in_one_row() -> None:
    (row,) = rows_of("Nobody saw", "The gate was opened at noon on Monday.", "Monday")

    assert row.numbers == (1, 2, 3)
    assert row.first == 2
    assert text_of(row) == "The gate was opened at noon on Monday. Nobody saw who shut it again."
    assert [p.text for p in row.pieces if len(p.citations) == 2] == ["Monday"]


def test_ledger_shows_other_paragraphs_in_other_rows() -> None:
    assert [row.numbers for row in rows_of("Ilse Brandt", "The gate was", "The gate")] == [
        (3,), (2,), (1,),
    ]  # fmt: skip


def test_ledger_leaves_out_what_is_far_from_cited_words() -> None:
    (row,) = rows_of("Ilse Brandt left.", "The gauge fell.")
    text = text_of(row).replace("\N{NO-BREAK SPACE}", " ")

    assert text.startswith("… word word")
    assert text.endswith("word word …")
    assert " word … word " in text
    assert len(text) < len(FILLER) * 2


def test_ledger_keeps_a_passage_whole_that_runs_over_paragraphs() -> None:
    start, end = HELD.text.index("Nobody"), HELD.text.index("Ilse")
    first, second = tabulate(citing(HELD, Span(start, end), at(HELD, "The gauge").span))

    assert HELD.text[start:end] in text_of(first)
    assert (first.numbers, second.numbers) == ((1,), (2,))
