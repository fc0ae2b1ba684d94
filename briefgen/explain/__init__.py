"""Why a statement is in a brief where it is, or what became of words that are not shown."""

from briefgen.explain.answer import Explanation, as_json, as_text
from briefgen.explain.asking import explain
from briefgen.explain.material import Material, is_finished, of_folder, of_inputs

__all__ = [
    "Explanation",
    "Material",
    "as_json",
    "as_text",
    "explain",
    "is_finished",
    "of_folder",
    "of_inputs",
]
