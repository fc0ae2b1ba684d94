"""What can be done to the pages of a note as text: HTML, plain text, mail, Markdown, Word."""

import html
import io
import quopri
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from corruptions.case import Attack, Case, Make
from corruptions.lookalikes import KINDS, like

Change = Callable[[str, Random], str | None]
"""Changes a text; None where it has nothing to change so."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a note is shown: how its text is taken out of a folder, and put back into it.

    `words` finds what shows words, its first group.
    """

    read: Callable[[Case], str | None]
    write: Callable[[Case, str], Case]
    words: re.Pattern[str]

    def changed(self, change: Change) -> Make:
        """Return the attack that makes this change."""

        def make(case: Case, rng: Random) -> Case | None:
            text = self.read(case)
            other = change(text, rng) if text else None
            return self.write(case, other) if other and other != text else None

        return make


def _file(path: str, words: str) -> Target:
    def read(case: Case) -> str | None:
        return case.text(path) if path in case.folder else None

    return Target(
        read, lambda case, text: case.having(path, text.encode()), re.compile(words, re.MULTILINE)
    )


def _part(subtype: str, words: str) -> Target:
    """Return the plain or the HTML part of the mail."""

    def place(case: Case) -> tuple[int, int] | None:
        content = case.folder.get("brief.eml", b"")
        head = content.find(f"Content-Type: text/{subtype}".encode())
        start = content.find(b"\r\n\r\n", head) + 4
        return (start, content.find(b"\r\n--", start)) if head >= 0 else None

    def read(case: Case) -> str | None:
        at = place(case)
        if at is None:
            return None
        return (
            quopri.decodestring(case.folder["brief.eml"][slice(*at)]).decode().replace("\r\n", "\n")
        )

    def write(case: Case, text: str) -> Case:
        at = place(case)
        assert at
        content, coded = (
            case.folder["brief.eml"],
            quopri.encodestring(text.encode()).replace(b"\n", b"\r\n"),
        )
        return case.having("brief.eml", content[: at[0]] + coded + content[at[1] :])

    return Target(read, write, re.compile(words, re.MULTILINE))


def _word(part: str) -> Target:
    def read(case: Case) -> str | None:
        if "brief.docx" not in case.folder:
            return None
        with zipfile.ZipFile(io.BytesIO(case.folder["brief.docx"])) as packed:
            return packed.read(part).decode()

    def write(case: Case, text: str) -> Case:
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(case.folder["brief.docx"])) as old,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for one in old.infolist():
                new.writestr(one, text if one.filename == part else old.read(one))
        return case.having("brief.docx", made.getvalue())

    return Target(read, write, re.compile(r"<w:t(?: [^>]*)?>([^<]+)</w:t>"))


_NODES = r">([^<>{}]*\w[^<>{}]*)<(?!/style|/script|/title)"
_LINES = r"^(.*\w.*)$"
PAGE = _file("brief.html", _NODES)
TARGETS: Mapping[str, Target] = {
    "HTML": PAGE,
    "text": _file("brief.txt", _LINES),
    "Markdown": _file("brief.md", _LINES),
    "Word": _word("word/document.xml"),
    "Word's footnotes": _word("word/footnotes.xml"),
    "mail, text": _part("plain", _LINES),
    "mail, HTML": _part("html", _NODES),
}


def in_words(pattern: re.Pattern[str], change: Change, *, longest: int = 3) -> Change:
    """Return what changes one of the places where words are shown, of so many words at least."""

    def changed(text: str, rng: Random) -> str | None:
        body = max(text.find("<body"), 0)
        found = [m for m in pattern.finditer(text, body) if len(m[1].split()) >= longest]
        rng.shuffle(found)
        for at in found[:40]:
            other = change(html.unescape(at[1]), rng)
            if other is not None and other != html.unescape(at[1]):
                escaped = html.escape(other, quote=False) if "<" in at[0] else other
                return text[: at.start(1)] + escaped + text[at.end(1) :]
        return None

    return changed


def _word_changed(text: str, rng: Random) -> str | None:
    words = list(re.finditer(r"\b[a-z]{4,}\b", text))
    if not words:
        return None
    at = rng.choice(words)
    return text[: at.start()] + at[0][::-1] + text[at.end() :]


def _digit_changed(text: str, rng: Random) -> str | None:
    digits = list(re.finditer(r"\d", text))
    if not digits:
        return None
    at = rng.choice(digits)
    return text[: at.start()] + str((int(at[0]) + rng.randrange(1, 9)) % 10) + text[at.end() :]


def _letter_changed(text: str, rng: Random) -> str | None:
    letters = list(re.finditer(r"[a-z]", text))
    if not letters:
        return None
    at = rng.choice(letters)
    other = rng.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != at[0]])
    return text[: at.start()] + other + text[at.end() :]


def _exchanged(pattern: re.Pattern[str], least: int) -> Change:
    def change(text: str, rng: Random) -> str | None:
        body = max(text.find("<body"), 0)
        found = [m for m in pattern.finditer(text, body) if len(m[1].split()) >= least]
        if len({m[1] for m in found}) < 2:
            return None
        one, other = sorted(rng.sample(found, 2), key=lambda m: m.start())
        while one[1] == other[1]:
            one, other = sorted(rng.sample(found, 2), key=lambda m: m.start())
        between = text[one.end(1) : other.start(1)]
        return text[: one.start(1)] + other[1] + between + one[1] + text[other.end(1) :]

    return change


def _removed(pattern: re.Pattern[str], least: int) -> Change:
    def change(text: str, rng: Random) -> str | None:
        body = max(text.find("<body"), 0)
        found = [m for m in pattern.finditer(text, body) if len(m[1].split()) >= least]
        if not found:
            return None
        at = rng.choice(found)
        return text[: at.start(1)] + text[at.end(1) :]

    return change


def _replaced(pattern: str, put: str | Change) -> Change:
    """Return what replaces the first group of one place that a pattern finds."""
    compiled = re.compile(pattern, re.DOTALL)

    def change(text: str, rng: Random) -> str | None:
        found = [m for m in compiled.finditer(text, max(text.find("<body"), 0)) if m[1]]
        rng.shuffle(found)
        for at in found:
            other = put if isinstance(put, str) else put(at[1], rng)
            if other is not None and other != at[1]:
                return text[: at.start(1)] + other + text[at.end(1) :]
        return None

    return change


def _next_number(text: str, rng: Random) -> str:
    return re.sub(r"\d+", lambda m: str(int(m[0]) + 1), text, count=1)


def _other_count(text: str, rng: Random) -> str | None:
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight")
    held = next((one for one in words if re.search(rf"\b{one}\b", text)), None)
    return re.sub(rf"\b{held}\b", "nine", text, count=1) if held else None


def _hidden_truth(text: str, rng: Random) -> str | None:
    """Show other words, and keep the right ones where nobody sees them."""
    changed = _replaced(
        r'<p class="statement"[^>]*>(?:<b class="no">\d+</b>)?([^<]{20,})',
        lambda words, _: f'Nothing of it is so.<i style="display:none">{words}</i>',
    )
    return changed(text, rng)


def _everywhere(text: str, rng: Random) -> str | None:
    """Change a number or a word wherever it stands on the page."""
    words = re.findall(r'<p class="statement"[^>]*>(?:<b class="no">\d+</b>)?([^<]{20,})', text)
    held = [word for line in words for word in re.findall(r"\b[a-z]{6,}\b", line)]
    if not held:
        return None
    word = rng.choice(held)
    at = text.find("<body")
    return text[:at] + re.sub(rf"\b{word}\b", word[::-1], text[at:])


def _bare(text: str, rng: Random) -> str | None:
    return text.replace("</main>", '<p class="statement">The harbour burned down.</p></main>', 1)


def _with_anothers_mark(text: str, rng: Random) -> str | None:
    marks = re.findall(r'<button class="mark".*?</button>', text)
    made = f'<div class="fact"><p class="statement">The harbour burned down.{rng.choice(marks)}</p>'
    return text.replace("</main>", f"{made}</div></main>", 1) if marks else None


def _statement_doubled(text: str, rng: Random) -> str | None:
    found = list(re.finditer(r'<div class="fact"[^>]*>.*?</div>', text, re.DOTALL))
    if not found:
        return None
    at = rng.choice(found)
    return text[: at.end()] + at[0] + text[at.end() :]


def _statements_exchanged(text: str, rng: Random) -> str | None:
    pattern = re.compile(
        r'<p class="statement"[^>]*>(?:<b class="no">\d+</b>)?(.*?)</p>', re.DOTALL
    )
    return _exchanged(pattern, 1)(text, rng)


_STATED = r'<p class="statement"[^>]*>(?:<b class="no">\d+</b>)?([^<]{12,})'
_POPUP = r'popover>\s*<p class="small">.*?'
_MARKS = r"\[(S\d+ (?:¶|p\. )\d+)\]"

RANDOM: Mapping[str, Change] = {
    "fact: letter": _replaced(_STATED, _letter_changed),
    "fact: digit": _replaced(_STATED, _digit_changed),
    "fact: word": _replaced(_STATED, _word_changed),
    "fact: exchanged": _statements_exchanged,
    "fact: deleted": _replaced(r'(<div class="fact"[^>]*>.*?</div>)', ""),
    "fact: doubled": _statement_doubled,
    "fact: in all places": _everywhere,
    "fact: true words hidden": _hidden_truth,
    "quotation: word": _replaced(r"<blockquote[^>]*>(.*?)</blockquote>", _word_changed),
    "quotation: deleted": _replaced(r'(<figure id="quotation.*?</figure>)', ""),
    "quotation: exchanged": _exchanged(re.compile(r"<blockquote[^>]*>(.*?)</blockquote>"), 1),
    "speaker": _replaced(r"<figcaption><b><bdi>([^<]+)", "Jon Doe"),
    "speakers exchanged": _exchanged(re.compile(r"<figcaption><b><bdi>([^<]+)"), 1),
    "role": _replaced(r"</bdi></b>, <bdi>([^<]+)", "arms dealer"),
    "mark: label": _replaced(_MARKS, _next_number),
    "marks exchanged": _exchanged(re.compile(_MARKS), 1),
    "mark: leads elsewhere": _replaced(r'popovertarget="(q\d+)"', _next_number),
    "count of sources": _replaced(r'class="tellers[^>]*>([^<]+)', _other_count),
    "disagreement removed": _replaced(r'(<div class="split".*?</div>)', ""),
    "label reported removed": _replaced(r'(<span class="tag">reported</span>)', ""),
    "label reported added": _replaced(r'class="tellers[^>]*>[^<]+()</span>', "") ,
    "timeline: date": _replaced(r'<td class="date">\s*<b>([^<]+)', _digit_changed),
    "map: place": _replaced(r'<text class="place[^>]*>([^<]+)', "Atlantis"),
    "picture's words": _replaced(r"<text[^>]*>([^<]+)", "Elsewhere"),
    "marking": _replaced(r'<span class="chip[^>]*>([^<]+)', "TLP:CLEAR"),
    "review": _replaced(r"(not reviewed)", "reviewed by A. Nobody"),
    "review taken away": _replaced(r"(reviewed by [A-Z][^<,.]+)", "not reviewed"),
    "statement without mark": _bare,
    "statement with another's mark": _with_anothers_mark,
    "ledger: turned round": _replaced(r'<td class="passage"[^>]*>()', "It is false that "),
    "ledger: word": _replaced(r'<td class="passage"[^>]*>.*?<mark[^>]*>([^<]{12,})', _word_changed),
    "passage: turned round": _replaced(_POPUP + r'<p class="words"[^>]*>()', "It is false that "),
    "passage: word": _replaced(_POPUP + r"<mark[^>]*>([^<]{12,})", _word_changed),
    "register: hash": _replaced(r'<td class="hash">([0-9a-f]+)', _digit_changed),
    "register: grade": _replaced(r'<td class="grade">([A-F]\d)', "A1"),
    "gaps": _replaced(r'id="gaps".*?<li[^>]*>([^<]+)', "Nothing is missing."),
    "title": _replaced(r'class="kicker"[^>]*>([^<]+)', "Another note"),
    "remote link": _replaced(r'<a href="(sources/[^"]+)"', "https://elsewhere.example/"),
    "remote picture": _replaced(r"</main>()", '<img src="https://elsewhere.example/1.gif">'),
    "script": _replaced(r"</main>()", "<script>document.title='x'</script>"),
    "style hides": _replaced(r"</main>()", "<style>.disagreements{display:none}</style>"),
    "desk's mark removed": _replaced(r"(edited by the desk)", ""),
    "desk's mark added": _replaced(
        r'<p class="statement"[^>]*>.*?(</p>)', ' <i class="small">edited by the desk</i></p>'
    ),
    "hidden words shown": _replaced(r"(█+)", "Ilse Varnholt"),
    "hidden words' mark added": _replaced(_STATED, lambda w, _: w.replace(w.split()[-1], "█████")),
    "analyst's mark removed": _replaced(r"(\(?analyst’s words\)?)", ""),
    "digest": _replaced(r"\b([0-9a-f]{12,64})\b", _letter_changed),
    "since the last issue": _replaced(r'id="changes".*?<p[^>]*>([^<]*\w[^<]*)<', _word_changed),
    "key figure": _replaced(r'class="figures".*?<b>([^<]+)', _digit_changed),
}  # fmt: skip


def _plain(target: Target) -> Mapping[str, Change]:
    """Return what is done at random to any text."""
    words = target.words
    return {
        "letter": in_words(words, _letter_changed),
        "digit": in_words(words, _digit_changed, longest=2),
        "word": in_words(words, _word_changed),
        "line removed": _removed(words, 3),
        "lines exchanged": _exchanged(words, 3),
        "mark": _replaced(r"\[\^?((?:S\d+.)?(?:¶|p\. )?\d+)\]", _next_number),
        "marking": _replaced(r"(TLP:GREEN)", "TLP:CLEAR"),
        "review": _replaced(r"(not reviewed)", "reviewed by A. Nobody"),
        "count": _replaced(
            r"((?:one|two|three|four|five) (?:independent )?sources?)", _other_count
        ),
        "words added": in_words(words, lambda text, _: f"{text} Nothing of it is so."),
        "desk's mark removed": _replaced(r"(\(?edited by(?: the)?)", ""),
    }


def _copies(case: Case, rng: Random) -> Case | None:
    """Change the readable copy of a source."""
    paths = sorted(
        path for path in case.folder if path.startswith("sources/S") and path.endswith(".html")
    )
    if not paths:
        return None
    path = rng.choice(paths)
    change = in_words(
        re.compile(_NODES), rng.choice((_letter_changed, _digit_changed, _word_changed))
    )
    text = change(case.text(path), rng)
    return case.having(path, text.encode()) if text else None


def _mail_headed(name: str, value: str) -> Make:
    def make(case: Case, rng: Random) -> Case | None:
        if "brief.eml" not in case.folder:
            return None
        content = case.folder["brief.eml"]
        changed = re.sub(
            rb"(?m)^" + name.encode() + rb": .*?\r$",
            f"{name}: {value}\r".encode(),
            content,
            count=1,
        )
        return case.having("brief.eml", changed) if changed != content else None

    return make


def _mail_joined(case: Case, rng: Random) -> Case | None:
    """Put a text of one's own before the note's."""
    content = case.folder.get("brief.eml", b"")
    found = re.search(rb"\n(--alternative-\w+)\r\nContent-Type: text/plain", content)
    if not found:
        return None
    part = found[1] + b"\r\nContent-Type: text/plain\r\n\r\nNothing of this is so.\r\n"
    return case.having(
        "brief.eml", content[: found.start() + 1] + part + content[found.start() + 1 :]
    )


PAGES = (
    *(Attack(f"HTML: {name}", PAGE.changed(change)) for name, change in RANDOM.items()),
    *(
        Attack(f"{where}: {name}", target.changed(change))
        for where, target in TARGETS.items()
        if where != "HTML"
        for name, change in _plain(target).items()
    ),
    Attack("readable copy of a source", _copies),
    Attack("mail: subject", _mail_headed("Subject", "All is well")),
    Attack("mail: date", _mail_headed("Date", "Mon, 30 Nov 2026 06:00:00 +0000")),
    Attack("mail: another text in front", _mail_joined),
)


def look_alike(target: Target, kind: str, *, made_up: bool) -> Make:
    """Return the attack that shows a look-alike in place of a sentence of the note."""

    def make(case: Case, rng: Random) -> Case | None:
        texts = (
            []
            if made_up
            else [
                case.text(p) for p in sorted(case.folder) if re.fullmatch(r"sources/S\d+\.txt", p)
            ]
        )
        change = in_words(target.words, lambda words, rng: like(words, kind, texts, rng))
        return target.changed(change)(case, rng)

    return make


LOOK_ALIKES = tuple(
    Attack(f"{where}: {kind}, {'made up' if made_up else 'from elsewhere'}",
           look_alike(target, kind, made_up=made_up))
    for where, target in TARGETS.items()
    for kind in KINDS
    for made_up in (False, True)
)  # fmt: skip
