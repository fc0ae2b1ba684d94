"""What the desk keeps to itself, as it decided, and the hashes by which it knows that again."""

from collections.abc import Collection
from dataclasses import dataclass

from briefgen.model.decisions import Act, Decision
from briefgen.model.protection import salted
from briefgen.model.spans import Span


@dataclass(frozen=True, slots=True)
class Protection:
    """What the desk keeps to itself: the decisions that say so, and the secret of its hashes."""

    decisions: tuple[Decision, ...] = ()
    secret: bytes = b""

    @property
    def sources(self) -> tuple[Decision, ...]:
        """The decisions that hide a source."""
        return tuple(one for one in self.decisions if one.act is Act.HIDE_SOURCE)

    @property
    def passages(self) -> tuple[Decision, ...]:
        """The decisions that hide words of a source."""
        return tuple(one for one in self.decisions if one.act is Act.HIDE_PASSAGE)

    def hashes(self, sha256: str) -> tuple[str, ...]:
        """Return all hashes by which a file may be known here, of which the first is its own."""
        return (sha256, self.salted(sha256)) if self.secret and sha256 else (sha256,)

    def known_as(self, known: Collection[str], sha256: str) -> str:
        """Return the hash by which a file is known, "" where it is not."""
        return next((one for one in self.hashes(sha256) if one in known), "")

    def is_among(self, known: Collection[str], sha256: str) -> bool:
        """Tell whether a file is known by one of its hashes."""
        return bool(self.known_as(known, sha256))

    def salted(self, sha256: str) -> str:
        """Return the hash by which a file with hidden words is known outside."""
        return salted(self.secret, "source", sha256)

    def proof(self, sha256: str, span: Span, words: str) -> str:
        """Return the hash by which hidden words are known again at their place."""
        return salted(self.secret, "passage", sha256, span.start, span.end, words)


UNPROTECTED = Protection()
"""Of a desk that hides nothing."""


def named(path: str, paths: Collection[str]) -> frozenset[str]:
    """Return the sources that a path in a decision means, of those with the `paths` given.

    It means all that lies in a file. With several inputs the name of a source begins with its
    folder's, so where none has exactly this path, those count that differ by this alone.
    """
    for means in (_holds, _holds_but_for_a_folder):
        found = frozenset(one for one in paths if means(path, one))
        if found:
            return found
    return frozenset()


def _holds(path: str, one: str) -> bool:
    return one == path or one.startswith(f"{path}/")


def _holds_but_for_a_folder(path: str, one: str) -> bool:
    shorter, inner = (whole.partition("/")[2] for whole in (path, one))
    return bool(inner and _holds(path, inner)) or bool(shorter and _holds(shorter, one))
