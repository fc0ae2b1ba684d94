"""Plans of which another statement tells that they were carried out."""

from collections import defaultdict
from collections.abc import Sequence

from briefgen.merge.events.statements import Circumstances, Unit
from briefgen.merge.words import is_light


def carried_out(units: Sequence[Unit], around: Circumstances) -> frozenset[int]:
    """Return the statements that only plan what somebody in common did on that day or later.

    Without the day of the deed, or of the plan's source, it may have been done before.
    """
    done: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        for deed in unit.done if unit.when else ():
            if not is_light(deed):
                done[deed].append(unit)
    return frozenset(
        plan.order
        for plan in units
        if plan.plans
        and not plan.done
        and (written := around.document(plan).source.metadata.anchor)
        and any(_did(other, plan, written) for deed in sorted(plan.plans) for other in done[deed])
    )


def _did(other: Unit, plan: Unit, written: str) -> bool:
    when = other.when
    since = when is not None and when.start >= written
    return since and not plan.involved.isdisjoint(other.involved)
