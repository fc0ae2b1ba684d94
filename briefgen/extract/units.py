"""Units that may become facts: sentences, clauses, list items with their lead-in, short posts.

What states nothing is passed over, with a reason. A unit is an exact stretch of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.extract.coverage import is_about_coverage
from briefgen.extract.invitations import Invitation, find_invitations
from briefgen.extract.lead_ins import LeadIn, find_lead_ins
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.extract.openers import after_opener
from briefgen.extract.sentences import find_sentences
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.text import BlockKind, Genre
from briefgen.model.unsaid import PassedOver, Why

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")

_FEWEST_WORDS = 6
_FEWEST_IN_A_CLAUSE = 4
_FEWEST_IN_AN_ITEM = 2
_FEWEST_WITH_A_NUMBER = 3
_MOST_WORDS = 70
_LONGEST_POST = 60
_JOINTS = ("mark", "cc", "punct")
_BINDING = frozenset(["according", "if", "unless", '"'])
_BULLETS = "-–—•*>|·"
_MARKS = "\"'"
_FINITE = ("VBD", "VBZ", "VBP", "MD")

_DATELINE = re.compile(
    r"[A-Z][A-Z.’'-]{2,}(?:\s[A-Z][A-Z.’'-]+)*(?:[,/]\s?[^()–—]{1,40}?)?"
    r"(?:\s?\([^()]{2,40}\))?\s?[-–—]{1,2}\s"
)
"""Where and by whom a report was filed: "LARNHAM, Norland (NPA) - "."""


_TIMED = re.compile(r"\b\d{1,2}[:.]?\d{2}(?::| [-–—])(?:\s|$)")
"""A line of a running order begins so: "1132: Ann Moss, harbour office"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence or clause, and the place of its sentence in the document.

    `lead_in` is the sentence without which a list item would say less; `spoken` says that the
    unit stands inside quotation marks, or layout says whose words it is. An `invitation` has no
    sentence: what takes place and when is all it tells.
    """

    passage: Passage
    tokens: Tokens
    order: int
    lead_in: LeadIn | None = None
    spoken: bool = False
    invitation: Invitation | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a document, and the sentences that were passed over."""

    units: tuple[Found, ...]
    passed_over: tuple[PassedOver, ...]


def find_units(parsed: Parsed) -> Units:
    """Return what states something in a document.

    A headline or a post has no verb, or is less than a sentence; where such a line is all
    that a source says, it is a unit.
    """
    units, passed_over = _sentences(parsed, as_post=False)
    short = sum(len(passage.doc) for passage in parsed.passages) <= _LONGEST_POST
    if short and (not units or len(parsed.passages) == 1):
        units, passed_over = _sentences(parsed, as_post=True)
    return Units(tuple(units), tuple(passed_over))


def _sentences(parsed: Parsed, *, as_post: bool) -> tuple[list[Found], list[PassedOver]]:
    units: list[Found] = []
    passed_over = [PassedOver(span, Why.RUN_IN) for span in parsed.run_in]
    announced = find_lead_ins(parsed)
    invited = {one.passage.start: one for one in find_invitations(parsed)}
    for sentence in find_sentences(parsed):
        passage, order = sentence.passage, sentence.order
        invitation = invited.get(passage.start)
        if invitation is not None and _inside(sentence.tokens, invitation.tokens):
            begins = sentence.tokens.start <= invitation.tokens.start
            units += [_invitation(invitation, order)] if begins else []
            continue
        trimmed = _trimmed(sentence.tokens, marked=sentence.spoken)
        lead_in = announced.get(passage.start) if sentence.tokens.start == 0 else None
        if trimmed is not None and lead_in is not None and _completes(lead_in, trimmed):
            units.append(Found(passage, _item(trimmed), order, lead_in))
            continue
        listed = passage.block.genre is Genre.CHRONOLOGY
        why = _junk(trimmed, passage, as_post=as_post or listed) if trimmed else Why.SHORT
        if trimmed is None or why:
            passed_over.append(PassedOver(passage.span(sentence.tokens), why or Why.SHORT))
        else:
            spoken = sentence.spoken
            units += [Found(passage, one, order, None, spoken) for one in _clauses(trimmed)]
    return units, passed_over


def _inside(sentence: Tokens, invitation: Tokens) -> bool:
    """Tell a sentence of an invitation, unless that is one too long to be one statement."""
    shared = sentence.start < invitation.end and invitation.start < sentence.end
    return shared and _count(invitation) <= _MOST_WORDS


def _invitation(found: Invitation, order: int) -> Found:
    return Found(found.passage, found.tokens, order, found.lead_in, invitation=found)


def _completes(lead_in: LeadIn, item: Tokens) -> bool:
    """Tell an item that states something only together with its lead-in, which is a clause.

    An item that is a sentence needs its lead-in where that names its source, or doubts it.
    """
    whole = _tells(lead_in.tokens) and not _addresses(lead_in.tokens)
    announces = whole or _begins(lead_in.tokens, item)
    needed = not _tells(item) or _is_bound(lead_in.tokens) or _reports(lead_in.tokens.root)
    enough = _count(item) >= _FEWEST_IN_AN_ITEM and item[-1].text not in "?:"
    size = _count(lead_in.tokens) + _count(item)
    return announces and needed and enough and _FEWEST_WORDS <= size <= _MOST_WORDS


def _begins(lead_in: Tokens, item: Tokens) -> bool:
    """Tell a lead-in that ends with the subject of its items: "Under the contract, Peru: pays"."""
    last = lead_in[-2] if len(lead_in) > 1 else lead_in[-1]
    verb = item.root
    open_ = is_finite(verb) and not any(child.dep_ in SUBJECTS for child in verb.children)
    verbless = not any(map(is_finite, lead_in))
    return open_ and verbless and last.pos_ in ("NOUN", "PROPN") and verb.tag_ != "VB"


def _reports(verb: Token) -> bool:
    """Tell a verb that passes on what follows it, or denies it."""
    lemma = verb.lemma_.casefold()
    negative = any(child.dep_ == "neg" for child in verb.children)
    return negative or lemma in words("speech", "speech") | words("facts", "denials")


def _item(tokens: Tokens) -> Tokens:
    """Return an item without the sign or word that only joins it to the next one."""
    while len(tokens) > 1 and (tokens[-1].text in ";," or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    return tokens


def _trimmed(sentence: Tokens, *, marked: bool) -> Tokens | None:
    """Return the sentence without a dateline, an opener, and blanks and bullets at its ends.

    One that is all inside quotation marks loses those as well.
    """
    doc = sentence.doc
    dateline = _DATELINE.match(sentence.text)
    after = sentence.start_char + dateline.end() if dateline else 0
    start = next((token.i for token in sentence if token.idx >= after), sentence.end)
    end = sentence.end
    marks = frozenset(_MARKS) if marked else frozenset()
    while start < end and (doc[start].is_space or doc[start].text in {*_BULLETS, *marks}):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in marks):
        end -= 1
    return after_opener(doc[start:end]) if start < end else None


def _junk(sentence: Tokens, passage: Passage, *, as_post: bool) -> Why | None:
    """Return why a sentence states nothing, None when it does."""
    count = _count(sentence)
    counts = any(token.like_num for token in sentence) and _tells(sentence)
    fewest = _FEWEST_WITH_A_NUMBER if counts or as_post else _FEWEST_WORDS
    verbless = not any(map(is_finite, sentence))
    item = passage.block.kind is BlockKind.ITEM
    faults = {
        Why.SHORT: count < fewest,
        Why.LONG: count > _MOST_WORDS,
        Why.RUNNING_ORDER: len(_TIMED.findall(sentence.text)) > 1,
        Why.QUESTION: sentence[-1].text == "?",
        Why.COVERAGE: is_about_coverage(sentence),
        Why.LEAD_IN: sentence[-1].text == ":" and not as_post,
        Why.ADDRESS: _addresses(sentence) and not as_post,
        Why.BARE_ITEM: verbless and item and not as_post,
        Why.NO_VERB: verbless and not as_post,
        Why.NO_SUBJECT: not as_post and not any(token.dep_ in SUBJECTS for token in sentence),
    }
    return next((why for why, holds in faults.items() if holds), None)


def _count(tokens: Tokens) -> int:
    return sum(1 for token in tokens if token.is_alpha or token.like_num)


def _addresses(sentence: Tokens) -> bool:
    """Tell an imperative: the main verb comes first and has no subject."""
    root = sentence.root
    alone = not any(child.dep_ in SUBJECTS for child in root.children)
    bare = root.tag_ in ("VB", "VBP") and not any(c.dep_ == "aux" for c in root.children)
    return alone and bare and (root.tag_ == "VB" or root.i == sentence.start)


def _clauses(sentence: Tokens) -> Iterator[Tokens]:
    """Yield the two facts of "A did this, and B did that", or the sentence as it is.

    Each half must have its own subject, named in it, and a finite verb. Where a source is
    named for the whole, or doubt is cast on it, the halves stay together: none may lose it.
    """
    gap = None if _is_bound(sentence) else _gap(sentence)
    if gap is None:
        yield sentence
        return
    halves = (sentence.doc[sentence.start : gap[0]], sentence.doc[gap[1] : sentence.end])
    whole = all(_count(half) >= _FEWEST_IN_A_CLAUSE for half in halves)
    yield from halves if whole else (sentence,)


def _gap(sentence: Tokens) -> tuple[int, int] | None:
    """Return where the first half ends and the second begins, or None for one fact."""
    doc = sentence.doc
    stops = [token.i for token in sentence if token.text == ";"]
    if len(stops) == 1:
        halves = (doc[sentence.start : stops[0]], doc[stops[0] + 1 : sentence.end])
        return (stops[0], stops[0] + 1) if all(map(_tells, halves)) else None
    found = (verb for verb in sentence.root.children if _is_second(sentence, verb))
    second = next(found, None)
    if second is None:
        return None
    start = end = second.left_edge.i
    while doc[start].dep_ in _JOINTS:
        start += 1
    while doc[end - 1].dep_ in _JOINTS:
        end -= 1
    return end, start


def _tells(half: Tokens) -> bool:
    """Tell a half that has a finite verb with its subject, named first."""
    verbs = [token for token in half if is_finite(token) and _has_subject(token)]
    return bool(verbs) and half[0].lower_ not in words("facts", "leaning")


def _is_second(sentence: Tokens, verb: Token) -> bool:
    """Tell a verb that begins a fact of its own beside the root, and ends the sentence."""
    if not all(_has_subject(one) and is_finite(one) for one in (sentence.root, verb)):
        return False
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    beside = verb.dep_ == "conj" or (verb.dep_ == "advcl" and marks == {"while"})
    after = verb.left_edge.i > sentence.root.i and verb.right_edge.i >= sentence.end - 2
    return beside and after


def _has_subject(verb: Token) -> bool:
    """Tell a subject that can be understood where the clause stands alone."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    leaning = words("facts", "leaning")
    return any(
        subject.pos_ in ("NOUN", "PROPN", "NUM") and subject.left_edge.lower_ not in leaning
        for subject in subjects
    )


def is_finite(verb: Token) -> bool:
    """Tell a verb with a tense, its own or that of a helping verb.

    A participle that has a subject and no helper is a past form with the wrong tag.
    """
    helpers = [child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    active = any(child.dep_ == "nsubj" for child in verb.children) and not helpers
    past = verb.tag_ == "VBN" and verb.dep_ == "ROOT" and active
    return past or verb.tag_ in _FINITE or any(tag in _FINITE for tag in helpers)


def _is_bound(sentence: Tokens) -> bool:
    """Tell a sentence with something that holds for all of it: a source, a doubt, a quotation."""
    doubts = {token.lower_ for token in sentence if token.tag_ != "MD"} & words("facts", "hedges")
    said = any(
        token.lemma_.casefold() in words("speech", "speech")
        and any(child.dep_ == "ccomp" for child in token.children)
        for token in sentence
    )
    return bool(doubts) or said or any(token.lower_ in _BINDING for token in sentence)
