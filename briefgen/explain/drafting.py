"""What `build` would make of the inputs, for who asks about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen.config import Config, load_actors, load_decisions
from briefgen.furniture import leave_out_furniture
from briefgen.manner import PLAIN, Manner
from briefgen.merge import Trace, retrace
from briefgen.model.annotations import Annotations
from briefgen.model.brief import Brief
from briefgen.model.evidence import Evidence
from briefgen.model.limits import Limits
from briefgen.model.text import Corpus, RawDocument
from briefgen.pipeline import draft, gather_inputs
from briefgen.read import Found, read


@dataclass(frozen=True, slots=True)
class Asked:
    """A composed note, and what it was made of: files, their texts, and what was found in each."""

    found: tuple[Found, ...]
    corpus: Corpus
    annotations: tuple[Annotations, ...]
    evidence: Evidence
    brief: Brief


def draft_for(inputs: Sequence[Path], config: Config, issue: date, manner: Manner = PLAIN) -> Asked:
    """Return the note that `build` makes of the inputs, with what it is made of."""
    decisions = load_decisions(Path(config.decisions))
    gathered = gather_inputs(inputs, config, issue, decisions, manner)
    drafted = draft(gathered, config, issue, decisions, manner)
    brief = drafted.verified.brief
    found, corpus = gathered.found, gathered.corpus
    return Asked(found, corpus, gathered.annotations, drafted.evidence, brief)


def raw_texts(found: Sequence[Found], limits: Limits) -> Mapping[str, str]:
    """Return what files hold before anything is chosen or mended in it, by their paths."""
    outcomes = read(found, limits.patient())
    return {raw.path: raw.text for raw in outcomes if isinstance(raw, RawDocument)}


def retrace_all(corpus: Corpus, annotations: tuple[Annotations, ...], config: Config) -> Trace:
    """Return how the facts that are merged of this come about, for who asks."""
    known = load_actors(Path(config.actors.file)) if config.actors.file else {}
    return retrace(corpus, leave_out_furniture(corpus, annotations), known, config.days)
