"""What is asked of another process is answered in bounds, or refused with the reason."""

import resource
import sys
from pathlib import Path

import pytest

from briefgen.verification.paper import bounded
from briefgen.verification.paper.bounded import MEGABYTES, SECONDS, ask

ANSWERING = """
import os, resource, signal, sys, time
from briefgen.verification.paper.bounded import answer_once

def answer(contents):
    first = contents[0].decode()
    if first == "limits":
        names = ("AS", "CPU", "FSIZE", "NOFILE", "CORE")
        return {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in names}
    if first == "wrong":
        return {"wrong": "an odd file"}
    if first == "spin":
        os.kill(os.getpid(), signal.SIGXCPU)
    if first == "grow":
        return {"all": len(bytearray(64 * 2**30))}
    if first == "write":
        with open(contents[1].decode(), "wb") as stream:
            stream.write(bytes(int(contents[2])))
    if first == "sleep":
        time.sleep(60)
    return {"contents": [content.decode("latin-1") for content in contents]}

answer_once(answer, written=1000)
"""
WRITING_NOTHING = ANSWERING.replace(", written=1000", "")


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module that answers, where only this test finds it."""
    (tmp_path / "answering.py").write_text(ANSWERING, "utf-8")
    (tmp_path / "writing_nothing.py").write_text(WRITING_NOTHING, "utf-8")
    paths = (str(tmp_path), str(Path(__file__).parents[2]))
    monkeypatch.setenv("PYTHONPATH", ":".join(paths))
    return "answering"


def test_contents_arrive_apart_and_as_they_are(module: str) -> None:
    contents = (b"one", b"", b"two\nlines", bytes(range(256)))
    assert ask(module, *contents) == {"contents": [one.decode("latin-1") for one in contents]}


def test_a_process_has_ceilings(module: str) -> None:
    assert ask(module, b"limits") == {
        "AS": MEGABYTES * 2**20, "CPU": SECONDS, "FSIZE": 1000, "NOFILE": 64, "CORE": 0,
    }  # fmt: skip


def test_a_process_that_is_to_write_nothing_can_write_nothing(module: str, tmp_path: Path) -> None:
    assert module
    assert ask("writing_nothing", b"limits")["FSIZE"] == 0
    with pytest.raises(ValueError, match="or is damaged"):
        ask("writing_nothing", b"write", str(tmp_path / "out").encode(), b"1")


def test_ceilings_that_were_lower_before_stay() -> None:
    """A ceiling of the system cannot be lifted: setting it higher would end the process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft <= hard
    done = Path(bounded.__file__)
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0));"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32));"
        f"import sys; sys.path.insert(0, {str(done.parents[2])!r});"
        "from briefgen.verification.paper.bounded import _confine; _confine(0);"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    import subprocess  # noqa: PLC0415 - for this one

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "(32, 32)"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (b"wrong", "no readable PDF: an odd file"),
        (b"spin", f"no readable PDF: it takes over {SECONDS} s of processor time"),
        (b"grow", f"no readable PDF: it needs over {MEGABYTES} MB of memory, or is damaged"),
    ],
)
def test_what_cannot_be_said_in_bounds_is_refused(module: str, asked: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^no readable PDF: ") as caught:
        ask(module, asked)
    assert str(caught.value) == reason
    with pytest.raises(ValueError, match=r"^no Word: "):
        ask(module, asked, otherwise="no Word")


def test_a_file_is_written_up_to_the_limit_alone(module: str, tmp_path: Path) -> None:
    file = tmp_path / "out"
    ask(module, b"write", str(file).encode(), b"1000")
    assert file.stat().st_size == 1000
    with pytest.raises(ValueError, match="or is damaged"):
        ask(module, b"write", str(file).encode(), b"1001")


def test_who_never_answers_is_not_waited_for(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 0.2)
    with pytest.raises(ValueError, match=r"^no readable PDF: it takes over 0\.8 s$"):
        ask(module, b"sleep")
