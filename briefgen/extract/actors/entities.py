"""What the statistical model calls a name, trimmed to the name itself; doubtful ones dropped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.extract.actors.bodies import find_bodies
from briefgen.extract.actors.gazetteer import Hit, demonyms, fold, personal_states
from briefgen.extract.actors.kinds import KINDS, kind_of
from briefgen.extract.actors.no_names import is_no_name
from briefgen.extract.actors.titles import (
    Ground,
    begins_no_name,
    head_end,
    is_among,
    is_common,
    is_demonym,
    is_generation,
    is_given,
    is_joint,
    is_modifier,
    is_title,
    past_generation,
    rank_end,
)
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.annotations import ActorKind

_HOLDERS = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART"})
"""Labels of names that may contain the name of a place."""

_GLUED = re.compile(r"[a-z]{4}[A-Z]")
"""Where the next word hangs on a name ("JorgensenPhoto"); "McArthur" and "DeLuca" pass."""

_HEADLINE = 0.7
"""Share of words with a capital from which a line is taken for a headline."""

_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "at", "&", "with"})
_MARKS = '()[]<>"|;:'
"""Marks at which a name ends."""

_DASHES = frozenset({"-", "–", "—", "--"})
_DATELINE = 8
"""Tokens behind a town among which the dash of a dateline stands."""

_WHERE = frozenset({"in", "at", "near", "from", "to", "around", "outside", "across", "inside"})
_MONEY = frozenset("$€£¥")
"""Signs before which a state's letters name its money ("US$5")."""

_STANDING = frozenset({"in", "near", "outside", "inside", "across"})
"""Words before a name that nobody is in."""

_LONGEST = 10
"""Tokens in a name."""

_SHORTEST = 3
"""Letters of a name of one word, if it is no acronym."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of tokens that the model takes for a name.

    `kind` is None when it only keeps places inside it from being names of their own
    ("Paris Agreement").
    """

    start: int
    end: int
    kind: ActorKind | None


def find_entities(ground: Ground) -> tuple[Entity, ...]:
    """Return names in a passage that bear examination, in text order.

    Names of bodies come first of all; of the model's, those that do not cross them.
    """
    if _is_headline(ground):
        return ()
    bodies = [
        Entity(start, end, ActorKind.ORGANISATION)
        for start, end in find_bodies(ground)
        if not _is_part(ground, start, end) and not is_no_name(ground, start, end)
    ]
    others = (
        entity
        for entity in _entities(ground)
        if not any(entity.start < b.end and b.start < entity.end for b in bodies)
    )
    return tuple(sorted((*bodies, *others), key=lambda entity: entity.start))


def _is_part(ground: Ground, start: int, end: int) -> bool:
    """Tell whether the model's word for a stretch is a longer name, or a known name is."""
    doc = ground.doc
    if all(ground.known[start:end]):
        return True
    for entity in doc.ents:
        longer = entity.start <= start and end <= entity.end and entity.label_ in _HOLDERS
        first, last = _trim(entity) if longer else (start, end)
        if longer and first <= start and last >= end and last - first > end - start:
            return True
    return False


def stands(ground: Ground, hit: Hit, start: int, end: int) -> bool:
    """Tell whether a known name at these tokens is what it seems to be.

    A city whose name others bear as well needs the model's word or a preposition.
    """
    tokens = ground.doc[start:end]
    after = hit.span.end - ground.passage.start
    if ground.doc.text[after : after + 1] in _MONEY:
        return False
    if hit.entries[0].sure:
        return True
    seen = {token.ent_type_ for token in tokens}
    return bool(seen & {"GPE", "LOC"}) or ("PERSON" not in seen and _is_where(tokens[0]))


def _entities(ground: Ground) -> Iterator[Entity]:
    for entity in ground.doc.ents:
        start, end = _trim(entity)
        if start == end or entity.label_ not in {*KINDS, *_HOLDERS}:
            continue
        kind = kind_of(entity, start, end)
        known = any(ground.known[start:end])
        if known and not _outweighs(ground, start, end, entity.label_):
            continue
        if kind is None:
            if known:
                yield Entity(start, end, None)
        elif _is_sound(ground, start, end, kind):
            yield Entity(start, end, kind)


def _is_headline(ground: Ground) -> bool:
    long = [t for t in ground.doc if t.is_alpha and t.lower_ not in _SMALL_WORDS]
    capitals = sum(is_title(t) for t in long)
    closed = any(t.text in ".!?" for t in ground.doc)
    return len(long) > 1 and not closed and capitals >= _HEADLINE * len(long)


def _trim(entity: Tokens) -> tuple[int, int]:
    """Return the tokens of an entity without marks, articles, titles and possessives."""
    doc, start, end = entity.doc, entity.start, entity.end
    ends = _MARKS if entity.label_ == "ORG" else f"{_MARKS},"
    for i in range(start + 1, end):
        owner = doc[i].tag_ == "POS"
        if owner and i + 1 < end and entity.label_ != "PERSON":
            start = i + 1
        elif owner or doc[i].text in ends or _parts_bodies(doc[i]):
            end = i
            break
    while start < end and (not _can_open(doc[start]) or is_among(doc[start], "tenures")):
        start += 1
    if entity.label_ == "PERSON":
        start = _past_titles(entity, start, end)
        end = past_generation(doc, _past_particles(entity, end)) if start < end else end
    while end > start and not (is_title(doc[end - 1]) or doc[end - 1].is_alpha):
        end -= 1
    return start, max(start, end)


def _parts_bodies(token: Token) -> bool:
    """Tell whether a token is a comma between one body and another."""
    return token.text == "," and is_among(token.doc[token.i - 1], "organisation_words")


def _can_open(token: Token) -> bool:
    opens = is_title(token) and token.tag_ not in {"DT", "PDT", "CC", "POS"}
    return opens and not begins_no_name(token)


def _past_titles(entity: Tokens, start: int, end: int) -> int:
    doc = entity.doc
    while start < end:
        title = max(head_end(doc, start), rank_end(doc, start))
        past = start if is_given(doc[start]) else title
        if past == start and (is_among(doc[start], "honorifics") or is_modifier(doc[start])):
            past = start + 1
        if past == start and not doc[start].text.strip(".-"):
            past = start + 1
        if past == start:
            break
        start = past
    return min(start, end)


def _past_particles(entity: Tokens, end: int) -> int:
    """Return the end of a name that the model breaks off after "von der"."""
    doc = entity.doc
    while 0 < end < len(doc) and is_title(doc[end]) and is_among(doc[end - 1], "particles"):
        end += 1
    return end


def _outweighs(ground: Ground, start: int, end: int, label: str) -> bool:
    """Tell whether an entity stands although known names lie inside it."""
    doc = ground.doc
    rest = [
        doc[i]
        for i in range(start, end)
        if not ground.known[i] and is_title(doc[i]) and not is_demonym(doc[i])
    ]
    hits = list(dict.fromkeys(ground.known[i] for i in range(start, end) if ground.known[i]))
    if not rest:
        return False
    if label == "PERSON":
        return _is_personal(ground, start, end)
    if label in {"GPE", "LOC"}:
        return any(not is_common(token) for token in rest) and len(hits) == 1
    if len(hits) > 1 and any(t.text in {"and", ","} for t in doc[start:end]):
        return False
    solid = [t for t in rest if not is_modifier(t) and not is_common(t)]
    body = any(is_among(t, "organisation_words") for t in rest)
    return body or bool(solid and all(h and h.entries[0].kind is ActorKind.PLACE for h in hits))


def _is_personal(ground: Ground, start: int, end: int) -> bool:
    """Tell whether a known name can be a part of this person's name ("Jack London")."""
    for at in (start, end - 1):
        hit = ground.known[at]
        if hit and ground.is_body(at) and fold(hit.entries[0].name) not in personal_states():
            return False
    return True


def _is_sound(ground: Ground, start: int, end: int, kind: ActorKind) -> bool:
    """Tell whether the words of an entity can be a name of its kind."""
    tokens = ground.doc[start:end]
    letters = [t for t in tokens if t.is_alpha]
    odd = any(c.isdigit() or c in "<>@#*_=|%$/" or not c.isprintable() for c in tokens.text)
    if odd or not letters or len(tokens.text) == 1 or len(tokens) > _LONGEST:
        return False
    if fold(tokens.text) in demonyms() or is_no_name(ground, start, end):
        return False
    if all(is_common(t) or is_demonym(t) or _is_title_word(t) for t in letters):
        return kind is ActorKind.ORGANISATION and _is_generic_body(letters)
    if kind is ActorKind.PLACE:
        return len(letters) > 1 or (_is_proper(letters[0]) and _is_where(tokens[0]))
    if is_among(letters[-1], "things") or _is_dateline(tokens):
        return False
    return _is_sound_person(tokens) if kind is ActorKind.PERSON else _is_sound_body(tokens, letters)


def _is_sound_body(tokens: Tokens, letters: list[Token]) -> bool:
    last = letters[-1]
    if len(letters) > 1:
        pair = any(t.lower_ == "and" and _joins_bodies(t) for t in tokens[1:-1])
        people = last.lower_.endswith("s") and last.lower_[:-1] in words("roles", "heads")
        odd = pair or people or is_among(last, "months")
        return is_title(last) and not odd and last.tag_ not in {"VBD", "VBZ"}
    if last.is_upper:
        return last.pos_ == "PROPN"
    return _is_proper(last) and not last.is_sent_start and not _is_where(tokens[0])


def _joins_bodies(conjunction: Token) -> bool:
    """Tell whether "and" joins two bodies, and not two words of one name."""
    after = conjunction.doc[conjunction.i + 1]
    return is_among(after, "organisation_words")


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and len(token) >= _SHORTEST


def _is_generic_body(letters: list[Token]) -> bool:
    """Tell whether title words name a body all the same ("Ruritanian Foreign Ministry")."""
    return (
        len(letters) > 1 and is_demonym(letters[0]) and is_among(letters[-1], "organisation_words")
    )


def _is_title_word(token: Token) -> bool:
    single = head_end(token.doc, token.i) > token.i or rank_end(token.doc, token.i) > token.i
    return single or is_modifier(token) or is_among(token, "organisation_words")


def _is_sound_person(tokens: Tokens) -> bool:
    before = tokens.doc[tokens.start - 1 : tokens.start].text.lower()
    after = tokens.doc[tokens.end : tokens.end + 1]
    if is_among(tokens[0], "grounds"):
        return False
    placed = before in _STANDING and not any(token.tag_ == "POS" for token in after)
    if before in {"the", "a", "an"} or placed:
        return False
    parts = [t for t in tokens if t.text[0].isalpha()]
    titled = is_title(parts[-1]) and all(is_title(t) or is_among(t, "particles") for t in parts)
    body = any(is_among(t, "organisation_words") for t in parts)
    verbs = any(t.pos_ in {"VERB", "AUX"} and t.tag_ != "VBN" for t in parts)
    marks = "-.'’," if is_generation(parts[-1]) else "-.'’"
    odd = any(t.is_punct and t.text not in marks and not is_joint(t.doc, t.i) for t in tokens)
    people = is_demonym(parts[0]) or ("-" in tokens.text and is_demonym(parts[-1]))
    bad_end = is_common(parts[-1]) or is_common(parts[0]) or people
    glued = any(_GLUED.search(t.text) for t in parts)
    return (
        titled and not (body or verbs or odd or bad_end or glued) and len(tokens.text) >= _SHORTEST
    )


def _is_dateline(tokens: Tokens) -> bool:
    """Tell whether capitals open a passage, and a dash ends the line: "LARNHAM, Norland — "."""
    opens = tokens.start == 0 and all(t.is_upper for t in tokens if t.is_alpha)
    after = tokens.doc[tokens.end : tokens.end + _DATELINE]
    parted = bool(after) and after[0].text in {",", "(", *_DASHES}
    return opens and parted and any(t.text in _DASHES for t in after)


def _is_where(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else None
    return before is not None and before.lower_ in _WHERE
