"""What a user may set: briefgen.yaml, sources.yaml and actors.yaml, checked and frozen."""

from briefgen.config.actors import HeldRole, KnownActor, KnownActors, load_actors
from briefgen.config.delivery import Deliver, Dkim, Security, Smtp
from briefgen.config.designs import Design, find_design, shipped_designs, templates_root
from briefgen.config.recipients import Recipient, load_recipients
from briefgen.config.settings import (
    Config,
    Pdf,
    Week,
    load_config,
    week_before,
    week_of,
    with_formats,
    with_week,
)
from briefgen.config.sources import load_metadata

__all__ = [
    "Config",
    "Deliver",
    "Design",
    "Dkim",
    "HeldRole",
    "KnownActor",
    "KnownActors",
    "Pdf",
    "Recipient",
    "Security",
    "Smtp",
    "Week",
    "find_design",
    "load_actors",
    "load_config",
    "load_metadata",
    "load_recipients",
    "shipped_designs",
    "templates_root",
    "week_before",
    "week_of",
    "with_formats",
    "with_week",
]
