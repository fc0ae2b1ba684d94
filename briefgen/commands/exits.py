"""Exit codes: what each means, and the one of each error."""

from enum import IntEnum
from typing import Self

from briefgen import errors


class Exit(IntEnum):
    """How a command ended; the numbers above 63 are those of sysexits.h.

    `meaning` is what --help says of it, "" for what the shell itself sets.
    """

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Self:
        """Make a code of a number and its meaning."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    DONE = 0, "done"
    DIFFERENT = 1, "a difference was found"
    USAGE = 2, "usage"
    PARTLY_DONE = 3, "inputs skipped (--strict) or recipients refused"
    NOTHING_NEW = 4, "nothing new"
    ISSUED = 5, "issued already"
    LATER_ISSUED = 6, "before the last issue"
    RED = 7, "TLP:RED with recipients"
    UNCONFIRMED = 8, "words to be confirmed"
    NOT_OVER = 9, "week not over"
    NOT_PROVEN = 10, "an original could not be compared (--require-originals)"
    NOTHING_USABLE = 65, "nothing usable"
    NO_INPUT = 66, "inputs missing"
    UNAVAILABLE = 69, "a library or a cluster is missing, or the mail server refuses for good"
    INTERNAL = 70, "internal error"
    OUTPUT = 73, "output"
    STATE = 74, "history or ledger"
    TRY_AGAIN = 75, "try again"
    TLS = 76, "TLS"
    LOGIN = 77, "login"
    CONFIGURATION = 78, "configuration"
    INTERRUPTED = 130, ""


OF_ERRORS = {
    errors.VerificationFailed: Exit.DIFFERENT,
    errors.NothingNew: Exit.NOTHING_NEW,
    errors.AlreadyIssued: Exit.ISSUED,
    errors.LaterIssued: Exit.LATER_ISSUED,
    errors.MarkedRed: Exit.RED,
    errors.Unconfirmed: Exit.UNCONFIRMED,
    errors.WeekNotOver: Exit.NOT_OVER,
    errors.NothingIngested: Exit.NOTHING_USABLE,
    errors.MissingInput: Exit.NO_INPUT,
    errors.ModelError: Exit.UNAVAILABLE,
    errors.WorkersFailed: Exit.UNAVAILABLE,
    errors.RenderError: Exit.UNAVAILABLE,
    errors.ToolMissing: Exit.UNAVAILABLE,
    errors.ServiceRefused: Exit.UNAVAILABLE,
    errors.OutputError: Exit.OUTPUT,
    errors.StateError: Exit.STATE,
    errors.TryAgain: Exit.TRY_AGAIN,
    errors.TlsError: Exit.TLS,
    errors.LoginError: Exit.LOGIN,
    errors.NotIssuable: Exit.CONFIGURATION,
    errors.ConfigError: Exit.CONFIGURATION,
    errors.NotSendable: Exit.CONFIGURATION,
    errors.SigningError: Exit.CONFIGURATION,
    errors.TemplateError: Exit.CONFIGURATION,
}
"""The exit code of each error that ends a command."""
