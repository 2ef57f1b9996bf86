"""Write docs/benchmarks.md from the results of a run.

`python -m benchmarks.page` writes it anew from the results that are kept, without measuring.
"""

from __future__ import annotations

import json
from statistics import median
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from benchmarks import querypage, reasoningpage
from benchmarks.peers import ONE_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.results import Figures, Results, Table

    Cores = Literal["one_core", "all_cores"]
    Figure = Literal["cpu", "wall", "process_mb", "tree_mb"]

_TEXT: Final = """# Benchmarks

How long `mediagora validate` takes and how much memory, beside other validators on the same data
and the same shapes. Written by `{command}` on {date}.

## What is asked for

Seconds and memory are those of a run on one core, unless it says otherwise; ratios are of CPU time
there.

{goals}
## Start

Commands that do little, and the check of one small file, `data/platforms/facebook.ttl`.

{start}
{sizes}## How it was taken

- Machine: {machine}.
- Versions: {versions}.
- Each command runs as a whole process of its own, from the start of the interpreter to the end of
  the report. The order changes from round to round, and what is shown is the median.
- *One core*: the process and its children may use one core only. *All cores*: they may use all
  {cores}; no tool is told how many threads to start, except by `--jobs 1`.
- *CPU* is user and system time as the kernel counts it, children included. *Memory* is looked at
  every 20 ms, in runs on all cores: the most that one process held, as the kernel keeps it, and the
  most that all its processes held together, with what they share counted once.
- *Times `shacl`* and *faster than pyshacl* are ratios of CPU time on one core.
- A run that takes more than {limit:g} s is stopped, and not tried again at that size. The slower
  tools are not given the largest files.
- `make bench` takes a quarter of an hour and needs a machine that does nothing else. All that is
  asked for is measured, in most of an hour, by
  `make bench ARGS="--sizes 1 1000 10000 100000 1000000 --pyshacl-up-to 10000"`;
  `make bench ARGS="--sizes 1000 --trial"` tries a part and writes nothing.
- The platforms are made up by `benchmarks/platforms.py`: the same at each run, some 13 triples
  each. One in a hundred has a mistake, each of twelve kinds in its turn. *Counts*: whether a tool
  finds each of them, by shape, and nothing else.
- `mediagora` reads the platforms alone, as it brings shapes and ontology itself. The others are
  given the same shapes in one file, and platforms and ontology in another. Mediagora also finds
  line and column of each finding and of the shape behind it, which no other does; with
  `--max-findings 1` it does so for one and counts the rest. `shacl` is the engine that Mediagora
  uses, with nothing around it; `shacl-rust` runs with its index, `pyshacl` and `pyshacl-turbo` are
  their commands.
"""


class _Goal(NamedTuple):
    work: str
    measured: float | None
    unit: str
    budget: float | None
    goal: float | None
    more_is_better: bool = False


def render(results: Results) -> str:
    """The page, in Markdown."""
    start = next((table for table in results["tables"] if not table["platforms"]), None)
    sizes = [table for table in results["tables"] if table["platforms"]]
    cores = results["cores"]
    return (
        _TEXT.format(
            command=results["command"],
            date=results["date"],
            goals=_table(_GOALS_HEAD, map(_goal_cells, _goals(results))),
            start=_start(start, cores) if start else "Not measured.\n",
            sizes="".join(_size(table, cores) for table in sizes),
            machine=results["machine"],
            versions=", ".join(f"{name} {number}" for name, number in results["versions"].items()),
            cores=cores,
            limit=results["limit"],
        )
        + reasoningpage.kept()
        + querypage.kept()
    )


_GOALS_HEAD: Final = ("work", "measured", "budget", "", "goal", "")
_OURS: Final = ("mediagora --jobs 1", "mediagora")
"""Rows that tell what one core can do: the first that there is."""


def _goals(results: Results) -> Iterator[_Goal]:
    tables = {table["platforms"]: table for table in results["tables"]}
    start, small, large, huge = (tables.get(number) for number in (0, 10_000, 100_000, 1_000_000))
    cores = results["cores"]
    for name in ("mediagora --help", "mediagora --version"):
        yield _Goal(f"`{name}`", _median(start, name), "s", 0.12, 0.06)
    name = "mediagora validate"
    yield _Goal("one small file", _median(start, name), "s", 0.25, 0.12)
    share = _ratio(start, name, "pyshacl")
    yield _Goal("one small file, against pyshacl", share, "times", 0.25, None)
    bare = _ratio(small, _ours(small), "shacl")
    yield _Goal("10,000 platforms, against bare `shacl`", bare, "times", 1.3, 1.1)
    faster = _ratio(small, "pyshacl", _ours(small))
    yield _Goal("10,000 platforms, faster than pyshacl", faster, "times", 50, None, True)  # noqa: FBT003 -- a field
    placed = _ratio(large, "mediagora --jobs 1", ONE_PLACE)
    yield _Goal("100,000 platforms, all findings placed, against one", placed, "times", 1.3, None)
    for table, number, budget, most, goal in (
        (large, "100,000", 6, 300, 2.5),
        (huge, "1,000,000", 60, 2000, 30),
    ):
        ours = _ours(table)
        yield _Goal(f"{number} platforms", _median(table, ours), "s", budget, None)
        memory = _median(table, ours, figure="tree_mb")
        yield _Goal(f"{number} platforms, memory", memory, "MB", most, None)
        wall = _median(table, "mediagora", cores="all_cores")
        yield _Goal(f"{number} platforms on {cores} cores", wall, "s", None, goal)


def _goal_cells(goal: _Goal) -> list[str]:
    measured = "not measured" if goal.measured is None else _with_unit(goal, goal.measured)
    cells = [goal.work, measured]
    for wanted in (goal.budget, goal.goal):
        if wanted is None:
            cells += ["", ""]
            continue
        met = goal.measured is not None and (
            goal.measured >= wanted if goal.more_is_better else goal.measured <= wanted
        )
        verdict = "" if goal.measured is None else "met" if met else "**missed**"
        cells += [f"{wanted:g} {goal.unit}", verdict]
    return cells


def _with_unit(goal: _Goal, value: float) -> str:
    return f"{_mb(value) if goal.unit == 'MB' else _seconds(value)} {goal.unit}"


def _size(table: Table, cores: int) -> str:
    number, mistakes = table["platforms"], table["planted"]
    title = "One platform" if number == 1 else f"{number:,} platforms"
    what = f"{table['triples']:,} triples, {mistakes:,} mistakes"
    return f"## {title}\n\n{what}.\n\n{_table(_head('tool', cores), _rows(table))}\n"


def _start(table: Table, cores: int) -> str:
    head = [*_head("command", cores)[:6], "counts"]
    return _table(head, ([*cells[:6], cells[-1]] for cells in _rows(table)))


def _head(what: str, cores: int) -> list[str]:
    return [
        what, "CPU s", "s on one core", f"s on {cores} cores", "MB, one process", "MB, all",
        "times `shacl`", "faster than pyshacl", "counts",
    ]  # fmt: skip


def _rows(table: Table) -> Iterator[list[str]]:
    for row in table["rows"]:
        if row["failure"]:
            yield [f"`{row['name']}`", row["failure"], *[""] * 7]
            continue
        one, all_ = row["one_core"], row["all_cores"]
        yield [
            f"`{row['name']}`",
            _seconds(median(one["cpu"])),
            _seconds(median(one["wall"])),
            _seconds(median(all_["wall"])),
            _mb(median(all_["process_mb"])),
            _mb(median(all_["tree_mb"])),
            _times(_ratio(table, row["name"], "shacl")),
            _times(_ratio(table, "pyshacl", row["name"])),
            row["counts"],
        ]


def _median(
    table: Table | None, name: str, *, cores: Cores = "one_core", figure: Figure = "wall"
) -> float | None:
    """Median of one figure of one row; `None` where that was not measured."""
    for row in table["rows"] if table else ():
        if row["name"] == name and not row["failure"]:
            figures: Figures = row[cores]
            return median(figures[figure])
    return None


def _ratio(table: Table | None, name: str, other: str) -> float | None:
    """CPU time of one row by that of another."""
    mine, theirs = (_median(table, each, figure="cpu") for each in (name, other))
    return mine / theirs if mine is not None and theirs else None


def _ours(table: Table | None) -> str:
    names = {row["name"] for row in table["rows"]} if table else set()
    return next((name for name in _OURS if name in names), _OURS[-1])


def _seconds(value: float) -> str:
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _mb(value: float) -> str:
    return f"{value:,.0f}"


def _times(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ruler, *rows))


def main() -> None:
    """Write the page anew from the results that are kept."""
    from benchmarks.validation import PAGE, RESULTS

    PAGE.write_text(render(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
