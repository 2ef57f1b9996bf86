"""A process that checks, started and ended by `process.py`: the script of the child.

Called with the limit of its memory in bytes. It reads questions from standard
input and writes an answer to each to standard output, both pickled and preceded by their length; it
ends when its standard input is closed, so that it never outlives its parent. A question is a
function of this file and its arguments. An answer is `OK` and the value, or what went wrong and the
words for it. Little is imported: a check of one small file waits for this process to start.
"""

from __future__ import annotations

import gc
import os
import pickle
import re
import sys
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    import shacl

    Row = tuple[str, str | None, str | None, str, str | None, list[str]]
    """Focus node, path, value, component, source shape, messages; terms in N-Triples syntax."""

START: Final = b"\0mediagora\0"
"""Comes before the first answer; what the interpreter may print while it starts comes before it."""

OK: Final = "ok"
NOT_INSTALLED: Final = "not installed"
BAD_SHAPES: Final = "bad shapes"
OUT_OF_MEMORY: Final = "out of memory"
FAILED: Final = "failed"

_LABEL: Final = "urn:mediagora:blank-node-label"
_TRACER: Final = "urn:mediagora:blank-node-tracer"
_TRACER_SHAPE: Final = f"""
<{_TRACER}> <http://www.w3.org/ns/shacl#targetSubjectsOf> <{_LABEL}> .
<{_TRACER}> <http://www.w3.org/ns/shacl#property> <{_TRACER}-label> .
<{_TRACER}-label> <http://www.w3.org/ns/shacl#path> <{_LABEL}> .
<{_TRACER}-label> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .
"""
_BLANK: Final = re.compile(rb"^_:(\S+)|\s_:(\S+) \.$", re.MULTILINE)


class _BadShapes(Exception):  # noqa: N818 -- a signal within this file
    pass


class Fast:
    """The engine `shacl`.

    Args:
        shapes: The shapes graph in N-Triples.
    """

    def __init__(self, shapes: str) -> None:
        import shacl

        self.version = f"shacl {shacl.__version__}"
        self._shapes = shapes
        self._compiled = self._compile(shapes)

    def check_file(self, path: str) -> list[Row]:
        """Validate the data graph in a file of N-Triples, which is the engine's to change.

        The engine gives blank nodes labels of its own. Where a result is about a blank node, the
        run is repeated with each label told to the engine as a value that a shape finds fault with:
        that gives both labels of each node.
        """
        results = self._results(lambda: self._compiled.validate_file(path))
        if not any(map(_has_blank, results)):
            return [_row(result) for result in results]
        with open(path, "rb+") as stream:  # noqa: PTH123 -- pathlib takes time to import
            labels = {match[1] or match[2] for match in _BLANK.finditer(stream.read())}
            told = b"_:%b <" + _LABEL.encode() + b'> "%b" .\n'
            stream.writelines(told % (label, label) for label in sorted(labels))
        traced = self._compile(self._shapes + _TRACER_SHAPE)
        results = self._results(lambda: traced.validate_file(path))
        names = {
            result.focus_node: f"_:{result.value_plain}"
            for result in results
            if result.source_shape == f"<{_TRACER}-label>"
        }
        return [
            (names.get(row[0], row[0]), row[1], names.get(row[2] or "", row[2]), *row[3:])
            for row in map(_row, results)
            if row[4] != f"<{_TRACER}-label>" and row[1] != f"<{_LABEL}>"
        ]

    def check_text(self, text: str, form: str, others: set[str]) -> list[Row] | None:
        """Validate a data graph in Turtle or N-Triples; `None` where a result has a blank node.

        Args:
            text: The data graph.
            form: `turtle` or `ntriples`.
            others: Focus nodes whose results are of no use.
        """
        results = self._results(lambda: self._compiled.validate_text(text, form))
        results = [result for result in results if result.focus_node not in others]
        return None if any(map(_has_blank, results)) else [_row(result) for result in results]

    def fault(self, text: str) -> str | None:
        """Tell of one result about a graph in N-Triples, if there is any."""
        results = self._results(lambda: self._compiled.validate_text(text, "ntriples"))
        told = sorted(
            (result.focus_node, result.path or "", result.value or "") for result in results
        )
        return f"they find fault with {' '.join(filter(None, told[0]))}" if told else None

    @staticmethod
    def _compile(shapes: str) -> shacl.Shapes:
        import shacl

        try:
            return shacl.Shapes.from_text(shapes, "ntriples")
        except ValueError as error:
            raise _BadShapes(str(error)) from error

    @staticmethod
    def _results(validate: Callable[[], shacl.Report]) -> list[shacl.Result]:
        try:
            return validate().results
        except ValueError as error:  # of the shapes: the data has been parsed before
            raise _BadShapes(str(error)) from error


def _has_blank(result: shacl.Result) -> bool:
    return result.focus_node.startswith("_:") or (result.value or "").startswith("_:")


def _row(result: shacl.Result) -> Row:
    return (
        result.focus_node,
        result.path,
        result.value,
        result.component_iri,
        result.source_shape,
        result.messages,
    )


class Reference:
    """The engine `pyshacl`, of which the package's own modules know more.

    Args:
        shapes: The shapes graph in N-Triples.
    """

    def __init__(self, shapes: str) -> None:
        import pyshacl

        self.version = f"pyshacl {pyshacl.__version__}"
        self._shapes = shapes

    def check_file(self, path: str) -> list[Row]:
        """Validate the data graph in a file of N-Triples."""
        from pathlib import Path

        from mediagora.errors import ShapesError
        from mediagora.validation import _reference

        folder = Path(path).parent
        (folder / "shapes.nt").write_text(self._shapes, encoding="utf-8")
        try:
            return list(_reference.results(folder))
        except ShapesError as error:
            raise _BadShapes(str(error)) from error


class _State:
    engine: Fast | Reference


def shapes(engine: str, text: str, rules: str = "", checked: str = "") -> str:
    """Take the shapes for all questions to come; give the engine's name and version.

    Args:
        engine: `fast` or `reference`.
        text: The shapes graph in N-Triples.
        rules: Shapes that the shapes graph has to conform to, in N-Triples.
        checked: The part of the shapes graph that has to.
    """
    if rules and (fault := _fault(checked, rules)):
        raise _BadShapes(f"SHACL's own shapes refuse them: {fault}")
    _State.engine = Fast(text) if engine == "fast" else Reference(text)
    return _State.engine.version


def _fault(text: str, rules: str) -> str | None:
    try:
        return Fast(rules).fault(text)
    except ImportError:  # then pyshacl takes over, which has rules of its own for shapes
        return None


def check_file(path: str) -> list[Row]:
    """Validate the data graph in a file of N-Triples."""
    return _State.engine.check_file(path)


def piece(function: str, *arguments: Any) -> Any:  # noqa: ANN401 -- as each of them says
    """Call a function of `_piece.py` with the engine."""
    from mediagora.validation import _piece

    return getattr(_piece, function)(_State.engine, *arguments)


_QUESTIONS: Final[dict[str, Callable[..., Any]]] = {
    "shapes": shapes,
    "check_file": check_file,
    "piece": piece,
}


def _answer(question: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return OK, _QUESTIONS[question](*arguments)
    except _BadShapes as error:
        return BAD_SHAPES, str(error)
    except MemoryError:
        return OUT_OF_MEMORY, ""
    except ImportError as error:
        return NOT_INSTALLED, str(error)
    except Exception as error:  # whatever an engine raises is told in one line
        words = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return FAILED, words.rstrip(": ")


def _limit_memory(limit: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, ValueError, OSError):  # a system that knows no such limit
        pass


def _read(stream: BinaryIO, questions: SimpleQueue[Any]) -> None:
    """Pass questions on, and end the process with the stream, whatever it is doing."""
    while header := stream.read(8):
        body = stream.read(int.from_bytes(header, "big"))
        questions.put(body)
    os._exit(1)


def main(limit: int) -> None:
    """Answer questions until there are no more."""
    gc.disable()  # there is no circular garbage, and to look for it takes a third of the time
    _limit_memory(limit)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what an engine prints is no answer
    answers.write(START)
    answers.flush()
    questions: SimpleQueue[bytes] = SimpleQueue()
    # Not `sys.stdin`: its lock, held by the thread, would make the interpreter abort at its end.
    stream = os.fdopen(0, "rb", closefd=False)
    threading.Thread(target=_read, args=(stream, questions), daemon=True).start()
    while True:
        question, *arguments = pickle.loads(questions.get())  # noqa: S301 -- of the parent
        body = pickle.dumps(_answer(question, tuple(arguments)), pickle.HIGHEST_PROTOCOL)
        answers.write(len(body).to_bytes(8, "big"))
        answers.write(body)
        answers.flush()


if __name__ == "__main__":
    # -P keeps the folder of this file out of the path; the package is found from above it.
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))  # noqa: PTH100, PTH120
    main(int(sys.argv[1]))
