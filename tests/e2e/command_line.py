"""The command line as a user runs it: each command in a process of its own, with its own output.

Most of what a command takes is loading libraries and the language model. So its process is forked
from one that has loaded them; where it is given an environment, it begins with nothing.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from multiprocessing import forkserver
from pathlib import Path

TESTS = Path(__file__).parents[1]
SECONDS = 240
_LOADED = multiprocessing.get_context("forkserver")


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, and wait for it."""
    if environment:
        return run_cold(*arguments, cwd=cwd, **environment)
    _open()
    with tempfile.TemporaryDirectory() as folder:
        said, told = Path(folder, "said"), Path(folder, "told")
        process = _LOADED.Process(
            target=_command, args=(arguments, cwd, dict(os.environ), said, told)
        )
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, SECONDS)
        code = process.exitcode
        process.close()
        return subprocess.CompletedProcess(
            arguments, code, said.read_text("utf-8"), told.read_text("utf-8")
        )


def run_cold(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell would, in a process that has loaded nothing."""
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def _open() -> None:
    """Start the process that the others are forked from, once."""
    kept = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(TESTS), kept)))
    try:
        _LOADED.set_forkserver_preload(["e2e.loaded"])
        forkserver.ensure_running()
    finally:
        os.environ.pop("PYTHONPATH")
        if kept is not None:
            os.environ["PYTHONPATH"] = kept


def _command(
    arguments: tuple[str, ...], cwd: Path, environment: dict[str, str], said: Path, told: Path
) -> None:
    for stream, file in ((1, said), (2, told)):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, stream)
        os.close(opened)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = ["briefgen", *arguments]
    runpy.run_module("briefgen", run_name="__main__", alter_sys=True)
