"""What a user may set: briefgen.yaml, sources.yaml and actors.yaml, checked and frozen."""

from briefgen.config.actors import HeldRole, KnownActor, KnownActors, load_actors
from briefgen.config.settings import Config, load_config, with_formats, with_week
from briefgen.config.sources import load_metadata

__all__ = [
    "Config",
    "HeldRole",
    "KnownActor",
    "KnownActors",
    "load_actors",
    "load_config",
    "load_metadata",
    "with_formats",
    "with_week",
]
