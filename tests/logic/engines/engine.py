"""What an engine is to the matrix of test_portability.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from logic.oracles import Entailed, Statements

    Answers = Callable[[Sequence[Statements], Path], list[Entailed]]


def all_of_it(statements: Statements) -> Statements:
    """What an engine reads of a graph that passes nothing over."""
    return statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A reasoner.

    Attributes:
        name: As the table of docs/portability.md lists it.
        version: Asks for its version.
        answers: What follows from each of some graphs; it may write into the folder.
        needs: What has to be installed for it, in Markdown.
        reads: What it reads of a graph. What it passes over is a known limit: it answers exactly as
            the others do when they are not told it.
        loses: What it lacks for that, by names of the parts of `Entailed`.
        limit: What it passes over, in Markdown and without a full stop; empty for nothing.
        marks: What its tests need.
    """

    name: str
    version: Callable[[], str]
    answers: Answers
    needs: str
    reads: Callable[[Statements], Statements] = all_of_it
    loses: tuple[str, ...] = ()
    limit: str = ""
    marks: tuple[str, ...] = ()


def one_by_one(answer: Callable[[Statements], Entailed]) -> Answers:
    """Ask an engine that takes one graph at a time and needs no folder."""
    return lambda graphs, _: [answer(graph) for graph in graphs]
