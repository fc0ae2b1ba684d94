"""Subjects: who does what a verb says, and the phrases that sentences are made of.

Runs of words are half-open `range`s of token indices of a parse.
"""

from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OPEN_CLAUSES = frozenset({"xcomp", "advcl", "acl", "pcomp", "conj", "ccomp", "dep"})
_DETACHED = frozenset({"relcl", "acl", "parataxis", "ccomp", "advcl"})
_MISTAKEN = frozenset({"dobj", "attr", "npadvmod", "oprd", "dep", "appos"})
_MARKS = frozenset({'"', "''", "``"})
_RELATIVE = frozenset({"who", "which", "that"})
_TIMES = frozenset({"DATE", "TIME"})
_ORDINALS = frozenset({"first", "second", "third", "last", "latest", "next", "only", "one", "ones"})


def lemma(token: Token) -> str:
    """Return a token's lemma as the word lists have it."""
    return token.lemma_.casefold()


def own_subject(verb: Token) -> Token | None:
    """Return the subject that stands before `verb` as its own."""
    return next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)


def subject_of(verb: Token) -> Token | None:
    """Return the head of the phrase that names who does what `verb` says.

    Goes through relative clauses, coordination, infinitives and participles, and to the
    agent of a passive; the subject of a passive is never its speaker.
    """
    inverted = _inverted_subject(verb)
    if inverted is not None and verb.nbor(-1).text in _MARKS:
        return inverted
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children) or _is_passive(verb):
        agents = (child for child in verb.children if child.dep_ == "agent")
        objects = (o for agent in agents for o in agent.children if o.dep_ == "pobj")
        return next(objects, None)
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is not None:
        relative = own.lower_ in _RELATIVE and verb.dep_ in ("relcl", "acl")
        return verb.head if relative else own
    return inverted if inverted is not None else _subject_outside(verb)


def _subject_outside(verb: Token) -> Token | None:
    """Return the subject of a verb that has none of its own."""
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN")):
        doer = _who_does(verb)
        if doer is not None:
            return subject_of(doer)
        return verb.head if not _is_purpose(verb) else None
    if verb.dep_ in _OPEN_CLAUSES and verb.head != verb:
        head = verb.head.head if verb.head.pos_ == "ADP" else verb.head
        if _goes_on_saying(verb) or _says_more(verb):
            head = verb.head.head
        if head.pos_ in ("VERB", "AUX"):
            return _quoted_person(head) if verb.dep_ == "pcomp" else subject_of(head)
    return None


def _goes_on_saying(verb: Token) -> bool:
    """Tell whether a verb is joined to what was said, where it belongs to who said it.

    "She said the toll would fall and announced ...": the toll announces nothing.
    """
    clause, speech = verb.head, words("speech", "speech")
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or clause.head.tag_ != verb.tag_ != "VB":
        return False
    said = lemma(verb) in speech and lemma(clause.head) in speech
    return said and lemma(clause) not in speech


def _says_more(verb: Token) -> bool:
    """Tell whether a participle after a comma adds to the speech whose words it hangs on.

    "She denied that the wall had cracks, saying ..." and "She described how the wall fell,
    stating ...": the wall says nothing.
    """
    clause, speech = verb.head, words("speech", "speech")
    after_comma = verb.i > 0 and verb.nbor(-1).text == ","
    joined = after_comma and verb.dep_ == "advcl" and verb.tag_ == "VBG"
    telling = speech | words("speech", "weak")
    said = lemma(verb) in speech and lemma(clause.head) in telling
    return joined and clause.dep_ == "ccomp" and said and lemma(clause) not in speech


def _quoted_person(head: Token) -> Token | None:
    """Return who is "quoted as saying": the one who is quoted, not who quotes."""
    wanted = ("nsubjpass", "dobj") if lemma(head) in ("quote", "cite") else ("nsubjpass",)
    person = next((child for child in head.children if child.dep_ in wanted), None)
    return person if person is not None else subject_of(head)


def _is_passive(verb: Token) -> bool:
    """Tell whether a participle stands without auxiliary: "a plan proposed by the board"."""
    detached = verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl")
    return detached and not any(child.dep_ == "aux" for child in verb.lefts)


def _who_does(verb: Token) -> Token | None:
    """Return the verb of whoever speaks in "explained her reasons, saying so".

    Reasons and conferences say nothing, as a letter and a report do.
    """
    noun = verb.head
    deed = noun.head.head if noun.dep_ == "pobj" else noun.head
    apart = noun.dep_ in ("dobj", "pobj") and deed.pos_ == "VERB" and verb.tag_ == "VBG"
    speaks = noun.pos_ == "PROPN" or noun.ent_type_ or lemma(noun) in words("speech", "documents")
    return deed if apart and not (speaks or lemma(noun) in words("roles", "heads")) else None


def _is_purpose(verb: Token) -> bool:
    """Tell an infinitive that no noun before it does, as in "the plan to call it a success".

    "The first to say so" does.
    """
    infinitive = any(child.tag_ == "TO" for child in verb.lefts)
    return infinitive and not any(t.lower_ in _ORDINALS for t in verb.head.subtree)


def _inverted_subject(verb: Token) -> Token | None:
    """Return the subject that follows its verb after a quotation: "...", said the clerk.

    No participle is turned round: "..., citing the lack of rain".
    """
    before = verb.nbor(-1).text if verb.i else ""
    if verb.tag_ == "VBG" or before not in (",", '"', "''", "?", "!", "-", "–", "—"):
        return None
    if verb.tag_ == "VBN" and before not in _MARKS:
        return None
    nouns = ("NOUN", "PROPN", "PRON")
    return next(
        (
            c
            for c in verb.rights
            if (c.dep_ in _MISTAKEN or (c.dep_ == "nsubj" and verb.nbor(-1).text in _MARKS))
            and c.left_edge.i == verb.i + 1
            and c.pos_ in nouns
            and c.ent_type_ not in _TIMES
        ),
        None,
    )


def phrase_of(head: Token, verb: Token) -> range:
    """Return the noun phrase round `head`, without clauses that hang on it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    start = max([start, *(i + 1 for i in range(start, head.i) if head.doc[i].text in _MARKS)])
    for noun in (head, *(t for t in head.subtree if t.dep_ in ("appos", "conj") and t.i > head.i)):
        cuts = (
            c.left_edge.i for c in noun.rights if c.dep_ in _DETACHED and c.left_edge.i > head.i
        )
        end = min([end, *cuts])
    if head.i < verb.i:
        end = min(end, verb.i)
    else:
        start = max(start, verb.i + 1)
    return trimmed(head.doc, range(min(start, head.i), max(end, head.i + 1)))


def trimmed(doc: Doc, run: range) -> range:
    """Return a run without blanks, stops and stray marks at its ends."""
    start, end = run.start, run.stop
    while end - start > 1 and _is_edge(doc[end - 1]):
        end -= 1
    while end - start > 1 and _is_edge(doc[start]):
        start += 1
    return range(start, end)


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in ("(", ")", "[", "]"))


def sentence_of(token: Token) -> range:
    """Return the sentence of a token; breaks that no stop or mark justifies are undone."""
    doc, start, stop = token.doc, token.sent.start, token.sent.end
    while start and not doc[start - 1].is_punct and not doc[start - 1].is_space:
        start = doc[start - 1].sent.start
    while stop < len(doc) and not doc[stop - 1].is_punct and not doc[stop].is_space:
        stop = doc[stop].sent.end
    return range(start, stop)
