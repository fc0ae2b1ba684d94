"""Small charts of the evidence: a line of time, who is quoted where, facts by source."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from briefgen.model.annotations import Precision, QuotationKind
from briefgen.model.brief import Brief, Item, SectionName
from briefgen.model.days import MONTHS
from briefgen.model.evidence import Event, Quotation
from briefgen.model.facts import Fact
from briefgen.model.records import SourceRecord
from briefgen.render.pictures.drawing import (
    PAGE,
    RAIL,
    Picture,
    circle,
    fitted,
    path,
    rectangle,
    text,
    width_of,
    wrapped,
)
from briefgen.render.wording import counted, resolved

_MOST_DAYS, _FEWEST_DAYS = 7, 3
_FEW = 4
_APART = 10.0
"""Points between two days: nearer, their dots would cover each other."""

_UNEVEN = 2
"""How many times the shortest step the longest must be: else a list tells as much."""

_AXIS, _LEADERS = 5.0, 15.0

_FEWEST = 2
_SPARE = 0.86
"""How much of a column words may fill: a browser's own font can be wider than ours."""

_MOST_BARS = 6
_WIDEST_LABEL = 112.0
"""Points; the rest of the rail is left to the bars."""

_MOST_SPEAKERS, _MOST_SOURCES = 8, 14
_SYMBOLS = {
    QuotationKind.DIRECT: "direct",
    QuotationKind.MIXED: "partly direct",
    QuotationKind.INDIRECT: "indirect",
}


def draw_timeline(brief: Brief) -> Picture | None:
    """Draw up to seven days to scale, each with its best supported event.

    None where that tells no more than a list of days: for fewer than three, for days at even
    steps, and where some would fall together.
    """
    section = brief.section(SectionName.TIMELINE)
    best: dict[date, tuple[Item, Event]] = {}
    for item in section.items if section else ():
        event = brief.shown(item)
        if isinstance(event, Event) and event.date.precision is Precision.DAY:
            day = date.fromisoformat(event.date.start)
            if day not in best or event.rank < best[day][1].rank:
                best[day] = item, event
    shown = sorted(sorted(best, key=lambda day: best[day][1].rank)[:_MOST_DAYS])
    if not _tells_distances(shown):
        return None
    step, whole = PAGE / len(shown), (shown[-1] - shown[0]).days
    body = [path([((0, _AXIS), (PAGE, _AXIS))], "line", closed=False)]
    lines = 0
    for n, day in enumerate(shown):
        last = day == shown[-1]
        at = step / 2 + (PAGE - step) * (day - shown[0]).days / whole
        middle, head = step * (n + 0.5), _AXIS + _LEADERS
        body.append(path([((at, _AXIS), (middle, head))], "hair", closed=False))
        body.append(circle((at, _AXIS), 3.6 if last else 2.6, "last" if last else "dot"))
        event = best[day][1]
        words = resolved(event.date) if len(shown) <= _FEW else _short(resolved(event.date))
        written = fitted(words, 7.6, step - 6, strong=True)
        body.append(text((middle, head + 8), written, 7.6, "late" if last else "strong", "middle"))
        fact = brief.find(event.facts[0])
        told = wrapped(fact.wording if isinstance(fact, Fact) else "", 7, (step - 8) * _SPARE, 4)
        lines = max(lines, len(told))
        body += [
            text((middle, head + 18 + 8.6 * k), w, 7, "faint", "middle") for k, w in enumerate(told)
        ]
    alt = "; ".join(f"{resolved(best[day][1].date)}: {best[day][0].label}" for day in shown)
    left = len(best) - len(shown)
    more = f"The {len(shown)} best supported of {len(best)} days. " if left else ""
    return Picture(
        "line-of-time",
        PAGE,
        _AXIS + _LEADERS + 12 + 8.6 * lines,
        "".join(body),
        f"Line of time, to scale. {alt}.",
        f"{more}To scale, one event a day; first words of the sources, in full below.",
    )


def _tells_distances(days: Sequence[date]) -> bool:
    """Tell whether days stand at steps that differ, and can be told apart on one line."""
    if len(days) < _FEWEST_DAYS:
        return False
    steps = [(after - before).days for before, after in pairwise(days)]
    apart = min(steps) * PAGE >= _APART * sum(steps)
    return apart and max(steps) >= _UNEVEN * min(steps)


def draw_speakers(brief: Brief) -> Picture | None:
    """Draw in which sources the speakers of the note are quoted, and how.

    None for fewer than two speakers or sources: then there is nothing to compare.
    """
    section = brief.section(SectionName.QUOTATIONS)
    shown = [brief.shown(item) for item in section.items] if section else []
    names = list(dict.fromkeys(_voice(q) for q in shown if isinstance(q, Quotation)))
    speakers = [name for name in names if name][:_MOST_SPEAKERS]
    cells: dict[tuple[str, str], set[QuotationKind]] = {}
    for one in brief.spoken:
        cells.setdefault((one.name, one.source), set()).add(one.kind)
    quoting = [s.key for s in brief.evidence.sources if any((n, s.key) in cells for n in speakers)]
    keys = quoting[:_MOST_SOURCES]
    if len(speakers) < _FEWEST or len(keys) < _FEWEST:
        return None
    side = min(150.0, max(width_of(name, 7.6, strong=True) for name in speakers) / _SPARE + 6)
    step, row, top = min(36.0, (PAGE - side) / len(keys)), 13.0, 14.0
    body = [
        text((side + step * (n + 0.5), 8), key, 7, "faint", "middle") for n, key in enumerate(keys)
    ]
    for r, name in enumerate(speakers):
        y = top + row * (r + 0.5)
        body.append(path([((0, y + row / 2), (side + step * len(keys), y + row / 2))], "hair",
                         closed=False))  # fmt: skip
        body.append(
            text((0, y + 2.6), fitted(name, 7.6, (side - 6) * _SPARE, strong=True), 7.6, "strong")
        )
        for n, key in enumerate(keys):
            body += _symbols((side + step * (n + 0.5), y), cells.get((name, key), set()))
    told = "; ".join(_told(name, keys, cells) for name in speakers)
    return Picture(
        "speakers",
        side + step * len(keys),
        top + row * len(speakers) + 1,
        "".join(body),
        f"Who is quoted in which source. {told}.",
        "Who is quoted where: filled, in direct speech; half filled, partly; ring, indirectly.",
    )


def draw_bars(brief: Brief) -> Picture | None:
    """Draw how many of the note's facts each source states, or a detail of them.

    None for a single source.
    """
    leads = [
        item
        for section in brief.sections
        if section.name in (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)
        for item in section.items
    ]
    stated: Counter[str] = Counter()
    for lead in leads:
        facts = (fact for item in lead.told if isinstance(fact := brief.shown(item), Fact))
        stated.update({citation.source for fact in facts for citation in fact.citations})
    if len(stated) < _FEWEST:
        return None
    order = [source.key for source in brief.evidence.sources]
    ranked = sorted(stated, key=lambda key: (-stated[key], order.index(key)))
    shown = ranked[:_MOST_BARS]
    labels = [_named(brief.source(key)) for key in shown]
    widest = max(width_of(label, 7) for label in labels) / _SPARE + 6
    side, row, most = min(widest, _WIDEST_LABEL), 12.5, max(stated.values())
    room = RAIL - side - 16
    body = []
    for n, (key, label) in enumerate(zip(shown, labels, strict=True)):
        y = row * n
        long = room * stated[key] / most
        body += [
            text((0, y + 8.4), fitted(label, 7, (side - 6) * _SPARE), 7),
            rectangle(side, y + 2.2, long, row - 4.4, "bar"),
            text((side + long + 4, y + 8.6), str(stated[key]), 7.4, "strong"),
        ]
    told = ", ".join(f"{key} {stated[key]}" for key in shown)
    rest = len(ranked) - len(shown)
    more = f" {counted(rest, 'further source')} not drawn." if rest else ""
    return Picture(
        "bars",
        RAIL,
        row * len(shown),
        "".join(body),
        f"How many of the {len(leads)} facts each source states: {told}.",
        f"How many of the note’s {counted(len(leads), 'fact')} each source states.{more}",
    )


def _named(record: SourceRecord) -> str:
    return f"{record.key} {record.publisher or record.title or record.path}"


def _short(day: str) -> str:
    """Write the month of a date in three letters."""
    return " ".join(word[:3] if word in MONTHS else word for word in day.split(" "))


def _voice(quotation: object) -> str:
    return quotation.speaker.name if isinstance(quotation, Quotation) else ""


def _symbols(at: tuple[float, float], kinds: set[QuotationKind]) -> list[str]:
    """Draw one symbol for each kind, side by side: filled, half filled, ring."""
    drawn = []
    ordered: Sequence[QuotationKind] = [kind for kind in _SYMBOLS if kind in kinds]
    for n, kind in enumerate(ordered):
        x, y = at[0] + 9.0 * (n - (len(ordered) - 1) / 2), at[1]
        drawn.append(circle((x, y), 3, "mark" if kind is QuotationKind.DIRECT else "ring"))
        if kind is QuotationKind.MIXED:
            half = ((x, y - 3), (x - 2.1, y - 2.1), (x - 3, y), (x - 2.1, y + 2.1), (x, y + 3))
            drawn.append(path([half], "mark"))
    return drawn


def _told(name: str, keys: Sequence[str], cells: dict[tuple[str, str], set[QuotationKind]]) -> str:
    places = (
        f"{key} ({', '.join(_SYMBOLS[kind] for kind in _SYMBOLS if kind in cells[name, key])})"
        for key in keys
        if (name, key) in cells
    )
    return f"{name}: {', '.join(places)}"
