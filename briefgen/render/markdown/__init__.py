"""The note as Markdown: the page as it is printed, its marks as footnotes."""

from briefgen.render.markdown.document import write_markdown

__all__ = ["write_markdown"]
