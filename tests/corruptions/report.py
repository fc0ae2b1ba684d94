"""What became of all corruptions, as a table of classes; every miss with its difference."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from corruptions.trial import SEARCHED, WAYS, Outcome

COLUMNS = (*WAYS, SEARCHED)


def missed(found: Sequence[Outcome]) -> list[Outcome]:
    """Return those that a way of verifying could have caught, and did not.

    A search does not find all that printing again does, and is told apart.
    """
    return [one for one in found if any(one.caught.get(way) is False for way in WAYS)]


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """Yield a line for each class: caught of trials, in each way; what is beyond it apart."""
    classes: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in found:
        classes[one.attack].append(one)
    yield f"| {'class':50} | {' | '.join(f'{way:>16}' for way in COLUMNS)} |"
    yield f"| {'-' * 50} | {' | '.join('-' * 16 for _ in COLUMNS)} |"
    for name, held in (*sorted(classes.items()), ("all", list(found))):
        yield f"| {name:50} | {' | '.join(_cell(held, way) for way in COLUMNS)} |"


def _cell(held: Sequence[Outcome], way: str) -> str:
    results = [one.caught[way] for one in held if way in one.caught]
    seen = [result for result in results if result is not None]
    beyond = len(results) - len(seen)
    told = f"{sum(seen)}/{len(seen)}" if seen else ""
    return f"{told + (f' ({beyond} inherent)' if beyond else ''):>16}"


def told(one: Outcome) -> str:
    """Say in a line what was changed and not seen."""
    ways = ", ".join(way for way, caught in one.caught.items() if caught is False and way in WAYS)
    failed = f" FAILED {one.failed}" if one.failed else ""
    return f"{one.attack} [{one.brief}] not seen by: {ways}{failed}\n    {one.told}"
