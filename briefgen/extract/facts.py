"""Sentences that may become facts: junk left out with a reason, the rest described.

What a sentence is worth is decided later, over all documents; here it gets its content
terms, counts, attribution, hedge and negation, and the features its score is made of.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from briefgen.extract.counts import find_counts
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.model.annotations import DateMention, Mention, Statement
from briefgen.model.spans import Span
from briefgen.model.text import BlockKind

_FEWEST_WORDS = 6
_MOST_WORDS = 70
_SHORT = 8
_LEAD = 30
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_OPEN_CLASSES = ("NOUN", "PROPN", "VERB", "ADJ")


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a document, and how many sentences were passed over, by reason."""

    statements: tuple[Statement, ...]
    passed_over: tuple[tuple[str, int], ...]


def find_statements(
    parsed: Parsed, mentions: tuple[Mention, ...], dates: tuple[DateMention, ...]
) -> Statements:
    """Describe every sentence that states something; count the others by reason.

    `mentions` stand in text order.
    """
    statements: list[Statement] = []
    passed_over: Counter[str] = Counter()
    for order, (passage, sentence) in enumerate(parsed.sentences()):
        trimmed = _trimmed(sentence)
        reason = _junk(trimmed) if trimmed else "too short"
        if trimmed is None or reason:
            passed_over[reason] += 1
            continue
        span = passage.span(trimmed)
        first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
        last = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
        named = [m for m in mentions[first:last] if span.contains(m.span)]
        dated = tuple(d.span for d in dates if span.contains(d.span))
        statements.append(_statement(passage, trimmed, order, named, dated))
    return Statements(tuple(statements), tuple(sorted(passed_over.items())))


def _trimmed(sentence: Tokens) -> Tokens | None:
    """Return the sentence without blanks and stray bullets at its ends."""
    start, end = sentence.start, sentence.end
    doc = sentence.doc
    while start < end and (doc[start].is_space or doc[start].text in "-–—•*>|·"):
        start += 1
    while start < end and doc[end - 1].is_space:
        end -= 1
    return doc[start:end] if start < end else None


def _junk(sentence: Tokens) -> str:
    """Return why a sentence states nothing, "" when it does."""
    count = sum(1 for token in sentence if token.is_alpha or token.like_num)
    faults = {
        "too short": count < _FEWEST_WORDS,
        "too long": count > _MOST_WORDS,
        "question": sentence[-1].text == "?",
        "lead-in to a list": sentence[-1].text == ":",
        "address to the reader": _addresses(sentence),
        "no finite verb": not any(token.tag_ in _FINITE for token in sentence),
        "no subject": not any(token.dep_ in _SUBJECTS for token in sentence),
    }
    return next((reason for reason, holds in faults.items() if holds), "")


def _addresses(sentence: Tokens) -> bool:
    """Tell an imperative: the main verb comes first and has no subject."""
    root = sentence.root
    alone = not any(child.dep_ in _SUBJECTS for child in root.children)
    bare = root.tag_ in ("VB", "VBP") and not any(c.dep_ == "aux" for c in root.children)
    return alone and bare and (root.tag_ == "VB" or root.i == sentence.start)


def _statement(
    passage: Passage, sentence: Tokens, order: int, named: list[Mention], dated: tuple[Span, ...]
) -> Statement:
    counts = find_counts(passage, sentence, dated)
    main = _main_verb(sentence)
    said = _attribution(sentence)
    features = {
        "event": _event(sentence, main, named, dated, counts=bool(counts)),
        "general": _generality(sentence, main, named),
        "position": max(0.0, 1 - order / _LEAD),
        "leaning": float(_leans(sentence)),
        "personal": float(any(t.lower_ in ("i", "we", "you", "our", "my") for t in sentence)),
        "planned": float(_is_planned(main)),
        "short": float(len(sentence) < _SHORT or not sentence[-1].is_punct),
        "item": float(passage.block.kind is BlockKind.ITEM),
    }
    aside = [t for t in sentence if t.i in said or any(passage.span(t).overlaps(d) for d in dated)]
    return Statement(
        span=passage.span(sentence),
        terms=_terms(sentence, frozenset(t.i for t in aside)),
        verb=main.lemma_.casefold(),
        counts=counts,
        attribution=passage.span(sentence.doc[said.start : said.stop]) if said else None,
        hedged=_is_hedged(sentence, main),
        negated=_is_negated(main) or _is_denied(sentence.root, main),
        features=tuple((name, round(value, 3)) for name, value in features.items()),
    )


def _main_verb(sentence: Tokens) -> Token:
    """Return the root, or what is said under a verb of reporting."""
    root = sentence.root
    if root.lemma_.casefold() in words("speech", "speech"):
        return next((c for c in root.children if c.dep_ == "ccomp"), root)
    return root


def _terms(sentence: Tokens, aside: frozenset[int]) -> tuple[str, ...]:
    """Return the content lemmas in text order, each once; names keep their own form.

    The tokens `aside` are left out: a date or "the agency said" is not what is stated.
    """
    lemmas = (
        t.lower_ if t.pos_ == "PROPN" else t.lemma_.casefold()
        for t in sentence
        if t.i not in aside
        and t.pos_ in _OPEN_CLASSES
        and t.is_alpha
        and not t.is_stop
        and not t.like_num
    )
    return tuple(dict.fromkeys(lemmas))


def _carries_content(token: Token) -> bool:
    plain = token.is_alpha and not token.is_stop and not token.like_num
    return plain and token.pos_ in _OPEN_CLASSES and token.ent_type_ != "DATE"


def _has_happened(verb: Token) -> bool:
    """Tell a past or perfect verb, also in the passive."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if verb.tag_ == "VBD":
        return True
    return verb.tag_ == "VBN" and bool(helpers & {"has", "have", "had", "was", "were", "'s", "'ve"})


def _modals(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.tag_ == "MD"}


def _event(
    sentence: Tokens, main: Token, named: list[Mention], dated: tuple[Span, ...], *, counts: bool
) -> float:
    """Return from 0 to 1 how much a sentence tells of one thing that happened."""
    lemma = main.lemma_.casefold()
    past = _has_happened(main) or _has_happened(sentence.root)
    happened = past and lemma not in words("facts", "general")
    return (
        0.35 * happened
        + 0.25 * (happened and lemma in words("facts", "event"))
        + 0.15 * bool(named)
        + 0.15 * bool(dated)
        + 0.1 * counts
    )


def _generality(sentence: Tokens, main: Token, named: list[Mention]) -> float:
    """Return from 0 to 1 how much a sentence is general talk."""
    subject = next((c for c in main.children if c.dep_ in _SUBJECTS), None)
    abstract = subject is not None and (
        subject.lemma_.casefold() in words("facts", "abstract") or subject.tag_ == "VBG"
    )
    present = main.tag_ in ("VBZ", "VBP") or bool(_modals(main) & {"may", "might", "can", "could"})
    return (
        0.4 * (main.lemma_.casefold() in words("facts", "general"))
        + 0.25 * (present and not _has_happened(sentence.root))
        + 0.25 * abstract
        + 0.1 * (len(named) <= 1)
    )


def _leans(sentence: Tokens) -> bool:
    """Tell a sentence that cannot be understood without the one before."""
    at = 0
    if sentence[0].lower_ in words("facts", "connectors"):
        at = 2 if len(sentence) > 1 and sentence[1].text == "," else 1
    if at >= len(sentence):
        return False
    opener = sentence[at]
    return opener.lower_ in words("facts", "leaning") and opener.pos_ in ("PRON", "DET", "ADJ")


def _is_planned(main: Token) -> bool:
    """Tell what is to come, or wanted, from what is so."""
    to_come = _modals(main) & {"will", "would", "shall", "should", "'ll"}
    wanted = main.lemma_.casefold() in words("facts", "plans")
    return bool(to_come) or (wanted and any(c.dep_ == "xcomp" for c in main.children))


def _is_hedged(sentence: Tokens, main: Token) -> bool:
    if any(t.lower_ in words("facts", "hedges") and t.head == main for t in sentence):
        return True
    planned = main.lemma_.casefold() in words("facts", "plans")
    return planned and any(c.dep_ == "xcomp" for c in main.children)


def _is_negated(main: Token) -> bool:
    if any(c.dep_ == "neg" for c in main.children):
        return True
    nouns = [c for c in main.children if c.dep_ in (*_SUBJECTS, "dobj")]
    none = any(d.lower_ == "no" for noun in nouns for d in noun.children)
    return none or main.lemma_.casefold() in words("facts", "denials")


def _is_denied(root: Token, main: Token) -> bool:
    """Tell that somebody denies what the main verb states."""
    return root != main and root.lemma_.casefold() in words("facts", "denials")


def _attribution(sentence: Tokens) -> range:
    """Return the tokens that say whose statement it is: "according to X", "X said on Monday"."""
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < sentence.end:
            stop = min(max(t.i for t in token.subtree) + 1, sentence.end)
            return range(token.i, stop)
    root = sentence.root
    content = next((c for c in root.children if c.dep_ == "ccomp"), None)
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    said = root.lemma_.casefold() in words("speech", "speech")
    if content is None or subject is None or not said:
        return range(0)
    if content.i > root.i:
        start = min(subject.left_edge.i, root.i)
        return range(start, max(content.left_edge.i, root.i + 1))
    end = sentence.end - (sentence[-1].text in '.!"')
    return range(min(subject.left_edge.i, root.i), end)
