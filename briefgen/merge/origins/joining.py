"""Things joined two by two into groups."""

from collections.abc import Iterable, Mapping


class Joined:
    """Keys joined into groups, each known by its first member (union-find)."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Begin with every key by itself; their order decides who comes first."""
        self._place = {key: n for n, key in enumerate(keys)}
        self._above = {key: key for key in self._place}

    def first(self, key: str) -> str:
        """Return the first member of the group of `key`."""
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, a: str, b: str) -> None:
        """Make one group of two."""
        one, other = sorted((self.first(a), self.first(b)), key=self._place.__getitem__)
        self._above[other] = one

    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Return the members of each group, in order, by the first of them."""
        found: dict[str, list[str]] = {}
        for key in self._above:
            found.setdefault(self.first(key), []).append(key)
        return {first: tuple(keys) for first, keys in found.items()}
