"""Decisions of the desk in whatever number and order: the same again, and as before when undone."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations

from conftest import HARBOUR, document_of
from deciding import Desk, decision, desk_of, desk_over
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model.citations import Citation
from briefgen.model.codec import encode_evidence
from briefgen.model.decisions import Act, Decision, Passage, in_force
from briefgen.model.evidence import Evidence
from briefgen.model.rulings import Rulings

TEXTS = """\
Anna Berg, the harbour master of Larnham, opened the new lock on Monday. “The lock will serve the \
fleet for fifty years,” she said. Storms killed four sailors in the harbour in October.
The new lock of Larnham was opened by Anna Berg. “The fleet of Norhaven is too old,” Minister \
Peter Holm told reporters. Storms killed five sailors in the harbour in October.
Berg opened the lock in Larnham on 16 November. Holm had cut the budget of the lock in May. The \
storms of October killed nine people at sea, the coast guard said.
"""


@cache
def desk() -> Desk:
    return desk_of(*TEXTS.splitlines())


@cache
def passages() -> tuple[Passage, ...]:
    """Return every statement as decisions name it."""
    cited = {c: None for fact in desk().found.facts for c in fact.citations}
    return tuple(map(named, cited))


@cache
def names() -> tuple[Passage, ...]:
    return tuple(named(m) for actor in desk().found.actors for m in actor.mentions)


def named(citation: Citation) -> Passage:
    words = " ".join(citation.text.split())
    return Passage(words, f"{citation.source}.txt", citation.locator.place)


def _pairs(of: Sequence[Passage], *acts: Act) -> st.SearchStrategy[Decision]:
    pairs = st.sampled_from(list(combinations(of, 2)))
    return st.builds(lambda act, pair: decision(act, *pair), st.sampled_from(acts), pairs)


def _valued(of: Sequence[Passage], act: Act, *values: str) -> st.SearchStrategy[Decision]:
    return st.builds(
        lambda one, value: decision(act, one, value=value),
        st.sampled_from(of),
        st.sampled_from(values),
    )


def decisions() -> st.SearchStrategy[list[Decision]]:
    facts = (Act.SAME_FACT, Act.NOT_SAME_FACT, Act.SAME_EVENT, Act.NOT_SAME_EVENT)
    said = [named(part) for one in desk().found.quotations for part in one.parts]
    one = st.one_of(
        _pairs(passages(), *facts),
        _pairs(passages(), *facts),
        _pairs(names(), Act.JOIN, Act.PART),
        _valued(passages(), Act.DAY, "2026-11-01", "2026-11-17"),
        _valued(names(), Act.KIND, "person", "organisation"),
        _valued(names(), Act.NAME, "Anna Berg", "Berg", "Holm"),
        _valued(names(), Act.ROLE, "harbour master of Larnham", "Minister"),
        _valued(said, Act.SPEAKER, "Peter Holm", "Berg", "coast guard"),
        st.builds(lambda one: decision(Act.NO_SPEAKER, one), st.sampled_from(said)),
    )
    return st.lists(one, max_size=7, unique_by=lambda each: each.id)


@given(st.deferred(decisions))
@settings(max_examples=60)
def test_decisions_in_their_order_are_applied_the_same_again(made: list[Decision]) -> None:
    """What comes of them is proved, and refers to nothing that is not there, whatever they are."""
    held = in_force(made)
    decided = desk().decided(*held)
    assert encode_evidence(desk().decided(*held)) == encode_evidence(decided)
    known = {one.decision for one in decided.decided} | {one.decision for one in decided.stale}
    assert known == {one.id for one in held}
    assert {one.ref for one in decided.decided} <= refs(decided)


@given(st.deferred(decisions), st.data())
@settings(max_examples=30)
def test_what_is_undone_leaves_nothing_behind(made: list[Decision], data: st.DataObject) -> None:
    undone = data.draw(st.sets(st.sampled_from(made or [decision(Act.HIDE, Passage())])))
    undoing = [Decision(f"undo-{one.id}", Act.UNDO, value=one.id) for one in undone]
    left = [one for one in made if one not in undone]
    after = desk().decided(*in_force([*made, *undoing]))
    assert encode_evidence(after) == encode_evidence(desk().decided(*in_force(left)))


@given(st.deferred(decisions))
@settings(max_examples=30)
def test_what_is_decided_of_facts_holds_in_the_end(made: list[Decision]) -> None:
    """Whatever comes after it, but a later decision that says the contrary of the same words."""
    of_facts = [one for one in made if one.act in (Act.SAME_FACT, Act.NOT_SAME_FACT)]
    apart = [one for one in of_facts if one.act is Act.NOT_SAME_FACT]
    decided = desk().decided(*of_facts)
    for one in apart:
        for fact in decided.facts:
            cited = {(c.source, " ".join(c.text.split())) for c in fact.citations}
            pair = [(p.path.removesuffix(".txt"), p.words) for p in (one.passage, one.other)]
            contrary = [o for o in of_facts if o.act is Act.SAME_FACT and o.about == one.about]
            assert contrary or not cited.issuperset(pair)


def test_counting_again_what_was_merged_changes_nothing() -> None:
    files = sorted(
        file for file in (HARBOUR / "inputs").iterdir() if file.suffix in (".txt", ".md")
    )
    harbour = desk_over(
        *(
            document_of(file.read_text("utf-8"), key=f"S{n}", published="2026-11-18")
            for n, file in enumerate(files, 1)
            if file.name != "plan.txt"
        )
    )
    for one in (desk(), harbour):
        assert one.recount(one.found, Rulings()) == one.found


def refs(evidence: Evidence) -> set[str]:
    return {
        one.id
        for held in (evidence.facts, evidence.actors, evidence.quotations, evidence.events)
        for one in held
    }
