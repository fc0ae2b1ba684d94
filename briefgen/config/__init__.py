"""What a user may set: briefgen.yaml and sources.yaml, checked and frozen."""

from briefgen.config.settings import Config, load_config, with_formats, with_week
from briefgen.config.sources import load_metadata

__all__ = ["Config", "load_config", "load_metadata", "with_formats", "with_week"]
