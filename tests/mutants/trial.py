"""Tries changes on tests, in copies of one process that has loaded the program and the tests.

Starting Python, loading the program and collecting tests take longer than most tests that notice
something. So one process does that, and copies itself for each change; in the copy the code of the
function that differs is exchanged. Only what a module does while it is loaded needs loading anew.

Of the tests those are run that enter that function, the quickest first, up to the first that
fails. Where none enters it, as with code that runs in another process, all are run.
"""

import gc
import inspect
import os
import pickle
import re
import resource
import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

Key = tuple[str, int]
"""A function by its name in a file and its first line."""

Place = tuple[str, Key]
"""A function and the file that it is in."""

PLAIN = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist")
MOST = 20
"""Seconds that the tests of a change may work: what only others notice counts as survived."""

SPARE = 20
"""Seconds of processor time that a test may take longer than five times what it takes."""

WAIT = 120
"""Seconds on the clock that it may take beyond twenty times that: one that hangs has noticed."""


@dataclass(frozen=True, slots=True)
class Suite:
    """How long each test works, in seconds of processor time, and which functions it enters."""

    seconds: Mapping[str, float]
    entered: Mapping[str, frozenset[Place]]

    def near(self, changed: "Exchange") -> list[str]:
        """Return the tests that could notice a change, those first that notice it soonest."""
        inside = [test for test in self.seconds if changed.place in self.entered[test]]
        if inside:
            return self._bearable(sorted(inside, key=self.seconds.__getitem__))
        if changed.place is None:
            return self._bearable(sorted(self.seconds, key=self.seconds.__getitem__))
        files = {test: {file for file, _ in self.entered[test]} for test in self.seconds}
        return self._bearable(
            sorted(
                self.seconds, key=lambda test: (changed.file not in files[test], self.seconds[test])
            )
        )

    def _bearable(self, tests: Sequence[str]) -> list[str]:
        spent = accumulate(self.seconds[test] for test in tests)
        return [test for test, end in zip(tests, spent, strict=True) if end < MOST]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Other code for the functions of a file; of those that differ, `place` is the innermost.

    It is None where something differs that is done while the module is loaded.
    """

    file: str
    place: Place | None = None
    codes: Mapping[Key, CodeType] = field(default_factory=dict)


def exchange(file: str, before: str, after: str) -> Exchange:
    """Compare two states of a module."""
    old, new = (_codes(compile(text, file, "exec")) for text in (before, after))
    differing = [key for key in new if not _same(old.get(key), new[key])]
    kept = old.keys() == new.keys() and all(
        new[key].co_flags & inspect.CO_OPTIMIZED and new[key].co_freevars == old[key].co_freevars
        for key in differing
    )
    names = {re.split(r"\.<locals>\.<", name)[0] for name, _ in differing}
    if not kept or not names:
        return Exchange(file)
    inner = max(names, key=len)
    codes = {key: new[key] for key in new if any(_is_in(one[0], key[0]) for one in differing)}
    return Exchange(file, (file, next(key for key in new if key[0] == inner)), codes)


def _is_in(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(f"{outer}.<locals>.")


def _codes(code: CodeType) -> dict[Key, CodeType]:
    """Return all code in a module's code."""
    found = {(code.co_qualname, code.co_firstlineno): code}
    for one in code.co_consts:
        if isinstance(one, CodeType):
            found |= _codes(one)
    return found


def _same(one: CodeType | None, other: CodeType) -> bool:
    """Tell whether two pieces of code are one, but for functions inside."""
    return one is not None and _told(one) == _told(other)


def _told(code: CodeType) -> tuple[object, ...]:
    constants = [repr(one) for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, code.co_names, code.co_varnames, constants


@dataclass(frozen=True, slots=True)
class Trial:
    """A change to try, the whole text of its module, and who is told whether all tests passed."""

    changed: Exchange
    content: str
    tell: Callable[[bool], None]

    @contextmanager
    def written(self) -> Iterator[None]:
        """Have the change in the file, for the processes that tests start."""
        file = Path(self.changed.file)
        kept = file.read_text("utf-8")
        file.write_text(self.content, "utf-8")
        try:
            yield
        finally:
            file.write_text(kept, "utf-8")


def put_in(changed: Exchange) -> None:
    """Exchange the code of all functions there are."""
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == changed.file:
            code = one.__code__
            one.__code__ = changed.codes.get((code.co_qualname, code.co_firstlineno), code)


def in_a_copy(work: Callable[[], bool]) -> bool:
    """Tell what some work in a copy of this process says; False where it does not end well."""
    child = os.fork()
    if not child:
        good = False
        try:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nowhere, stream)
            good = work()
        finally:
            os._exit(not good)
    _, status = os.waitpid(child, 0)
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        return status == 0
    return status == 0


@dataclass(slots=True, eq=False)
class Watch:
    """A plugin that notes how long each test takes and which functions of some files it enters."""

    files: frozenset[str]
    seconds: dict[str, float] = field(default_factory=dict)
    entered: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    shared: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    making: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    into: list[set[Place]] = field(default_factory=lambda: [set()])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, bool, bool]:
        """Watch one test."""
        self.into.append(self.entered[item.nodeid])
        begun, before = _worked(), sum(self.making.values())
        threading.settrace(self._enter)
        sys.settrace(self._enter)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.into.pop()
            took = _worked() - begun - sum(self.making.values()) + before
            used = getattr(item, "fixturenames", ())
            self.seconds[item.nodeid] = took + sum(self.making[name] for name in used)
            self.entered[item.nodeid].update(*(self.shared[name] for name in used))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any]
    ) -> Generator[None, object, object]:
        """Note for all tests what is made for them once."""
        if fixturedef.scope == "function":
            return (yield)
        self.into.append(self.shared[fixturedef.argname])
        begun = _worked()
        try:
            return (yield)
        finally:
            self.into.pop()
            self.making[fixturedef.argname] = _worked() - begun

    def _enter(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if code.co_filename in self.files and event == "call":
            self.into[-1].add((code.co_filename, (code.co_qualname, code.co_firstlineno)))


def _worked() -> float:
    """Return the processor time of this process and of those that it has waited for."""
    return sum(os.times()[:4])


class Quick:
    """A plugin for tests that are to fail soon, not to explain themselves; it runs one by one."""

    def pytest_sessionstart(self) -> None:
        """Let Hypothesis stop at what it found, without looking for something smaller."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest loads it, in its own way

        plain = settings.get_profile(settings.get_current_profile_name())
        settings.register_profile(
            "quick", plain, phases=(Phase.explicit, Phase.generate), database=None
        )
        settings.load_profile("quick")

    def run(self, items: Sequence[pytest.Item], seconds: Mapping[str, float] | None) -> bool:
        """Run tests up to the first that fails; tell whether all pass.

        One that takes much longer than these `seconds` ends this process.
        """
        for item, following in zip(items, (*items[1:], None), strict=True):
            if seconds:
                _limit(seconds[item.nodeid])
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                return False
        return True


def _limit(seconds: float) -> None:
    used = time.process_time() + SPARE + 5 * seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used), hard))
    signal.alarm(int(WAIT + 20 * seconds))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plugin that gives away the collected tests by name, instead of running them."""

    work: Callable[[Mapping[str, pytest.Item]], None]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do the work."""
        self.work({item.nodeid: item for item in session.items})
        return True


def watch(paths: Sequence[str], files: frozenset[str]) -> Suite | None:
    """Run the tests of some files once, nothing being changed; return None where one fails.

    This leaves bytecode for later, which is of another second than any changed file.
    """
    note = Path("watched.pickle")

    def work() -> bool:
        sys.dont_write_bytecode = False
        seen, quick = Watch(files), Quick()
        passed: list[bool] = []
        loaded = Loaded(lambda items: passed.append(quick.run(list(items.values()), None)))
        pytest.main([*PLAIN, *paths], plugins=[seen, quick, loaded])
        entered = {test: frozenset(places) for test, places in seen.entered.items()}
        note.write_bytes(pickle.dumps(Suite(seen.seconds, entered)))
        return all(passed)

    return pickle.loads(note.read_bytes()) if in_a_copy(work) else None  # noqa: S301 - ours


def try_loaded(paths: Sequence[str], tests: Suite, trials: Iterable[Trial]) -> None:
    """Try changes of functions, one after the other, in copies of one process."""

    def work(items: Mapping[str, pytest.Item]) -> None:
        gc.collect()
        for trial in trials:
            held = [items[test] for test in tests.near(trial.changed)]

            def run(trial: Trial = trial, held: Sequence[pytest.Item] = held) -> bool:
                put_in(trial.changed)
                return quick.run(held, tests.seconds)

            with trial.written():
                trial.tell(in_a_copy(run))

    quick = Quick()
    in_a_copy(lambda: not pytest.main([*PLAIN, *paths], plugins=[quick, Loaded(work)]))


def try_anew(paths: Sequence[str], tests: Suite, trial: Trial) -> None:
    """Try a change of what is done while a module is loaded, in a process that has loaded none."""

    def work(items: Mapping[str, pytest.Item]) -> None:
        passed.append(quick.run([items[test] for test in tests.near(trial.changed)], tests.seconds))

    def run() -> bool:
        pytest.main([*PLAIN, *paths], plugins=[quick, Loaded(work)])
        return passed == [True]

    quick = Quick()
    passed: list[bool] = []
    with trial.written():
        trial.tell(in_a_copy(run))
