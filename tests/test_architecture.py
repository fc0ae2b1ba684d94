"""The shape of the code: its public door, its sizes, and who may make what."""

import ast
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path
from typing import get_type_hints

import briefgen
from briefgen.model.brief import VerifiedBrief
from briefgen.program import COMMON, PARTS
from briefgen.render import render
from briefgen.render.copies import write_copies
from briefgen.render.email import write_email, write_text
from briefgen.render.html import write_html
from briefgen.render.pdf import write_pdf

PACKAGE = Path(briefgen.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 350
LONGEST_FUNCTION = 50


def test_public_names_are_few_and_all_importable() -> None:
    assert len(briefgen.__all__) <= 12
    for name in briefgen.__all__:
        assert getattr(briefgen, name) is not None
    assert dir(briefgen) == sorted(briefgen.__all__)


def test_modules_say_in_a_sentence_what_they_are_for() -> None:
    for module in MODULES:
        first = (ast.get_docstring(ast.parse(module.read_text("utf-8"))) or "").split("\n")[0]
        assert first.endswith((".", ":")), module


def test_modules_and_functions_are_short() -> None:
    for module in MODULES:
        source = module.read_text("utf-8")
        assert source.count("\n") <= LONGEST_MODULE, module
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno
                assert length <= LONGEST_FUNCTION, f"{module}: {node.name}"


def test_modules_are_named_for_what_they_hold() -> None:
    refused = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert not refused & {module.stem for module in MODULES}


def imports() -> dict[str, set[str]]:
    """Return what each module imports, also lazily and for types only."""
    homes = {m: m.parent if m.stem == "__init__" else m.with_suffix("") for m in MODULES}
    names = {m: ".".join(home.relative_to(PACKAGE.parent).parts) for m, home in homes.items()}
    imported: dict[str, set[str]] = {name: set() for name in names.values()}
    for module, name in names.items():
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported[name] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                imported[name] |= whole & imported.keys() or {str(node.module)}
    return imported


def test_no_import_goes_in_a_circle() -> None:
    """Not even lazily, for types only, or through the door of a module's own package."""
    imported = imports()
    assert "briefgen.commands.making" in imported["briefgen.commands"]
    TopologicalSorter(imported).prepare()


def test_results_are_kept_by_the_digest_of_all_code_that_makes_them() -> None:
    imported = imports()
    for shelf, parts in PARTS.items():
        of_shelf = {part.removesuffix(".py") for part in (*parts, *COMMON)}
        left = [name for name in imported if name.split(".")[1:2] in [[p] for p in of_shelf]]
        left = [name for name in left if name not in {"briefgen.pipeline", "briefgen.reuse"}]
        for module in left:
            left += [m for m in imported.get(module, ()) if m in imported and m not in left]
        stray = {name for name in left if name.partition(".")[2].split(".")[0] not in of_shelf}
        assert stray <= {"briefgen"}, shelf


def test_only_verify_makes_a_verified_brief() -> None:
    makers = {
        module.relative_to(PACKAGE).as_posix()
        for module in MODULES
        if re.search(r"\bVerifiedBrief\(", module.read_text("utf-8"))
    }
    assert makers == {"verification/__init__.py"}


def test_values_of_the_model_are_frozen_and_slotted() -> None:
    for module in (PACKAGE / "model").glob("*.py"):
        for match in re.finditer(r"@dataclass(\(.*?\))?\n", module.read_text("utf-8")):
            assert "frozen=True" in match[0], module
            assert "slots=True" in match[0], module


def test_no_clock_and_no_chance_below_the_command_line() -> None:
    forbidden = re.compile(r"\b(?:datetime\.now|date\.today|time\.time|utcnow|uuid|random)\b")
    for module in MODULES:
        if module != PACKAGE / "commands" / "invocation.py":
            assert not forbidden.search(module.read_text("utf-8")), module


def test_renderers_accept_nothing_but_a_verified_brief() -> None:
    for writer in (render, write_html, write_pdf, write_email, write_text, write_copies):
        first, *_ = get_type_hints(writer).values()
        assert first is VerifiedBrief, writer


def test_weights_say_what_they_mean_and_where_they_come_from() -> None:
    files = sorted(PACKAGE.rglob("weights.toml"))
    assert files
    for file in files:
        tables = tomllib.loads(file.read_text("utf-8"))
        known = tables.pop("from")
        used = [one["from"] for table in tables.values() for one in table.values()]
        assert set(used) == known.keys(), file
        for name, one in (pair for table in tables.values() for pair in table.items()):
            assert one.keys() == {"value", "from", "means"}, (file, name)
            assert one["means"], (file, name)


def test_weights_are_all_used_by_the_module_that_names_their_table() -> None:
    named = re.compile(r'Weights\(__package__, "(\w+)"\)')
    for file in PACKAGE.rglob("weights.toml"):
        tables = tomllib.loads(file.read_text("utf-8"))
        for module in file.parent.parent.glob("*.py"):
            text = module.read_text("utf-8")
            for table in named.findall(text):
                assert set(re.findall(r"\b_W\.(\w+)", text)) == tables.pop(table).keys(), module
        assert tables.keys() <= {"from", "worth"}, file


def test_merging_decides_by_no_number_hidden_in_code() -> None:
    for module in (PACKAGE / "merge").rglob("*.py"):
        for node in ast.parse(module.read_text("utf-8")).body:
            if isinstance(node, ast.Assign):
                held = [n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant)]
                assert not [value for value in held if isinstance(value, float)], module
