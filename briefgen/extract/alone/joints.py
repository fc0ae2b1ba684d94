"""What joins a sentence to another one: "also", "for instance", "Second, that ..."."""

from collections.abc import Iterator

from briefgen.extract.alone.pointers import LOST, VAGUE, Pointer, Setting, tells_before
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token
from briefgen.model.unsaid import Open

_OPEN = ("that", "which", "who", "whom", "whose", "because", "whereby")


def find_joints(setting: Setting) -> Iterator[Pointer]:
    """Yield what shows that a unit goes on from an earlier one."""
    if _is_fragment(setting):
        yield setting.pointer(setting.tokens[0], setting.tokens[0], LOST, Open.JOINT)
    for token in setting.tokens:
        if _joins(token) and not tells_before(setting, token):
            yield setting.pointer(token, token, VAGUE, Open.JOINT)
    for last, phrase in _phrases(setting):
        if not tells_before(setting, last):
            yield setting.pointer(last.nbor(-phrase.count(" ")), last, VAGUE, Open.JOINT)


def _is_fragment(setting: Setting) -> bool:
    """Tell a clause that hangs on a sentence before it: "That the argument would hold."""
    first, root = setting.tokens[0], setting.tokens.root
    if first.lower_ not in _OPEN:
        return False
    bound = first.head == root and first.dep_ in ("mark", "nsubj", "nsubjpass", "dobj", "poss")
    return bound and first.tag_ in ("IN", "WDT", "WP", "WP$")


def _joins(token: Token) -> bool:
    """Tell an adverb that joins its own clause to another, not only two of its words."""
    if token.pos_ != "ADV" or token.lower_ not in words("alone", "joining"):
        return False
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    before = token.nbor(-1) if token.i else None
    if token.lower_ == "too" and token.head.pos_ in ("ADJ", "ADV"):
        return False
    if token.lower_ == "then":
        since = before is not None and before.lower_ in ("since", "by", "until", "back")
        return not since and token.head.pos_ in ("VERB", "AUX")
    if before is not None and before.lower_ in ("but", "and", ","):
        return token.lower_ != "also" or before.lower_ != "but"
    said = after is not None and after.lower_ in words("alone", "saying")
    return not said and not any(one.dep_ in ("acl", "amod", "relcl") for one in token.ancestors)


def _phrases(setting: Setting) -> Iterator[tuple[Token, str]]:
    """Yield the last word of each phrase that joins, with the phrase."""
    text = f" {' '.join(token.lower_ for token in setting.tokens)} "
    for phrase in sorted(words("alone", "joining_phrases")):
        at = text.find(f" {phrase} ")
        if at >= 0:
            last = setting.tokens[text.count(" ", 0, at) + phrase.count(" ")]
            after = text[at + len(phrase) + 2 :].partition(" ")[0]
            if after not in words("alone", "saying"):
                yield last, phrase
