"""Looks up what the user says of who is who."""

from briefgen.config import KnownActors
from briefgen.merge.words import fold
from briefgen.model.annotations import ActorKind
from briefgen.model.links import Held


class Register:
    """The actors of actors.yaml, by every way to write their names."""

    def __init__(self, known: KnownActors) -> None:
        """Fold all names once."""
        self._known = known
        self._names = {
            fold(form): name for name, actor in known.items() for form in (name, *actor.aliases)
        }

    def named(self, folded: str) -> str:
        """Return the name, as the user writes it, of who has a folded name; "" for nobody."""
        return self._names.get(folded, "")

    def kind(self, name: str) -> ActorKind | None:
        """Return the kind the user gives an actor; None when there is none."""
        return self._known[name].kind if name in self._known else None

    def held(self, name: str) -> Held | None:
        """Return the role the user gives an actor, with its days; None when there is none."""
        role = self._known[name].role if name in self._known else None
        return Held(role.title, role.since or "", role.until or "") if role else None

    def others(self, name: str) -> frozenset[str]:
        """Return the folded names of those who are not this actor."""
        known = self._known.get(name)
        return frozenset(map(fold, known.not_same_as)) if known else frozenset()
