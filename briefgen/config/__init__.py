"""What a user may set: briefgen.yaml, sources.yaml and actors.yaml, checked and frozen."""

from briefgen.config.actors import HeldRole, KnownActor, KnownActors, load_actors
from briefgen.config.delivery import Deliver, Dkim, Security, Smtp
from briefgen.config.recipients import Recipient, load_recipients
from briefgen.config.settings import (
    Config,
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
    "Dkim",
    "HeldRole",
    "KnownActor",
    "KnownActors",
    "Recipient",
    "Security",
    "Smtp",
    "Week",
    "load_actors",
    "load_config",
    "load_metadata",
    "load_recipients",
    "week_before",
    "week_of",
    "with_formats",
    "with_week",
]
