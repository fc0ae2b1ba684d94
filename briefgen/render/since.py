"""How a brief stands to the last issue, in counted words."""

from briefgen.model.brief import Brief, SectionName
from briefgen.model.issues import Changes, Standing
from briefgen.render.wording import long_date


def last_issue(changes: Changes) -> str:
    """Name the issue that a brief is compared with: its number, or title, and its date."""
    issue = changes.issue
    return f"{issue.number or issue.title} of {long_date(issue.issue_date)}"


def tally(changes: Changes, brief: Brief) -> str:
    """Count the facts that the brief shows by how they stand; "" when it shows none."""
    shown = [
        change.standing
        for name in (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)
        for item in getattr(brief.section(name), "items", ())
        if (change := changes.of(item.ref))
    ]
    counts = (f"{shown.count(one)} {one}" for one in Standing if one in shown)
    return f"Of the facts shown here: {', '.join(counts)}" if shown else ""
