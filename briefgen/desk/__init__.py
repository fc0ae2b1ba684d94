"""The desk: a page on this machine, on which people decide what a note shows, before it goes out.

Starlette and uvicorn, which it is made with, come with the extra `briefgen[desk]`.
"""

from briefgen.desk.book import Book
from briefgen.desk.deciding import Desk
from briefgen.desk.doorway import Doorway
from briefgen.desk.remembered import Remembered
from briefgen.desk.server import Opened, open_port, serve
from briefgen.desk.workshop import Order, Workshop

__all__ = [
    "Book",
    "Desk",
    "Doorway",
    "Opened",
    "Order",
    "Remembered",
    "Workshop",
    "open_port",
    "serve",
]
