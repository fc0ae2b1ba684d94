"""The kind of what the model calls a name: as the words beside it have it, before the model."""

from briefgen.extract.actors.titles import is_among, is_title
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Tokens
from briefgen.model.annotations import ActorKind

KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "GPE": ActorKind.PLACE,
    "LOC": ActorKind.PLACE,
}
"""The kinds that the model's labels stand for."""

_FULL_NAME, _MOST_NAMES = 2, 3
"""Tokens of a full name that the model may take for a body's."""

_AGE = 2
"""Digits of an age."""


def kind_of(entity: Tokens, start: int, end: int) -> ActorKind | None:
    """Return the kind of an entity, as what stands beside it has it before the model."""
    doc, kind = entity.doc, KINDS.get(entity.label_)
    tokens = doc[start:end]
    if kind is ActorKind.PERSON:
        return ActorKind.ORGANISATION if _is_told_of_body(tokens) else kind
    body = any(is_among(token, "organisation_words") for token in tokens)
    named = len(tokens) <= _MOST_NAMES and all(map(is_title, tokens))
    if kind is ActorKind.ORGANISATION and named and not body and _is_told_of_person(tokens):
        return ActorKind.PERSON
    return kind


def _is_told_of_person(tokens: Tokens) -> bool:
    """Tell whether "who", an age or kin behind a name say that it is a person's."""
    doc, end = tokens.doc, tokens.end
    who = end + (doc[end : end + 1].text == ",")
    told = doc[who : who + 1].text.lower() in {"who", "whose"} and len(tokens) >= _FULL_NAME
    age = doc[end + 1 : end + 3]
    aged = len(age) > 1 and who > end and age[0].is_digit and age[1].text == ","
    owns = doc[end : end + 1].text in {"'s", "’s", "'", "’"}
    kin = owns and any(is_among(token, "kin") for token in doc[end + 1 : end + 3])
    return told or (aged and len(age[0]) == _AGE) or kin or _joins_person(tokens)


def _joins_person(tokens: Tokens) -> bool:
    """Tell whether "and" joins a full name to a full name that is a person's to the model."""
    doc = tokens.doc
    for other in (doc[tokens.end : tokens.end + 3], doc[max(0, tokens.start - 3) : tokens.start]):
        joined = [t for t in other if t.lower_ == "and"]
        named = [t for t in other if t.ent_type_ == "PERSON" and is_title(t)]
        if len(tokens) == len(named) == len(other) - len(joined) == _FULL_NAME:
            return True
    return False


def _is_told_of_body(tokens: Tokens) -> bool:
    """Tell whether a company's nouns or verbs behind a name say that it is no person's."""
    doc, end = tokens.doc, tokens.end
    after = doc[end : end + 1]
    made = doc[end : end + 2].text.lower() if after.text in {"-", "–"} else ""
    owned = bool(after) and after[0].is_lower and is_among(after[0], "company_nouns")
    which = doc[end : end + 2].text.lower() == ", which"
    return owned or which or made.replace("–", "-") in words("roles", "made")
