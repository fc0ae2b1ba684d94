"""Whatever stands in decisions.yaml stays; whatever is decided, the brief is true and marked."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.test_decide import Harbour, decided, edited, on, told

from briefgen.compose import compose
from briefgen.config import Config, Entry, append_decisions, read_history
from briefgen.config.settings import Facts
from briefgen.model.decisions import Act, Decision, Passage, standing
from briefgen.model.evidence import Quotation
from briefgen.model.facts import Fact
from briefgen.verification import verify

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(str.strip)
STYLES = st.sampled_from(
    (
        "- hide: {}\n  in: a.txt\n",
        "-\n  in: a.txt\n  hide: {}\n\n",
        "- {{hide: {}, in: a.txt}} # said of it\n",
        "# before\n-   hide: {}\n    in: a.txt\n# behind",
        "- hide: {}\n  in: a.txt\n  why: |+\n    two\n    lines\n\n",
        "- hide: {}\n  in: a.txt\n  why: goes\n    on\n",
        "- hide: {}\n  in:\n    a.txt",
    )
)


def entry(act: str, words: str) -> Entry:
    return {act: words, "in": "b.txt", "why": words}


@given(
    st.lists(STYLES, max_size=4),
    st.sampled_from(("", "---\n", "\ufeff", "# ours\n\n")),
    st.integers(0, 4),
    st.lists(TEXTS, min_size=1, max_size=4, unique_by=lambda text: " ".join(text.split())),
)
def test_what_is_added_stands_behind_all_that_stood_there(
    styles: list[str], head: str, depth: int, words: list[str]
) -> None:
    lines = "".join(
        style.format(f'"words {n}"').removesuffix("\n") + "\n" for n, style in enumerate(styles)
    )
    listed = "".join(" " * depth + line for line in lines.splitlines(keepends=True))
    cut = len(words) % 2 and not any("|+" in style for style in styles)
    text = head + listed.removesuffix("\n") if cut else head + listed
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "decisions.yaml"
        file.write_text(text, "utf-8")
        seen = read_history(file)
        for one in words:
            made = append_decisions(file, [entry("show", one)], seen)
            assert made == read_history(file)
            assert made.entries[: len(seen.entries)] == seen.entries
            assert made.content.startswith(seen.content)
            assert " ".join(made.entries[-1].why.split()) == " ".join(one.split())
            seen = made
        assert file.read_text("utf-8").startswith(text)
        assert [one.line for one in seen.entries] == [
            one.line for one in read_history(file).entries
        ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=12))
def test_the_last_word_on_each_decision_is_the_one_that_stands(
    steps: list[tuple[str, bool]],
) -> None:
    """Each step decides, or undoes what was decided; the last step on each words tells."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "decisions.yaml"
        history = read_history(file)
        ids: dict[str, str] = {}
        last: dict[str, bool] = {}
        for words, made in steps:
            if not made and words not in ids:
                continue
            step: Entry = entry("show", words) if made else {"undo": ids[words]}
            history = append_decisions(file, [step], history)
            ids.setdefault(words, history.entries[-1].id)
            last[words] = made
        left = {one.passage.words for one in standing(history.entries)}
        assert left == {words for words, made in last.items() if made}
        assert len(history.in_force) == len(left)


ACTS = st.sampled_from((Act.HIDE, Act.SHOW, Act.PIN, Act.ABOVE))


@settings(max_examples=40)
@given(st.data())
def test_whatever_the_desk_decides_the_brief_is_verified(
    harbour: Harbour, data: st.DataObject
) -> None:
    evidence, corpus = harbour
    everything: tuple[Fact | Quotation, ...] = (*evidence.facts, *evidence.quotations)
    things = st.sampled_from(everything)
    chosen = data.draw(st.lists(things, max_size=6, unique_by=lambda thing: thing.id))
    made: list[Decision] = []
    for thing in chosen:
        act = data.draw(ACTS)
        other = data.draw(st.sampled_from(evidence.facts)) if act is Act.ABOVE else None
        made.append(on(corpus, act, thing, other))
    result = decided(harbour, *made)
    limits = Facts(max=data.draw(st.integers(1, 8)), details=data.draw(st.integers(0, 2)))
    brief = verify(compose(result, Config(facts=limits), date(2026, 11, 23)), result, corpus).brief
    refs = {item.ref for item in brief.items()}
    gone = {one.ref for one in result.decided if one.act is Act.HIDE}
    assert not gone & refs
    assert {one.ref for one in result.decided if one.act is Act.SHOW} <= refs | gone
    assert edited(brief) == refs & {one.ref for one in result.decided}
    applied = {one.decision for one in result.decided} | {one.decision for one in result.stale}
    assert applied == {one.id for one in made}
    pins = [one.ref for one in result.decided if one.act is Act.PIN and one.ref in told(brief)]
    ordered = {one.passage for one in made if one.act is Act.ABOVE} | {Passage()}
    if pins and len(ordered) == 1:
        assert told(brief)[0] == pins[-1]
