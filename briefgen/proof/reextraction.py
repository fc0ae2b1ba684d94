"""The evidence of a finished note found anew in the originals, and compared with what it has."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from briefgen.config import Config, Period, load_decisions
from briefgen.decide.protection import Protection, veil
from briefgen.errors import BriefgenError, Finding, ModelError
from briefgen.language_model import Model, find_model
from briefgen.merge import flag_later
from briefgen.model.brief import Brief
from briefgen.model.codec import EVIDENCE_NAME
from briefgen.model.decisions import OF_PROTECTION, Decision
from briefgen.model.evidence import Evidence
from briefgen.model.limits import PROVING_LIMITS
from briefgen.model.text import Corpus, Skipped
from briefgen.pipeline import gather
from briefgen.protecting import Intake
from briefgen.read import Found, read
from briefgen.recording import hash_of_actors
from briefgen.reuse import finder

_MOST_TOLD = 12
"""Differences told of each kind of thing; more of them are counted."""


class NotAtHand(Exception):
    """What is needed to find the evidence again is not here; its text says what."""


def check_evidence(
    brief: Brief,
    evidence: Evidence,
    originals: Corpus,
    skipped: Sequence[Found],
    config: Config,
    protection: Protection,
) -> Iterator[Finding]:
    """Find evidence in the originals as the note's was found, and tell what differs.

    `originals` are all its sources, `skipped` the files that it could not use, where they lie.
    Decisions and the file of actors are those that `config` names. Raises NotAtHand.
    """
    settings = _settings(brief, config)
    decisions = _decisions(evidence, originals, config, protection)
    intake = Intake(replace(originals, skipped=tuple(_skipped(evidence, skipped))), None)
    corpus = intake.described(veil(decisions, originals, protection).told).corpus
    try:
        made = gather(corpus, settings, decisions=decisions)
    except BriefgenError as error:
        raise NotAtHand(str(error)) from error
    yield from _differences(evidence, flag_later(made, brief.masthead.issue_date))


def _settings(brief: Brief, config: Config) -> Config:
    """Return the settings that the evidence was found by."""
    record, head = brief.record, brief.masthead
    if record is None:
        raise NotAtHand("an earlier version found it, and did not note by what")
    model = _model(brief.evidence.generator.model, config)
    if model is None or brief.finder != finder(model):
        raise NotAtHand("it was found by another version of briefgen, its libraries or the model")
    actors = config.actors if record.actors else replace(config.actors, file="")
    if record.actors != _actors(replace(config, actors=actors)):
        raise NotAtHand("the actors file by which it was found is not at hand (--config)")
    period = Period(start=head.period_start, end=head.period_end) if head.period_start else None
    return replace(config, model=model.name, actors=actors, period=period)


def _model(named: str, config: Config) -> Model | None:
    """Return the model with this name and version, None where it is not installed."""
    for name in (named.split(" ", maxsplit=1)[0], config.model, "auto"):
        try:
            model = find_model(name)
        except ModelError:
            continue
        if model.version == named:
            return model
    return None


def _actors(config: Config) -> str:
    try:
        return hash_of_actors(config)
    except OSError:
        return "unreadable"


def _decisions(
    evidence: Evidence, originals: Corpus, config: Config, protection: Protection
) -> tuple[Decision, ...]:
    """Return the decisions that shaped the evidence, of those at hand; later ones did not."""
    known = {one.decision for one in evidence.decided} | {one.decision for one in evidence.stale}
    made = load_decisions(Path(config.decisions)) if known else ()
    told = {
        one.id: {veiled.id for veiled in veil((one,), originals, protection).told} for one in made
    }
    missing = known.difference(*told.values())
    if missing:
        number = f"{len(missing)} decision{'s' * (len(missing) != 1)} of the desk"
        raise NotAtHand(f"{number} that shaped it: not at hand (--config)")
    return tuple(one for one in made if one.act in OF_PROTECTION or told[one.id] & known)


def _skipped(evidence: Evidence, there: Sequence[Found]) -> Iterator[Skipped]:
    """Yield what could not be used, as it is now where it is still there.

    A twin is one only beside the other, and stays.
    """
    now = {one.path: one for one in read(there, PROVING_LIMITS.patient())}
    for one in evidence.skipped:
        found = now.get(one.path)
        if one.reason == "identical" or found is None:
            yield one
        elif isinstance(found, Skipped):
            yield found


def _differences(there: Evidence, made: Evidence) -> Iterator[Finding]:
    for field in fields(Evidence):
        old, new = getattr(there, field.name), getattr(made, field.name)
        if old == new:
            continue
        told = list(_within(field.name, old, new))
        more = len(told) - _MOST_TOLD
        yield from (Finding(EVIDENCE_NAME, one) for one in told[:_MOST_TOLD])
        if more > 0:
            yield Finding(EVIDENCE_NAME, f"{field.name}: {more} more differ")


def _within(name: str, old: Any, new: Any) -> Iterator[str]:  # noqa: ANN401 - any field
    """Tell how what was found differs from what is found now, thing by thing."""
    if not isinstance(old, tuple) or not all(hasattr(one, "id") for one in (*old, *new)):
        yield f"{name}: the originals give something else"
        return
    before, now = ({one.id: one for one in things} for things in (old, new))
    for ref, thing in before.items():
        if ref not in now:
            yield f"{name} {ref}: is not found in the originals"
        elif thing != now[ref]:
            changed = (f.name for f in fields(thing) if _differ(f.name, thing, now[ref]))
            yield f"{name} {ref}: the originals give another {', '.join(changed)}"
    yield from (
        f"{name} {ref}: is found in the originals, and left out" for ref in now.keys() - before
    )
    if before == now:
        yield f"{name}: stand in another order than they are found"


def _differ(name: str, one: object, other: object) -> bool:
    return bool(getattr(one, name) != getattr(other, name))
