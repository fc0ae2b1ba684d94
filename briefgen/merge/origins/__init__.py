"""Where a source's words come from: its publisher, the agency it reprints, the text it copies.

`independence` decides, from what `credits` and `copies` find.
"""

from briefgen.merge.origins.agencies import known_agencies
from briefgen.merge.origins.houses import folded, known_titles
from briefgen.merge.origins.independence import Independence
from briefgen.merge.origins.records import flag_later, record_source

__all__ = ["Independence", "flag_later", "known_media", "record_source"]


def known_media() -> frozenset[str]:
    """Return the folded names of the agencies and titles that are known beforehand."""
    return frozenset(map(folded, known_agencies())) | known_titles()
