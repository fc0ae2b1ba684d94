"""The entries of decisions.yaml: which keys each kind has, and which exclude each other."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import chain
from unicodedata import normalize

from briefgen.config.strict_yaml import Path, Tree
from briefgen.config.weeks import week_of
from briefgen.errors import ConfigError, Problem
from briefgen.model.annotations import ActorKind
from briefgen.model.brief import USUAL_ORDER
from briefgen.model.decisions import (
    OF_ORDER,
    OF_PAIRS,
    OF_SOURCES,
    OF_WORDING,
    Act,
    Decision,
    Passage,
    Wording,
    standing,
)
from briefgen.model.text import Genre

_LONGEST = 100_000
"""Characters of one value; more is no decision."""

_ALWAYS = ("by", "on", "why")
_WITH = ("words", "in", "at")
_TOLD_AS = ("fact", "quotation")
_CONFIRMED = (Act.HEADLINE, Act.BOTTOM_LINE, Act.ASSESSMENT)
_NAMED = {
    "undo": (re.compile(r"[0-9a-f]{12}"), "id: those have 12 digits 0-9, a-f"),
    "evidence": (re.compile(r"[0-9a-f]{8,64}"), "beginning of a digest of evidence"),
}

_OF_TWO = OF_PAIRS | {Act.ABOVE}
_OF_VALUES = frozenset([Act.DAY, Act.SPEAKER, Act.ROLE, Act.KIND, Act.NAME])
_OF_FILES = OF_SOURCES | {Act.HIDE_SOURCE}
_OF_WORDS = frozenset(Act) - _OF_FILES - OF_WORDING - {Act.UNDO}

_EXCLUDING = tuple(
    frozenset(pair)
    for pair in (
        (Act.HIDE, Act.SHOW),
        (Act.HIDE, Act.PIN),
        (Act.HIDE, Act.ABOVE),
        (Act.SAME_FACT, Act.NOT_SAME_FACT),
        (Act.SAME_FACT, Act.NOT_SAME_EVENT),
        (Act.SAME_EVENT, Act.NOT_SAME_EVENT),
        (Act.SPEAKER, Act.NO_SPEAKER),
        (Act.JOIN, Act.PART),
    )
)
"""Kinds of which two cannot both hold of the same words."""


def read_entries(tree: Tree, before: Sequence[Decision] = ()) -> tuple[Decision, ...]:
    """Return all entries of a parsed file, in order, behind those that stand `before` them.

    Raises ConfigError with every mistake in it.
    """
    entries = () if tree.value is None else tree.value
    if not isinstance(entries, tuple):
        message = "should be a list: write each decision below the last one, behind '- '"
        raise ConfigError((tree.problem((), message),))
    mistaken = tuple(chain.from_iterable(_mistakes(e, (n,), tree) for n, e in enumerate(entries)))
    if mistaken:
        raise ConfigError(tuple(sorted(mistaken)))
    decisions = tuple(_decision(entry, (n,), tree) for n, entry in enumerate(entries))
    places = {id(one): n for n, one in enumerate(decisions)}
    everything = (*before, *decisions)
    wrong = (
        tree.problem((places[id(one)], one.act), message, at_key=one.act is not Act.UNDO)
        for one, message in (*_undoing_nothing(everything), *_contradictions(everything))
        if id(one) in places
    )
    problems = tuple(sorted(wrong))
    if problems:
        raise ConfigError(problems)
    return everything


def entry_id(entry: Mapping[str, object]) -> str:
    """Return the id of an entry: it changes with every key and value."""
    canonical = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def excluded_by(entry: Mapping[str, object], entries: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return what stands of `entries` and cannot hold together with a new entry, in order."""
    new = _decision(entry, (), Tree("", None, {}, {}))
    return tuple(
        one for one in standing(entries) if {one.act, new.act} in _EXCLUDING and one.touches(new)
    )


def _mistakes(entry: object, path: Path, tree: Tree) -> Iterator[Problem]:
    """Yield what is wrong with one entry by itself."""
    if not isinstance(entry, Mapping):
        yield tree.problem(path, "should be a decision, like 'hide: \"words of a source\"'")
        return
    acts = _acts(entry)
    if len(acts) != 1:
        named = " and ".join(f"'{act}'" for act in acts)
        near = next((n for key in entry for n in get_close_matches(key, list(Act), n=1)), "")
        hint = f"did you mean '{near}'?" if near else f"known are {', '.join(Act)}"
        told = f"{named} are two decisions: write two entries" if acts else f"no decision: {hint}"
        yield tree.problem(path, told)
        return
    needed, allowed = _keys(acts[0])
    for key, value in entry.items():
        here = (*path, key)
        if key == acts[0] or key in needed or key in allowed:
            yield from _wrong(acts[0], key, value, here, tree)
        else:
            near = get_close_matches(key, [*needed, *allowed], n=1)
            hint = f"did you mean '{near[0]}'?" if near else "remove it"
            yield tree.problem(here, f"'{acts[0]}' has no '{key}': {hint}", at_key=True)
    for key in needed:
        if key not in entry:
            yield tree.problem(path, f"'{acts[0]}' lacks '{key}'")
    if "after" in entry and "before" in entry:
        yield tree.problem((*path, "before"), "give either after or before", at_key=True)


def _acts(entry: Mapping[str, object]) -> Sequence[Act]:
    """Return the acts that an entry names; a title may be that of another act's words."""
    acts = [act for act in Act if act in entry]
    return [act for act in acts if act is not Act.TITLE] or acts


def _keys(act: Act) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys that an entry must have besides its act, and those that it may have."""
    if act is Act.UNDO:
        return (), _ALWAYS
    if act in OF_WORDING:
        more = ("title", "after", "before") if act is Act.ASSESSMENT else ("title",)
        needed = ("for", "evidence") if act is Act.CONFIRM else ("for",)
        return needed, ("evidence", *more, *_ALWAYS)
    told: tuple[str, ...] = ("in",) if act in _OF_WORDS else ()
    told += ("is",) if act in _OF_VALUES | OF_SOURCES else ()
    told += ("with",) if act in _OF_TWO else ()
    where = ("at", "as") if act in OF_ORDER else ("at",) if act in _OF_WORDS else ()
    return told, (*where, *_ALWAYS)


def _wrong(act: Act, key: str, value: object, path: Path, tree: Tree) -> Iterator[Problem]:
    """Yield what is wrong with the value of one key."""
    if key == "with":
        yield from _wrong_other(act, value, path, tree)
        return
    several = key == Act.BOTTOM_LINE and isinstance(value, tuple)
    values = value if isinstance(value, tuple) and several else (value,)
    if not values:
        yield tree.problem(path, f"{key}: is empty: write some words or leave it out")
    for number, one in enumerate(values):
        message = _mistake(act, key, one)
        if message:
            yield tree.problem((*path, number) if several else path, f"{key}: {message}")


def _wrong_other(act: Act, value: object, path: Path, tree: Tree) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield tree.problem(path, 'with: should be like {words: "...", in: a.txt}')
        return
    for key, one in value.items():
        if key not in _WITH:
            yield tree.problem((*path, key), f"'with' has no '{key}': remove it", at_key=True)
        elif message := _mistake(act, key, one):
            yield tree.problem((*path, key), f"with.{key}: {message}")
    for key in _WITH[:2]:
        if key not in value:
            yield tree.problem(path, f"'with' lacks '{key}'")


def _mistake(act: Act, key: str, value: object) -> str:
    """Say what is wrong with a value, "" where nothing is."""
    if not isinstance(value, str):
        return "should be text (put it in quotes)"
    if not value.strip():
        return "is empty: write some words or leave it out"
    if len(value) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    return _unfit(act, key, value)


def _unfit(act: Act, key: str, value: str) -> str:
    known = _one_of(act, key)
    if known:
        return "" if value in known else f"should be one of {', '.join(known)}"
    if key == "for":
        return "" if _is_week(value) or _is_day(value) else f"'{value}' is no week or date"
    if key == "is" and act in (Act.DAY, Act.PUBLISHED):
        return "" if _is_day(value) else f"'{value}' is no date: write it like 2026-11-22"
    named = _NAMED.get(key)
    return f"'{value}' is no {named[1]}" if named and not named[0].fullmatch(value) else ""


def _one_of(act: Act, key: str) -> Collection[str]:
    """Return the values that a key may have, none where that is open."""
    if key in ("after", "before"):
        return USUAL_ORDER
    if key == "as":
        return _TOLD_AS
    if key == Act.CONFIRM:
        return _CONFIRMED
    kinds: Mapping[Act, Collection[str]] = {Act.KIND: tuple(ActorKind), Act.GENRE: tuple(Genre)}
    return kinds.get(act, ()) if key == "is" else ()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_week(text: str) -> bool:
    try:
        week_of(text)
    except ValueError:
        return False
    return True


def _decision(entry: Mapping[str, object], path: Path, tree: Tree) -> Decision:
    """Make the decision of an entry without mistakes."""
    act = _acts(entry)[0]
    told = entry[act]
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    other = entry.get("with")
    words = _plain(texts.get(act, ""))
    file = act in _OF_FILES
    wording = Wording(
        text=tuple(map(str, told)) if isinstance(told, tuple | list) else (texts[act],),
        issue=texts.get("for", ""),
        evidence=texts.get("evidence", ""),
        title=texts.get("title", ""),
        after=texts.get("after", ""),
        before=texts.get("before", ""),
    )
    return Decision(
        id=entry_id(entry),
        act=act,
        passage=_passage(words, texts) if act in _OF_WORDS else Passage(path=words * file),
        other=_passage(_plain(str(other["words"])), other)
        if isinstance(other, Mapping)
        else Passage(),
        told_as=texts.get("as", ""),
        value=texts.get("is", words if act in (Act.UNDO, Act.CONFIRM) else ""),
        wording=wording if act in OF_WORDING else Wording(),
        by=texts.get("by", ""),
        on=texts.get("on", ""),
        why=texts.get("why", ""),
        line=tree.values.get(path, (0, 0))[0],
    )


def _passage(words: str, told: Mapping[str, object]) -> Passage:
    return Passage(_plain(words), str(told["in"]), str(told.get("at", "")))


def _plain(words: str) -> str:
    """Return words as a source's text has them, however lines break and accents are typed."""
    return " ".join(normalize("NFC", words).split())


def _undoing_nothing(decisions: Sequence[Decision]) -> Iterator[tuple[Decision, str]]:
    """Yield each undo of what does not stand before it, and say so."""
    known: set[str] = set()
    for one in decisions:
        if one.act is Act.UNDO and one.value not in known:
            yield one, f"undo: no entry before it has the id {one.value}"
        known.add(one.id)


def _contradictions(decisions: Sequence[Decision]) -> Iterator[tuple[Decision, str]]:
    """Yield each decision that excludes an earlier one which stands too, and name that."""
    kinds = frozenset().union(*_EXCLUDING)
    earlier: dict[object, list[Decision]] = {}
    for one in standing(decisions):
        if one.act not in kinds:
            continue
        beside = earlier.setdefault(one.about, [])
        for other in beside:
            if {one.act, other.act} in _EXCLUDING and one.touches(other):
                line = f"the '{other.act}' of the same words in line {other.line}"
                yield one, f"'{one.act}' and {line} exclude each other: undo one of them"
        beside.append(one)
