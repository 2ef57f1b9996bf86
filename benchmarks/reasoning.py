"""Measure `mediagora reason` and what else draws conclusions beside reasoners on the same data.

`python -m benchmarks.reasoning` runs all and writes a section of docs/benchmarks.md; with
`--sizes 1000 --trial` it tries a part and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse, serialize

from benchmarks import platforms
from benchmarks.measure import measure
from benchmarks.reasoningpage import RESULTS, section
from benchmarks.reasoningpeers import agreement, facts_about, others_asked, reasoners
from benchmarks.validation import machine
from mediagora import bundle
from mediagora.reading.shipped import shipped
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.reasoningpage import Results, Row, Table
    from benchmarks.reasoningpeers import Reasoner

_ONE: Final = bundle.root() / "data" / "platforms" / "xing.ttl"


class Bench:
    """What all measurements of one run share."""

    def __init__(self, folder: Path, *, rounds: int, limit: float) -> None:
        self.folder = folder
        self.rounds = rounds
        self.limit = limit

    def reason(self, number: int, several: Sequence[Reasoner]) -> Table:
        """Measure all on so many platforms, in which nothing is wrong."""
        files = {
            name: self.folder / f"{name}{ending}"
            for name, ending in (
                ("file", ".ttl"), ("merged", ".nt"), ("turtle", ".owl.ttl"), ("out", ".out.nt"),
            )
        }  # fmt: skip
        planted = platforms.write(files["file"], number, every=2 * number)
        triples = [quad.triple for quad in parse(path=files["file"], rename_blank_nodes=True)]
        headers = {
            each.subject
            for each in shipped(data=False, evidence=False)
            if str(each.object).endswith("owl#Ontology>")
        }
        given = [
            *(each for each in shipped(data=False, evidence=False) if each.subject not in headers),
            *triples,
        ]  # without headers nobody is led to fetch an import
        serialize(given, files["merged"], format=RdfFormat.N_TRIPLES)
        serialize(given, files["turtle"], format=RdfFormat.TURTLE)
        stated = frozenset(" ".join(map(str, triple)) for triple in triples)
        rows: list[Row] = []
        ours: set[str] = set()
        for reasoner in several:
            row = self._row(reasoner, files, number)
            rows.append(row)
            if row["failure"]:
                continue
            try:
                theirs = facts_about(files["out"], reasoner, stated)
            except (OSError, ValueError, SyntaxError) as error:
                row["failure"] = f"failed: {str(error)[:80]}"
                continue
            ours = ours or theirs
            row["new"] = len(theirs)
            wanted = {each for each in ours if "#type>" in each} if reasoner.types_only else ours
            row["agrees"] = agreement(wanted, theirs)
        return {"platforms": number, "triples": planted.triples, "rows": rows}

    def ask(self, several: Sequence[Reasoner]) -> Table:
        """Measure what is asked about one thing."""
        files = {name: self.folder / name for name in ("one.ttl", "changed.ttl", "questions.txt")}
        text = _ONE.read_text(encoding="utf-8")
        files["one.ttl"].write_text(text, encoding="utf-8")
        line = f"\n<https://example.org/new> a <{NS}ForumPlatform> .\n"
        files["changed.ttl"].write_text(text + line, encoding="utf-8")
        headers = {
            each.subject
            for each in shipped(evidence=False)
            if str(each.object).endswith("owl#Ontology>")
        }
        everything = self.folder / "everything.rdf"
        kept = [each for each in shipped(evidence=False) if each.subject not in headers]
        serialize(kept, everything, format=RdfFormat.RDF_XML)
        asked = [
            f"{everything}",
            "type",
            f"{NS.removesuffix('ns#')}platform/xing",
            f"{NS}SocialNetwork",
        ]
        files["questions.txt"].write_text("\t".join(asked), encoding="utf-8")
        named = {path.stem: path for path in files.values()}
        return {
            "platforms": 0,
            "triples": len(kept),
            "rows": [self._row(each, named, 0) for each in several],
        }

    def _row(self, reasoner: Reasoner, files: dict[str, Path], number: int) -> Row:
        row: Row = {
            "name": reasoner.name, "wall": [], "mb": [], "new": None, "agrees": "", "failure": "",
        }  # fmt: skip
        if number > reasoner.up_to:
            row["failure"] = "not run"
            return row
        for turn in range(self.rounds):
            print(f"  {reasoner.name}, {turn + 1} of {self.rounds}", file=sys.stderr, flush=True)
            if out := files.get("out"):
                out.unlink(missing_ok=True)
            words = [word.format_map(files) for word in reasoner.words]
            taken = measure(words, self.folder, limit=self.limit)
            if taken.code is None:
                row["failure"] = f"more than {self.limit:g} s"
                break
            if taken.code:
                last = (taken.complaints.strip() or f"exit code {taken.code}").splitlines()[-1]
                row["failure"] = f"failed: {last[:80]}"
                break
            row["wall"].append(round(taken.wall, 3))
            row["mb"].append(round(taken.tree_mb, 1))
        return row


def _versions(others: Path | None) -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError

    found: dict[str, str] = {}
    for name in ("mediagora", "pyoxigraph", "sparq-rdf", "owlrl", "rdflib", "owlready2", "owlapy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if others:
        import subprocess

        code = "import importlib.metadata as m; print(m.version('reasonable'))"
        told = subprocess.run([str(others), "-c", code], capture_output=True, text=True, check=True)
        found["reasonable"] = told.stdout.strip()
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the results and the section that shows them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reasoning", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3, help="the page shows their median")
    parser.add_argument("--limit", type=float, default=200, help="seconds that one run may take")
    parser.add_argument("--peers", type=Path, help="interpreter that has `reasonable`")
    parser.add_argument("--trial", action="store_true", help="print the section, and write nothing")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left behind
    with tempfile.TemporaryDirectory(prefix="mediagora-bench-") as name:
        bench = Bench(Path(name), rounds=given.rounds, limit=given.limit)
        tables = [bench.ask(others_asked())]
        for number in given.sizes:
            print(f"{number:,} platforms", file=sys.stderr, flush=True)
            tables.append(bench.reason(number, reasoners(given.peers)))
    results: Results = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "cores": len(os.sched_getaffinity(0)),
        "limit": given.limit,
        "command": _command(sys.argv[1:] if arguments is None else arguments),
        "versions": _versions(given.peers),
        "tables": tables,
    }
    if given.trial:
        print(section(results))
        return
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    from benchmarks import page

    page.main()


def _command(words: Sequence[str]) -> str:
    """What to type to have it all again; where the other tools are is the Makefile's to know."""
    kept = list(words)
    if "--peers" in kept:
        place = kept.index("--peers")
        del kept[place : place + 2]
    return shlex.join(["python", "-m", "benchmarks.reasoning", *kept])


if __name__ == "__main__":
    main()
