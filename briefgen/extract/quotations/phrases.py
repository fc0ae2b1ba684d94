"""Cues that are no verbs: "according to the mayor", "the mayor's claim that ..."."""

from collections.abc import Iterator

from briefgen.extract.lexicon import words
from briefgen.extract.quotations.cues import FINITE, Cue, NamedRuns
from briefgen.extract.quotations.speech import Content
from briefgen.extract.quotations.subjects import lemma, phrase_of, sentence_of, trimmed
from briefgen.extract.tokens import Doc, Token

_OPENINGS = {"according": ("according", "to"), "in": ("in", "the", "words", "of")}
_FROM = frozenset({"by", "from", "of"})
_ASIDES = frozenset({"relcl", "acl", "appos"})


def according_to(
    doc: Doc, marked: frozenset[int], named: NamedRuns
) -> Iterator[tuple[Cue, Content]]:
    """Yield what is told "according to" somebody: the clause that the phrase modifies."""
    for token in doc[:-2]:
        last = _opening(token)
        if last is None or token.i in marked:
            continue
        source = next((t for t in last.children if t.dep_ == "pobj"), None)
        speaker = phrase_of(source, last) if source is not None else _next_phrase(doc, last)
        speaker = _with_name(doc, _before_comma(doc, token, speaker), named)
        end = speaker.stop
        cue = Cue(token, range(token.i, last.i + 1), range(token.i, speaker.stop), speaker)
        runs = tuple(run for run in _told(doc, cue, end) if len(run) > 1)
        if runs:
            yield cue, Content(runs, "according-to")


def _opening(token: Token) -> Token | None:
    """Return the last word of "according to" and "in the words of" that begins at a token."""
    opening = _OPENINGS.get(token.lower_, ())
    run = token.doc[token.i : token.i + len(opening)]
    return run[-1] if opening and tuple(t.lower_ for t in run) == opening else None


def _next_phrase(doc: Doc, last: Token) -> range:
    """Return the words up to the next mark, where the parse sees no noun phrase."""
    start = stop = last.i + 1
    while stop < last.sent.end and not doc[stop].is_punct:
        stop += 1
    return range(start, max(stop, start + 1))


def _before_comma(doc: Doc, token: Token, speaker: range) -> range:
    """Return the speaker without the sentence that the parse has run into it."""
    stop = sentence_of(token).stop
    if token.is_sent_start and speaker.stop >= stop - 1:
        commas = (i for i in speaker if doc[i].text == ",")
        return range(speaker.start, max(next(commas, speaker.stop), speaker.start + 1))
    return speaker


def _with_name(doc: Doc, speaker: range, named: NamedRuns) -> range:
    """Return a post with the name that is set off by commas: "the mediator, Ida Sand, ..."."""
    comma = speaker.stop
    post = lemma(doc[speaker.stop - 1]) in words("roles", "heads")
    beside = named.upto(comma + 1) if comma + 1 < len(doc) and doc[comma].text == "," else None
    set_off = beside is not None and beside.stop < len(doc) and doc[beside.stop].text in ",.;"
    return range(speaker.start, beside.stop) if beside is not None and post and set_off else speaker


def _told(doc: Doc, cue: Cue, end: int) -> Iterator[range]:
    """Yield what stands before the phrase, or after it; both, where only both are a clause."""
    sent, at = sentence_of(cue.head), cue.frame.start
    if at - sent.start > 1:
        start = next(
            (i + 1 for i in range(at - 2, sent.start, -1) if doc[i].text == ";"), sent.start
        )
        yield trimmed(doc, range(start, at))
        goes_on = end + 1 < sent.stop and doc[end].text == ","
        if goes_on and not _is_clause(doc, range(start, at)):
            rest = range(end + 1, sent.stop)
            yield from [trimmed(doc, rest)] if _is_clause(doc, rest) else []
        return
    commas = (i for i in range(cue.frame.stop, min(sent.stop, end + 12)) if doc[i].text == ",")
    comma = _past_aside(doc, next(commas, None), sent.stop)
    if comma and comma + 2 < sent.stop:
        yield trimmed(doc, range(comma + 1, sent.stop))


def _is_clause(doc: Doc, run: range) -> bool:
    return any(doc[i].tag_ in FINITE for i in run)


def _past_aside(doc: Doc, comma: int | None, stop: int) -> int | None:
    """Return the comma that ends what is said of the source: ", who heads the port,"."""
    if comma is None or comma + 1 >= stop:
        return None
    begun = (t for t in doc[comma + 1 : stop] if t.left_edge.i == comma + 1)
    aside = next((t for t in begun if t.dep_ in _ASIDES or _is_past_participle(t)), None)
    if aside is None:
        return comma
    return next((i for i in range(aside.i + 1, stop) if doc[i].text == ","), comma)


def _is_past_participle(token: Token) -> bool:
    return token.dep_ == "advcl" and token.tag_ == "VBN"


def nominal_cues(doc: Doc, marked: frozenset[int]) -> Iterator[tuple[Cue, Content]]:
    """Yield the clauses that nouns of speech announce, where it is said whose they are."""
    for noun in doc:
        if noun.i in marked or noun.pos_ != "NOUN" or lemma(noun) not in words("speech", "nominal"):
            continue
        speaker = _owner(noun)
        for clause in noun.rights:
            that = _that(clause)
            if speaker is not None and that is not None:
                frame = range(min(speaker.start, noun.i), max(speaker.stop, noun.i + 1))
                cue = Cue(noun, range(noun.i, noun.i + 1), frame, speaker)
                stop = clause.right_edge.i + 1
                colons = (i for i in range(that.i, stop - 1) if doc[i].text == ":")
                quoted = (i for i in colons if i + 1 in marked)
                run = trimmed(doc, range(that.i, next(quoted, stop)))
                yield cue, Content((run,), "nominal")
                break


def owner_before(doc: Doc, stop: int) -> range | None:
    """Return whose words a label announces: "Statement of the owners: ..."."""
    for noun in doc[:stop]:
        if noun.pos_ == "NOUN" and lemma(noun) in words("speech", "nominal"):
            for child in noun.rights:
                owner = next((c for c in child.rights if c.dep_ == "pobj"), None)
                if child.lower_ in _FROM and owner is not None and owner.i < stop:
                    return phrase_of(owner, child)
    return None


def _owner(noun: Token) -> range | None:
    """Return whose word it is: "the mayor's claim", "warnings from the clerk", "an Echo report"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return range(child.left_edge.i, child.i + 1)
        if child.dep_ == "prep" and child.lower_ in _FROM - {"of"}:
            source = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if source is not None:
                return phrase_of(source, child)
    name = next((c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"), None)
    return range(name.left_edge.i, name.i + 1) if name is not None else None


def _that(clause: Token) -> Token | None:
    if clause.dep_ not in ("acl", "ccomp", "relcl"):
        return None
    return next((t for t in clause.lefts if t.lower_ == "that" and t.dep_ == "mark"), None)
