"""What is passed from stage to stage cannot be changed on the way, nor be given more fields."""

import pkgutil
from dataclasses import FrozenInstanceError, fields, is_dataclass
from importlib import import_module

import pytest

from briefgen.model.spans import Span

PACKAGES = ("briefgen.deliver", "briefgen.model", "briefgen.read", "briefgen.verification")


def values() -> list[type]:
    modules = (
        import_module(one.name)
        for package in PACKAGES
        for one in pkgutil.walk_packages(import_module(package).__path__, f"{package}.")
    )
    return [
        held
        for module in modules
        for held in vars(module).values()
        if is_dataclass(held) and isinstance(held, type) and held.__module__ == module.__name__
    ]


def test_values_are_frozen_and_slotted() -> None:
    found = values()
    assert len(found) > 80
    for one in found:
        assert one.__dataclass_params__.frozen, one  # type: ignore[attr-defined]
        assert "__slots__" in vars(one), one


def test_a_value_cannot_be_changed() -> None:
    held = Span(1, 2)
    with pytest.raises(FrozenInstanceError):
        held.end = 3  # type: ignore[misc]
    assert [field.name for field in fields(held)] == ["start", "end"]
