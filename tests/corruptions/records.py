"""What can be done to the records: evidence, brief, manifest, texts of sources, decisions."""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

from corruptions.case import (
    Attack,
    Case,
    Make,
    Record,
    attached,
    dumped,
    sealed_manifest,
    sha256,
    shown,
)
from corruptions.lookalikes import KINDS, like

from briefgen.config import Pdf
from briefgen.edition import FILES
from briefgen.model.brief import Artifact, VerifiedBrief
from briefgen.model.codec import decode_brief
from briefgen.model.text import Corpus
from briefgen.render import render
from briefgen.verification import seal_contents
from briefgen.verification.kept import kept_corpus

Edit = Callable[[Record, Random], bool]
"""Changes evidence in place; tells whether it found something to change."""

COPIES = frozenset({"alone", "paper"})
"""Ways that do not see the originals."""

ATTACHED = frozenset({"paper"})
"""What a consistently rewritten brief is beyond: nothing else is attached to a PDF."""

FORGED = frozenset({"originals", "alone", "paper"})
"""What only the model can tell, by extracting anew from the originals."""


def _one(evidence: Record, kind: str, rng: Random, wanted: Callable[[Any], Any] = bool) -> Any:
    held = [one for one in evidence.get(kind, ()) if wanted(one)]
    return rng.choice(held) if held else None


def _put(kind: str, field: str, value: Callable[[Any], object]) -> Edit:
    """Return what gives a field of something of a kind another value; None is none."""

    def edit(evidence: Record, rng: Random) -> bool:
        one = _one(evidence, kind, rng, lambda one: value(one) not in (None, one.get(field)))
        if one is None:
            return False
        one[field] = value(one)
        return True

    return edit


def _cited(evidence: Record, rng: Random) -> Any:
    fact = _one(evidence, "facts", rng)
    return rng.choice(fact["citations"]) if fact else None


def _shift(*fields: str) -> Edit:
    def edit(evidence: Record, rng: Random) -> bool:
        cited = _cited(evidence, rng)
        if cited is None:
            return False
        for field in fields:
            cited[field] += 1
        return True

    return edit


def _locator(evidence: Record, rng: Random) -> bool:
    cited = _cited(evidence, rng)
    if cited is None:
        return False
    field = "paragraph" if cited["locator"]["paragraph"] else "page"
    if cited["locator"].get(field) is None:
        return False
    cited["locator"][field] += 1
    return True


def _speaker(field: str, value: str) -> Edit:
    def edit(evidence: Record, rng: Random) -> bool:
        said = _one(evidence, "quotations", rng, lambda one: one["speaker"]["name"])
        if said is None:
            return False
        said["speaker"][field] = value
        return True

    return edit


def _anothers_speech(evidence: Record, rng: Random) -> bool:
    said = [one for one in evidence["quotations"] if one["speaker"]["name"]]
    if len({one["speaker"]["name"] for one in said}) < 2:
        return False
    one, other = rng.sample(said, 2)
    while one["speaker"]["name"] == other["speaker"]["name"]:
        one, other = rng.sample(said, 2)
    one["speaker"] = copy.deepcopy(other["speaker"])
    return True


def _role(evidence: Record, rng: Random) -> bool:
    actor = _one(evidence, "actors", rng, lambda one: one["roles"])
    if actor is None:
        return False
    actor["roles"][0]["text"] = "arms dealer"
    return True


def _day(evidence: Record, rng: Random) -> bool:
    event = _one(evidence, "events", rng, lambda one: one["date"]["precision"] == "day")
    if event is None:
        return False
    start = event["date"]["start"]
    event["date"]["start"] = event["date"]["end"] = start[:-2] + (
        "09" if start[-2:] != "09" else "10"
    )
    return True


def _expression(evidence: Record, rng: Random) -> bool:
    event = _one(evidence, "events", rng)
    if event is None:
        return False
    event["date"]["expression"] = "last year"
    return True


def _figure(evidence: Record, rng: Random) -> bool:
    fact = _one(evidence, "facts", rng, lambda one: one["figures"])
    if fact is None:
        return False
    figure = rng.choice(fact["figures"])
    figure["low"] = figure["high"] = (figure["low"] or 0) + 7
    return True


def _figure_text(evidence: Record, rng: Random) -> bool:
    fact = _one(evidence, "facts", rng, lambda one: one["figures"])
    if fact is None:
        return False
    rng.choice(fact["figures"])["text"] = "77 palaces"
    return True


def _independence(evidence: Record, rng: Random) -> bool:
    fact = _one(evidence, "facts", rng)
    if fact is None:
        return False
    fact["independent_sources"] += 1
    return True


def _disagreement(evidence: Record, rng: Random) -> bool:
    one = _one(evidence, "disagreements", rng)
    if one is None:
        return False
    rng.choice(one["values"])["value"] = "99 of them"
    return True


def _further_citation(evidence: Record, rng: Random) -> bool:
    if len(evidence["facts"]) < 2:
        return False
    fact, other = rng.sample(evidence["facts"], 2)
    fact["citations"].append(copy.deepcopy(other["citations"][0]))
    return True


def _bracket(evidence: Record, rng: Random) -> bool:
    fact = _one(evidence, "facts", rng, lambda one: one["dated"])
    if fact is None:
        return False
    dated = rng.choice(fact["dated"])
    dated["date"]["start"] = dated["date"]["end"] = "2019-01-02"
    return True


def _no_decision(evidence: Record, rng: Random) -> bool:
    if not evidence["decided"]:
        return False
    del evidence["decided"][rng.randrange(len(evidence["decided"]))]
    return True


def _nothing_hidden(evidence: Record, rng: Random) -> bool:
    if not evidence["hidden"]:
        return False
    evidence["hidden"] = []
    return True


def _nothing_protected(evidence: Record, rng: Random) -> bool:
    one = _one(evidence, "sources", rng, lambda one: one.get("protected"))
    if one is None:
        return False
    one["protected"] = False
    return True


def _generator(evidence: Record, rng: Random) -> bool:
    evidence["generator"]["model"] = "another 9.9"
    return True


def _skipped(evidence: Record, rng: Random) -> bool:
    if evidence["skipped"]:
        evidence["skipped"] = []
    else:
        evidence["skipped"] = [{"path": "x.txt", "reason": "empty", "detail": "none"}]
    return True


_OTHER_KIND = {"direct": "indirect", "indirect": "direct"}
_OTHER_ACTOR = {"person": "place", "organisation": "person", "place": "person", "state": "group"}
EDITS: Mapping[str, tuple[Edit, frozenset[str]]] = {
    "offset": (_shift("start", "end"), ATTACHED),
    "raw offset": (_shift("raw_start", "raw_end"), COPIES),
    "locator": (_locator, COPIES),
    "hash of a source": (_put("sources", "sha256", lambda _: sha256(b"another")), COPIES),
    "kind of quotation": (
        _put("quotations", "kind", lambda one: _OTHER_KIND.get(one["kind"])), COPIES
    ),
    "independence": (_independence, ATTACHED),
    "hedge": (_put("facts", "hedged", lambda one: not one["hedged"]), FORGED),
    "negation": (_put("facts", "negated", lambda one: not one["negated"]), FORGED),
    "day of an event": (_day, COPIES),
    "words of a day": (_expression, ATTACHED),
    "figure": (_figure, ATTACHED),
    "words of a figure": (_figure_text, ATTACHED),
    "disagreement": (_disagreement, ATTACHED),
    "publisher": (_put("sources", "publisher", lambda _: "Someone else"), COPIES),
    "day of a source": (_put("sources", "published", lambda _: "2020-02-02"), COPIES),
    "grade": (_put("sources", "grade", lambda one: "A1" if one["grade"] != "A1" else "F6"), COPIES),
    "marking of a source": (_put("sources", "marking", lambda _: "TLP:RED"), COPIES),
    "title of a source": (_put("sources", "title", lambda _: "Another title"), COPIES),
    "path": (_put("sources", "path", lambda _: "elsewhere.txt"), COPIES),
    "citation of another fact": (_further_citation, FORGED),
    "day in brackets": (_bracket, ATTACHED),
    "rank": (_put("facts", "rank", lambda one: one["rank"] + 3), FORGED),
    "speaker made up": (_speaker("name", "Jon Doe"), ATTACHED),
    "another's speech": (_anothers_speech, FORGED),
    "role made up": (_role, ATTACHED),
    "speaker's role made up": (_speaker("role", "arms dealer"), ATTACHED),
    "actor's name": (_put("actors", "name", lambda _: "Jon Doe"), ATTACHED),
    "kind of actor": (_put("actors", "kind", lambda one: _OTHER_ACTOR.get(one["kind"])), FORGED),
    "decision removed": (_no_decision, FORGED),
    "hidden words forgotten": (_nothing_hidden, COPIES),
    "protected source opened": (_nothing_protected, COPIES),
    "generator": (_generator, FORGED),
    "skipped files": (_skipped, FORGED),
}  # fmt: skip


def in_evidence(edit: Edit) -> Make:
    """Return the attack on evidence.json alone."""

    def make(case: Case, rng: Random) -> Case | None:
        evidence = case.record("evidence.json")
        return case.having("evidence.json", dumped(evidence)) if edit(evidence, rng) else None

    return make


def in_brief(edit: Edit) -> Make:
    """Return the attack on brief.json, as it lies in the folder and is attached to its PDF."""

    def make(case: Case, rng: Random) -> Case | None:
        brief = case.record("brief.json")
        if not edit(brief["evidence"], rng):
            return None
        return attached(case.having("brief.json", dumped(brief)))

    return make


def in_both(edit: Edit, *, pages: bool) -> Make:
    """Return the attack on evidence.json and brief.json alike, the pages printed anew of them."""

    def make(case: Case, rng: Random) -> Case | None:
        brief, evidence = case.record("brief.json"), case.record("evidence.json")
        before = copy.deepcopy(brief["evidence"])
        if not edit(brief["evidence"], rng):
            return None
        _mirror(before, brief["evidence"], evidence)
        _renumber(brief, before)
        case = case.having("brief.json", dumped(brief)).having("evidence.json", dumped(evidence))
        return printed(listed(case)) if pages else attached(listed(case))

    return make


def _mirror(before: Record, after: Record, evidence: Record) -> None:
    """Change the whole evidence as its excerpt was changed."""
    for kind, held in after.items():
        if held == before[kind]:
            continue
        if (
            not isinstance(held, list)
            or not held
            or not isinstance(held[0], dict)
            or "id" not in held[0]
        ):
            evidence[kind] = copy.deepcopy(held)
            continue
        for one, other in zip(before[kind], held, strict=True):
            for whole in (w for w in evidence[kind] if w["id"] == one["id"]):
                changed = {key for key in other if other[key] != one.get(key)}
                whole.update({key: copy.deepcopy(other[key]) for key in changed})


def _renumber(brief: Record, before: Record) -> None:
    """Have the brief's numbered citations follow those of the facts that were changed."""
    for kind in ("facts",):
        for one, other in zip(before[kind], brief["evidence"][kind], strict=True):
            for old, new in zip(one["citations"], other["citations"], strict=False):
                if old != new:
                    brief["citations"] = [new if c == old else c for c in brief["citations"]]


def listed(case: Case) -> Case:
    """Have the manifest say what brief and evidence say."""
    manifest, brief = case.record("manifest.json"), case.record("brief.json")
    evidence = case.record("evidence.json")
    manifest["masthead"] = {**manifest["masthead"], **brief["masthead"]}
    manifest["shown"] = list(shown(brief))
    manifest["inputs"] = [
        {"key": one["key"], "path": one["path"], "sha256": one["sha256"]}
        for one in evidence["sources"]
    ]
    return case.having("manifest.json", sealed_manifest(manifest))


def printed(case: Case) -> Case | None:
    """Print the pages anew of brief.json, with all checks left out; None where that fails."""
    try:
        brief = decode_brief(case.folder["brief.json"])
        verified = VerifiedBrief(brief, kept_corpus(brief, case.folder, Corpus(())))
        keys = sorted(brief.attested, key=lambda key: (len(key), key))
        held = [Artifact(f"sources/{key}.txt", case.folder[f"sources/{key}.txt"]) for key in keys]
        if brief.changes:
            paths = [p for p in case.folder if p == "changes.json" or p.startswith("earlier/")]
            held += [Artifact(path, case.folder[path]) for path in sorted(paths)]
        note = case.folder["brief.json"]
        held = [seal_contents(brief, note), Artifact("brief.json", note), *held]
        formats = tuple(name for name, path in FILES.items() if path in case.folder)
        settings = Pdf(variant=brief.variant)  # type: ignore[arg-type]
        pages = render(verified, formats, settings, tuple(held), copies=False)
    except (ValueError, KeyError, StopIteration):
        return None
    for page in pages:
        case = case.having(page.path, page.content)
    return case


def _masthead(field: str, value: str) -> Callable[[Record], bool]:
    def edit(brief: Record) -> bool:
        if brief["masthead"].get(field) == value:
            return False
        brief["masthead"][field] = value
        return True

    return edit


MASTHEADS: Mapping[str, Callable[[Record], bool]] = {
    "title": _masthead("title", "Another note"),
    "number": _masthead("number", "XX-2020-001"),
    "day": _masthead("issue_date", "2020-01-01"),
    "marking": _masthead("marking", "TLP:CLEAR"),
    "reviewed": _masthead("reviewed_by", "A. Nobody"),
    "not reviewed": _masthead("reviewed_by", ""),
    "brand": _masthead("brand", "Another Institute"),
}


def in_masthead(edit: Callable[[Record], bool], *, pages: bool) -> Make:
    """Return the attack on the masthead in brief.json and manifest, with pages as they were."""

    def make(case: Case, rng: Random) -> Case | None:
        brief = case.record("brief.json")
        if not edit(brief):
            return None
        case = listed(case.having("brief.json", dumped(brief)))
        return printed(case) if pages else attached(case)

    return make


def _composed(change: Callable[[Record, Random], bool]) -> Make:
    """Return the attack on what brief.json says besides its evidence."""

    def make(case: Case, rng: Random) -> Case | None:
        brief = case.record("brief.json")
        if not change(brief, rng):
            return None
        return attached(listed(case.having("brief.json", dumped(brief))))

    return make


def _item_removed(brief: Record, rng: Random) -> bool:
    sections = [one for one in brief["sections"] if len(one["items"]) > 1]
    if not sections:
        return False
    section = rng.choice(sections)
    del section["items"][rng.randrange(len(section["items"]))]
    return True


def _items_exchanged(brief: Record, rng: Random) -> bool:
    sections = [one for one in brief["sections"] if len(one["items"]) > 1]
    if not sections:
        return False
    items = rng.choice(sections)["items"]
    items[0]["ref"], items[1]["ref"] = items[1]["ref"], items[0]["ref"]
    return True


def _section_removed(brief: Record, rng: Random) -> bool:
    held = [one for one in brief["sections"] if one["name"] in ("disagreements", "gaps", "inputs")]
    if not held:
        return False
    brief["sections"].remove(rng.choice(held))
    return True


def _note_changed(brief: Record, rng: Random) -> bool:
    held = [one for one in brief["sections"] if one["notes"]]
    if not held:
        return False
    rng.choice(held)["notes"] = ["Nothing is missing."]
    return True


def _wrong_marks(brief: Record, rng: Random) -> bool:
    items = [item for one in brief["sections"] for item in one["items"]]
    one, other = rng.sample(items, 2)
    if one["citations"] == other["citations"]:
        return False
    one["citations"], other["citations"] = other["citations"], one["citations"]
    return True


def _edited(brief: Record, rng: Random) -> bool:
    item = rng.choice([item for one in brief["sections"] for item in one["items"]])
    item["edited"] = not item.get("edited", False)
    return True


def _press(brief: Record, rng: Random) -> bool:
    brief["press"] = "0" * 16
    return True


COMPOSED: Mapping[str, Callable[[Record, Random], bool]] = {
    "item removed": _item_removed,
    "items exchanged": _items_exchanged,
    "section removed": _section_removed,
    "remark changed": _note_changed,
    "citations exchanged": _wrong_marks,
    "mark of the desk": _edited,
}


def _manifest(change: Callable[[Record], None], *, seal: bool) -> Make:
    def make(case: Case, rng: Random) -> Case | None:
        manifest = case.record("manifest.json")
        before = copy.deepcopy(manifest)
        change(manifest)
        if manifest == before:
            return None
        return case.having("manifest.json", sealed_manifest(manifest) if seal else dumped(manifest))

    return make


MANIFESTS: Mapping[str, Callable[[Record], None]] = {
    "shown emptied": lambda m: m.update(shown=[]),
    "shown: another": lambda m: m["shown"].append("000000000000"),
    "origins emptied": lambda m: m.update(origins=[]),
    "marking": lambda m: m["masthead"].update(marking="TLP:CLEAR"),
    "day": lambda m: m["masthead"].update(issue_date="2020-01-01"),
    "reviewed": lambda m: m["masthead"].update(reviewed_by="A. Nobody"),
    "hash of an input": lambda m: m["inputs"][0].update(sha256=sha256(b"")),
    "path of an input": lambda m: m["inputs"][0].update(path="elsewhere.txt"),
    "input removed": lambda m: m["inputs"].pop(),
    "analyst's words": lambda m: m.update(analyst=["Nothing of it is so."]),
    "generator": lambda m: m.update(generator="another 9.9"),
    "digest of the evidence": lambda m: m.update(digest=sha256(b"")),
}


def copied(case: Case, key: str, text: str) -> Case:
    """Change the text of a source, with its hash in evidence, brief and PDF."""
    case = case.having(f"sources/{key}.txt", text.encode())
    for path in ("evidence.json", "brief.json"):
        record = case.record(path)
        sources = record["sources"] if path == "evidence.json" else record["evidence"]["sources"]
        for one in sources:
            if one["key"] == key:
                one["text_sha256"] = sha256(text.encode())
        case = case.having(path, dumped(record))
    return attached(case)


def _text_changed(case: Case, rng: Random, *, hashed: bool) -> Case | None:
    """Change a character of a source's copy, at a cited place."""
    brief = case.record("brief.json")
    cited = rng.choice(brief["citations"])
    path = f"sources/{cited['source']}.txt"
    if path not in case.folder:
        return None
    text = case.text(path)
    at = rng.randrange(cited["start"], cited["end"])
    text = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
    if hashed:
        return copied(case, cited["source"], text)
    return case.having(path, text.encode())


def _sentences(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[A-Z“][^.\n]{15,}\.", text)]


def _look_alike(kind: str, place: str, *, made_up: bool) -> Make:
    """Return the attack that puts a look-alike of a fact into records, copies or originals."""

    def make(case: Case, rng: Random) -> Case | None:
        brief = case.record("brief.json")
        for fact in rng.sample(brief["evidence"]["facts"], len(brief["evidence"]["facts"])):
            cited = fact["citations"][0]
            path = f"sources/{cited['source']}.txt"
            if path not in case.folder:
                continue
            text = case.text(path)
            other = like(cited["text"], kind, [] if made_up else [text], rng)
            made = PLACES[place](case, fact, cited, other) if other else None
            if made:
                return made
        return None

    return make


def _told(fact: Any, cited: Any, other: str) -> Edit:
    """Return what has the evidence tell a fact in other words, with offsets that fit them."""

    def edit(evidence: Record, rng: Random) -> bool:
        for one in evidence["facts"]:
            if one["id"] == fact["id"]:
                one["text"] = other
                one["citations"][0]["text"] = other
                one["citations"][0]["end"] = cited["start"] + len(other)
        return True

    return edit


def _in_evidence(case: Case, fact: Any, cited: Any, other: str) -> Case | None:
    return in_both(_told(fact, cited, other), pages=False)(case, Random(0))


def _in_all(case: Case, fact: Any, cited: Any, other: str) -> Case | None:
    return in_both(_told(fact, cited, other), pages=True)(case, Random(0))


def _in_copy(case: Case, fact: Any, cited: Any, other: str) -> Case | None:
    text = case.text(f"sources/{cited['source']}.txt")
    return copied(case, cited["source"], text[: cited["start"]] + other + text[cited["end"] :])


def _in_copy_and_all(case: Case, fact: Any, cited: Any, other: str) -> Case | None:
    """Change the copy, the evidence and the pages alike; only words of the same length fit."""
    if len(other) != len(cited["text"]):
        return None
    changed = _in_copy(case, fact, cited, other)
    return in_both(_told(fact, cited, other), pages=True)(changed, Random(0)) if changed else None


def _in_original(case: Case, fact: Any, cited: Any, other: str) -> Case | None:
    paths = {one["key"]: one["path"] for one in case.record("evidence.json")["sources"]}
    path = paths[cited["source"]]
    held = case.originals.get(path, b"")
    changed = held.replace(cited["text"].encode(), other.encode(), 1)
    return case.given(path, changed) if changed != held else None


def _moved(kind: str) -> Make:
    """Return the attack that leads a fact's citation to a look-alike elsewhere in its source."""

    def make(case: Case, rng: Random) -> Case | None:
        brief = case.record("brief.json")
        for fact in rng.sample(brief["evidence"]["facts"], len(brief["evidence"]["facts"])):
            cited = fact["citations"][0]
            path = f"sources/{cited['source']}.txt"
            if path not in case.folder:
                continue
            text = case.text(path)
            others = [
                (a, b) for a, b in _sentences(text)
                if text[a:b] != cited["text"] and _differ(text[a:b], cited["text"], kind)
            ]  # fmt: skip
            if others:
                start, end = rng.choice(others)
                there = {"start": start, "end": end, "text": text[start:end],
                         "raw_start": start, "raw_end": end,
                         "before": text[max(0, start - 32) : start],
                         "after": text[end : end + 32]}  # fmt: skip
                return in_both(partial(_lead, fact["id"], there), pages=False)(case, rng)
        return None

    return make


def _lead(ref: str, there: Mapping[str, object], evidence: Record, rng: Random) -> bool:
    for one in evidence["facts"]:
        if one["id"] == ref:
            one["citations"][0].update(there)
    return True


def _differ(one: str, other: str, kind: str) -> bool:
    """Tell whether two sentences are alike but for a few words, one of the kind among them."""
    first, second = one.split(), other.split()
    apart = set(first) ^ set(second)
    shared = set(first) & set(second)
    tests = {
        "number": lambda w: any(c.isdigit() for c in w),
        "negation": lambda w: w in ("not", "never", "no"),
        "name": lambda w: w[:1].isupper(),
        "unit": str.islower,
        "day": lambda w: w.strip(".,").endswith("day"),
    }
    return len(shared) >= len(apart) and any(map(tests[kind], apart))


Place = Callable[[Case, Any, Any, str], Case | None]
PLACES: Mapping[str, Place] = {
    "evidence and brief": _in_evidence,
    "evidence, brief and pages": _in_all,
    "copy of the source": _in_copy,
    "copy, evidence, brief and pages": _in_copy_and_all,
    "original": _in_original,
}
_BEYOND = {
    "copy of the source": frozenset[str](),
    "evidence and brief": frozenset[str](),
    "evidence, brief and pages": frozenset[str](),
    "copy, evidence, brief and pages": COPIES,
    "original": COPIES,
}


def _attacks() -> Iterator[Attack]:
    for name, (edit, beyond) in EDITS.items():
        yield Attack(f"evidence.json: {name}", in_evidence(edit), beyond - ATTACHED)
        yield Attack(f"brief.json: {name}", in_brief(edit))
        yield Attack(f"evidence and brief: {name}", in_both(edit, pages=False))
        yield Attack(f"all and pages: {name}", in_both(edit, pages=True), beyond | ATTACHED)
    for name, change in MASTHEADS.items():
        yield Attack(f"masthead: {name}", in_masthead(change, pages=False))
        yield Attack(f"masthead and pages: {name}", in_masthead(change, pages=True), FORGED)
    for name, composed in COMPOSED.items():
        yield Attack(f"brief.json: {name}", _composed(composed))
    for name, put in MANIFESTS.items():
        yield Attack(f"manifest.json: {name}", _manifest(put, seal=True))
        yield Attack(f"manifest.json, not sealed: {name}", _manifest(put, seal=False))
    yield Attack("copy of a source", partial(_text_changed, hashed=False))
    yield Attack("copy of a source, hashed in evidence", partial(_text_changed, hashed=True))


RECORDS = tuple(_attacks())
LOOK_ALIKES = (
    *(
        Attack(f"{place}: {kind}, {'made up' if made_up else 'from elsewhere'}",
               _look_alike(kind, place, made_up=made_up), _BEYOND[place])
        for place in PLACES for kind in KINDS for made_up in (False, True)
    ),
    *(Attack(f"citation led to a look-alike: {kind}", _moved(kind)) for kind in KINDS),
)  # fmt: skip
