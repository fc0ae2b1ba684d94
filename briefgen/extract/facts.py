"""What may become a fact, described.

What a sentence is worth is decided later, over all documents; here it gets its content
terms, counts, attribution, hedge and negation, and the features its score is made of.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.extract.alone import LOST, Missing, read_alone
from briefgen.extract.amounts import find_amounts
from briefgen.extract.counts import find_counts
from briefgen.extract.dates import day_of
from briefgen.extract.day_words import counted_days
from briefgen.extract.deeds import causes_in, denies, holding_in, is_negated, standings_in
from briefgen.extract.invitations import tell_event
from briefgen.extract.judgements import genre_of, passing_reason
from briefgen.extract.lands import find_lands
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed
from briefgen.extract.resolutions import Resolver, bare_count, unnamed_subject
from briefgen.extract.terms import carries_content, term_of, terms_of
from briefgen.extract.tokens import Token, Tokens
from briefgen.extract.units import SUBJECTS, Found, find_units, is_finite
from briefgen.model.annotations import DateMention, Meant, Mention, Resolution, Statement
from briefgen.model.spans import Span
from briefgen.model.text import JUDGING, BlockKind
from briefgen.model.unsaid import Open, OpenWords, PassedOver

_SHORT = 8
_LEAD = 30
_MOST_JUDGING = 3
_FRAMED = ("event", "planned", "past", "personal")
"""Features that an item has from its lead-in as well."""

_Dates = tuple[DateMention, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a document, and the sentences that were passed over."""

    statements: tuple[Statement, ...]
    passed_over: tuple[PassedOver, ...]


def find_statements(
    parsed: Parsed,
    mentions: tuple[Mention, ...],
    dates: tuple[DateMention, ...],
    resolver: Resolver | None = None,
) -> Statements:
    """Describe every sentence that states something; say of the others why they do not.

    `mentions` stand in text order; `resolver` tells whom pronouns stand for.
    """
    found = find_units(parsed)
    alone = read_alone(parsed)
    statements = []
    passed_over = [*found.passed_over]
    for unit in found.units:
        spans = [unit.passage.span(unit.tokens), *([unit.lead_in.span] if unit.lead_in else [])]
        named = [mention for span in spans for mention in _inside(mentions, span)]
        dated = tuple(d for d in dates if any(span.contains(d.span) for span in spans))
        told = tuple(d for d in dated if not (d.anchor and alone.is_quoted(d.span)))
        resolved = resolver.of(unit) if resolver else ()
        known = (one.words for one in resolved if one.rule != Meant.SPEAKER)
        missing = alone.missing(unit, known)
        whole = _resolved(_statement(unit, named, dated, told), unit, resolved, missing, parsed)
        genre = genre_of(parsed, unit.passage)
        if why := passing_reason(genre, unit.tokens, whole, spoken=unit.spoken):
            passed_over.append(PassedOver(whole.span, why))
            continue
        if unit.invitation:
            whole = replace(
                tell_event(whole, unit.invitation), when=dated[0].span if dated else None
            )
        judged = (*whole.features, ("opinion", 1.0)) if genre in JUDGING else whole.features
        days = tuple(counted_days(parsed, dates, spans))
        statements.append(replace(whole, features=judged, counted_days=days))
    return Statements(tuple(statements), tuple(sorted(passed_over)))


def _inside(mentions: tuple[Mention, ...], span: Span) -> Iterator[Mention]:
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
    return (m for m in mentions[first:last] if span.contains(m.span))


def _resolved(
    statement: Statement,
    unit: Found,
    resolved: tuple[Resolution, ...],
    missing: Missing,
    parsed: Parsed,
) -> Statement:
    """Return a statement with whom its words stand for, and what a reader still misses of it.

    It leans where nobody can tell who or what it is about without the sentence before it.
    """
    pronoun = next((one for one in resolved if one.rule == Meant.PRONOUN), None)
    speaker = next((one.names for one in resolved if one.rule == Meant.SPEAKER), None)
    unnamed = tuple(_unnamed(unit, resolved, speaker))
    leaning = bool(unnamed) or missing.weight >= LOST
    person = [pronoun.names] if pronoun else []
    named = (t for span in person for t in parsed.tokens(span) if carries_content(t))
    return replace(
        statement,
        terms=tuple(dict.fromkeys((*map(term_of, named), *statement.terms))),
        attribution=speaker or statement.attribution,
        resolutions=resolved,
        open=(*unnamed, *missing.words),
        features=(
            *statement.features,
            ("leaning", float(leaning)),
            ("vague", float(missing.weight > 0 and not leaning)),
            ("resolved", float(pronoun is not None)),
            ("announced", float(unit.lead_in is not None)),
        ),
    )


def _unnamed(
    unit: Found, resolved: tuple[Resolution, ...], speaker: Span | None
) -> Iterator[OpenWords]:
    """Yield the words for who is told of, or speaks, where that can't be resolved."""
    passage, tokens = unit.passage, unit.tokens
    if not resolved and bare_count(unit):
        yield OpenWords(passage.span(tokens[:2]), Open.COUNTED, lost=True)
    pronoun = unnamed_subject(tokens)
    if not resolved and pronoun is not None:
        yield OpenWords(passage.span(pronoun), Open.SUBJECT, lost=True)
    if unit.spoken and speaker is None:
        yield OpenWords(passage.span(tokens), Open.SPEAKER, lost=True)


def _statement(unit: Found, named: list[Mention], dated: _Dates, told: _Dates) -> Statement:
    """Describe a unit; what holds for its lead-in holds for it as well.

    Its terms are its own: those of the lead-in would make all items of a list alike. `told`
    are the dates that may be its day: the "today" of who is quoted is another one.
    """
    statement = _described(unit, named, dated, told)
    if unit.lead_in is None:
        return statement
    lead_in = Found(unit.lead_in.passage, unit.lead_in.tokens, unit.order)
    frame = _described(lead_in, named, dated, told)
    root = unit.lead_in.tokens.root
    announced = root.lemma_.casefold() in words("speech", "speech")
    asked = root.lemma_.casefold() in words("facts", "requests")
    framed = {name: value for name, value in frame.features if name in _FRAMED}
    framed |= {"planned": 1.0, "past": 0.0} if asked else {}
    return replace(
        statement,
        verb=statement.verb if any(map(is_finite, unit.tokens)) else frame.verb,
        attribution=frame.attribution or (frame.span if announced else statement.attribution),
        hedged=statement.hedged or frame.hedged,
        negated=statement.negated != frame.negated,
        features=tuple(
            (name, max(value, framed[name]) if name in framed else value)
            for name, value in statement.features
        ),
        lead_in=frame.span,
        when=statement.when or frame.when,
    )


def _described(unit: Found, named: list[Mention], dates: _Dates, told: _Dates) -> Statement:
    passage, sentence = unit.passage, unit.tokens
    dated = tuple(date.span for date in dates if not date.limit)
    counts = find_counts(passage, sentence, dated)
    main = _main_verb(sentence)
    said = _attribution(sentence)
    features = {
        "event": _event(
            sentence, main, named, dated, counts=any(not one.measure for one in counts)
        ),
        "general": _generality(sentence, main, named),
        "position": max(0.0, 1 - unit.order / _LEAD),
        "personal": float(any(t.lower_ in ("i", "we", "you", "our", "my") for t in sentence)),
        "planned": float(_is_planned(main)),
        "past": float(_has_happened(main) or _has_happened(sentence.root)),
        "short": float(not unit.lead_in and (len(sentence) < _SHORT or _breaks_off(sentence))),
        "item": float(passage.block.kind is BlockKind.ITEM),
    }
    aside = frozenset(
        t.i
        for t in sentence
        if t.i in said or (dated and any(map(passage.span(t).overlaps, dated)))
    )
    verbs_of_dates = tuple(_verbs_of(dated, unit))
    lands = find_lands(passage, sentence, named)
    return Statement(
        span=passage.span(sentence),
        terms=terms_of(sentence, aside),
        verb=main.lemma_.casefold(),
        counts=counts,
        amounts=find_amounts(passage, sentence, dated, counts),
        attribution=passage.span(sentence.doc[said.start : said.stop]) if said else None,
        hedged=_is_hedged(sentence, main),
        negated=_is_negated(main) or _is_denied(sentence.root, main),
        features=tuple((name, round(value, 3)) for name, value in features.items()),
        standings=standings_in(passage, sentence, aside, verbs_of_dates),
        holding=holding_in(passage, sentence, aside),
        causes=causes_in(passage, sentence),
        when=day_of(passage, sentence, main, said, told),
        absent=terms_of((t for t in sentence if _is_absent(t)), aside),
        lands=lands.named,
        acting=lands.acting,
    )


def _is_absent(token: Token) -> bool:
    """Tell a word that is named as not so: "not guilty", "no injuries", "without a licence"."""
    before = [c.lower_ for c in token.lefts if c.dep_ in ("neg", "det", "advmod")]
    named = token.pos_ in ("ADJ", "NOUN") and any(word in ("no", "not") for word in before)
    return named or (token.dep_ == "pobj" and token.head.lower_ == "without")


def _verbs_of(dates: tuple[Span, ...], unit: Found) -> Iterator[Token]:
    """Yield the verbs that the dates in a unit stand with."""
    whole = unit.passage.span(unit.tokens)
    for span in dates:
        tokens = unit.passage.tokens(span, "expand") if whole.contains(span) else None
        above = tokens.root.ancestors if tokens is not None else ()
        verb = next((token for token in above if token.pos_ in ("VERB", "AUX")), None)
        if verb is not None:
            yield verb


def _breaks_off(sentence: Tokens) -> bool:
    """Tell a sentence without an end: not a clause, which its sentence goes on after."""
    doc = sentence.doc
    goes_on = sentence.end < len(doc) and not doc[sentence.end].is_sent_start
    return not (sentence[-1].is_punct or goes_on)


def _main_verb(sentence: Tokens) -> Token:
    """Return the root, or what is said under a verb of reporting.

    Where the parser took another word for the root, it is the first verb with a subject.
    """
    root = sentence.root
    if root.pos_ not in ("VERB", "AUX"):
        subjects = (token.head for token in sentence if token.dep_ in SUBJECTS)
        return next((verb for verb in subjects if verb.pos_ in ("VERB", "AUX")), root)
    if root.lemma_.casefold() in words("speech", "speech"):
        return next((c for c in root.children if c.dep_ == "ccomp"), root)
    return root


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
    general = lemma in words("facts", "general")
    past = _has_happened(main) or _has_happened(sentence.root)
    about = [c for c in main.children if c.dep_ in (*SUBJECTS, "dobj")]
    event = lemma in words("facts", "event") or any(
        noun.lemma_.casefold() in words("facts", "event_nouns") for noun in about
    )
    return (
        0.1 * (past and not general)
        + 0.4 * (event and not general)
        + 0.2 * bool(named)
        + 0.2 * bool(dated)
        + 0.1 * counts
    )


def _generality(sentence: Tokens, main: Token, named: list[Mention]) -> float:
    """Return from 0 to 1 how much a sentence is general talk."""
    subject = next((c for c in main.children if c.dep_ in SUBJECTS), None)
    abstract = subject is not None and (
        subject.lemma_.casefold() in words("facts", "abstract") or subject.tag_ == "VBG"
    )
    present = main.tag_ in ("VBZ", "VBP") or bool(_modals(main) & {"may", "might", "can", "could"})
    progressive = main.tag_ == "VBG" and any(c.tag_ in ("VBZ", "VBP") for c in main.children)
    judging = sum(1 for token in sentence if token.lower_ in words("facts", "evaluative"))
    value = (
        0.4 * (main.lemma_.casefold() in words("facts", "general"))
        + 0.25 * ((present or progressive) and not _has_happened(sentence.root))
        + 0.25 * (abstract or _opens_by_doing(sentence))
        + 0.1 * (len(named) <= 1)
        + 0.1 * min(judging, _MOST_JUDGING)
    )
    return min(1.0, value)


def _opens_by_doing(sentence: Tokens) -> bool:
    """Tell "By drawing on its strengths, ...": what follows says what it is good for."""
    return len(sentence) > 1 and sentence[0].lower_ == "by" and sentence[1].tag_ == "VBG"


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
    return is_negated(main) or denies(main)


def _is_denied(root: Token, main: Token) -> bool:
    """Tell that somebody denies what the main verb states."""
    return root != main and denies(root)


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
        if not any(child.dep_ in (*SUBJECTS, "expl") for child in content.children):
            return range(0)  # "declared void the election": its object, not its words
        start = min(subject.left_edge.i, root.i)
        return range(start, max(content.left_edge.i, root.i + 1))
    end = sentence.end - (sentence[-1].text in '.!"')
    return range(min(subject.left_edge.i, root.i), end)
