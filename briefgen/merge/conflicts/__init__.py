"""Where sources differ: numbers, days, names, titles, and what is done, planned or denied."""

from briefgen.merge.conflicts.disagreement import find_disagreements

__all__ = ["find_disagreements"]
