"""The child processes: stopped in time, gone with their parent, replaced where one is missing."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from mediagora import bundle
from mediagora.errors import EngineError, ShapesError
from mediagora.validation import engine, judging, process, sizes, validate
from mediagora.validation.process import Children, NotInstalled
from validation.conftest import AS_OF, HEADER
from validation.test_engine import SHAPES, UNUSABLE, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediagora.findings import Report

MIB: Final = 1 << 20
SRC: Final = Path(process.__file__).parents[2]

# A child that does what `_worker.py` does, and knows some questions more.
CHILD: Final = """
import os, subprocess, sys, time
from pathlib import Path
from mediagora.validation import _worker

def note(folder):
    Path(folder, f"child-{os.getpid()}").touch()

def sleep(folder, seconds=60):
    note(folder)
    time.sleep(seconds)

def native(folder):
    # A million million steps within one call of the engine.
    import shacl
    links = "".join(f"<urn:n{i}> <urn:p> <urn:n{(i + 1) % 20000}> .\\n" for i in range(20_000))
    shapes = '''
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:S> sh:targetSubjectsOf <urn:p> ; sh:property <urn:P> .
    <urn:P> sh:path [ sh:zeroOrMorePath <urn:p> ] ; sh:maxCount 1 .
    '''
    compiled = shacl.Shapes.from_text(shapes, "turtle")
    note(folder)
    compiled.validate_text(links, "ntriples")

def grandchild(folder):
    inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(folder, f"child-{inner.pid}").touch()
    sleep(folder)

def echo(value):
    print("what an engine prints", flush=True)
    os.write(1, b"\\xff" * 1000)
    return value

def grow(size):
    return len(bytearray(size))

def die(signal):
    os.kill(os.getpid(), signal)

def leave(code):
    os._exit(code)

def fail(text):
    raise RuntimeError(text)

for each in (sleep, native, grandchild, echo, grow, die, leave, fail):
    _worker._QUESTIONS[each.__name__] = each
"""
MAIN: Final = "\n_worker.main(int(sys.argv[1]))\n"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Children]:
    """Start children that know more questions."""
    script = tmp_path / "child.py"
    script.write_text(CHILD + MAIN)
    monkeypatch.setattr(process, "_SCRIPT", script)

    def started(number: int = 1, *, memory_limit: int = 4 << 30) -> Children:
        return Children(number, engine="fast", memory_limit=memory_limit)

    return started


def one(children: Children, *question: Any, timeout: float = 60) -> Any:
    [(number, answer)] = children.ask([question], timeout=timeout)
    assert number == 0
    return answer


def started_in(folder: Path, number: int) -> list[int]:
    """Wait until so many processes have left their mark."""
    for _ in range(600):
        if len(found := list(folder.glob("child-*"))) >= number:
            break
        time.sleep(0.05)
    assert len(found) == number
    return [int(file.name.removeprefix("child-")) for file in found]


def ends(pid: int) -> bool:
    """Whether a process goes away within some seconds; a zombie is gone."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
            if "(zombie)" in Path(f"/proc/{pid}/status").read_text():
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


# Questions and answers


def test_answers_have_the_number_of_their_question(start: Callable[..., Children]) -> None:
    with start(3) as children:
        asked = [("echo", number) for number in range(40)]
        assert sorted(children.ask(asked, timeout=60)) == [(n, n) for n in range(40)]
        assert list(children.ask([], timeout=60)) == []
        children.tell("echo", "all")
        assert children.told(60) == "all"


def test_what_an_engine_prints_is_no_answer(start: Callable[..., Children]) -> None:
    large = os.urandom(3 * MIB)
    with start() as children:
        assert one(children, "echo", large) == large
        assert one(children, "echo", None) is None


def test_a_slow_answer_holds_up_no_other(start: Callable[..., Children], tmp_path: Path) -> None:
    asked = [("sleep", str(tmp_path), 2), *(("echo", number) for number in range(1, 9))]
    with start(2) as children:
        assert [number for number, _ in children.ask(asked, timeout=60)] == [*range(1, 9), 0]


def test_questions_are_made_when_they_are_asked(start: Callable[..., Children]) -> None:
    made = []

    def questions() -> Any:
        for number in range(10):
            made.append(number)
            yield "echo", number

    with start(2) as children:
        answers = children.ask(questions(), timeout=60)
        next(answers)
        assert len(made) == 2
        assert len(list(answers)) == 9


def test_an_error_is_told_in_a_line_and_the_process_goes_on(start: Callable[..., Children]) -> None:
    with start() as children:
        for text, said in (("out \n of  luck", "RuntimeError: out of luck"), ("", "RuntimeError")):
            with pytest.raises(EngineError, match=rf"^the fast engine failed: {said}$"):
                one(children, "fail", text)
        assert one(children, "echo", 1) == 1


# Crashes


@pytest.mark.parametrize(
    ("question", "said"),
    [(("die", signal.SIGSEGV), "code -11"), (("leave", 0), "code 0"), (("leave", 7), "code 7")],
)
@pytest.mark.parametrize("number", [1, 3])
def test_a_crash_is_told_in_a_line(
    question: tuple[Any, ...], said: str, number: int, start: Callable[..., Children]
) -> None:
    with (
        start(number) as children,
        pytest.raises(EngineError, match=f"^the fast engine failed: it ended with {said}$"),
    ):
        one(children, *question)


SCRIPTS: Final = {
    "raise RuntimeError('out of luck')": "^the fast engine failed: RuntimeError: out of luck$",
    "import os; os.abort()": "^the fast engine failed: .*(Abort|code -6)",
    "print('hello world, this is no answer')": "^the fast engine failed: ",
    "import os; from mediagora.validation._worker import START; "
    "os.write(1, START + (9).to_bytes(8, 'big') + b'half')": "^the fast engine failed: it ended",
    "import os; os.write(1, (9).to_bytes(8, 'big') + b'no pickle')": "^the fast engine failed: ",
    "import os; os.write(1, (99).to_bytes(8, 'big') + b'short')": "^the fast engine failed: ",
    "import os; os.write(1, b'abc')": "^the fast engine failed: ",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_child_that_speaks_another_language(
    script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(script)
    monkeypatch.setattr(process, "_SCRIPT", worker)
    with pytest.raises(EngineError, match=SCRIPTS[script]) as caught:
        engine.run(read(SHAPES), [], timeout=20)
    assert "\n" not in str(caught.value)


def test_an_interpreter_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/gone/python")
    with pytest.raises(EngineError, match=r"^the fast engine cannot be started: No such file"):
        engine.run([], [])


# Time


@pytest.mark.parametrize("question", ["sleep", "native", "grandchild"])
def test_a_child_that_does_not_end_is_stopped(
    question: str, start: Callable[..., Children], tmp_path: Path
) -> None:
    started = time.monotonic()
    with (
        start() as children,
        pytest.raises(EngineError, match="did not end within 3 seconds; raise the limit with --ti"),
    ):
        one(children, question, str(tmp_path), timeout=3)
    assert time.monotonic() - started < 20
    marked = started_in(tmp_path, 2 if question == "grandchild" else 1)
    assert all(ends(pid) for pid in marked)


def test_several_are_stopped_together(start: Callable[..., Children], tmp_path: Path) -> None:
    with start(3) as children:
        children.tell("sleep", str(tmp_path))
        with pytest.raises(EngineError, match="did not end within 2 seconds"):
            children.told(2)
    assert all(ends(pid) for pid in started_in(tmp_path, 3))


@pytest.mark.parametrize("size", [1, 4 * MIB])
def test_a_child_that_does_not_even_listen_is_stopped(
    size: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Four mebibytes are more than a pipe holds.
    worker = tmp_path / "worker.py"
    worker.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(process, "_SCRIPT", worker)
    started = time.monotonic()
    with Children(1, engine="fast", memory_limit=1 << 30) as children:
        with pytest.raises(EngineError, match="did not end within 2 seconds"):
            one(children, "echo", b"x" * size, timeout=2)
        children.tell("echo", b"x" * size)
        with pytest.raises(EngineError, match="did not end within 2 seconds"):
            children.told(2)
    assert time.monotonic() - started < 30


# The end of the parent

MOMENTS: Final = {
    "before the shapes": "_worker._QUESTIONS['shapes'] = lambda *_: sleep(folder)",
    "scan": "_piece.scan = lambda *_: sleep(folder)",
    "context": "_piece.context = lambda *_: sleep(folder)",
    "check": "_piece.check = lambda *_: sleep(folder)",
    "native code": "_piece.check = lambda *_: native(folder)",
}
STOPS: Final = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL]


def parent_of(worker: str, script: str, tmp_path: Path) -> subprocess.Popen[bytes]:
    """Start a process that validates large data with children of another kind."""
    (tmp_path / "worker.py").write_text(CHILD + worker + MAIN)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    return subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": str(temporary)},
    )


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
@pytest.mark.parametrize("moment", MOMENTS)
def test_no_engine_outlives_the_command(moment: str, stop: signal.Signals, tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text("".join(f"<urn:a{n}> <urn:b> <urn:c> .\n" for n in range(200)))
    worker = f"folder = {str(tmp_path)!r}\nfrom mediagora.validation import _piece\n"
    script = textwrap.dedent(f"""
        import signal
        from pathlib import Path
        from mediagora.validation import process, sizes, validate
        signal.signal(signal.SIGINT, signal.default_int_handler)  # `nohup` has it ignored
        process._SCRIPT = Path({str(tmp_path / "worker.py")!r})
        sizes.SMALLEST = sizes.LARGEST = 500
        validate({str(data)!r}, jobs=3)
    """)
    parent = parent_of(worker + MOMENTS[moment], script, tmp_path)
    children = started_in(tmp_path, 3)
    assert parent.poll() is None
    parent.send_signal(stop)
    parent.wait(timeout=30)
    assert all(ends(pid) for pid in children)
    if stop == signal.SIGINT:
        assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
def test_no_idle_engine_outlives_the_command(stop: signal.Signals, tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import signal, time
        from pathlib import Path
        from mediagora.validation import process
        signal.signal(signal.SIGINT, signal.default_int_handler)
        process._SCRIPT = Path({str(tmp_path / "worker.py")!r})
        with process.Children(2, engine="fast", memory_limit=1 << 32) as children:
            time.sleep(60)
    """)
    parent = parent_of(f"note({str(tmp_path)!r})", script, tmp_path)
    children = started_in(tmp_path, 2)
    parent.send_signal(stop)
    parent.wait(timeout=30)
    assert all(ends(pid) for pid in children)


# Memory


def test_a_child_that_takes_too_much_memory_is_told(start: Callable[..., Children]) -> None:
    said = (
        "^the fast engine needs more memory than 300 MiB; raise the limit with --memory-limit, or "
        "check fewer files at once$"
    )
    with start(memory_limit=300 * MIB) as children:
        assert one(children, "grow", 50 * MIB) == 50 * MIB
        with pytest.raises(EngineError, match=said):
            one(children, "grow", 400 * MIB)
        assert one(children, "grow", 50 * MIB) == 50 * MIB  # the limit is the child's alone
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 300 * MIB


def platforms(number: int) -> str:
    return HEADER + "\n".join(
        f"""ex:p{n} a mediagora:BlogPlatform ; rdfs:label "P{n}"@en ; mediagora:launchYear 2009 ;
        mediagora:homepage "https://p{n}.example/"^^xsd:anyURI ."""
        for n in range(number)
    )


@pytest.mark.parametrize("limit", [20, 40, 60])
@pytest.mark.parametrize("number", [None, 2])
def test_data_for_which_memory_is_too_little(
    limit: int, number: int | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(platforms(30_000))
    if number:
        monkeypatch.setattr(sizes, "SMALLEST", MIB)
    with pytest.raises(EngineError, match=f"^the fast engine needs more memory than {limit} MiB; "):
        validate(data, as_of=AS_OF, memory_limit=limit * MIB, jobs=number)


@pytest.mark.parametrize("limit", [10, 60, 120])
def test_memory_that_is_too_little_for_the_reference_engine(limit: int, tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(platforms(10_000))
    said = f"^the reference engine needs more memory than {limit} MiB; "
    with pytest.raises(EngineError, match=said):
        validate(data, as_of=AS_OF, engine="reference", memory_limit=limit * MIB)


@pytest.mark.parametrize("limit", [100, 200])
def test_a_little_memory_takes_little_more_time(limit: int, tmp_path: Path) -> None:
    # Where glibc finds no addresses for an arena, each allocation is mapped for itself.
    data = tmp_path / "data.ttl"
    data.write_text(platforms(30_000))
    assert validate(data, as_of=AS_OF, memory_limit=limit * MIB, timeout=20).conforms


# What is around the processes


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


def test_no_open_file_is_left(start: Callable[..., Children]) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("this system does not tell which files are open")
    before = set(descriptors.iterdir())
    threads = threading.active_count()
    with start(3) as children:
        assert one(children, "echo", 1) == 1
        with pytest.raises(EngineError):
            one(children, "leave", 1)
    children.end()  # once more does no harm
    assert set(descriptors.iterdir()) == before
    assert threading.active_count() == threads


def blocked(folder: Path, **modules: str) -> Path:
    folder.mkdir()
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def test_an_engine_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = blocked(tmp_path / "blocked", shacl="raise ImportError('built for another machine')")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    said = r"^the fast engine cannot be imported: built for another machine$"
    with Children(2, engine="fast", memory_limit=4 << 30) as children:
        children.tell("shapes", "fast", "")
        with pytest.raises(NotInstalled, match=said):
            children.told(60)


def test_the_reference_engine_takes_over_where_the_fast_one_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = blocked(tmp_path / "blocked", shacl="raise ImportError('built for another machine')")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    results, name = engine.run(read(SHAPES), read("ex:a ex:p 1 , 2 ; ex:q ex:top ."))
    assert (results, name.split()[0]) == ([], "pyshacl")
    (folder / "pyshacl.py").write_text("raise ImportError")
    with pytest.raises(EngineError, match="no SHACL engine can be imported"):
        engine.run(read(SHAPES), [])


def in_pieces(monkeypatch: pytest.MonkeyPatch, file: Path, jobs: int = 2) -> Report:
    monkeypatch.setattr(sizes, "SMALLEST", 1000)
    monkeypatch.setattr(sizes, "LARGEST", 1000)
    return validate(file, as_of=AS_OF, jobs=jobs)


def test_the_reference_engine_takes_over_for_large_data_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(platforms(40).replace("https://p7.", "https://p8."))
    expected = in_pieces(monkeypatch, data)
    folder = blocked(tmp_path / "blocked", shacl="raise ImportError('built for another machine')")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    report = in_pieces(monkeypatch, data)
    assert expected.summary.engine.startswith("shacl ")
    assert report.summary.engine.startswith("pyshacl ")
    assert [finding.code for finding in expected.findings] == ["MG227"]
    assert report.findings == expected.findings


def test_modules_of_the_current_folder_are_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    planted = ("shacl", "json", "threading", "pickle", "resource", "pyoxigraph", "mediagora", "_x")
    monkeypatch.chdir(
        blocked(tmp_path / "here", **dict.fromkeys(planted, "raise RuntimeError('planted')"))
    )
    _, name = engine.run(read(SHAPES), [])
    assert name.startswith("shacl ")
    data = tmp_path / "data.ttl"
    data.write_text(platforms(20))
    assert in_pieces(monkeypatch, data).findings == ()


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    engine.run(read(SHAPES), [])
    with pytest.raises(ShapesError):
        engine.run(read(UNUSABLE), [])
    data = tmp_path / "data.ttl"
    data.write_text(platforms(20) + "\n[] a mediagora:BlogPlatform .")
    assert len(in_pieces(monkeypatch, data).findings) == 3
    with pytest.raises(EngineError, match="needs more memory than"):
        validate(data, as_of=AS_OF, memory_limit=20 * MIB, jobs=2)
    assert list(temporary.iterdir()) == []


def test_nothing_is_left_behind_by_a_child_that_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Data with blank nodes is written anew by the child.
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    worker = tmp_path / "worker.py"
    hang = f"_worker.Fast.check_file = lambda *_: sleep({str(tmp_path)!r})\n"
    worker.write_text(CHILD + hang + MAIN)
    monkeypatch.setattr(process, "_SCRIPT", worker)
    monkeypatch.setattr(sizes, "SMALLEST", 1000)
    data = tmp_path / "data.ttl"
    data.write_text(platforms(20) + "\n[] a mediagora:BlogPlatform .")
    with pytest.raises(EngineError, match="did not end within 3 seconds"):
        validate(data, as_of=AS_OF, timeout=3, jobs=2)
    assert started_in(tmp_path, 1)
    assert list(temporary.iterdir()) == []


def test_two_runs_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Each has its own processes, with shapes and data of its own.
    monkeypatch.setattr(sizes, "SMALLEST", 2000)
    monkeypatch.setattr(sizes, "LARGEST", 2000)
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.ttl")
        files[-1].write_text(platforms(40).replace(f"https://p{number}.", "https://p9."))
    files.append(bundle.root() / "data" / "platforms" / "facebook.ttl")
    names = ["recommended", "platform", "recommended", "platform"]
    expected = [
        validate(file, shapes=[name], as_of=AS_OF).findings
        for file, name in zip(files, names, strict=True)
    ]
    assert [len(findings) for findings in expected[:3]] == [1, 0, 1]
    found: list[Any] = [None] * len(files)

    def run(number: int) -> None:
        report = validate(files[number], shapes=[names[number]], as_of=AS_OF, jobs=2)
        found[number] = report.findings

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(files))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == expected


def test_the_number_of_cores_is_one_at_least() -> None:
    assert judging._cores() >= 1
