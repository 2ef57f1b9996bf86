"""The child process: stopped in time, gone with its parent, replaced where it is missing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediagora.errors import EngineError, ShapesError
from mediagora.reading.inputs import Source
from mediagora.reading.parsing import parse
from mediagora.validation import _worker, engine
from validation.conftest import HEADER, _in_this_process

SHAPES = """
ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:property ex:P, ex:Q, ex:R .
ex:P a sh:PropertyShape ; sh:path ex:p ; sh:minCount 2 ; sh:maxCount 2 ; sh:datatype xsd:integer ;
    sh:message "two whole numbers"@en .
ex:Q a sh:PropertyShape ; sh:path ( ex:q [ sh:zeroOrMorePath ex:broader ] ) ; sh:hasValue ex:top .
ex:R a sh:PropertyShape ; sh:path [ sh:inversePath ex:q ] ; sh:class ex:C ; sh:nodeKind sh:IRI .
"""


def read(text: str) -> list[ox.Triple]:
    return parse(Source("x", "turtle", (HEADER + text).encode()))


def test_both_engines_are_run_and_named() -> None:
    data = read("ex:a ex:p 1 ; ex:q ex:top .")
    fast, name = engine.run(read(SHAPES), data)
    assert name == "shacl 0.3.4"
    reference, judge = engine.run(read(SHAPES), data, engine="reference")
    assert judge.startswith("pyshacl 0.")
    assert [(found.focus_node, found.component) for found in fast] == [
        ("<https://example.org/a>", "http://www.w3.org/ns/shacl#MinCountConstraintComponent")
    ]
    assert fast == reference


NODES = st.sampled_from(["ex:a", "ex:b", "ex:top", "ex:C", "_:x", "_:y"])
VALUES = NODES | st.sampled_from(["1", "'1'", "'a'@en", "01", "'x'^^xsd:integer", "1.0", "true"])
LINKS = st.sampled_from(["ex:p", "ex:q", "ex:broader", "a", "rdfs:subClassOf"])
DATA = st.lists(st.builds("{} {} {} .".format, NODES, LINKS, VALUES), max_size=10)


@settings(max_examples=60)
@given(DATA)
def test_both_engines_give_the_same_results(statements: list[str]) -> None:
    data = read("\n".join(statements))
    shapes = read(SHAPES)
    attempt = engine._attempt
    engine._attempt = _in_this_process
    try:
        fast, _ = engine.run(shapes, data)
        reference, _ = engine.run(shapes, data, engine="reference")
    finally:
        engine._attempt = attempt

    def known_by(results: list[engine.Result]) -> list[tuple[str | None, ...]]:
        # A path that is longer than a step has no name that both give; the shape stands for it.
        return sorted(
            (found.focus_node, found.value or "", found.component, found.source_shape)
            for found in results
        )

    assert known_by(fast) == known_by(reference)


def test_shapes_that_cannot_be_used_are_told() -> None:
    bad = read("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:minLength 'x' .")
    for name in ("fast", "reference"):
        with pytest.raises(ShapesError, match="the shapes cannot be used: "):
            engine.run(bad, read("ex:a ex:p 1 ."), engine=name)


HANG = "import time; time.sleep(60)"


def use_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(script)
    monkeypatch.setattr(engine, "_WORKER", worker)


def test_an_engine_that_does_not_end_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The child has a child of its own, which must go as well.
    mark = tmp_path / "pid"
    use_worker(monkeypatch, tmp_path, textwrap.dedent(f"""
        import subprocess, sys, pathlib
        inner = subprocess.Popen([sys.executable, "-c", {HANG!r}])
        pathlib.Path({str(mark)!r}).write_text(str(inner.pid))
        {HANG}
    """))  # fmt: skip
    started = time.monotonic()
    with pytest.raises(EngineError, match="did not end within 2 seconds; raise the limit with"):
        engine.run([], [], timeout=2)
    assert time.monotonic() - started < 10
    assert ends(int(mark.read_text()))


def ends(process: int) -> bool:
    """Whether a process goes away within some seconds; a zombie is gone."""
    for _ in range(100):
        try:
            os.kill(process, 0)
            if "(zombie)" in Path(f"/proc/{process}/status").read_text():
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_engine_outlives_the_command(stop: signal.Signals, tmp_path: Path) -> None:
    # The worker's own watch on its parent is used, with an engine that never ends.
    mark = tmp_path / "pid"
    worker = tmp_path / "worker.py"
    worker.write_text(textwrap.dedent(f"""
        import os, sys, threading, time
        from pathlib import Path
        from mediagora.validation import _worker
        def hang(engine):
            Path({str(mark)!r}).write_text(str(os.getpid()))
            time.sleep(60)
        _worker._version = hang
        _worker.main(sys.argv[1], Path(sys.argv[2]))
    """))  # fmt: skip
    script = textwrap.dedent(f"""
        import signal
        from pathlib import Path
        from mediagora.validation import engine
        signal.signal(signal.SIGINT, signal.default_int_handler)  # `nohup` has it ignored
        engine._WORKER = Path({str(worker)!r})
        engine.run([], [])
    """)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    for _ in range(200):
        if mark.exists() and mark.read_text():
            break
        time.sleep(0.05)
    child = int(mark.read_text())
    assert not ends_now(child)
    parent.send_signal(stop)
    parent.wait(timeout=10)
    assert ends(child)
    if stop == signal.SIGINT:
        assert list(temporary.iterdir()) == []


def ends_now(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is of POSIX")
def test_many_open_files_do_not_matter(tmp_path: Path) -> None:
    # `select` takes no descriptor from 1024 on.
    script = textwrap.dedent("""
        import os, resource, sys
        from mediagora.validation import engine
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard != resource.RLIM_INFINITY and hard < 2000:
            sys.exit(77)
        resource.setrlimit(resource.RLIMIT_NOFILE, (2000, hard))
        held = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
        print(engine.run([], []))
    """)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    if done.returncode == 77:
        pytest.skip("this system allows too few open files")
    assert (done.returncode, done.stderr, done.stdout[:4]) == (0, "", "([],")


def test_an_engine_that_crashes_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_worker(monkeypatch, tmp_path, "raise RuntimeError('out of luck')")
    with pytest.raises(EngineError, match=r"^the fast engine failed: RuntimeError: out of luck$"):
        engine.run([], [])
    use_worker(monkeypatch, tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    with pytest.raises(EngineError, match=r"^the fast engine failed: it ended with code -11$"):
        engine.run([], [])


def test_a_worker_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_write", lambda *_: None)
    for name in get_args(engine.EngineName):
        with pytest.raises(EngineError, match=rf"^the {name} engine failed: \w+Error: "):
            engine.run([], [], engine=name)


def test_the_reference_engine_takes_over_where_the_fast_one_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "shacl.py").write_text("raise ImportError('built for another machine')")
    monkeypatch.setenv("PYTHONPATH", str(blocked))
    results, name = engine.run(read(SHAPES), read("ex:a ex:p 1 , 2 ; ex:q ex:top ."))
    assert (results, name.split()[0]) == ([], "pyshacl")
    (blocked / "pyshacl.py").write_text("raise ImportError")
    with pytest.raises(EngineError, match="no SHACL engine can be imported"):
        engine.run(read(SHAPES), [])


def test_modules_of_the_current_folder_are_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("shacl", "json", "threading"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('planted')")
    monkeypatch.chdir(tmp_path)
    _, name = engine.run(read(SHAPES), [])
    assert name.startswith("shacl ")


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    engine.run(read(SHAPES), [])
    with pytest.raises(ShapesError):
        engine.run(read("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:minLength 'x' ."), [])
    assert list(tmp_path.iterdir()) == []


def test_the_worker_tells_blank_nodes_by_their_labels(tmp_path: Path) -> None:
    shapes = read("ex:S sh:targetSubjectsOf ex:p ; sh:closed true ; sh:nodeKind sh:IRI .")
    data = [
        ox.Triple(
            ox.BlankNode("here"), ox.NamedNode("https://example.org/p"), ox.BlankNode("there")
        )
    ]
    rows = {}
    for name in ("fast", "reference"):
        for file, triples in (("shapes.nt", shapes), ("data.nt", data)):
            engine._write(tmp_path / file, triples)
        worker = _worker.fast if name == "fast" else _worker.reference
        rows[name] = sorted(
            (row[0], row[2] or "", row[3].rpartition("#")[2]) for row in worker(tmp_path)
        )
    assert rows["fast"] == rows["reference"] == [
        ("_:here", "_:here", "NodeKindConstraintComponent"),
        ("_:here", "_:there", "ClosedConstraintComponent"),
    ]  # fmt: skip
