"""Who is who: mentions joined into actors, under which names, in which roles, in what part."""

from briefgen.merge.who.identity import Identities, identify, in_order
from briefgen.merge.who.press import Press
from briefgen.merge.who.ties import Ties, tie

__all__ = ["Identities", "Press", "Ties", "identify", "in_order", "tie"]
