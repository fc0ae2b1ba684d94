"""Reads the tokens of a passage as parts of roles and names: heads, modifiers, name words."""

import re
from dataclasses import dataclass
from functools import cache

from briefgen.extract.actors.gazetteer import Hit, demonyms, fold, personal_states
from briefgen.extract.lexicon import table, words
from briefgen.extract.nlp import Passage
from briefgen.extract.tokens import Doc, Token
from briefgen.model.annotations import ActorKind
from briefgen.model.spans import Span

LONGEST_NAME = 6
"""Words in the name of a person; one with hyphens is one."""

_NEVER_FIRST = frozenset({"although", "because", "both", "either", "neither", "though", "while"})
_PEOPLE = frozenset({"children", "men", "people", "women"})
_PIECE = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Ground:
    """A passage and, for each of its tokens, the known name it belongs to."""

    passage: Passage
    hits: tuple[Hit, ...]
    known: tuple[Hit | None, ...]

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.passage.doc

    def span(self, start: int, end: int) -> Span:
        """Return the canonical span of tokens `start` to `end`, the latter excluded."""
        return self.passage.span(self.doc[start:end])

    def bounds(self, span: Span) -> tuple[int, int]:
        """Return the first token of a canonical span and the one after its last."""
        tokens = self.passage.tokens(span, "expand")
        return (tokens.start, tokens.end) if tokens else (0, 0)

    def is_body(self, i: int) -> bool:
        """Tell whether token `i` belongs to a known state or organisation."""
        hit = self.known[i]
        return hit is not None and hit.entries[0].kind is not ActorKind.PLACE


def survey(passage: Passage, hits: tuple[Hit, ...]) -> Ground:
    """Lay known names (canonical spans) over the tokens of a passage."""
    known: list[Hit | None] = [None] * len(passage.doc)
    for hit in hits:
        tokens = passage.tokens(hit.span, "expand")
        for token in tokens or ():
            known[token.i] = hit
    return Ground(passage, hits, tuple(known))


def is_title(token: Token) -> bool:
    """Tell whether a token is a word with a capital."""
    return token.text[0].isupper()


def is_among(token: Token, key: str) -> bool:
    """Tell whether a token stands in a list of roles.toml."""
    return token.lower_.rstrip(".") in words("roles", key)


def is_common(token: Token) -> bool:
    """Tell whether a token is a word, in capitals for some other reason than being a name."""
    return is_never_name(token) or is_among(token, "generic")


def is_never_name(token: Token) -> bool:
    """Tell whether a token has its capital from beginning a sentence, or is a time."""
    month = is_among(token, "months") and token.ent_type_ != "PERSON"
    return month or is_among(token, "never")


def is_modifier(token: Token) -> bool:
    """Tell whether a token is a word of tenure, grade or field ("former", "senior", "finance")."""
    return any(is_among(token, key) for key in ("tenures", "grades", "fields"))


def is_demonym(token: Token) -> bool:
    """Tell whether a token says of which people something is: "Malian", both of "South Korean"."""
    if not is_title(token):
        return False
    word = fold(token.text)
    if word in demonyms():
        return True
    if word not in _opening_demonyms():
        return False
    return fold(token.doc[token.i : token.i + 2].text) in demonyms()


@cache
def _opening_demonyms() -> frozenset[str]:
    """Return the first words of demonyms of several: "South Korean"."""
    return frozenset(name.split(" ")[0] for name in demonyms() if " " in name)


def is_generation(token: Token) -> bool:
    """Tell whether a token tells father from son behind their name: "Jr."."""
    return is_title(token) and is_among(token, "generations")


def last_name(name: str) -> str:
    """Return the last word of a person's name, but what tells father from son."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].rstrip(".").casefold() in words("roles", "generations"):
        parts.pop()
    return parts[-1].rstrip(",")


def is_praise(token: Token) -> bool:
    """Tell a word for how somebody is or fares from one for a field: "excellent", "slain"."""
    named = is_title(token) and not token.is_sent_start
    if named or is_modifier(token) or is_demonym(token):
        return False
    if token.pos_ != "ADJ":
        return token.tag_ == "VBN"
    field = token.lower_.endswith(("al", "ic", "ary", "ine"))
    return not field or is_among(token, "praise")


def is_joint(doc: Doc, i: int) -> bool:
    """Tell whether token `i` is a hyphen or slash inside a word ("Jean-Pierre")."""
    return (
        doc[i].text in "-–/"
        and 0 < i < len(doc) - 1
        and not doc[i].whitespace_
        and not doc[i - 1].whitespace_
    )


def is_shared(doc: Doc, i: int) -> bool:
    """Tell whether a possessive can stand inside a name, after many owners ("Weavers'")."""
    several = doc[i].text in {"'", "’"} or doc[i - 1].lower_ in _PEOPLE
    return i > 0 and doc[i].tag_ == "POS" and several and is_title(doc[min(i + 1, len(doc) - 1)])


def head_end(doc: Doc, start: int) -> int:
    """Return the token after the longest head noun at `start`; `start` if there is none."""
    return _phrase_end(doc, start, "heads")


def rank_end(doc: Doc, start: int) -> int:
    """Return the token after the longest rank at `start`; `start` if there is none."""
    return _phrase_end(doc, start, "ranks") if is_title(doc[start]) else start


def begins_no_name(token: Token) -> bool:
    """Tell a word that begins a sentence, and would be taken into the name after it: "Both"."""
    return token.lower_ in _NEVER_FIRST


def name_end(ground: Ground, start: int) -> int:
    """Return the token after a person's name that begins at `start`; `start` if none does."""
    doc, end = ground.doc, start
    if start >= len(doc) or not _opens_name(ground, start) or begins_no_name(doc[start]):
        return start
    sentence, taken = doc[start].sent.end, 0
    while end < sentence and taken < LONGEST_NAME and (end == start or _goes_on(ground, end)):
        taken += not (is_joint(doc, end) or is_joint(doc, end - 1))
        end += 3 if _opens_nickname(doc, end) or _joins_particles(doc, end) else 1
    while end > start and not (is_title(doc[end - 1]) or is_joint(doc, end - 2)):
        end -= 1
    if end > start + 1:
        end = past_generation(doc, end)
    return start if _is_all_known(ground, start, end) else end


def past_generation(doc: Doc, end: int) -> int:
    """Return the token after "Jr." where it follows a name that ends before token `end`."""
    at = end + (doc[end : end + 1].text == ",")
    return at + 1 if at < len(doc) and is_generation(doc[at]) else end


def is_ordinary(token: Token) -> bool:
    """Tell whether a word with a capital cannot begin a person's name."""
    lower = token.lower_
    return (
        is_common(token)
        or lower in words("roles", "organisation_words")
        or is_demonym(token)
        or (head_end(token.doc, token.i) > token.i and not is_given(token))
    )


def is_given(token: Token) -> bool:
    """Tell whether what could be a title is a first name to the model: "Dean Baker"."""
    named = [t.ent_type_ == "PERSON" for t in token.doc[token.i : token.i + 2]]
    return is_title(token) and is_among(token, "given") and len(named) > 1 and all(named)


def _opens_name(ground: Ground, i: int) -> bool:
    token = ground.doc[i]
    if is_title(token):
        return _is_name_word(token) and not is_ordinary(token) and rank_end(ground.doc, i) == i
    if not is_among(token, "particles") or i + 1 == len(ground.doc):
        return False
    following = ground.doc[i + 2 if is_joint(ground.doc, i + 1) else i + 1]
    return len(token) > 1 and _is_name_word(following) and not is_ordinary(following)


def _is_name_word(token: Token) -> bool:
    return is_title(token) and token.text.replace("'", "").replace(".", "").isalpha()


def _goes_on(ground: Ground, i: int) -> bool:
    doc = ground.doc
    if is_joint(doc, i) or _opens_nickname(doc, i) or _joins_particles(doc, i):
        return True
    if doc[i].is_upper and is_among(doc[i], "post_nominals"):
        return False
    if is_joint(doc, i - 1):
        return doc[i].text[0].isalpha()
    if not doc[i - 1].whitespace_:
        return False
    believed = doc[i].ent_type_ == "PERSON" or not is_ordinary(doc[i])
    return is_among(doc[i], "particles") or (_is_name_word(doc[i]) and believed)


def _opens_nickname(doc: Doc, i: int) -> bool:
    """Tell whether a name in quotation marks stands inside a name: Ann "Nan" Moss."""
    marks = i + 3 < len(doc) and doc[i].text == doc[i + 2].text == '"'
    return marks and is_title(doc[i + 1]) and _is_name_word(doc[i + 3])


def _joins_particles(doc: Doc, i: int) -> bool:
    """Tell two small words of a name with "and" between them, in its language: "von und zu"."""
    joined = i + 3 < len(doc) and is_among(doc[i + 1], "particle_joints")
    particles = joined and all(is_among(doc[at], "particles") for at in (i, i + 2))
    return particles and _is_name_word(doc[i + 3])


def _is_all_known(ground: Ground, start: int, end: int) -> bool:
    """Tell whether a run is, or begins with, the name of a body and not of a person."""
    if start == end:
        return True
    hit = ground.known[start]
    if hit is None:
        return False
    whole = all(ground.known[i] is not None for i in range(start, end))
    personal = fold(hit.entries[0].name) in personal_states()
    return whole or (ground.is_body(start) and not personal)


def _phrase_end(doc: Doc, start: int, key: str) -> int:
    """Return the token after the longest phrase of a list at `start`; `start` if there is none."""
    if start >= len(doc):
        return start
    phrases, beginnings, first_words = _phrases(key)
    first = doc[start].lower_.rstrip(".")
    if first not in first_words:
        return start
    pieces: tuple[str, ...] = (first,)
    best, i = start, start + 1
    while pieces in beginnings:
        if pieces in phrases:
            best = i
        if i >= len(doc):
            break
        piece = doc[i].lower_.rstrip(".")
        i += 1
        if piece or key != "ranks":
            pieces = (*pieces, piece)
        elif best == i - 1:
            best = i
    return best


_Phrases = frozenset[tuple[str, ...]]


@cache
def _phrases(key: str) -> tuple[_Phrases, _Phrases, frozenset[str]]:
    """Return the phrases of a list as pieces, all that they begin with, and their first words."""
    phrases = frozenset(tuple(_PIECE.findall(entry)) for entry in table("roles")[key])
    beginnings = {phrase[:n] for phrase in phrases for n in range(1, len(phrase) + 1)}
    return phrases, frozenset(beginnings), frozenset(phrase[0] for phrase in phrases)
