"""A composed note made anew of all evidence beside it, and compared with what it is."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields

from briefgen.compose import compose_again, composer
from briefgen.errors import ConfigError, Finding
from briefgen.model.brief import Brief, Item, Section
from briefgen.model.codec import (
    BRIEF_NAME,
    CHANGES_NAME,
    EVIDENCE_NAME,
    content_digest,
    decode_changes,
)
from briefgen.model.evidence import Evidence

_OTHERWISE = "is not what the evidence and the settings of the note make"


def hindrance_to(brief: Brief) -> str:
    """Say why this program would not compose a note as it was composed, "" where it would."""
    if brief.recipe is None or brief.record is None:
        return "an earlier version composed it, and did not note by which settings"
    if brief.composer != composer():
        return "another version composed it"
    return ""


def check_digests(brief: Brief, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Find a content digest that is not that of the note, and evidence that is not the note's.

    A note that does not say of which evidence it is has no digest either.
    """
    if brief.content != (content_digest(files[BRIEF_NAME]) if brief.record else ""):
        yield Finding(BRIEF_NAME, "its content digest is not that of what it says")
    if brief.record is None:
        return
    record = files.get(EVIDENCE_NAME)
    if record is not None and hashlib.sha256(record).hexdigest() != brief.record.sha256:
        yield Finding(EVIDENCE_NAME, f"is not the one that {BRIEF_NAME} is made of")


def check_composed(
    brief: Brief, evidence: Evidence, files: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Compose a note anew of the evidence in its folder, and find where it is another one."""
    try:
        again = compose_again(brief, evidence)
    except (ValueError, ConfigError) as error:
        yield Finding(BRIEF_NAME, f"cannot be composed of the evidence: {error}")
        return
    if brief.changes is not None:
        yield from _changes(brief, evidence, files)
    yield from _differences(brief, again)


def _changes(brief: Brief, evidence: Evidence, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare what is said of the last issue with the file that says it, fact by fact."""
    try:
        told = decode_changes(files.get(CHANGES_NAME, b""))
    except ValueError as error:
        yield Finding(CHANGES_NAME, f"missing or damaged: {error}")
        return
    if told != brief.changes:
        yield Finding(CHANGES_NAME, f"is not what {BRIEF_NAME} says of the last issue")
    if [one.fact for one in told.facts] != [fact.id for fact in evidence.facts]:
        yield Finding(CHANGES_NAME, "does not tell of each fact of the evidence")


def _differences(brief: Brief, again: Brief) -> Iterator[Finding]:
    for field in fields(Brief):
        there, made = getattr(brief, field.name), getattr(again, field.name)
        if not field.compare or there == made:
            continue
        if field.name == "sections":
            yield from _sections(brief, again)
        else:
            yield Finding(BRIEF_NAME, f"{field.name}: {_OTHERWISE}")


def _sections(brief: Brief, again: Brief) -> Iterator[Finding]:
    names = [section.label for section in brief.sections]
    if names != [section.label for section in again.sections]:
        yield Finding(BRIEF_NAME, f"the order of sections {_OTHERWISE}")
        return
    for there, made in zip(brief.sections, again.sections, strict=True):
        if there != made:
            yield from _within(there, made)


def _within(there: Section, made: Section) -> Iterator[Finding]:
    told, wanted = (
        [one for item in section.items for one in item.told] for section in (there, made)
    )
    for item in told:
        if not _stands_in(item, wanted):
            yield Finding(there.label, f"{item.label} {_OTHERWISE}")
    for item in wanted:
        if not _stands_in(item, told):
            yield Finding(there.label, f"does not show {item.label} as the evidence makes it")
    if told == wanted:
        yield Finding(there.label, f"its remarks or words {_OTHERWISE}")
    elif sorted(told, key=_label) == sorted(wanted, key=_label):
        yield Finding(there.label, f"its order {_OTHERWISE}")


def _label(item: Item) -> tuple[str, str]:
    return item.label, item.ref


def _stands_in(item: Item, items: list[Item]) -> bool:
    return any(item == one for one in items)
