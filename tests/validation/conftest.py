"""For tests of validation: Turtle with the usual prefixes, and an engine without a new process."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest

from mediagora.validation import _worker, engine, validate
from mediagora.validation.process import Children
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mediagora.findings import Report

AS_OF: Final = date(2026, 11, 22)
HEADER: Final = "@prefix ex: <https://example.org/> .\n" + "".join(
    f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items()
)


class Check(Protocol):
    """Validates Turtle texts, one a document, to which the usual prefixes are added."""

    def __call__(self, *texts: str, own_shapes: str | None = None, **options: object) -> Report: ...


class _InThisProcess(Children):
    """What the children do, a tenth of a second faster."""

    def __init__(self, number: int, *, engine: str, memory_limit: int) -> None:
        del number
        self._engine = engine
        self._limit = memory_limit

    def end(self) -> None:
        pass

    def tell(self, *question: Any) -> None:
        self._asked = question

    def told(self, timeout: float) -> Any:
        [(_, answer)] = self.ask([self._asked], timeout=timeout)
        return answer

    def ask(
        self, questions: Iterable[tuple[Any, ...]], *, timeout: float
    ) -> Iterator[tuple[int, Any]]:
        del timeout
        for number, (question, *arguments) in enumerate(questions):
            yield number, self._value(*_worker._answer(question, tuple(arguments)))


@pytest.fixture
def engine_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Engines run in the process of the test."""
    monkeypatch.setattr(engine, "Children", _InThisProcess)


@pytest.fixture
def check(engine_in_process: None, tmp_path: Path) -> Check:  # noqa: ARG001 -- set up first
    def run(*texts: str, own_shapes: str | None = None, **options: object) -> Report:
        files = []
        for number, text in enumerate(texts):
            file = tmp_path / f"{number}.ttl"
            file.write_text(HEADER + text, encoding="utf-8")
            files.append(str(file))
        if own_shapes is not None:
            file = tmp_path / "shapes" / "own.ttl"
            file.parent.mkdir(exist_ok=True)
            file.write_text(HEADER + own_shapes, encoding="utf-8")
            options.setdefault("shapes", [str(file)])
        options.setdefault("as_of", AS_OF)
        return validate(files, **options)  # type: ignore[arg-type] -- the options are validate's own

    return run
