"""A finished brief to its recipients, one message each, at most once.

`address` makes the messages, the ledger says who is owed one, `dispatch` sends them.
"""

from briefgen.deliver.dispatch import Clock, Sent, dispatch
from briefgen.deliver.ledger import Entry, Job, Ledger, State, open_ledger
from briefgen.deliver.login import Login, find_login, read_secret
from briefgen.deliver.message import Draft, Letter, Message, address, draft_notice, open_draft
from briefgen.deliver.signature import sign
from briefgen.deliver.smtp import Session, connect

__all__ = [
    "Clock",
    "Draft",
    "Entry",
    "Job",
    "Ledger",
    "Letter",
    "Login",
    "Message",
    "Sent",
    "Session",
    "State",
    "address",
    "connect",
    "dispatch",
    "draft_notice",
    "find_login",
    "open_draft",
    "open_ledger",
    "read_secret",
    "sign",
]
