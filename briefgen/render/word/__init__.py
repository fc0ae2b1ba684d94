"""The note as a Word document: the page as it is printed, its marks as footnotes."""

from briefgen.render.word.document import write_word

__all__ = ["write_word"]
