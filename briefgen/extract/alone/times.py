"""Times and places that count from others: "that evening", "two days later", "there"."""

from collections.abc import Iterator

from briefgen.extract.alone.pointers import (
    LOST,
    VAGUE,
    Pointer,
    Setting,
    has_date,
    is_place,
    nouns,
    tells_before,
)
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token
from briefgen.model.unsaid import Open

_GOES_ON = frozenset(["that", "as", "when", "after", "before", "of", "in", "on", "since", "he"])
_PLACING = frozenset(["at", "from", "in", "inside", "into", "near", "on", "outside", "to"])


def find_times(setting: Setting) -> Iterator[Pointer]:
    """Yield what a unit counts from a time or a place that it does not name."""
    for token in setting.tokens:
        weight = _time(setting, token) or _later(setting, token) or _there(setting, token)
        if weight:
            yield setting.pointer(token.left_edge, token, weight, Open.TIME)


def _time(setting: Setting, token: Token) -> float:
    """Weigh "that evening", "the same day"; "the next ten days" count from the day of writing."""
    if token.pos_ != "NOUN" or token.lemma_.casefold() not in words("alone", "times"):
        return 0.0
    said = {child.lower_ for child in token.children if child.i < token.i}
    counted = said & {"that", "those"} or ("the" in said and said & words("alone", "next_times"))
    now = "next" in said and any(child.dep_ == "nummod" for child in token.children)
    if not counted or now or _says_which(token):
        return 0.0
    before = setting.before(token.left_edge)
    if has_date(before) or tells_before(setting, token):
        return 0.0
    return LOST if setting.is_early(token) else VAGUE


def _says_which(token: Token) -> bool:
    """Tell a time that a clause or a phrase after it names: "the same day that the mine closed"."""
    if any(c.dep_ in ("relcl", "acl", "prep") and c.i > token.i for c in token.children):
        return True
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return after is not None and after.lower_ in _GOES_ON


def _later(setting: Setting, token: Token) -> float:
    """Weigh "two days later", "a week earlier", "afterwards"."""
    if token.pos_ != "ADV" or token.lower_ not in words("alone", "from_there"):
        return 0.0
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    goes_on = after is not None and (
        after.lower_ in ("than", "this", "in", "on", "last", "that") or after.ent_type_ == "DATE"
    )
    counted = any(child.dep_ in ("npadvmod", "advmod") for child in token.children)
    alone = token.lower_ not in ("before", "earlier", "later", "previously")
    if goes_on or not (counted or alone):
        return 0.0
    before = setting.before(token.left_edge)
    known = any(t.ent_type_ == "DATE" and t.i < token.left_edge.i for t in before)
    return 0.0 if known or tells_before(setting, token) else VAGUE


def _there(setting: Setting, token: Token) -> float:
    """Weigh "there" and "here", where no place was named before or comes right after."""
    if token.pos_ != "ADV" or token.lower_ not in ("there", "here") or token.dep_ == "expl":
        return 0.0
    after = token.doc[token.i + 1 : min(token.i + 4, setting.tokens.end)]
    named = any(one.lower_ in ("in", "at", "on", "to") for one in after)
    before = setting.before(token)
    if named or any(is_place(one) or one.ent_type_ == "ORG" for one in before):
        return 0.0
    where = any(one.dep_ == "pobj" and one.head.lower_ in _PLACING for one in nouns(before))
    return 0.0 if where else VAGUE if token.lower_ == "here" or setting.is_quoted(token) else LOST
