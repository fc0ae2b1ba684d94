"""What the page lists, in which order, with which passages and choices."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import merge_corpus

from briefgen.compose import compose
from briefgen.config import Config, check_entries
from briefgen.decide import decide
from briefgen.desk import choices
from briefgen.desk.entries import Matter, NotPossible, entry_for
from briefgen.desk.passages import passages
from briefgen.desk.queue import BELOW, DECISIONS, SOURCES, WORDS, About, make_queue
from briefgen.desk.tasks import Kind, Queue, Task
from briefgen.model.brief import Brief, Section, SectionName
from briefgen.model.citations import cite
from briefgen.model.decisions import Act, Decision, Passage
from briefgen.model.evidence import Alias, Evidence
from briefgen.model.links import JoinReason
from briefgen.model.spans import Span
from briefgen.model.text import Corpus
from briefgen.model.written import Form, Piece, Words

FIRST = """The weir at Holm failed on Monday, the river board said.

At least 14 people were taken from their houses. "We had no warning at all," said Ruth Abara, the \
miller.

The board will rebuild the weir by March, its chair Tom Ilves said on Wednesday."""

SECOND = """Water from the broken weir at Holm reached the market on Tuesday.

"The bridge will stay shut until Sunday," said Mayor Ines Corr.

At least 16 people were taken from their houses, the council said."""

Made = tuple[Evidence, Corpus, Brief]


@pytest.fixture(scope="module")
def made() -> Made:
    evidence, corpus = merge_corpus(FIRST, SECOND)
    config = Config(facts=replace(Config().facts, max=2))
    return evidence, corpus, compose(evidence, config, date(2026, 11, 20))


@pytest.fixture(scope="module")
def queue(made: Made) -> Queue:
    evidence, _, brief = made
    return make_queue(brief, evidence, ())


def test_what_the_note_shows_comes_first_then_what_just_misses_it(queue: Queue) -> None:
    groups = [name for name, _ in queue.groups()]
    shown = groups[: groups.index(WORDS)]
    assert shown[0] in ("Headline", "Bottom line")
    assert groups[groups.index(WORDS) :] == [WORDS, BELOW, SOURCES]
    for name, tasks in queue.groups():
        assert all(bool(task.anchor) == (name in shown) for task in tasks)


def test_each_piece_of_evidence_is_listed_once(queue: Queue) -> None:
    refs = [task.ref for task in queue.tasks]
    assert len(refs) == len(set(refs))
    assert all(queue.find(task.id) is task for task in queue.tasks)


def test_neighbours_are_those_of_the_section(queue: Queue) -> None:
    (facts,) = [tasks for name, tasks in queue.groups() if name == "Bottom line"]
    leads = [task for task in facts if task.label[-1].isdigit()]
    assert [task.below for task in leads] == [*(task.ref for task in leads[1:]), ""]
    assert [task.above for task in leads] == ["", *(task.ref for task in leads[:-1])]


def test_an_item_that_says_anything_else_looks_otherwise(queue: Queue) -> None:
    task = queue.tasks[0]
    assert replace(task, label="Fact 9").looks == task.looks
    assert replace(task, said="other").looks != task.looks
    assert replace(task, proof=()).looks != task.looks


def test_decisions_on_what_is_nowhere_in_the_list_stand_at_its_end(made: Made) -> None:
    evidence, _, brief = made
    gone = Decision("0" * 12, Act.HIDE, Passage("no such words", "S1.txt"))
    known = evidence.facts[0].citations[0]
    there = Decision("1" * 12, Act.PIN, Passage(known.text, "S1.txt"))
    queue = make_queue(brief, evidence, (gone, there))
    (task,) = [task for task in queue.tasks if task.group == DECISIONS]
    assert (task.ref, task.kind, task.said) == (gone.id, Kind.DECISION, "no such words")


def test_a_decision_on_what_is_not_shown_can_be_taken_back_where_it_is_listed(made: Made) -> None:
    evidence, _, brief = made
    gone = Decision("0" * 12, Act.HIDE_PASSAGE, Passage("no such words", "S1.txt"))
    other = replace(gone, id="1" * 12)
    (task, _) = [one for one in make_queue(brief, evidence, (gone, other)).tasks
                 if one.group == DECISIONS]  # fmt: skip
    assert About(evidence, ()).of(task, (gone, other)) == (gone,)


def test_a_passage_has_its_words_marked_between_its_neighbours(made: Made) -> None:
    evidence, corpus, _ = made
    quotation = next(q for q in evidence.quotations if "no warning" in q.text)
    (passage,) = passages(corpus, quotation.parts, filter(None, [quotation.speaker.mention]))
    assert [piece.text for piece in passage.pieces if piece.shown] == ["We had no warning at all"]
    assert [piece.text for piece in passage.pieces if piece.beside] == ["Ruth Abara, the miller"]
    assert passage.words == FIRST.split("\n\n")[1]
    assert passage.ahead == FIRST.split("\n\n", 1)[0]
    assert passage.behind.startswith("The board will rebuild")
    assert passage.place == "¶2"


def test_words_beside_alone_make_no_passage_where_others_are_shown(made: Made) -> None:
    evidence, corpus, _ = made
    one, other = evidence.quotations[0].parts[0], evidence.facts[0].citations[0]
    held = passages(corpus, [one], [other])
    assert all(any(piece.shown for piece in passage.pieces) for passage in held)


def test_long_neighbours_are_cut_between_words() -> None:
    long = " ".join(f"word{n}" for n in range(200)) + "."
    evidence, corpus = merge_corpus(f"{long}\n\nThe weir at Holm failed on Monday.\n\n{long}")
    fact = next(one for one in evidence.facts if one.text.startswith("The weir"))
    (passage,) = passages(corpus, fact.citations[:1])
    assert passage.ahead.startswith("… word")
    assert passage.ahead.endswith("word199.")
    assert passage.behind.startswith("word0 word1 ")
    assert passage.behind.endswith(" …")
    assert max(len(passage.ahead), len(passage.behind)) < 330


def test_speakers_are_those_of_the_source_people_first(made: Made) -> None:
    evidence, _, _ = made
    quotation = next(q for q in evidence.quotations if "no warning" in q.text)
    told = [choice.value for choice in choices.speakers(evidence, quotation)]
    assert told[0] == "Ruth Abara"
    assert "Ines Corr" not in told


def test_partners_share_words_and_are_no_members_of_the_same_event(made: Made) -> None:
    evidence, _, _ = made
    fact = next(one for one in evidence.facts if "weir at Holm failed" in one.text)
    together = {
        ref for one in evidence.developments if fact.id in one.members for ref in one.members
    }
    alike = [choice.value for choice in choices.alike(evidence, fact)]
    assert not together.intersection(alike)
    assert fact.id not in alike


def test_the_most_doubtful_link_is_offered_first(made: Made) -> None:
    evidence, _, _ = made
    for development in evidence.developments:
        for ref in development.members:
            fact = next(one for one in evidence.facts if one.id == ref)
            scores = {
                (link.a if link.b == ref else link.b): link.score
                for link in development.links
                if ref in (link.a, link.b)
            }
            told = [scores.get(one.value) for one in choices.told_with(evidence, fact)]
            linked = [score for score in told if score is not None]
            assert linked == sorted(linked)
            assert told[: len(linked)] == linked


def test_days_are_those_of_the_source_and_before_it_was_published(made: Made) -> None:
    evidence, _, _ = made
    fact = next(one for one in evidence.facts if "failed on Monday" in one.text)
    told = [choice.value for choice in choices.days(evidence, fact.citations[:1])]
    assert "2026-11-16" in told
    assert "2026-11-18" in told
    assert len(told) == len(set(told))


def test_of_many_partners_those_are_found_that_have_the_words(made: Made) -> None:
    evidence, _, _ = made
    many = tuple(choices.Choice(str(n), f"The weir {n}", f"S{n % 3} ¶{n}") for n in range(40))
    assert len(choices.sought(many, "")) == 9
    assert [one.value for one in choices.sought(many, "WEIR 37")] == ["37"]
    assert {one.aside[:2] for one in choices.sought(many, "s2 weir")} == {"S2"}
    assert choices.sought(many, "lighthouse") == ()
    fact = evidence.facts[0]
    assert len(choices.alike(evidence, fact)) == len(evidence.facts) - len(
        next(one for one in evidence.developments if fact.id in one.members).members
    )


def test_each_section_of_the_desks_own_is_an_item_and_a_new_one_can_be_added(made: Made) -> None:
    evidence, _, brief = made
    own = Words(Form.PARAGRAPH, (Piece("We judge that it holds."),))
    sections = tuple(
        Section(SectionName.ASSESSMENT, (), (), (own,), title, n, written=(title, "We judge."))
        for n, title in enumerate(("Assessment", "Outlook"), 1)
    )
    queue = make_queue(replace(brief, sections=(*brief.sections, *sections)), evidence, ())
    (words,) = [tasks for name, tasks in queue.groups() if name == WORDS]
    assert [one.label for one in words] == [
        "Headline", "Bottom line", "Assessment", "Outlook", "New assessment"
    ]  # fmt: skip
    assert [one.anchor for one in words[2:]] == ["assessment-1", "assessment-2", ""]
    assert {one.own for one in words[2:]} == {Act.ASSESSMENT}
    assert len({one.id for one in words}) == 5


def test_a_quotation_in_the_words_of_a_fact_is_pinned_and_moved_as_a_quotation(made: Made) -> None:
    """The fact with these words has a place of its own, which stays as it is."""
    evidence, corpus, brief = made
    said = next(task for task in make_queue(brief, evidence, ()).tasks
                if task.kind is Kind.QUOTATION and task.below)  # fmt: skip
    last = next(q for q in evidence.quotations if q.id == said.below)
    *others, lowest = evidence.facts
    stated = replace(lowest, citations=(*lowest.citations, *last.parts[:1]))
    told = replace(evidence, facts=(*others, stated))
    queue = make_queue(brief, told, ())
    task = queue.find(f"quotation-{last.id}")
    assert task
    for act, choice in ((Act.PIN, ""), (Act.ABOVE, "up")):
        entry = entry_for(Matter(told, task, choice, ""), act, "A. Analyst", "2026-11-22")
        check_entries([entry])
        assert entry["as"] == "quotation"
        other = entry.get("with")
        with_ = Passage(other["words"], other["in"]) if isinstance(other, dict) else Passage()
        words = Passage(str(entry[act]), str(entry["in"]))
        decision = Decision("0" * 12, act, words, with_, told_as="quotation")
        decided = decide(told, corpus, [decision], lambda same, _: same)
        assert [one.ref for one in decided.decided] == [last.id]
        after = compose(decided, Config(facts=replace(Config().facts, max=2)), date(2026, 11, 20))
        moved, before = (
            [item.ref for item in one.items(SectionName.QUOTATIONS)] for one in (after, brief)
        )
        assert moved == [last.id, *(ref for ref in before if ref != last.id)]
        names = SectionName.BOTTOM_LINE, SectionName.KEY_FACTS
        assert [one.ref for one in after.items(*names)] == [one.ref for one in brief.items(*names)]


def test_a_decision_is_of_the_item_that_it_means(made: Made) -> None:
    """What is pinned as a fact is not said to be pinned as a quotation, nor the other way."""
    evidence, _, brief = made
    said = next(q for q in evidence.quotations if "no warning" in q.text)
    first, *others = evidence.facts
    stated = replace(first, citations=(*first.citations, *said.parts[:1]))
    told = replace(evidence, facts=(stated, *others))
    queue, about = make_queue(brief, told, ()), About(told, ())
    quoted = queue.find(f"quotation-{said.id}")
    assert quoted
    fact = replace(quoted, kind=Kind.FACT, ref=first.id)
    words = Passage(" ".join(said.parts[0].text.split()), "S1.txt")
    plain, as_fact, as_said = (Decision(str(n), Act.PIN, words, told_as=told_as)
                               for n, told_as in enumerate(("", "fact", "quotation")))  # fmt: skip
    hide = Decision("3", Act.HIDE, words)
    assert about.of(fact, (plain, as_fact, as_said, hide)) == (plain, as_fact, hide)
    assert about.of(quoted, (plain, as_fact, as_said, hide)) == (as_said, hide)
    assert About(evidence, ()).of(quoted, (plain, as_fact)) == (plain,)


def test_an_actor_is_parted_by_words_that_stand_where_it_is_named(made: Made) -> None:
    """A source may have the last name alone, and the whole one stand in others."""
    evidence, corpus, _ = made
    speaker = next(q.speaker for q in evidence.quotations if "no warning" in q.text)
    text = corpus.documents[0].text
    at = text.index("Abara")
    last = cite(corpus.documents[0], Span(at, at + len("Abara")))
    far = cite(corpus.documents[1], Span(0, len("Water")))
    actor = next(one for one in evidence.actors if one.id == speaker.actor)
    alias = Alias("Abara", last, JoinReason.LAST_NAME)
    known = replace(actor, name="Water", mentions=(last, far), aliases=(alias,))
    others = tuple(one for one in evidence.actors if one.id != actor.id)
    told = replace(evidence, actors=(known, *others))
    task = Task(actor.id, Kind.ACTOR, "Actors", "", "", known.name, "", (last,))
    entry = entry_for(Matter(told, task, "Abara", ""), Act.PART, "A. Analyst", "2026-11-22")
    assert (entry["part"], entry["in"]) == ("Water", "S2.txt")
    made_so = Decision("0" * 12, Act.PART, Passage("Water", "S2.txt"))
    assert About(told, ()).of(task, (made_so,)) == (made_so,)
    alone = replace(told, actors=(replace(known, mentions=(last,)), *others))
    with pytest.raises(NotPossible):
        entry_for(Matter(alone, task, "Abara", ""), Act.PART, "A. Analyst", "2026-11-22")


def test_all_but_one_fact_of_an_event_can_be_hidden_one_after_the_other(made: Made) -> None:
    """The next best that leads it then may be one that was hidden before."""
    evidence, corpus, _ = made
    first, *_ = evidence.developments
    refs = tuple(fact.id for fact in evidence.facts)
    whole = replace(first, rank=1, lead=refs[0], members=refs, details=(), links=())
    told = replace(evidence, developments=(whole,))
    hides = [
        Decision(f"{n:012}", Act.HIDE, Passage(" ".join(fact.text.split()), f"{cited.source}.txt"))
        for n, fact in enumerate(evidence.facts[:-1])
        for cited in fact.citations[:1]
    ]
    for count in range(1, len(hides) + 1):
        decided = decide(told, corpus, hides[:count], lambda same, _: same)
        shown = compose(decided, Config(), date(2026, 11, 20))
        gone = {one.ref for one in decided.decided}
        assert not gone.intersection(item.ref for item in shown.items())
