"""The page of each code: complete, of one form, and with examples that are what a run gives."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections import Counter
from contextlib import chdir
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
import pytest

import golden
import mediagora
from mediagora import bundle
from mediagora.cli.main import COMMANDS
from mediagora.rules import rule, rules
from mediagora.validation import validate
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from types import ModuleType

    import click

    from mediagora.rules import Rule

ROOT: Final = Path(__file__).resolve().parents[2]
RULES: Final = {rule.code: rule for rule in rules()}
PARTS: Final = ("", "Why it matters", "Bad", "Good", "How to mend it")
PROSE: Final = ("", "Why it matters", "How to mend it")
CODE: Final = re.compile(r"\bMG\d{3}\b")
FENCE: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN: Final = re.compile(r"`([^`]+)`")
CLOSED: Final = ("mediagora", "feature", "purpose", "content", "device", "technology", "criterion")
"""Prefixes of names that are Mediagora's to declare."""


def parts(page: Rule) -> dict[str, str]:
    """Sections of a page by heading; what stands before the first has none."""
    pieces = re.split(r"^## (.+)\n", page.text, flags=re.MULTILINE)
    return {"": pieces[0].partition("\n")[2], **dict(zip(pieces[1::2], pieces[2::2], strict=True))}


def prose(page: Rule) -> list[str]:
    """What it finds, why it matters and how to mend it, each in one line."""
    return [" ".join(parts(page)[name].split()) for name in PROSE]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """docs/rules.py, which fills the pages."""
    spec = importlib.util.spec_from_file_location("rules_script", ROOT / "docs" / "rules.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_code_that_something_gives_has_a_page_and_no_other_has() -> None:
    package = Path(mediagora.__file__).parent
    given = [
        *(file for file in package.rglob("*.py") if file.parent.name != "rules"),
        *bundle.shape_files().values(),
    ]
    codes = {code for file in given for code in CODE.findall(file.read_text(encoding="utf-8"))}
    assert set(RULES) == codes


@pytest.mark.parametrize("code", RULES)
def test_a_page_has_all_its_parts(code: str) -> None:
    page = RULES[code]
    assert page.text.startswith(f"# {code}: {page.title}\n\n")
    assert page.text.endswith("\n")
    found = parts(page)
    assert tuple(name for name in found if name != "The shape") == PARTS
    own = golden.own_shapes(bad(code))  # of the one file where the fault is in them
    assert ("The shape" in found) == (own is not None and own.name == "shapes.ttl")
    assert [kind for kind, _ in FENCE.findall(found["Bad"])][1:] == ["console"]
    assert len(FENCE.findall(found["Good"])) == 1
    assert all(body for _, body in FENCE.findall(page.text))
    assert all(prose(page))


@pytest.mark.parametrize("code", RULES)
def test_a_page_is_short_and_plain(code: str) -> None:
    page = RULES[code]
    assert len(page.title) <= 60
    assert page.title[0].isupper()
    assert page.title[-1].isalnum()
    for text in prose(page):
        assert text[-1] in ".`?"
        assert "```" not in text
    sentences = re.findall(r"[.?!](?= |$)", SPAN.sub("x", " ".join(prose(page))))
    assert 3 <= len(sentences) <= 6
    assert max(map(len, FENCE.sub("", page.text).splitlines())) <= 120


def test_no_two_pages_say_the_same() -> None:
    said = Counter(text for page in RULES.values() for text in [page.title, *prose(page)])
    assert [text for text, times in said.items() if times > 1] == []


def bad(code: str) -> Path:
    """The file that the page shows."""
    every = [*golden.files("validate"), *golden.files("ontology")]
    [file] = [file for file in every if (file.parent.name, file.stem) == (code, "bad")]
    return file


@pytest.mark.parametrize("code", RULES)
def test_the_examples_are_what_a_run_gives(code: str, script: Any) -> None:
    told = script.example(code)  # which makes sure that there is one finding
    assert told.finding.code == code
    assert told.finding.severity == RULES[code].severity
    found = parts(RULES[code])
    assert [body for _, body in FENCE.findall(found["Bad"])] == [told.bad, told.output]
    assert [body for _, body in FENCE.findall(found["Good"])] == [told.good]
    assert "".join(body for _, body in FENCE.findall(found.get("The shape", ""))) == told.shapes

    file = script.case(code, "good")
    shapes = [Path(name).name for name in golden.shapes_for(file)]
    with chdir(file.parent):
        report = validate(
            file.name, shapes=shapes, logic=golden.is_about_logic(code), as_of=golden.AS_OF
        )
    assert report.findings == ()


def test_the_pages_under_docs_are_in_step(script: Any) -> None:
    """A page, a case or an output that changes needs new pages: python docs/rules.py."""
    texts = script.written()
    stale = [file.name for file, text in texts.items() if file.read_text("utf-8") != text]
    assert stale == []
    assert set((ROOT / "docs" / "rules").iterdir()) <= set(texts)


def test_every_page_is_in_the_table_and_its_links_lead_somewhere() -> None:
    folder = ROOT / "docs" / "rules"
    links = {
        page.name: re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        for page in folder.glob("*.md")
    }
    assert {f"{code}.md" for code in RULES} <= set(links["README.md"])
    targets = {target for found in links.values() for target in found}
    assert [target for target in sorted(targets) if not (folder / target).exists()] == []


@pytest.mark.parametrize("code", RULES)
def test_the_terms_that_a_page_names_are_declared(code: str) -> None:
    """Or stand in its cases, as what is to be declared or to be named otherwise."""
    examples = " ".join(
        file.read_text("utf-8") for file in bad(code).parent.iterdir() if file.suffix == ".ttl"
    )
    named = {
        (prefix, local)
        for span in SPAN.findall(" ".join(prose(RULES[code])))
        for prefix, local in re.findall(r"\b([a-z]+):([A-Za-z][\w-]*)", span)
        if prefix in CLOSED and f"{prefix}:{local}" not in examples
    }
    assert {PREFIXES[prefix] + local for prefix, local in named} <= declared()


@pytest.mark.parametrize("code", RULES)
def test_the_commands_and_options_that_a_page_names_exist(code: str) -> None:
    for span in SPAN.findall(" ".join(prose(RULES[code]))):
        name, *words = shlex.split(span) if span.startswith(("mediagora ", "--")) else [""]
        named = words[:1] if name == "mediagora" else COMMANDS
        known = {option for each in named for option in options(each)}
        assert {word for word in [name, *words] if word.startswith("--")} <= known


def options(name: str) -> set[str]:
    """What a command of Mediagora understands."""
    command: click.Command = import_module(COMMANDS[name][0]).command
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("code", RULES)
def test_the_codes_that_a_page_names_exist(code: str) -> None:
    for other in CODE.findall(RULES[code].text):
        assert rule(other)


def declared() -> set[str]:
    """IRIs that the ontology declares, and the shapes."""
    files = [*bundle.ontology_files(), *bundle.shape_files().values()]
    return {
        quad.subject.value
        for file in files
        for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE)
        if isinstance(quad.subject, pyoxigraph.NamedNode)
    }
