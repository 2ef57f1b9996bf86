"""Fill the examples into the pages of rules, and write docs/rules/ from them.

Run `python docs/rules.py` after a change of a page, of a case in tests/cases or of what a finding
looks like. The texts stand in src/mediagora/rules/; of an example, the files are those of the case,
and the output is that of a run on them. `python docs/rules.py --check` writes nothing and fails if
there is something to write; a test does the same.
"""

from __future__ import annotations

import re
import sys
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import golden  # noqa: E402 -- of the tests, which stand beside
from mediagora.reporting.layout import printable  # noqa: E402
from mediagora.reporting.rulepage import rules_markdown  # noqa: E402
from mediagora.reporting.text import finding_text  # noqa: E402
from mediagora.rules import rules  # noqa: E402
from mediagora.validation import validate  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mediagora.findings import Finding
    from mediagora.rules import Rule

TEXTS: Final = ROOT / "src" / "mediagora" / "rules"
PAGES: Final = ROOT / "docs" / "rules"
WIDTH: Final = 76
"""Columns of the output, so that it fits a terminal of 80 when it is indented."""
SHORT: Final = 72
"""Characters that are shown of a file that is no text."""
BY_DATE: Final = {"MG208", "MG209"}
"""Codes of which the example is told together with the day on which it is one."""

FLAGS: Final = re.MULTILINE | re.DOTALL
PART: Final = re.compile(r"^## (?P<section>[^\n]+)$|^```(?P<kind>\w+)\n(?P<body>.*?)^```$", FLAGS)
LISTED: Final = """# Rules

Written by `python docs/rules.py` from the pages that `mediagora rule CODE` shows. A code never
changes its meaning. How to choose among rules, and what a run ends with that finds something, is on
the page about [`mediagora validate`](../validate.md).

{table}"""


class Example(NamedTuple):
    """A case as its page shows it: the files, the command and the one finding."""

    shapes: str
    bad: str
    output: str
    good: str
    finding: Finding


@cache
def example(code: str) -> Example:
    """Run the case of a code on its own, in its folder, so that names are short."""
    bad, good = case(code, "bad"), case(code, "good")
    shapes = [Path(name).name for name in golden.shapes_for(bad)]
    command = " ".join(["$ mediagora validate", *options(code, shapes), bad.name])
    with chdir(bad.parent):
        logic = golden.is_about_logic(code)
        report = validate(bad.name, shapes=shapes, logic=logic, as_of=golden.AS_OF)
    codes = [finding.code for finding in report.findings]
    if codes != [code]:
        raise SystemExit(f"{bad.relative_to(ROOT)} gives {codes}, not one {code} and nothing else")
    [finding] = report.findings
    text = finding_text(finding, report.lines, width=WIDTH)
    own = golden.own_shapes(bad)
    if own and own.name == "bad.shapes.ttl":  # then the fault is in them, and not in the data
        bad, good, own = own, golden.own_shapes(good) or good, None
    return Example(
        shapes=shown(own) if own else "",
        bad=shown(bad),
        output=f"{command}\n{text}\n",
        good=shown(good),
        finding=finding,
    )


def case(code: str, stem: str) -> Path:
    """The file of a case that a page shows."""
    every = [*golden.files("validate"), *golden.files("ontology")]
    [found] = [file for file in every if file.parent.name == code and file.stem == stem]
    return found


def options(code: str, shapes: Sequence[str]) -> Iterator[str]:
    """What is to be typed so that the same is found."""
    ours = golden.PLATFORM_SHAPES
    if tuple(shapes[: len(ours)]) == ours:
        yield from (f"--extend-shapes {name}" for name in shapes[len(ours) :])
    else:
        yield from (f"--shapes {name}" for name in shapes)
    if golden.is_about_logic(code):
        yield "--logic"
    if code in BY_DATE:
        yield f"--as-of {golden.AS_OF}"


def shown(file: Path) -> str:
    """Content of a file; of one that is no text the first bytes, and what is no UTF-8 escaped."""
    data = file.read_bytes()
    text = data.decode(errors="backslashreplace")
    if b"\0" in data:
        return f"{printable(text)[:SHORT]}…\n"
    return "".join(f"{printable(line)}\n" for line in text.rstrip("\n").split("\n"))


def filled(text: str, told: Example) -> str:
    """A page with the example in its blocks."""
    section = ""

    def fill(part: re.Match[str]) -> str:
        nonlocal section
        if part["section"]:
            section = part["section"]
            return part[0]
        bodies = {"The shape": told.shapes, "Bad": told.bad, "Good": told.good}
        body = told.output if part["kind"] == "console" else bodies.get(section, part["body"])
        return f"```{part['kind']}\n{body}```"

    return PART.sub(fill, text)


def page(rule: Rule, text: str, told: Example, around: tuple[str | None, str | None]) -> str:
    """A page for docs/rules/: the text, and the ways on from it."""
    before, after = around
    ways = [
        f"[← {before}]({before}.md)" if before else "",
        "[all rules](README.md)",
        f"[{after} →]({after}.md)" if after else "",
    ]
    heading, _, rest = text.partition("\n")
    facts = [f"Severity: {rule.severity}", *place(told.finding)]
    return "\n".join(
        [" · ".join(filter(None, ways)), "", heading, "", f"{'. '.join(facts)}.", rest.rstrip(), ""]
    )


def place(finding: Finding) -> Iterator[str]:
    """Where the shape stands, if it is one that ships."""
    if finding.shape and finding.shape_path and (ROOT / finding.shape_path).is_file():
        line = f"#L{finding.shape_line}" if finding.shape_line else ""
        name = finding.shape.rpartition("#")[2]
        yield f"Shape: [`shape:{name}`](../../{finding.shape_path}{line})"


def written() -> dict[Path, str]:
    """Every page with what is to stand in it."""
    every = sorted(rules(), key=lambda rule: rule.code)
    codes = [rule.code for rule in every]
    texts: dict[Path, str] = {}
    for rule, before, after in zip(every, [None, *codes], [*codes[1:], None], strict=False):
        told = example(rule.code)
        text = filled(rule.text, told)
        texts[TEXTS / f"{rule.code}.md"] = text
        texts[PAGES / f"{rule.code}.md"] = page(rule, text, told, (before, after))
    table = rules_markdown(every, address=lambda code: f"{code}.md")
    return texts | {PAGES / "README.md": LISTED.format(table=table)}


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
