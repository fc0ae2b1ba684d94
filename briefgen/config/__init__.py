"""What a user may set: briefgen.yaml and the files beside it, checked and frozen."""

from briefgen.config.actors import HeldRole, KnownActor, KnownActors, load_actors
from briefgen.config.assessment import Assessment, Assessments, Probability
from briefgen.config.completing import complete_metadata
from briefgen.config.decisions import (
    Entry,
    History,
    append_decisions,
    check_entries,
    load_decisions,
    read_history,
)
from briefgen.config.delivery import Deliver, Dkim, Security, Smtp
from briefgen.config.designs import Design, find_design, shipped_designs, templates_root
from briefgen.config.entries import entry_id, excluded_by
from briefgen.config.own_words import BottomLine, Headline, Occasion, OwnWords, Review
from briefgen.config.recipients import Recipient, load_recipients
from briefgen.config.settings import (
    Config,
    Pdf,
    Period,
    load_config,
    with_formats,
    with_week,
)
from briefgen.config.sources import load_metadata, recall_metadata
from briefgen.config.weeks import Week, day_of, week_before, week_of
from briefgen.config.written import pattern_of, problem_in

__all__ = [
    "Assessment",
    "Assessments",
    "BottomLine",
    "Config",
    "Deliver",
    "Design",
    "Dkim",
    "Entry",
    "Headline",
    "HeldRole",
    "History",
    "KnownActor",
    "KnownActors",
    "Occasion",
    "OwnWords",
    "Pdf",
    "Period",
    "Probability",
    "Recipient",
    "Review",
    "Security",
    "Smtp",
    "Week",
    "append_decisions",
    "check_entries",
    "complete_metadata",
    "day_of",
    "entry_id",
    "excluded_by",
    "find_design",
    "load_actors",
    "load_config",
    "load_decisions",
    "load_metadata",
    "load_recipients",
    "pattern_of",
    "problem_in",
    "read_history",
    "recall_metadata",
    "shipped_designs",
    "templates_root",
    "week_before",
    "week_of",
    "with_formats",
    "with_week",
]
