"""Speech as sources quote it: where it stands, and whose it is."""

from dataclasses import dataclass, replace

from briefgen.model.annotations import QuotationKind
from briefgen.model.evidence import Quotation
from briefgen.model.spans import Span


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speech in one source; `name` and `actor` (an id) are the speaker's, "" where unknown."""

    source: str
    parts: tuple[Span, ...]
    kind: QuotationKind
    name: str
    actor: str

    @property
    def voice(self) -> str:
        """Whose it is, "" for nobody known: the same of one actor under several names."""
        return self.actor or self.name.casefold()

    @property
    def unnamed(self) -> "Spoken":
        """The same of the same voice, whose name no reader sees."""
        return replace(self, name="", actor=self.voice)


def speech_of(quotation: Quotation) -> Spoken:
    """Return where a quotation stands, and whose it is."""
    return Spoken(
        quotation.parts[0].source,
        tuple(part.span for part in quotation.parts),
        quotation.kind,
        quotation.speaker.name,
        quotation.speaker.actor or "",
    )
