"""Measure `mediagora validate` beside other validators, on the same data and the same shapes.

`make bench` runs all and writes docs/benchmarks.md; `make bench ARGS="--sizes 1000 --trial"` tries
a part and writes nothing. Everything made on the way is in a temporary folder that goes in the end.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, serialize

from benchmarks import page, platforms
from benchmarks.measure import measure
from benchmarks.peers import AS_OF, Files, Peer, agreement, peers, starts, versions
from mediagora import bundle
from mediagora.validation.run import DEFAULT_SHAPES
from mediagora.validation.shapes import load_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.results import Figures, Results, Row, Table

RESULTS: Final = Path(__file__).parent / "results" / "validation.json"
PAGE: Final = Path(__file__).parents[1] / "docs" / "benchmarks.md"

_SMALL: Final = 1000
"""Files of so many platforms take so little time that they are measured more often."""
_OFTENER: Final = 3


class Bench:
    """What all measurements of one run share."""

    def __init__(self, folder: Path, *, rounds: int, limit: float) -> None:
        self.folder = folder
        self.rounds = rounds
        self.limit = limit
        shapes = load_shapes(DEFAULT_SHAPES, as_of=date.fromisoformat(AS_OF))
        self.shapes = folder / "shapes.ttl"  # N-Triples is Turtle, and not all know it by name
        serialize(shapes.triples, self.shapes, format=RdfFormat.N_TRIPLES)
        self.codes = {name: shape.code or name for name, shape in shapes.by_name.items()}

    def start(self) -> Table:
        """Measure what does little: help, and one small file that ships."""
        file = bundle.root() / "data" / "platforms" / "facebook.ttl"
        files = self._files(file, [bundle.root() / "data" / "organizations.ttl"])
        rows = self._rows(starts(), files, Counter(), self.rounds * _OFTENER)
        return {"platforms": 0, "triples": 0, "planted": 0, "rows": rows}

    def check(self, number: int, several: Sequence[Peer]) -> Table:
        """Measure all on one file of so many platforms."""
        file = self.folder / "platforms.ttl"
        planted = platforms.write(file, number)
        rounds = self.rounds * (_OFTENER if number <= _SMALL else 1)
        able = [peer for peer in several if number <= peer.up_to]
        rows = self._rows(able, self._files(file), Counter(planted.mistakes), rounds)
        rows += [_row(peer, "not run") for peer in several if peer not in able]
        return {
            "platforms": number,
            "triples": planted.triples,
            "planted": sum(planted.mistakes.values()),
            "rows": rows,
        }

    def _files(self, file: Path, others: Iterable[Path] = ()) -> Files:
        merged = self.folder / "merged.ttl"
        with merged.open("wb") as target:
            for part in (*bundle.ontology_files(), *others, file):
                with part.open("rb") as source:
                    shutil.copyfileobj(source, target, 1 << 20)
        return Files(file, merged, self.shapes)

    def _rows(
        self, several: Sequence[Peer], files: Files, planted: Counter[str], rounds: int
    ) -> list[Row]:
        rows = {peer.name: _row(peer) for peer in several}
        for turn in range(rounds):
            first = turn % len(several)
            for peer in (*several[first:], *several[:first]):
                _tell(f"  round {turn + 1} of {rounds}: {peer.name}")
                for cores in ("one_core", "all_cores"):
                    if not rows[peer.name]["failure"]:
                        self._measure(peer, files, planted, rows[peer.name], cores)
        return list(rows.values())

    def _measure(
        self, peer: Peer, files: Files, planted: Counter[str], row: Row, cores: str
    ) -> None:
        core = min(os.sched_getaffinity(0)) if cores == "one_core" else None
        taken = measure(peer.command(files), self.folder, core=core, limit=self.limit)
        if taken.code is None:
            row["failure"] = f"more than {self.limit:g} s"
            return
        try:
            if taken.code not in peer.success:
                raise ValueError(f"exit code {taken.code}")
            if peer.results and row["counts"] in {"", "yes"}:  # told once, if it goes wrong
                shapes = peer.results(taken.output)
                row["counts"] = agreement(planted, Counter(self.codes.get(of, of) for of in shapes))
        except (ValueError, SyntaxError) as error:  # a report that cannot be read
            last = [str(error), *taken.complaints.strip().splitlines()][-1]
            row["failure"] = f"failed: {last[:80]}"
            return
        figures = row["one_core"] if cores == "one_core" else row["all_cores"]
        figures["cpu"].append(round(taken.cpu, 4))
        figures["wall"].append(round(taken.wall, 4))
        figures["process_mb"].append(round(taken.process_mb, 1))
        figures["tree_mb"].append(round(taken.tree_mb, 1))


def _row(peer: Peer, failure: str = "") -> Row:
    return {
        "name": peer.name,
        "one_core": _figures(),
        "all_cores": _figures(),
        "counts": "",
        "failure": failure,
    }


def _figures() -> Figures:
    return {"cpu": [], "wall": [], "process_mb": [], "tree_mb": []}


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def machine() -> str:
    """What this is measured on, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return (
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, "
        f"{memory / (1 << 30):.0f} GiB of memory, {system}, Python {platform.python_version()}"
    )


def _command(words: Sequence[str]) -> str:
    """What to type to have it all again; where the other tools are is the Makefile's to know."""
    kept = list(words)
    if "--peers" in kept:
        place = kept.index("--peers")
        del kept[place : place + 2]
    return f'make bench ARGS="{" ".join(kept)}"' if kept else "make bench"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the results and the page that shows them."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 1000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3, help="the page shows their median")
    parser.add_argument("--limit", type=float, default=120, help="seconds that one run may take")
    parser.add_argument("--pyshacl-up-to", type=int, default=1000, help="platforms")
    parser.add_argument("--peers", type=Path, help="interpreter that has the other tools")
    parser.add_argument("--trial", action="store_true", help="print the page, and write nothing")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left behind
    several = peers(given.peers, pyshacl_up_to=given.pyshacl_up_to)
    with tempfile.TemporaryDirectory(prefix="mediagora-bench-") as name:
        bench = Bench(Path(name), rounds=given.rounds, limit=given.limit)
        _tell("start")
        tables = [bench.start()]
        for number in given.sizes:
            _tell(f"{number:,} platforms")
            tables.append(bench.check(number, several))
    results: Results = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "cores": len(os.sched_getaffinity(0)),
        "limit": given.limit,
        "command": _command(sys.argv[1:] if arguments is None else arguments),
        "versions": versions(given.peers),
        "tables": tables,
    }
    if given.trial:
        print(page.render(results))
        return
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page.render(results), encoding="utf-8")


if __name__ == "__main__":
    main()
