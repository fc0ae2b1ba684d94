"""What a user may set: briefgen.yaml, sources.yaml and actors.yaml, checked and frozen."""

from briefgen.config.actors import HeldRole, KnownActor, KnownActors, load_actors
from briefgen.config.designs import Design, find_design, shipped_designs, templates_root
from briefgen.config.settings import Config, Pdf, load_config, with_formats, with_week
from briefgen.config.sources import load_metadata

__all__ = [
    "Config",
    "Design",
    "HeldRole",
    "KnownActor",
    "KnownActors",
    "Pdf",
    "find_design",
    "load_actors",
    "load_config",
    "load_metadata",
    "shipped_designs",
    "templates_root",
    "with_formats",
    "with_week",
]
