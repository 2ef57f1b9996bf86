"""Measure the catalogue of questions, in memory and on servers, beside other engines.

`python -m benchmarks.queries` runs all and writes a section of docs/benchmarks.md; with
`--sizes 1000 --trial` it tries a part and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import signal
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from benchmarks.measure import measure
from benchmarks.querypage import RESULTS, RUNAWAY, section
from benchmarks.querypeers import ask, kind, peers, prepare
from benchmarks.validation import machine
from mediagora import bundle, queries
from mediagora.reading.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.querypeers import Graphs, Peer
    from benchmarks.queryresults import Answered, Command, Results, Table

_BIN: Final = Path(sys.executable).parent
_QUERY: Final = (str(_BIN / "mediagora"), "query")
_ENGINES: Final = str(Path(__file__).with_name("queryengines.py"))
_COLD: Final = ("advice/user-figure", "features/who-has-feature", "rule/in-numbers")
_PRODUCT: Final = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT "
_NEVER_ENDS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_INNERMOST: Final = re.compile(r"([{\[])\s+([^{}\[\]]*?)\s+([}\]])")


class Bench:
    """What all measurements of one run share."""

    def __init__(self, folder: Path, *, rounds: int, limit: float) -> None:
        self.folder = folder
        self.rounds = rounds
        self.limit = limit

    def catalogue(self, number: int, several: Sequence[Peer], *, sources: bool) -> Table:
        """Ask all questions of all engines that can stand so many platforms."""
        graphs = prepare(self.folder, number, sources=sources)
        engines = [self._answered(peer, graphs) for peer in several if number <= peer.up_to]
        return {
            "platforms": number, "sources": sources, "triples": graphs.triples, "engines": engines,
        }  # fmt: skip

    def _answered(self, peer: Peer, graphs: Graphs) -> Answered:
        print(f"  {peer.name}", file=sys.stderr, flush=True)
        return ask(peer, graphs, queries(), self.folder, rounds=self.rounds, limit=self.limit)

    def commands(self, streamed: Sequence[int]) -> list[Command]:
        """Measure whole processes: what starts, what streams, and what has to be stopped."""
        file = self.folder / "shipped.nt"
        ox.serialize(shipped(), file, format=ox.RdfFormat.N_TRIPLES)
        cold = bundle.root() / "queries" / f"{_COLD[0]}.rq"
        rows = [self._command("`python -c pass`", (sys.executable, "-c", "pass"))]
        rows += [self._command(f"`mediagora query {name}`", (*_QUERY, name)) for name in _COLD]
        for name in ("pyoxigraph", "rdflib"):
            words = (sys.executable, "-P", _ENGINES, name, str(file), str(cold))
            rows.append(self._command(f"`{name}`, loads and asks `{_COLD[0]}`", words))
        for number in streamed:
            text = f"{_PRODUCT}{number}"
            asked = shlex.join([*_QUERY, "-e", text, "--format", "csv", "--timeout", "900"])
            piped = ("sh", "-c", f"{asked} | wc -l")
            name = f"`SELECT *` of a product as csv, {number:,} rows"
            row = self._command(name, piped, rounds=1)
            rows.append({**row, "failure": row["failure"] or _lacking(row["rows"], number)})
        endless = (*_QUERY, "-e", _NEVER_ENDS, "--timeout", "1")
        return [*rows, self._command(RUNAWAY, endless, refused="did not end within")]

    def _command(
        self, name: str, words: Sequence[str], *, rounds: int = 0, refused: str = ""
    ) -> Command:
        print(f"  {name}", file=sys.stderr, flush=True)
        row: Command = {"name": name, "wall": [], "mb": [], "rows": None, "failure": ""}
        for _ in range(rounds or self.rounds):
            taken = measure(words, self.folder, limit=20 * self.limit)
            if taken.code != (2 if refused else 0) or refused not in taken.complaints:
                told = taken.complaints.strip() or f"exit code {taken.code}"
                row["failure"] = f"failed: {told.splitlines()[-1][:80]}"
                break
            row["wall"].append(round(taken.wall, 3))
            row["mb"].append(round(taken.process_mb, 1))
            if taken.output.strip().isdecimal():
                row["rows"] = int(taken.output) - 1  # without the head
        return row


def _lacking(rows: int | None, wanted: int) -> str:
    return "" if rows == wanted else f"failed: {rows} rows"


def _versions() -> Iterator[tuple[str, str]]:
    for name in ("mediagora", "pyoxigraph", "rdflib", "oxrdflib", "SPARQLWrapper", "oxigraph"):
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def written(results: Results) -> str:
    """The results as JSON, with one line for each question of each engine."""
    lines = json.dumps(results, indent=1)
    return _INNERMOST.sub(lambda found: found[1] + " ".join(found[2].split()) + found[3], lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the results and the section that shows them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.queries", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3, help="the page shows their median")
    parser.add_argument("--limit", type=float, default=5, help="seconds that a question may take")
    parser.add_argument(
        "--sources-up-to", type=int, default=10_000, help="the most platforms with their sources"
    )
    parser.add_argument("--streamed", type=int, nargs="*", default=[300_000, 3_000_000])
    parser.add_argument("--trial", action="store_true", help="print the section, and write nothing")
    words = sys.argv[1:] if arguments is None else arguments
    given = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left behind
    with tempfile.TemporaryDirectory(prefix="mediagora-bench-") as name:
        bench = Bench(Path(name), rounds=given.rounds, limit=given.limit)
        print("commands", file=sys.stderr, flush=True)
        commands = bench.commands(given.streamed)
        tables = []
        for number in given.sizes:
            print(f"{number:,} platforms", file=sys.stderr, flush=True)
            sources = number <= given.sources_up_to
            tables.append(bench.catalogue(number, peers(), sources=sources))
    results: Results = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "limit": given.limit,
        "rounds": given.rounds,
        "command": shlex.join(["python", "-m", "benchmarks.queries", *words]),
        "versions": dict(_versions()),
        "questions": {
            each.name: {"kind": kind(each.text), "inference": each.inference} for each in queries()
        },
        "tables": tables,
        "commands": commands,
    }
    if given.trial:
        print(section(results))
        return
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(written(results) + "\n", encoding="utf-8")
    from benchmarks import page

    page.main()


if __name__ == "__main__":
    main()
