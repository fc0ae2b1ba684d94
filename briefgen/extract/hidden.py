"""Blocks that stand for hidden words name nobody: two that look alike may be anybody's."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from briefgen.model.annotations import AliasMention, Mention, Utterance
from briefgen.model.protection import COVER
from briefgen.model.spans import Span

_Told = TypeVar("_Told")


def named_openly(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of which no part is hidden."""
    return tuple(one for one in mentions if not _is_hidden(text, one.span))


def called_openly(text: str, aliases: Iterable[AliasMention]) -> tuple[AliasMention, ...]:
    """Return the pairs of names of which no part is hidden."""
    return tuple(
        one for one in aliases if not (_is_hidden(text, one.long) or _is_hidden(text, one.short))
    )


def spoken_openly(text: str, utterances: Iterable[Utterance]) -> tuple[Utterance, ...]:
    """Return utterances, those of somebody whose name is hidden without a speaker."""
    if COVER not in text:
        return tuple(utterances)
    return tuple(told_openly(text, (_unnamed(text, one) for one in utterances)))


def told_openly(text: str, things: Iterable[_Told]) -> tuple[_Told, ...]:
    """Return what was found in a text without the terms that are hidden in it."""
    return tuple(map(_openly, things)) if COVER in text else tuple(things)


def _openly(value: Any) -> Any:  # noqa: ANN401
    """Return a value without the members of its tuples that have blocks among their words."""
    if isinstance(value, tuple):
        return tuple(_openly(one) for one in value if not _has_blocks(one))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _openly(getattr(value, f.name)) for f in fields(value)})
    return value


def _has_blocks(value: object) -> bool:
    if isinstance(value, str):
        return COVER in value
    words = fields(value) if is_dataclass(value) and not isinstance(value, type) else ()
    return any(COVER in held for f in words if isinstance(held := getattr(value, f.name), str))


def _unnamed(text: str, said: Utterance) -> Utterance:
    speaker = (said.speaker, said.name, said.role, said.organisation, said.antecedent)
    if any(_is_hidden(text, span) for span in speaker):
        said = replace(
            said, speaker=None, name=None, role=None, organisation=None, antecedent=None,
            resolved_by="",
        )  # fmt: skip
    addressee, relay = (
        None if _is_hidden(text, span) else span for span in (said.addressee, said.relay)
    )
    return replace(said, addressee=addressee, relay=relay)


def _is_hidden(text: str, span: Span | None) -> bool:
    return span is not None and COVER in span.of(text)
