"""Quotations: who said what, in direct, mixed and indirect speech."""

import re
import unicodedata
from collections.abc import Mapping

from briefgen.extract.nlp import Parsed
from briefgen.extract.quotations.cues import NamedRuns
from briefgen.extract.quotations.drafts import Attribution, Draft, PassageReader
from briefgen.extract.quotations.labels import labelled_turns
from briefgen.extract.quotations.pronouns import Referents, find_referents
from briefgen.extract.quotations.speakers import Names, SpeakerPhrase
from briefgen.model.annotations import Inferred, Mention, QuotationKind, RoleMention, Utterance
from briefgen.model.spans import Span
from briefgen.model.text import JUDGING, Genre

_WORD = re.compile(r"\w+")
_CONFIDENCE: Mapping[str, float] = {
    "before": 0.95,
    "evidential": 0.95,
    "label": 0.95,
    "signature": 0.95,
    "after-quote": 0.9,
    "nominal": 0.9,
    "continued": 0.9,
    "after": 0.85,
    "according-to": 0.85,
    "before-quote": 0.8,
    "verdict": 0.8,
    "around": 0.75,
    "directive": 0.75,
    "topic": 0.75,
    "weak": 0.7,
    "alone": 0.65,
    "colon": 0.6,
    "bare": 0.4,
}
"""Each rule's precision on the development articles, to the nearest twentieth.

Colon, continued, label, nominal and verdict were met ten times or fewer: theirs are estimates.
"""
_POINTING = ("this", "these", "that", "those", "such", "it")
"""A subject that begins so is what is talked about: "this deal underscores the need"."""

_NO_SPEAKERS = frozenset(["i", "we", "you", "one", "what", *_POINTING]) - {"it"}
"""Whole phrases that name nobody outside quotation marks: "as I said", "that implies"."""

_NAMELESS = 0.4
"""The most that a quotation of such a speaker can be relied on."""

_REPAIRED = 0.4
"""The most that a quotation with a missing mark can be relied on."""

_AMBIGUOUS = 0.5
"""The most that one can be whose "he" or "she" may be somebody else.

On the development articles a third of such names are wrong, of the others a sixth.
"""


def find_quotations(
    parsed: Parsed,
    mentions: tuple[Mention, ...],
    roles: tuple[RoleMention, ...],
    turns: Mapping[int, Draft | None] | None = None,
) -> tuple[Utterance, ...]:
    """Return the quotations of a document in text order.

    `parts` of a direct quotation are the words inside its marks, without a last comma. An
    unknown speaker is None; an inferred one has `antecedent` and `resolved_by`. `turns` are the
    passages of which layout says who speaks; by default they are read from labels in the text.
    Teasers of a list page quote nobody: the report that they lead to does.
    """
    if parsed.document.genre is Genre.LIST:
        return ()
    names = Names(parsed.document.text, mentions, roles)
    drafts: list[Draft] = []
    pending: Attribution | None = None
    last: Draft | None = None
    turns = labelled_turns(parsed) if turns is None else turns
    for number, (passage, marks) in enumerate(zip(parsed.passages, parsed.quoted, strict=True)):
        if number in turns:
            drafts += filter(None, [turns[number]])
            pending, last = None, None
            continue
        reader = PassageReader(passage, marks, NamedRuns(names.named(passage)))
        found = reader.read(last, pending)
        pending = reader.pending()
        if last is not None and last.open and found and found[0].rule == "continued":
            drafts[-1] = drafts[-1].extended(found.pop(0).marks[0])
        elif last is not None and last.open and found and found[0].closes(last):
            drafts[-1] = found.pop(0).after(last)
        drafts += found
        last = drafts[-1] if drafts else None
    phrases = [names.phrase(d.by.speaker) if d.by.speaker else None for d in drafts]
    wholes = [q.whole for marks in parsed.quoted for q in marks]
    said = [p.name.span for p in phrases if p and p.name]
    told = [part for draft in drafts for part in draft.parts]
    referents = find_referents(parsed, names, wholes, said, told)
    damaged = any(q.repaired for marks in parsed.quoted for q in marks)
    made = [
        _utterance(parsed, names, draft, phrase, referents, damaged=damaged)
        for draft, phrase in zip(drafts, phrases, strict=True)
    ]
    shown = [u for u in made if _can_speak(parsed, u) and _can_read(parsed, u)]
    return tuple(sorted(shown, key=lambda utterance: utterance.parts))


def _can_speak(parsed: Parsed, said: Utterance) -> bool:
    """Tell whether a subject may be taken for a speaker, by a rule that is unsure.

    Whoever writes an opinion or a letter is no speaker in it.
    """
    judging = parsed.document.genre in JUDGING
    if judging and said.speaker and parsed.words(said.speaker).casefold() in ("i", "we"):
        return False
    if said.rule == "verdict":
        return said.name is not None or said.antecedent is not None
    if said.rule != "topic" or said.speaker is None:
        return True
    words = parsed.words(said.speaker).casefold().replace("’", "'")
    named_last = said.name is not None and said.name.end == said.speaker.end
    return words.split()[0] not in _POINTING and (named_last or "'s " not in words)


def _can_read(parsed: Parsed, said: Utterance) -> bool:
    """Tell whether the parse that bounds a quotation is one of Latin letters.

    Only marks bound a direct one, and those are the same in every script.
    """
    if said.kind is QuotationKind.DIRECT:
        return True
    letters = [c for part in said.parts for c in parsed.words(part) if c.isalpha()]
    latin = sum(1 for c in letters if c.isascii() or "LATIN" in unicodedata.name(c, ""))
    return 2 * latin >= len(letters)


def _utterance(
    parsed: Parsed,
    names: Names,
    draft: Draft,
    phrase: SpeakerPhrase | None,
    referents: Referents,
    *,
    damaged: bool,
) -> Utterance:
    kind = _kind(parsed, draft)
    parts = (
        tuple(_said(parsed, q.inner) for q in sorted(draft.marks, key=lambda q: q.whole))
        if kind is QuotationKind.DIRECT
        else draft.parts
    )
    repaired = any(quoted.repaired for quoted in draft.marks) or (
        damaged and _tells_me(parsed, draft)
    )
    antecedent, rule = _resolved(parsed, names, phrase, referents.all)
    ambiguous = (
        rule == Inferred.PRONOUN and phrase is not None and phrase.span.start not in referents.sure
    )
    return Utterance(
        kind=kind,
        parts=parts,
        cue=draft.by.cue,
        speaker=phrase.span if phrase else None,
        name=phrase.name.span if phrase and phrase.name else None,
        role=phrase.role if phrase else None,
        organisation=phrase.organisation if phrase else None,
        antecedent=antecedent,
        resolved_by=Inferred.CONTINUED if draft.continued and phrase else rule,
        addressee=draft.by.addressee,
        relay=draft.by.relay,
        confidence=min(
            _CONFIDENCE[draft.rule],
            _REPAIRED if repaired else 1.0,
            _AMBIGUOUS if ambiguous else 1.0,
            _NAMELESS if _names_nobody(parsed, phrase) else 1.0,
        ),
        rule=draft.rule,
        terms=_terms(parsed, parts),
    )


def _tells_me(parsed: Parsed, draft: Draft) -> bool:
    """Tell whether somebody speaks to "me": where marks are missing, to a speaker perhaps."""
    told = draft.by.addressee
    return told is not None and parsed.words(told).casefold() in ("me", "us")


def _names_nobody(parsed: Parsed, phrase: SpeakerPhrase | None) -> bool:
    return phrase is not None and parsed.words(phrase.span).casefold() in _NO_SPEAKERS


def _said(parsed: Parsed, inner: Span) -> Span:
    """Return what stands inside marks without a last comma, which belongs to the writer."""
    words = parsed.words(inner)
    kept = words.removesuffix(",").rstrip()
    return Span(inner.start, inner.start + len(kept)) if kept else inner


def _terms(parsed: Parsed, parts: tuple[Span, ...]) -> tuple[str, ...]:
    """Return the lemmas of what is said, with numbers and without function words."""
    said = (token for part in parts for token in parsed.tokens(part))
    plain = (t for t in said if (t.is_alpha or t.like_num) and not t.is_stop)
    return tuple(dict.fromkeys(t.lemma_.casefold() for t in plain))


def _resolved(
    parsed: Parsed, names: Names, phrase: SpeakerPhrase | None, referents: Mapping[int, Mention]
) -> tuple[Span | None, str]:
    """Return the earlier name a speaker's phrase stands for, and the rule that says so."""
    if phrase is None:
        return None, ""
    if phrase.name is not None:
        alone = len(parsed.words(phrase.name.span).split()) == 1
        full = names.full(phrase.name) if alone else None
        return (full.span, Inferred.LAST_NAME) if full else (None, "")
    person = (
        referents.get(phrase.span.start) if len(parsed.words(phrase.span).split()) == 1 else None
    )
    if person is not None:
        return (names.full(person) or person).span, Inferred.PRONOUN
    holder = names.holder(phrase.span)
    return (holder.span, Inferred.TITLE) if holder else (None, "")


def _kind(parsed: Parsed, draft: Draft) -> QuotationKind:
    inside = outside = 0
    for part in draft.parts:
        for word in _WORD.finditer(parsed.document.text, part.start, part.end):
            if any(q.whole.start <= word.start() < q.whole.end for q in draft.marks):
                inside += 1
            else:
                outside += 1
    if not inside:
        return QuotationKind.INDIRECT
    return QuotationKind.MIXED if outside else QuotationKind.DIRECT
