"""What the documents show and promise, held to the graph and to the command."""

from __future__ import annotations

import html
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from mediagora import bundle
from mediagora.vocabulary import NS, PREFIXES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md")]
    if page.is_file()
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    """Fenced blocks of a page in one language."""
    return [body for name, body in FENCE.findall(page.read_text("utf-8")) if name == language]


def shipped(*folders: list[Path]) -> ox.Store:
    """The named files in one store."""
    store = ox.Store()
    for path in [path for folder in folders for path in folder]:
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def texts(picture: str) -> list[str]:
    """Every text that a picture in docs/pictures shows, in its order."""
    svg = (ROOT / "docs" / "pictures" / picture).read_text("utf-8")
    return [html.unescape(text).strip() for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def test_the_class_tree_shows_every_class_under_social_media() -> None:
    """A class that comes or goes needs a new picture: python docs/pictures.py."""
    rows = shipped(bundle.ontology_files()).query(
        "SELECT ?label WHERE { ?class rdfs:subClassOf* mediagora:SocialMedia ; rdfs:label ?label ."
        " FILTER (LANG(?label) = 'en') }",
        prefixes=PREFIXES,
    )

    assert sorted(texts("class-tree.svg")) == sorted(row["label"].value for row in rows)


def test_the_platform_picture_shows_every_fact_with_its_sources() -> None:
    """A fact or a source that comes or goes needs a new picture: python docs/pictures.py."""
    rows = shipped(bundle.data_files(), bundle.evidence_files(), bundle.ontology_files()).query(
        """SELECT ?value ?label (GROUP_CONCAT(?slug; separator=", ") AS ?sources) WHERE {
             { SELECT ?value ?source WHERE {
                 [] owl:annotatedSource platform:facebook ; owl:annotatedTarget ?value ;
                    dcterms:source ?source } ORDER BY ?source }
             BIND (STRAFTER(STR(?source), "/source/") AS ?slug)
             OPTIONAL { ?value rdfs:label ?label FILTER (LANG(?label) = "en") }
           } GROUP BY ?value ?label""",
        prefixes=PREFIXES,
    )
    expected = {
        ((row["label"] or row["value"]).value.replace(PREFIXES["wd"], "wd:"), row["sources"].value)
        for row in rows
    }
    shown = texts("facebook.svg")
    pairs = {
        (shown[nth], shown[nth + 1]) for nth in range(len(shown) - 1) if shown[nth] != "Facebook"
    }

    assert len(expected) > 20
    assert expected - pairs == set()
    assert len([text for text in shown if text]) == 1 + 2 * len(expected) + len(
        {row.predicate for row in facts_of_facebook()}
    )


def facts_of_facebook() -> list[ox.Quad]:
    """Plain facts of Facebook that the picture shows."""
    facebook = ox.NamedNode(PREFIXES["platform"] + "facebook")
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    quads = shipped(bundle.data_files()).quads_for_pattern(facebook, None, None)
    record = ox.NamedNode(PREFIXES["dcterms"] + "source")
    return [quad for quad in quads if quad.predicate not in {label, record}]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_files_lead_somewhere(page: Path) -> None:
    """A link or picture that names a file of the repository names one that is there."""
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    local = [
        target for target in targets if "://" not in target and not target.startswith("mailto")
    ]

    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_queries_that_a_page_names_are_in_the_catalogue(page: Path) -> None:
    """`mediagora query group/slug` and bare `group/slug` in backquotes are questions that exist."""
    names = {f"{path.parent.name}/{path.stem}" for path in bundle.query_files()}
    groups = {name.partition("/")[0] for name in names}
    told = re.findall(r"(?:query |`)((?:[a-z]+)/[a-z0-9-]+)(?=[`\s])", page.read_text("utf-8"))

    assert [name for name in told if name.split("/")[0] in groups and name not in names] == []


def test_terms_that_the_pages_name_are_declared() -> None:
    """`mediagora:term` in any page is a term of the ontology."""
    declared = {
        quad.subject.value
        for quad in shipped(bundle.ontology_files())
        if isinstance(quad.subject, ox.NamedNode)
    }
    named = {
        name for page in PAGES for name in re.findall(r"\bmediagora:(\w+)", page.read_text("utf-8"))
    }

    assert {name for name in named if NS + name not in declared} == set()


def test_the_example_of_the_model_page_is_clean(tmp_path: Path) -> None:
    """What the page tells people to write passes without a finding."""
    example = tmp_path / "example.ttl"
    example.write_text(blocks(ROOT / "docs" / "model.md", "turtle")[0], encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "mediagora", "validate", "--fail-on", "info", str(example)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name
)
def test_python_examples_run(page: Path) -> None:
    """Every Python block of a page runs as it stands, from the repository's root."""
    for block in blocks(page, "python"):
        run = subprocess.run(
            [sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False
        )

        assert run.returncode == 0, run.stderr
        for told in re.findall(r"# (\[.*\])$", block, re.MULTILINE):
            assert told in run.stdout


def test_the_warnings_of_the_shipped_data_are_all_explained() -> None:
    """data/README.md says of each code that the shipped data still gives why, and of no other."""
    run = subprocess.run(
        [sys.executable, "-m", "mediagora", "validate", "--format", "json", "data"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = {finding["code"] for finding in json.loads(run.stdout)["findings"]}
    page = (ROOT / "data" / "README.md").read_text("utf-8")

    assert run.returncode == 0
    assert found == set(re.findall(r"^\| (MG\d+) \|", page, re.MULTILINE))


def test_the_counts_are_those_of_the_graph() -> None:
    """Data that comes or goes needs a new page: python docs/counts.py."""
    run = subprocess.run(
        [sys.executable, "docs/counts.py", "-"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == (ROOT / "docs" / "counts.md").read_text("utf-8")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Ontology and data in a folder of their own."""
    for folder in ("ontology", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def validated(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`mediagora validate` on ontology and data in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "mediagora", "validate", *arguments, "ontology", "data"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_templates_make_a_platform_that_passes(copied: Path) -> None:
    """Copied as data/README.md says, the templates leave nothing to mend, evidence included."""
    templates, data = ROOT / "docs" / "templates", copied / "data"
    shutil.copy(templates / "platform.ttl", data / "platforms" / "agora-example.ttl")
    shutil.copy(templates / "evidence.ttl", data / "evidence" / "agora-example.ttl")
    shutil.copy(templates / "source.ttl", data / "agora-source.ttl")
    plain, evidence = validated(copied), validated(copied, "--shapes", "evidence")

    assert "agora-example" not in plain.stdout
    assert evidence.returncode == 0, evidence.stdout
    assert "0 violations, 0 warnings" in evidence.stdout


def test_a_template_without_its_evidence_does_not_pass(copied: Path) -> None:
    """The check that the page promises is one that can fail."""
    template = ROOT / "docs" / "templates" / "platform.ttl"
    shutil.copy(template, copied / "data" / "platforms" / "agora-example.ttl")
    run = validated(copied, "--shapes", "evidence")

    assert run.returncode == 1
    assert "platform:agora-example" in run.stdout


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "console")], ids=lambda page: page.name
)
def test_console_examples_show_what_the_command_gives(page: Path) -> None:
    """Every `$ mediagora ...` of a page gives the lines below it, but for the time it took."""
    seconds = re.compile(r"in [\d.]+ s")
    for block in blocks(page, "console"):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = example.partition("\n")
            name, *arguments = shlex.split(command)
            assert name == "mediagora"
            run = subprocess.run(
                [sys.executable, "-m", "mediagora", *arguments],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )

            assert seconds.sub("", run.stdout).strip() == seconds.sub("", output).strip()
