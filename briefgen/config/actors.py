"""actors.yaml: who is who, as the user knows it, by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, with_config

from briefgen.config.checking import check
from briefgen.config.settings import IsoDate, read_utf8
from briefgen.config.strict_yaml import Tree, parse_yaml
from briefgen.errors import ConfigError, Problem
from briefgen.model.annotations import ActorKind


@with_config(ConfigDict(extra="forbid", strict=True))
@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role, and the first and last day on which it was held (None: not known)."""

    title: str
    since: IsoDate | None = None
    until: IsoDate | None = None

    def __post_init__(self) -> None:
        """Refuse a role that ends before it begins."""
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is later than until")


@with_config(ConfigDict(extra="forbid", strict=True))
@dataclass(frozen=True, slots=True)
class KnownActor:
    """What actors.yaml says of one actor; every field is optional."""

    kind: ActorKind | None = None
    aliases: tuple[str, ...] = ()
    role: HeldRole | None = None
    not_same_as: tuple[str, ...] = ()


KnownActors = Mapping[str, KnownActor]
"""The actors of the file by name."""


def load_actors(file: Path) -> KnownActors:
    """Read an actors file.

    Raises MissingInput when there is none, ConfigError with every mistake in it.
    """
    tree = parse_yaml(read_utf8(file), file.name)
    actors = check(dict[str, KnownActor], tree)
    problems = tuple(sorted(_contradictions(actors, tree)))
    if problems:
        raise ConfigError(problems)
    return actors


def _contradictions(actors: KnownActors, tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each name that two actors have, or that an actor is and is not."""
    owners = {name.casefold(): name for name in actors}
    for name, actor in actors.items():
        if not name.strip():
            yield tree.problem((name,), "a name should not be empty", at_key=True)
        for number, alias in enumerate(actor.aliases):
            place = (name, "aliases", number)
            owner = owners.setdefault(alias.casefold(), name)
            if owner != name:
                yield tree.problem(place, f"{name}: '{alias}' is also a name of '{owner}'")
        own = {name.casefold(), *(alias.casefold() for alias in actor.aliases)}
        for number, other in enumerate(actor.not_same_as):
            if other.casefold() in own:
                place = (name, "not_same_as", number)
                yield tree.problem(place, f"{name}: '{other}' is one of its own names")
