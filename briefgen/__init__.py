"""Turns a folder of source documents into a briefing note in which every statement is cited.

Importing this package loads nothing heavy: names are resolved on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from briefgen.config import Config, load_config
    from briefgen.errors import BriefgenError
    from briefgen.model.brief import Brief
    from briefgen.model.citations import Citation
    from briefgen.model.evidence import Evidence
    from briefgen.pipeline import build, extract
    from briefgen.proof import verify

_HOMES = {
    "BriefgenError": "briefgen.errors",
    "Brief": "briefgen.model.brief",
    "Citation": "briefgen.model.evidence",
    "Config": "briefgen.config",
    "Evidence": "briefgen.model.evidence",
    "build": "briefgen.pipeline",
    "extract": "briefgen.pipeline",
    "load_config": "briefgen.config",
    "verify": "briefgen.proof",
}

__all__ = [
    "Brief",
    "BriefgenError",
    "Citation",
    "Config",
    "Evidence",
    "build",
    "extract",
    "load_config",
    "verify",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'briefgen' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
