"""How a brief stands to the last issue, in counted words."""

from briefgen.model.brief import Brief, SectionName
from briefgen.model.days import long_date
from briefgen.model.issues import Changes, Standing
from briefgen.render.wording import counted

_WORDS = {
    Standing.NEW: "new",
    Standing.CONTINUING: "as before",
    Standing.CHANGED: "changed",
}


def last_issue(changes: Changes) -> str:
    """Name the issue that a brief is compared with: its number, or title, and its date."""
    issue = changes.issue
    return f"{issue.number or issue.title} of {long_date(issue.issue_date)}"


def tally(changes: Changes, brief: Brief) -> str:
    """Count in words how the facts that the brief shows stand; "" when it shows none."""
    shown = [
        change.standing
        for name in (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)
        for item in getattr(brief.section(name), "items", ())
        if (change := changes.of(item.ref))
    ]
    if not shown:
        return ""
    if all(change.standing is Standing.CONTINUING for change in changes.facts):
        return "No fact is new or changed"
    told = (f"{shown.count(one)} {_WORDS[one]}" for one in Standing if one in shown)
    return f"{counted(len(shown), 'fact')} shown here: {', '.join(told)}"
