"""Write docs/queries/: a page for each group of questions, with their answers, and one of all.

Run `python docs/queries.py` after a change of a question, or of an answer recorded beside one.
`python docs/queries.py --check` writes nothing and fails if there is something to write; a test
does the same.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mediagora.querying import queries
from mediagora.querying.catalogue import expected_answer
from mediagora.reporting.catalogue import GROUPS
from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mediagora.querying.catalogue import Question
    from mediagora.querying.parameters import Parameter

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = ROOT / "docs" / "queries"
ROWS: Final = 5
"""Rows of an answer that are shown."""
LINES: Final = 12
"""Lines of an answer that is a graph."""
WIDTH: Final = 90
"""Characters of a cell."""

HEAD: Final = """# Questions

Written by `python docs/queries.py` from the {count} questions in [queries/](../../queries). Each is
a file of plain SPARQL that runs when it is pasted anywhere; its first lines say what it asks.

```console
$ mediagora query who-has-feature --param feature=marketplace
$ mediagora queries encrypt
```

| group | questions | about |
|:--|--:|:--|
{groups}
"""

OWN: Final = """
## A catalogue of your own

A folder of files like ours, `GROUP/NAME.rq` or `NAME.rq`. Its names go before ours:

```console
$ mediagora query my-question --queries my-queries --data my-platforms.ttl
$ mediagora queries --queries my-queries --check --data my-platforms.ttl
```

The second asks every question, for CI: it exits with 1, and one line for each fault, where a file
does not parse, uses a term that nothing declares, or does not answer what `NAME.expected.csv` (or
`.ttl`) beside it records. A file begins with lines of YAML:

```sparql
#+ summary: Platforms launched in a year
#+ question: Which platforms were launched in 2010, or in whichever year you name?
#+ reading: One row per platform.
#+ tags: [platforms]
#+ params:
#+   year: {type: integer, pattern: "[0-9]{4}", default: 2010}
#+ inference: none

SELECT ?platform {
  BIND (COALESCE(?__year_integer, 2010) AS ?year)
  ?platform mediagora:launchYear ?year .
}
```

A parameter is a variable with an underscore before its name and its type behind it. Its value is
checked and bound as a term: it can never become part of the query.

| ending | takes | such as |
|:--|:--|:--|
| `_iri` | an IRI, a prefixed name, or a short name of what is allowed | `feature:groups` |
| none | a text | `CN` |
| `_en`, `_pt_BR` | a text in that language | `bonjour` |
| `_integer` | a whole number | `2010` |
| `_xsd_decimal` | a decimal number | `2.5` |
| `_xsd_boolean` | `true` or `false` | `true` |
| `_xsd_date` | a date | `2026-01-31` |
| `_xsd_dateTime` | a date with its time | `2026-01-31T12:00:00Z` |

Under `params`, beside `type` and `default`, one of three says what is allowed: `class`, whose
instances are; `values`, a list of them; `pattern`, a regular expression for a whole value.
`inference` is `none`, `rdfs` or `rl`: what has to be entailed before the question is asked.

## For other tools

The names are those of [BASIL](https://github.com/the-open-university/basil) and
[grlc](https://grlc.io), which reads every file and makes an API of a folder; two underscores before
a name tell grlc that the value may be left out. `mediagora queries --format turtle` writes the
catalogue as `sh:SPARQLExecutable`, in the form of the
[SIB's examples](https://github.com/sib-swiss/sparql-examples); add `--endpoint URL` for the
endpoint that they are for, which that form asks for.
"""


def written() -> dict[Path, str]:
    """Every page with what is to stand in it."""
    order = list(GROUPS)
    every = sorted(queries(), key=lambda each: order.index(each.group))
    groups = {name: list(of) for name, of in groupby(every, key=lambda each: each.group)}
    texts = {PAGES / f"{name}.md": page(name, of) for name, of in groups.items()}
    table = "\n".join(
        f"| [{name}]({name}.md) | {len(of)} | {GROUPS[name]} |" for name, of in groups.items()
    )
    lists = "".join(listed(name, of) for name, of in groups.items())
    head = HEAD.format(count=len(every), groups=table)
    return {PAGES / "README.md": f"{head}{lists}{OWN}"} | texts


def listed(group: str, questions: Sequence[Question]) -> str:
    """The questions of a group, each with the way to it."""
    lines = (f"- [{each.question}]({group}.md#{anchor(each)})\n" for each in questions)
    return f"\n## {group.capitalize()}\n\n{''.join(lines)}"


def page(group: str, questions: Sequence[Question]) -> str:
    """The page of a group."""
    head = f"[← all questions](README.md)\n\n# {group.capitalize()}\n\n{GROUPS[group]}\n"
    return head + "".join("\n" + "\n".join(told(each)) + "\n" for each in questions)


def told(question: Question) -> Iterator[str]:
    """One question: what it asks, its answer and how to read it, its parameters and its text."""
    yield from (f"## {question.summary}", "", f"*{question.question}*", "")
    parameters = "".join(f" --param {each.name}={each.default}" for each in question.parameters)
    yield from ("```console", f"$ mediagora query {question.slug}{parameters}", "```", "")
    yield from answer(question)
    inference = {
        "none": "",
        "rdfs": " It is asked of what RDF Schema entails as well.",
        "rl": " It is asked of what OWL 2 RL entails as well.",
    }
    yield from (f"{question.reading}{inference[question.inference]}", "")
    if question.parameters:
        yield from ("| parameter | type | default | allowed |", "|:--|:--|:--|:--|")
        for each in question.parameters:
            yield f"| `{each.name}` | {each.type} | `{each.default}` | {allowed(each)} |"
        yield ""
    lines = (line for line in question.text.split("\n") if not line.startswith("#+"))
    text = "\n".join(lines).strip("\n")
    file = f"queries/{question.name}.rq"
    yield from ("<details>", f"<summary>SPARQL, <code>{file}</code></summary>", "")
    yield from ("```sparql", text, "```", "", f"[{file}](../../{file})", "", "</details>")


def answer(question: Question) -> Iterator[str]:
    """The first rows of the answer on record, or the first lines of a graph."""
    recorded = expected_answer(question)
    if recorded.startswith("@prefix"):
        lines = recorded.partition("\n\n")[2].rstrip("\n").split("\n")
        yield from ("```turtle", *lines[:LINES], "```", "", more(len(lines) - LINES, "line"))
        return
    columns, *rows = csv.reader(io.StringIO(recorded))
    yield f"| {' | '.join(columns)} |"
    yield f"|{'|'.join(':--' for _ in columns)}|"
    for row in rows[:ROWS]:
        yield f"| {' | '.join(map(cell, row))} |"
    yield ""
    left = more(len(rows) - ROWS, "row") if rows else "No row: nothing is wrong."
    if left:
        yield from (left, "")


def more(count: int, kind: str) -> str:
    """Say how much is left out."""
    return "" if count <= 0 else f"… and {count} more {kind}{'s' if count > 1 else ''}."


def cell(text: str) -> str:
    """A value as a cell of a table: short names for IRIs, and long texts cut."""
    short = shorten(text)
    if short != text:
        return f"`{short}`"
    plain = " ".join(text.split())
    if len(plain) > WIDTH:
        plain = f"{plain[: WIDTH - 1].rstrip()}…"
    return re.sub(r"([|<>*_`\[\]\\])", r"\\\1", plain) if "://" not in plain else f"`{plain}`"


def allowed(parameter: Parameter) -> str:
    """What a parameter takes."""
    if parameter.of_class:
        return f"any `{shorten(parameter.of_class)}`"
    if parameter.values:
        return ", ".join(f"`{each}`" for each in parameter.values)
    if parameter.pattern:
        return f"what matches `{parameter.pattern}`".replace("|", r"\|")
    return "any"


def anchor(question: Question) -> str:
    """How GitHub names the heading of a question."""
    return re.sub(r"[^\w -]", "", question.summary.casefold()).replace(" ", "-")


def main() -> int:
    """Write what is not as it should be, or only name it."""
    texts = written()
    stale = [
        file for file, text in texts.items() if not file.exists() or file.read_text("utf-8") != text
    ]
    stale += sorted(set(PAGES.glob("*.md")) - set(texts))
    for file in stale:
        print(f"{file.relative_to(ROOT)} {'is stale' if '--check' in sys.argv else 'changed'}")
    if "--check" in sys.argv:
        return int(bool(stale))
    PAGES.mkdir(exist_ok=True)
    for file in stale:
        if file in texts:
            file.write_text(texts[file], encoding="utf-8")
        else:
            file.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
