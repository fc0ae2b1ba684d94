"""Words that mean a day only where they were written: "Friday", "yesterday", "last month"."""

from collections.abc import Iterable, Iterator, Sequence

from briefgen.extract.nlp import Parsed
from briefgen.model.annotations import DateMention
from briefgen.model.days import counting_rule, is_counted
from briefgen.model.spans import Span


def counted_days(
    parsed: Parsed, dates: Iterable[DateMention], spans: Sequence[Span]
) -> Iterator[DateMention]:
    """Yield those words inside `spans` whose day is sure, each day once."""
    told: set[str] = set()
    for one in dates:
        if not one.anchor or not any(span.contains(one.span) for span in spans):
            continue
        said = parsed.words(one.span)
        rule = counting_rule(said, one.precision)
        sure = rule and is_counted(said, rule, one.start, one.end, one.anchor)
        if sure and one.start not in told:
            told.add(one.start)
            yield one
