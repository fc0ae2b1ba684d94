"""YAML without surprises: plain values, and the line and column of each.

Only `true`/`false` are booleans, only decimal numbers are numbers, dates stay text;
repeated keys, anchors, tags and deep nesting are refused. (YAML 1.1 would read `no` as
false, `12:30` as 750 and `010` as 8.)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from briefgen.errors import ConfigError, Problem

Path = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top."""

_DEEPEST = 20
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one written in C, where it was built: some ten times as fast, and not so good at errors."""

_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_SCALARS = (
    (re.compile(r"true|false"), lambda text: text == "true"),
    (re.compile(r"null|~|"), lambda _: None),
    (re.compile(r"[-+]?(0|[1-9][0-9]{0,17})"), int),
    (re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}"), float),
)
"""Longer rows of digits stay text: a program that reads them as numbers loses some."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file: its value, and the place of every key and value by path.

    Lists become tuples. A key's place is stored under its path, a value's under
    `values`; both count from 1.
    """

    file: str
    value: object
    keys: Mapping[Path, tuple[int, int]]
    values: Mapping[Path, tuple[int, int]]

    def problem(self, path: Path, message: str, *, at_key: bool = False) -> Problem:
        """Return a problem at `path`, or at the nearest known place above it."""
        places = self.keys if at_key else self.values
        known = path
        while known and known not in places:
            known = known[:-1]
        line, column = places.get(known, (1, 1))
        return Problem(self.file, line, column, message)


def parse_yaml(text: str, file: str) -> Tree:
    """Parse `text`. Raises ConfigError with every structural mistake and its place."""
    try:
        node = _composed(text, file)
    except yaml.MarkedYAMLError as error:
        unclosed = error.context == "while scanning a quoted scalar"
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        raise _refused(file, mark, f"not valid YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigError((Problem(file, 1, 1, "not valid YAML: unreadable text"),)) from error
    walk = _Walk(file)
    value = walk.value(node, ()) if node is not None else None
    if walk.problems:
        raise ConfigError(tuple(walk.problems))
    return Tree(file, value, walk.keys, walk.values)


def _composed(text: str, file: str) -> yaml.Node | None:
    try:
        _look_over(text, file, _FAST)
        return yaml.compose(text, Loader=_FAST)
    except yaml.YAMLError:
        _look_over(text, file, yaml.SafeLoader)
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _look_over(text: str, file: str, loader: type[yaml.SafeLoader]) -> None:
    """Raise ConfigError for what is not used here, before anything is made of it."""
    depth = 0
    for token in yaml.scan(text, Loader=loader):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
            raise _refused(file, token.start_mark, "anchors, aliases and tags are not used here")
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > _DEEPEST:
            raise _refused(file, token.start_mark, "nested too deeply")


def _refused(file: str, mark: yaml.Mark | None, message: str) -> ConfigError:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return ConfigError((Problem(file, line, column, message),))


class _Walk:
    """Turns nodes into values and collects places and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.keys: dict[Path, tuple[int, int]] = {}
        self.values: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: Path) -> object:
        self.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.value(child, (*path, n)) for n, child in enumerate(node.value))
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(key_node, "a key should be plain text")
                continue
            key = key_node.value
            if key in found:
                self._problem(key_node, f"'{key}' is given twice: keep one of them")
            here = (*path, key)
            self.keys[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            found[key] = self.value(value_node, here)
        return found

    def _problem(self, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(self.file, mark.line + 1, mark.column + 1, message))


def _scalar(node: yaml.ScalarNode) -> object:
    text: str = node.value
    if not node.style:
        for pattern, convert in _SCALARS:
            if pattern.fullmatch(text):
                return convert(text)
    return text
