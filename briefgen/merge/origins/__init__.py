"""Where a source's words come from: its publisher, the agency it reprints, the text it copies.

`independence` decides, from what `credits` and `copies` find.
"""

from briefgen.merge.origins.independence import Independence
from briefgen.merge.origins.records import flag_later, record_source

__all__ = ["Independence", "flag_later", "record_source"]
