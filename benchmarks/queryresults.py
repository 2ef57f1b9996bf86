"""What a run of the benchmarks of queries leaves behind: the form of the JSON file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from benchmarks.queryengines import Asked, Loaded

Kind = Literal["lookup", "aggregate"]
Inference = Literal["none", "rl"]


class Command(TypedDict):
    """One whole process, run several times."""

    name: str
    wall: list[float]
    mb: list[float]
    """The most that any one process held."""
    rows: int | None
    failure: str


class Answered(TypedDict):
    """What one engine did with one graph; `loaded` and `mb` by what the graph has entailed."""

    name: str
    failure: str
    loaded: dict[Inference, Loaded]
    mb: dict[Inference, float]
    """The most that it held, questions included."""
    answers: dict[str, Asked]


class Table(TypedDict):
    """One size; `triples` by what is entailed."""

    platforms: int
    sources: bool
    """Whether each fact has one."""
    triples: dict[Inference, int]
    engines: list[Answered]


class Known(TypedDict):
    """What the page tells of a question."""

    kind: Kind
    inference: str


class Results(TypedDict):
    """One run."""

    date: str
    machine: str
    limit: float
    rounds: int
    command: str
    versions: dict[str, str]
    questions: dict[str, Known]
    tables: list[Table]
    commands: list[Command]
