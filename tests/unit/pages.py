"""Reads finished HTML as a browser would: elements, anchors, links and visible text."""

from collections.abc import Sequence
from html.parser import HTMLParser


class Page(HTMLParser):
    """What a page holds."""

    def __init__(self, content: bytes) -> None:
        """Parse the page."""
        super().__init__()
        self.tags: list[str] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._styling = False
        self.feed(content.decode())
        self.text = "".join(self.words)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self._styling = tag == "style"
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.append(value)
            if name in ("href", "src") and value:
                self.links.append(value)

    def handle_endtag(self, tag: str) -> None:
        """Leave the style sheet."""
        self._styling = self._styling and tag != "style"

    def handle_data(self, data: str) -> None:
        """Note visible words."""
        if not self._styling:
            self.words.append(data)
