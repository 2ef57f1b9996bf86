"""Limits of time and memory: what counts, what is said, and how a process ends."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time

import pytest

from mediagora.errors import UsageError
from mediagora.limits import Watch, memory_used, within

MUCH = 1 << 40


def ended(body: str) -> subprocess.CompletedProcess[str]:
    """Run some lines in a process with limits."""
    script = "from mediagora.limits import within\n" + textwrap.dedent(body)
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )


def test_time_of_work_counts_and_time_of_rest_does_not() -> None:
    watch = Watch(0.05, MUCH)

    for _ in watch.over([1, 2, 3]):
        time.sleep(0.06)
        assert watch.look() is None
    watch.work()
    time.sleep(0.06)
    assert watch.look() == (
        "the query did not end within 0.05 seconds; raise the limit with --timeout"
    )


def test_work_that_goes_on_is_counted_from_its_start() -> None:
    watch = Watch(0.05, MUCH)
    watch.work()
    time.sleep(0.06)
    watch.work()

    assert watch.look() is not None


def test_memory_is_told_in_megabytes() -> None:
    used = [1 << 20]
    watch = Watch(60, 2 << 20, used=lambda: used[0])

    assert watch.look() is None
    used[0] = 3 << 20
    assert watch.look() == (
        "the query needs more memory than 2 MB; raise the limit with --memory-limit"
    )


def test_what_fails_on_the_way_is_not_swallowed() -> None:
    def items() -> object:
        yield 1
        raise KeyError(2)

    with pytest.raises(KeyError):
        list(Watch(60, MUCH).over(items()))  # type: ignore[arg-type]


def test_memory_of_this_process_grows_with_it() -> None:
    before = memory_used()
    block = bytearray(64 << 20)

    assert memory_used() - before > 32 << 20
    assert len(block) > 0


def test_an_engine_in_the_middle_of_an_aggregate_is_ended() -> None:
    done = ended(
        """
        import pyoxigraph as ox
        store = ox.Store()
        for n in range(5000):
            store.add(ox.Quad(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:p"), ox.Literal(n)))
        with within(0.5, 1 << 40):
            list(store.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
        """
    )

    assert done.returncode == 2
    assert done.stderr == (
        "error: the query did not end within 0.5 seconds; raise the limit with --timeout\n"
    )


def test_a_process_that_takes_too_much_memory_is_ended() -> None:
    done = ended(
        """
        import time
        with within(60, 100 << 20):
            blocks = bytearray(200 << 20)
            time.sleep(30)
        """
    )

    assert (done.returncode, done.stderr) == (
        2,
        "error: the query needs more memory than 100 MB; raise the limit with --memory-limit\n",
    )


def test_nothing_is_left_of_work_that_ends_in_time() -> None:
    before = threading.active_count()
    with within(60, MUCH):
        pass
    deadline = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)

    assert threading.active_count() == before


@pytest.mark.parametrize(("seconds", "memory"), [(0, 1), (-1, 1), (float("nan"), 1), (1, 0)])
def test_limits_are_above_zero(seconds: float, memory: int) -> None:
    with pytest.raises(UsageError, match="numbers above 0"), within(seconds, memory):
        pass
