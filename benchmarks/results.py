"""What a run of the benchmarks leaves behind: the form of the JSON file under the page."""

from __future__ import annotations

from typing import TypedDict


class Figures(TypedDict):
    """One command measured several times: a value for each round, in the order taken."""

    cpu: list[float]
    """Seconds of user and system time, child processes included."""
    wall: list[float]
    """Seconds from start to end."""
    process_mb: list[float]
    """Most memory that any one process held, in MB (of 1,000,000 bytes)."""
    tree_mb: list[float]
    """Most memory that all processes held together, in MB."""


class Row(TypedDict):
    """One command on one file."""

    name: str
    one_core: Figures
    all_cores: Figures
    counts: str
    """`yes` where the results are those planted, else what differs; empty where nothing is told."""
    failure: str
    """Why there are no figures; empty where there are."""


class Table(TypedDict):
    """One file, and all that was run on it; `platforms` is 0 for what a start takes."""

    platforms: int
    triples: int
    planted: int
    rows: list[Row]


class Results(TypedDict):
    """One run."""

    date: str
    machine: str
    cores: int
    limit: float
    command: str
    versions: dict[str, str]
    tables: list[Table]
