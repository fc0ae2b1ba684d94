"""Hidden sources and hidden words: which, where, and what is left that could tell of them."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import MakeDocument, merge_documents

from briefgen.decide.protection import (
    Passages,
    Protection,
    exposed,
    find_passages,
    look,
    protect_document,
    protect_text,
    prove,
    remarks,
    veil,
)
from briefgen.decide.protection.sources import Sight
from briefgen.decide.protection.wish import named
from briefgen.errors import StateError
from briefgen.formats.plain import structure_text
from briefgen.model.decisions import Act, Decision, Passage
from briefgen.model.protection import COVER, Hidden, Mask, cover, joined_spans, whole_characters
from briefgen.model.spans import Span
from briefgen.model.text import (
    Box,
    Corpus,
    Document,
    Metadata,
    Notice,
    RawDocument,
    Skipped,
)
from briefgen.protecting import Guard, Intake, protect, visible_inputs
from briefgen.read import Found, find_again
from briefgen.workspace import keep_secret, open_index, read_hidden, read_secret, remember_hidden

SECRET = bytes(range(32))
TEXT = """The keeper speaks

Marta Ohlsen said on 3 May 2026 that the tower at Grellin leans.

The tower at Grellin will close, Marta Ohlsen told the council.
"""


def hide(words: str, path: str = "S1.txt", place: str = "", line: int = 1) -> Decision:
    ref = hashlib.sha256(f"{words}{path}{place}".encode()).hexdigest()[:12]
    return Decision(ref, Act.HIDE_PASSAGE, Passage(words, path, place), line=line)


def hide_source(path: str, line: int = 1) -> Decision:
    return Decision("a" * 12, Act.HIDE_SOURCE, Passage(path=path), line=line)


def protection(*decisions: Decision) -> Protection:
    return Protection(decisions, SECRET)


def raw(path: str, text: str = TEXT, **known: str) -> RawDocument:
    structure, content = structure_text(text), text.encode()
    digest = hashlib.sha256(content).hexdigest()
    return RawDocument(
        path, "text/plain", digest, len(content), "utf-8", text, structure.blocks,
        structure.edits, Metadata(**known), (),
    )  # fmt: skip


def found_in(document: Document, *decisions: Decision) -> list[str]:
    found = find_passages([document], protection(*decisions), frozenset([document.source.path]))
    return [document.locate(s, s).place for s in found.hidden.get(document.source.key, ())]


def test_only_the_place_that_is_named_is_hidden(make_document: MakeDocument) -> None:
    document = make_document(TEXT)
    assert found_in(document, hide("Marta Ohlsen", place="¶3")) == ["¶3"]
    assert found_in(document, hide("Marta Ohlsen")) == ["¶2", "¶3"]


def test_words_that_moved_from_their_place_are_hidden_wherever_they_stand(
    make_document: MakeDocument,
) -> None:
    assert found_in(make_document(TEXT), hide("Marta Ohlsen", place="¶9")) == ["¶2", "¶3"]


def test_words_are_sought_inside_others_only_where_they_stand_nowhere_else(
    make_document: MakeDocument,
) -> None:
    document = make_document("Li met the envoy of Libya.\n\nLibya did not answer.")
    found = find_passages([document], protection(hide("Li")), frozenset(["S1.txt"]))
    assert found.hidden["S1"] == (Span(0, 2),)
    found = find_passages([document], protection(hide("bya")), frozenset(["S1.txt"]))
    assert len(found.hidden["S1"]) == 2


@pytest.mark.parametrize(
    ("wish", "text"),
    [
        ("the keeper's 'lamp'", "Then the keeper’s ‘lamp’ went out."),
        ("Zoe\u0308 Roth", "Then Zoë Roth went out."),
        ("Zoë Roth", "Then Zoe\u0308\nRoth went out."),
        ("𝔘lf 😀", "Then 𝔘lf 😀 went out."),
    ],
)
def test_words_are_found_as_people_write_them(
    make_document: MakeDocument, wish: str, text: str
) -> None:
    document = make_document(text)
    found = find_passages([document], protection(hide(wish)), frozenset(["S1.txt"]))
    (span,) = found.hidden["S1"]
    assert document.text[: span.start] == "Then "
    assert document.text[span.end :] == " went out."


def test_an_accent_is_hidden_with_its_letter() -> None:
    text = "Jose\u0301 came"
    assert whole_characters(text, Span(0, 4)) == Span(0, 5)
    assert whole_characters(text, Span(4, 6)) == Span(3, 6)
    assert cover(text, [Span(0, 5)], [Span(0, len(text))]) == "█████ came"


def test_blank_lines_between_paragraphs_stay_and_others_do_not() -> None:
    text = "One two\nthree.\n\nFour."
    assert cover(text, [Span(4, 18)], [Span(0, 14), Span(16, 21)]) == "One ██████████\n\n██ur."


def test_the_source_of_another_name_is_looked_for(make_document: MakeDocument) -> None:
    document = make_document(TEXT)
    away = protection(hide("Marta Ohlsen", "was.txt"))
    assert find_passages([document], away, frozenset(["S1.txt"])).hidden
    there = find_passages([document], away, frozenset(["S1.txt", "was.txt"]))
    assert not there.hidden, "the named source is there, and not of this week"


def test_a_path_means_a_file_with_all_in_it_with_and_without_its_folder() -> None:
    paths = {"a.eml", "a.eml/list.pdf", "a.emls", "in/b.txt"}
    assert named("a.eml", paths) == {"a.eml", "a.eml/list.pdf"}
    assert named("b.txt", paths) == {"in/b.txt"}
    assert named("in/a.eml", paths) == {"a.eml", "a.eml/list.pdf"}
    assert named("in/b.txt", paths) == {"in/b.txt"}
    assert named("c.txt", paths) == frozenset()


@pytest.mark.parametrize("hidden", ["a.txt", "z.txt"])
def test_what_has_the_bytes_of_a_hidden_source_is_hidden_with_it(hidden: str) -> None:
    outcomes = (raw("a.txt"), raw("b.txt", "Something else."), Skipped.identical("z.txt", "a.txt"))
    sight = look(outcomes, protection(hide_source(hidden)), {})
    assert [one.path for one in sight.outcomes] == ["b.txt"]
    assert sight.hidden == {"a.txt", "z.txt"}
    assert sight.twins == {"a.txt", "z.txt"} - {hidden}


def test_twins_of_what_lies_in_a_hidden_mail_are_hidden() -> None:
    outcomes = (
        raw("a.eml", "A letter."),
        raw("a.eml/list.txt", TEXT),
        Skipped.identical("list.txt", "a.eml/list.txt"),
        raw("other.txt", "Another text."),
    )
    sight = look(outcomes, protection(hide_source("a.eml")), {})
    assert [one.path for one in sight.outcomes] == ["other.txt"]


def test_a_hidden_file_is_known_again_by_what_was_remembered(tmp_path: Path) -> None:
    wish = protection(hide_source("a.txt"))
    sight = look((raw("a.txt"), raw("b.txt", "Something else.")), wish, {})
    remember_hidden(tmp_path, sight.hashes)
    remember_hidden(tmp_path, {"c.txt": ("1",)})
    again = look((raw("moved/x.txt"), raw("b.txt", "Something else.")), wish, read_hidden(tmp_path))
    assert again.hidden == {"moved/x.txt"}
    assert hashlib.sha256(TEXT.encode()).hexdigest() not in (tmp_path / "hidden.json").read_text()
    other = protection(hide_source("c.txt"))
    assert not look((raw("x.txt"),), other, read_hidden(tmp_path)).hidden, "undone decisions end"


def test_a_mail_of_which_a_part_is_hidden_has_no_telling_hash(make_document: MakeDocument) -> None:
    mail, part = raw("a.eml", "A letter of the keeper."), raw("a.eml/list.txt")
    wish = protection(hide_source("a.eml/list.txt"))
    sight = look((mail, part), wish, {})
    document = replace(
        make_document(mail.text), source=replace(make_document(mail.text).source, path="a.eml")
    )
    made = protect(Intake(Corpus((document,)), None), {"S1": mail}, sight, wish)
    (source,) = [one.source for one in made.corpus.documents]
    assert source.protected
    assert source.size == 0
    assert source.sha256 == wish.salted(mail.sha256) != mail.sha256
    assert made.corpus.hidden == ()


def test_what_is_known_of_a_source_has_blocks_and_no_telling_address() -> None:
    known = {
        "title": "MARTA  OHLSEN: the tower leans",
        "author": "Marta Ohlsen",
        "publisher": "Grellin Post",
        "url": "https://post.example/2026/marta-ohlsen-speaks",
    }
    told = raw("S1.txt", TEXT, **known)
    told = replace(told, notices=(Notice("set-aside", "Above it stands 'From: Marta Ohlsen'."),))
    guard = Guard(protection(), {"S1": (Span(19, 31),)}, frozenset(["S1"]))
    document, _ = guard.cleaned(told, "S1")
    metadata = document.source.metadata
    assert metadata.title == "█████████████: the tower leans"
    assert metadata.author == "█" * 12
    assert metadata.publisher == "Grellin Post"
    assert metadata.url == ""
    assert document.notices[0].detail == f"Above it stands 'From: {COVER * 12}'."


def test_a_heading_and_a_day_that_are_hidden_are_not_known_of_the_source() -> None:
    text = (
        "Ohlsen leaves\n\nGrellin, 3 May 2026. The keeper of the tower has left the town for good."
    )
    spans = (Span(0, 6), Span(text.index("3 May"), text.index(". The")))
    open_guard = Guard(protection(), {}, frozenset())
    guard = Guard(protection(), {"S1": spans}, frozenset(["S1"]))
    assert open_guard.cleaned(raw("S1.txt", text), "S1")[0].source.metadata.published
    metadata = guard.cleaned(raw("S1.txt", text), "S1")[0].source.metadata
    assert metadata.published == ""
    assert metadata.title == "██████ leaves"


def test_the_width_and_the_raw_length_of_hidden_words_cannot_be_read(
    make_document: MakeDocument,
) -> None:
    document = make_document("The tower leans over the market of Grellin.")
    boxed = replace(document, lines=(), boxes=(Box(0, 9, 3, 72, 700, 120, 712),))
    span = Span(4, 9)
    made = protect_document(boxed, boxed, (span,), protection())
    located = made.locate(Span(0, 3), Span(0, 3))
    assert located.page == 3
    assert located.boxes == ()
    broken = make_document("The tall\ntower leans over the market of Grellin.")
    kept = protect_document(document, document, (span,), protection())
    assert kept.lines == document.lines
    assert protect_document(broken, broken, (Span(4, 14),), protection()).lines == ()


def test_the_proof_of_the_same_words_at_two_places_is_another(make_document: MakeDocument) -> None:
    document = make_document(TEXT)
    first, second = found = find_passages(
        [document], protection(hide("Marta Ohlsen")), frozenset(["S1.txt"])
    ).hidden["S1"]
    assert document.text[first.start : first.end] == document.text[second.start : second.end]
    proofs = prove(document, found, protection())
    assert proofs[0].salted != proofs[1].salted
    assert proofs[0] == Hidden("S1", first.start, first.end, proofs[0].salted)
    assert prove(document, found, Protection((), bytes(32)))[0].salted != proofs[0].salted


def test_decisions_are_told_without_hidden_words_and_without_their_hash(
    make_document: MakeDocument,
) -> None:
    covered = make_document(TEXT.replace("Marta Ohlsen", "█" * 12))
    wish = protection(hide("Marta Ohlsen"), hide_source("b.eml"))
    pin = Decision("1" * 12, Act.PIN, Passage("Marta Ohlsen said on 3 May 2026", "S1.txt"))
    other = Decision("2" * 12, Act.PIN, Passage("The tower at Grellin will close", "S1.txt"))
    lost = Decision("3" * 12, Act.HIDE, Passage("The managers", "b.eml"), line=7)
    value = Decision("4" * 12, Act.SPEAKER, Passage("the tower", "S1.txt"), value="Marta Ohlsen")
    veiled = veil((pin, other, lost, value, *wish.decisions), Corpus((covered,)), wish)
    first, second, third = veiled.told
    assert first.passage.words == "████████████ said on 3 May 2026"
    assert first.id != pin.id
    assert second == other
    assert third.value == "█" * 12
    assert third.id not in (value.id, first.id)
    assert veiled.withheld == (lost,)
    assert list(veiled.remarks) == [
        "decisions.yaml:7: 'hide' is of a source that is hidden or not there: b.eml"
    ]


def test_the_desk_is_told_what_a_decision_did_not_find(make_document: MakeDocument) -> None:
    document = make_document(TEXT)
    wish = protection(hide("Marta Olsen", line=4), hide_source("gone.eml", line=5))
    sight = Sight((), frozenset(["S1.txt"]))
    told = list(remarks([document], [], sight, wish, Passages({}, (wish.decisions[0],))))
    assert told == [
        "decisions.yaml:5: there is no source 'gone.eml' to hide: was it given another name?",
        "decisions.yaml:4: the words to hide stand no more in S1.txt: look at what it says now",
    ]


def test_the_desk_is_told_where_a_hidden_source_is_repeated(make_document: MakeDocument) -> None:
    document = make_document(TEXT)
    withheld = make_document(TEXT.partition("\n\n")[2], key="S0")
    sight = Sight((), frozenset(["S1.txt", "S0.txt"]), frozenset(["S0.txt"]))
    told = list(remarks([document], [withheld], sight, protection(), Passages({})))
    assert told == [
        "S0.txt: is hidden, but what it says stands also in S1.txt (¶2, ¶3)",
    ]


def test_a_text_that_was_issued_is_shown_without_what_is_hidden_now() -> None:
    wish = protection(hide("Marta Ohlsen"), hide_source("b.eml"))
    assert protect_text("S1.txt", TEXT, wish).count(COVER) == 24
    assert protect_text("other.txt", TEXT, wish) == TEXT
    assert protect_text("b.eml/list.txt", TEXT, wish) == ""


def test_a_brief_that_shows_what_is_hidden_now_is_found_out(make_document: MakeDocument) -> None:
    document = make_document(TEXT)
    paths, texts = {"S1": "S1.txt", "S2": "b.eml", "S3": "c.txt"}, {"S3": TEXT}
    wish = protection(hide("Marta Ohlsen"), hide_source("b.eml"), hide("Grellin", "c.txt"))
    told = [
        f"{one.where}: {one.message}" for one in exposed(paths, texts, Corpus((document,)), wish)
    ]
    assert told == [
        "b.eml: the desk hides this source now: make the brief again",
        "S1.txt: the desk hides words of it now: make the brief again",
        "c.txt: the desk hides words of it now: make the brief again",
    ]
    covered = make_document(TEXT.replace("Marta Ohlsen", "█" * 12))
    one = protection(hide("Marta Ohlsen"))
    assert not list(exposed({"S1": "S1.txt"}, {}, Corpus((covered,)), one))


def test_words_in_a_name_are_seen_however_it_is_written() -> None:
    mask = Mask(("Zoë Roth",))
    assert mask.names("2026/zoe-roth_speaks.html")
    assert mask.names("Zo%C3%AB") is False
    assert mask.names("ZOË_ROTH.txt")
    assert not Mask(("Li",)).names("libya.txt")
    assert Mask(("Li",)).on("Li is not in Libya") == "██ is not in Libya"


def test_spans_that_touch_are_one() -> None:
    assert joined_spans([Span(5, 9), Span(1, 3), Span(2, 5)]) == (Span(1, 9),)


def test_two_names_under_blocks_are_nobody(make_document: MakeDocument) -> None:
    texts = (
        "████████████ resigned as mayor of Grellin on 3 May 2026, said Jon Berg of the council.",
        "████████████ was arrested in Lund on 4 May 2026. “We did nothing,” said ████████████.",
    )
    documents = [
        make_document(text, key=f"S{n}", published="2026-05-05") for n, text in enumerate(texts, 1)
    ]
    evidence = merge_documents(*documents)
    assert not [actor for actor in evidence.actors if COVER in actor.name]
    assert not [said for said in evidence.quotations if COVER in said.speaker.name]
    assert all(len(fact.citations) == 1 for fact in evidence.facts)


def test_an_input_in_which_all_is_hidden_is_not_named(
    tmp_path: Path, make_document: MakeDocument
) -> None:
    for name in ("seen/S1.txt", "friends/letter.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(TEXT, "utf-8")
    seen, friends = tmp_path / "seen", tmp_path / "friends"
    found = (
        Found(friends / "letter.txt", "friends/letter.txt", Metadata()),
        Found(seen / "S1.txt", "seen/S1.txt", Metadata()),
    )
    document = make_document(TEXT)
    document = replace(document, source=replace(document.source, path="seen/S1.txt"))
    corpus, hidden = Corpus((document,)), frozenset(["friends/letter.txt"])
    assert visible_inputs((seen, friends), found, corpus, hidden) == (seen,)
    assert visible_inputs((seen, friends), found, corpus, frozenset()) == (seen, friends)
    (again,) = find_again((seen,), ["seen/S1.txt"])
    assert again.file == seen / "S1.txt"
    assert again.name == "seen/S1.txt"


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert read_secret(state) == b""
    assert keep_secret(state, SECRET) == SECRET
    assert keep_secret(state, bytes(32)) == SECRET
    file = state / "secret"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in state.iterdir()] == ["secret"]
    file.chmod(0o640)
    with pytest.raises(StateError, match="others can read"):
        read_secret(state)
    file.chmod(0o600)
    file.write_bytes(SECRET[:-1])
    with pytest.raises(StateError, match="damaged"):
        read_secret(state)


def test_a_damaged_memory_of_hidden_files_is_said(tmp_path: Path) -> None:
    (tmp_path / "hidden.json").write_text("{", "utf-8")
    with pytest.raises(StateError, match="Delete it"):
        read_hidden(tmp_path)


def test_an_index_keeps_no_word_of_what_it_forgets(tmp_path: Path) -> None:
    kept, gone = "The tower at Grellin leans.", "Perpetua Quistgaard wrote the letter herself."
    with open_index(tmp_path) as index:
        index.add([kept, gone])
        index.keep_only({hashlib.sha256(kept.encode()).hexdigest()})
        assert index.find("Quistgaard", 9) == ()
        assert len(index.find("Grellin", 9)) == 1
    for file in tmp_path.iterdir():
        assert b"uistgaard" not in file.read_bytes()
