"""A finished note, checked against itself, and made again of its evidence and the originals."""

from briefgen.proof.checked import Checked, Original, State, Step
from briefgen.proof.originals import read_originals
from briefgen.proof.verification import verify

__all__ = ["Checked", "Original", "State", "Step", "read_originals", "verify"]
