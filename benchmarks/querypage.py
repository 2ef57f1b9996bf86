"""The section of docs/benchmarks.md on queries, from the results that are kept."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.queryengines import Asked
    from benchmarks.queryresults import Answered, Command, Kind, Results, Table

RESULTS: Final = Path(__file__).parent / "results" / "queries.json"
BUDGETS: Final[dict[Kind, float]] = {"lookup": 0.1, "aggregate": 1.0}
"""Seconds that a question of the catalogue may take, warm, at 100,000 platforms."""
RUNAWAY: Final = "a count that never ends, `--timeout 1`"
OVER: Final = 0.5
"""Seconds after its limit at which a query that never ends has to be stopped."""
STREAMED: Final = 1.1
"""How much more memory many rows may take than few."""

_OURS: Final = "mediagora"
_BARE: Final = "pyoxigraph"
_SIDE_BY_SIDE: Final = (_OURS, _BARE, "rdflib")
_COMMANDS: Final = ("command", "s", "MB", "rows", "rows/s")
_TOLD: Final = 12
"""Of how many questions it is told that they have another answer."""

_TEXT: Final = """
## Queries

How long the {number} questions of the catalogue take, in memory and on servers, and what
`mediagora query` takes as a command. Written by `{command}` on {date}.

### What is asked of queries

{goals}
{sizes}{groups}### Commands

Whole processes, on what ships.

{commands}
### Every question

{questions}
### How queries were measured

- Machine: {machine}.
- Versions: {versions}.
- Each engine is a process of its own that loads a graph and is then asked every question: once to
  warm up and up to {rounds} times more, as long as all of it stays under a second. Shown is the
  median; of what takes a second or more, the one time. The time is that until all rows have been
  taken, in the engine's own terms.
- A question that takes more than {limit:g} s is stopped, and the next is asked of the same graph.
- The graph is what ships and the platforms of `benchmarks/platforms.py`. With one source for each
  fact it has six times the triples; at the largest size it is without, unless `--sources-up-to`
  says otherwise, and then questions on sources are asked of little more than those that ship.
  A question that asks for entailed facts gets the graph with all that OWL RL entails: `mediagora`
  entails it when it loads, the others are given it.
- `mediagora` is `mediagora.Graph(file).query(name)`; *on* a server it is the client behind
  `mediagora query NAME --endpoint URL`, and to load is `mediagora push`, of all graphs at once, so
  that the second time is that of a start alone. The MB are the server's where they are more than
  the client's. The others load N-Triples and run the text of the question.
- *Times `pyoxigraph`* is the median of the ratios, question by question. *The same*: to how many
  questions the engine gives the bag of rows of the first that answers; numbers are compared by
  value to twelve digits, blank nodes by being such. *All* counts a question that was stopped with
  its limit.
- An aggregate groups, counts or sums up; every other question is a lookup, also where it lists all
  platforms.
- The slower engines are not given the larger graphs, and no server was asked over a network: all
  ran on this machine. Rows as rdflib's terms, which `for row in result` gives, were not timed.
"""


def kept() -> str:
    """The section for the results that are kept; nothing where there are none."""
    if not RESULTS.is_file():
        return ""
    return section(json.loads(RESULTS.read_text(encoding="utf-8")))


def section(results: Results) -> str:
    """The section, in Markdown."""
    return _TEXT.format(
        number=len(results["questions"]),
        command=results["command"],
        date=results["date"],
        goals=_table(("", "measured", "budget", ""), _goals(results)),
        sizes="".join(_size(table, results) for table in results["tables"]),
        groups=_groups(results),
        commands=_table(_COMMANDS, map(_command, results["commands"])),
        questions=_questions(results),
        machine=results["machine"],
        versions=", ".join(f"{name} {number}" for name, number in results["versions"].items()),
        rounds=results["rounds"],
        limit=results["limit"],
    )


def within_budget(asked: Asked | None, kind: Kind) -> bool:
    """Whether a question was answered in the time that it may take."""
    return asked is not None and not asked["failure"] and asked["seconds"] <= BUDGETS[kind]


def _goals(results: Results) -> Iterator[list[str]]:
    for table in results["tables"]:
        answers = _answers(table, _OURS)
        for kind, budget in BUDGETS.items():
            names = [name for name, known in results["questions"].items() if known["kind"] == kind]
            right = sum(within_budget(answers.get(name), kind) for name in names)
            verdict = "met" if right == len(names) else "**missed**"
            work = f"{kind}s, {_told(table)}, warm"
            yield [work, f"{right} of {len(names)}", f"{budget:g} s", verdict if answers else ""]
    stopped = next((each for each in results["commands"] if each["name"] == RUNAWAY), None)
    work = "a query that never ends, after its limit"
    if stopped is None or stopped["failure"]:
        yield [work, "not measured", f"{OVER:g} s", ""]
    else:
        over = median(stopped["wall"]) - 1
        yield [work, f"{over:.2f} s", f"{OVER:g} s", "met" if over <= OVER else "**missed**"]
    streamed = [each for each in results["commands"] if each["rows"] and not each["failure"]]
    if len(streamed) > 1:
        few, *_, many = sorted(streamed, key=lambda each: each["rows"] or 0)
        times = median(many["mb"]) / median(few["mb"])
        work = f"memory for {many['rows']:,} rows as csv, against {few['rows']:,}"
        verdict = "met" if times <= STREAMED else "**missed**"
        yield [work, f"{times:.2f} times", f"{STREAMED:g} times", verdict]


def _size(table: Table, results: Results) -> str:
    stated, entailed = (table["triples"][each] for each in ("none", "rl"))
    head = (
        "engine", "loads stated, s", "MB", "loads entailed, s", "MB", "median ms", "slowest ms",
        "all, s", f"times `{_BARE}`", "the same",
    )  # fmt: skip
    rows = [_engine(engine, table, results["limit"]) for engine in table["engines"]]
    told = "".join(_differences(engine, table) for engine in table["engines"])
    what = f"{stated:,} triples stated, {entailed:,} with what they entail"
    return f"### {_told(table)}\n\n{what}.\n\n{_table(head, rows)}\n{told}"


def _told(table: Table) -> str:
    with_sources = "one source" if table["sources"] else "no source"
    return f"{table['platforms']:,} platforms, {with_sources} a fact"


def _engine(engine: Answered, table: Table, limit: float) -> list[str]:
    if engine["failure"]:
        return [f"`{engine['name']}`", engine["failure"], *[""] * 8]
    loads = [
        cell
        for each in ("none", "rl")
        for cell in (_seconds(engine["loaded"][each]["seconds"]), f"{engine['mb'][each]:,.0f}")
    ]
    answers = engine["answers"]
    done = [each["seconds"] for each in answers.values() if not each["failure"]]
    stopped = sum(each["failure"].startswith("over") for each in answers.values())
    bare = _answers(table, _BARE)
    ratios = [
        asked["seconds"] / bare[name]["seconds"]
        for name, asked in answers.items()
        if not asked["failure"] and name in bare and bare[name]["seconds"]
    ]
    everything = f"{'over ' if stopped else ''}{_seconds(sum(done) + limit * stopped)}"
    return [
        f"`{engine['name']}`",
        *loads,
        _ms(median(done)) if done else "",
        f"over {_ms(limit)}" if stopped else _ms(max(done, default=0)),
        everything,
        f"{median(ratios):.2f}" if ratios else "",
        f"{len(answers) - len(_differing(engine, table))} of {len(answers)}",
    ]


def _differing(engine: Answered, table: Table) -> list[str]:
    """The questions to which an engine gives not the rows of the first that answers them."""
    first: dict[str, str] = {}
    for each in table["engines"]:
        for name, asked in each["answers"].items():
            if not asked["failure"]:
                first.setdefault(name, asked["digest"])
    return [
        name
        for name, asked in engine["answers"].items()
        if asked["failure"] or asked["digest"] != first[name]
    ]


def _differences(engine: Answered, table: Table) -> str:
    by_reason: dict[str, list[str]] = {}
    for name in _differing(engine, table):
        reason = engine["answers"][name]["failure"] or "other rows"
        by_reason.setdefault(reason, []).append(f"`{name}`")
    told = [
        f"{', '.join(names[:_TOLD])}"
        f"{f' and {len(names) - _TOLD} more' if len(names) > _TOLD else ''} ({reason})"
        for reason, names in by_reason.items()
    ]
    return f"`{engine['name']}`: {'; '.join(told)}.\n\n" if told else ""


def _groups(results: Results) -> str:
    table = max(results["tables"], key=lambda each: each["platforms"], default=None)
    answers = _answers(table, _OURS)
    if table is None or not answers:
        return ""
    parts: dict[tuple[str, Kind], list[str]] = {}
    for name, known in results["questions"].items():
        parts.setdefault((name.partition("/")[0], known["kind"]), []).append(name)
    rows = []
    for (group, kind), names in sorted(parts.items()):
        done = {name: answers[name]["seconds"] for name in names if not answers[name]["failure"]}
        slowest = max(done, key=lambda name: done[name], default="")
        right = sum(within_budget(answers[name], kind) for name in names)
        rows.append([
            f"{group}, {kind}s", f"{right} of {len(names)}", f"{BUDGETS[kind]:g} s",
            _ms(median(done.values())) if done else "", _ms(done[slowest]) if done else "",
            f"`{slowest.partition('/')[2]}`" if done else "",
        ])  # fmt: skip
    head = ("group", "within", "budget", "median ms", "slowest ms", "which")
    title = f"### `{_OURS}` by group, {_told(table)}"
    return f"{title}\n\n{_table(head, rows)}\n"


def _questions(results: Results) -> str:
    tables = sorted(results["tables"], key=lambda each: each["platforms"])
    if not tables:
        return "Not measured.\n"
    few, *more = tables
    head = ["question", "kind", f"rows at {few['platforms']:,}"]
    head += [f"`{name}`, ms" for name in _SIDE_BY_SIDE]
    for table in more:
        head += [f"rows at {table['platforms']:,}", f"`{_OURS}`, ms"]
    rows = []
    for name, known in results["questions"].items():
        asked = [_answers(few, engine).get(name) for engine in _SIDE_BY_SIDE]
        cells = [f"`{name}`", known["kind"], _rows(asked[0]), *map(_time, asked)]
        for table in more:
            told = _answers(table, _OURS).get(name)
            cells += [_rows(told), _time(told)]
        rows.append(cells)
    return _table(head, rows)


def _answers(table: Table | None, name: str) -> dict[str, Asked]:
    """What one engine answered; nothing where it was not asked."""
    several = table["engines"] if table else []
    return next((each["answers"] for each in several if each["name"] == name), {})


def _command(command: Command) -> list[str]:
    if command["failure"]:
        return [command["name"], command["failure"], "", "", ""]
    seconds, rows = median(command["wall"]), command["rows"]
    return [
        command["name"],
        _seconds(seconds),
        f"{median(command['mb']):,.0f}",
        "" if rows is None else f"{rows:,}",
        "" if rows is None else f"{rows / seconds:,.0f}",
    ]


def _rows(asked: Asked | None) -> str:
    return "" if asked is None or asked["failure"] else f"{asked['rows']:,}"


def _time(asked: Asked | None) -> str:
    return "" if asked is None else asked["failure"] or _ms(asked["seconds"])


def _ms(seconds: float) -> str:
    value = 1000 * seconds
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ruler, *rows))
