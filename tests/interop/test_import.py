"""docs/import.md, done as it says, with every tool that it names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pyoxigraph as ox
import pytest

import mediagora
from interop import in_programs, in_python, in_servers, page, table, tool
from interop.answers import BASE, EVIDENCE, HEADER, in_graphs, of_store
from mediagora import bundle

if TYPE_CHECKING:
    from interop.tool import Tool, Trial, Trials, Versions

ROOT = Path(__file__).resolve().parents[2]
TOOLS = [*in_python.TOOLS, *in_servers.TOOLS, *in_programs.TOOLS]
TRIED = [
    pytest.param(tried, id=tried.name, marks=[getattr(pytest.mark, mark) for mark in tried.marks])
    for tried in TOOLS
]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return tool.versions(tmp_path_factory.mktemp("versions"))


@pytest.fixture(scope="module")
def trials(versions: Versions) -> Trials:
    return tool.Trials(versions)


@pytest.fixture
def tried(request: pytest.FixtureRequest, trials: Trials, tmp_path: Path) -> tuple[Tool, Trial]:
    """A tool and its trial."""
    one: Tool = request.param
    return one, trials.of(one, tmp_path)


@pytest.mark.parametrize("tried", TRIED, indirect=True)
class TestImport:
    """Done as the page says, nothing is lost, nothing left behind and nothing doubled."""

    @pytest.mark.parametrize("stage", range(3), ids=["older", "newer over it", "once more"])
    def test_the_tool_holds_what_the_files_hold(
        self, tried: tuple[Tool, Trial], stage: int
    ) -> None:
        _, trial = tried
        got, expected = trial.got[stage], trial.expected[stage]
        assert got.triples == expected.triples
        assert got.axioms == expected.axioms
        assert got.platforms == expected.platforms
        assert got.features == expected.features
        assert got.sources == expected.sources

    def test_what_the_page_asks_is_answered(self, tried: tuple[Tool, Trial]) -> None:
        _, trial = tried
        printed = set(re.findall(rf"{BASE}feature/[\w-]+", trial.printed))
        assert printed == trial.expected[0].features

    def test_the_table_says_so(
        self, tried: tuple[Tool, Trial], request: pytest.FixtureRequest
    ) -> None:
        row = table.row(*tried)
        if request.config.getoption("--write-table", default=False):
            table.write(row, [one.name for one in TOOLS])
        committed = table.committed()[row[0]]
        del row[table.VERSION], committed[table.VERSION]
        assert row == committed, "write the table anew: make interop"


def test_the_table_has_no_other_tools() -> None:
    assert list(table.committed()) == [one.name for one in TOOLS]


def test_a_trial_that_fails_is_not_repeated(versions: Versions, tmp_path: Path) -> None:
    opened = Mock(side_effect=TimeoutError("hangs"))
    failing = tool.Tool("failing", opened, marks=(), in_graphs=True, mind="")
    trials = tool.Trials(versions)
    for _ in range(2):
        with pytest.raises(TimeoutError, match="hangs"):
            trials.of(failing, tmp_path)
    opened.assert_called_once()


def test_the_older_version_differs(versions: Versions) -> None:
    """Or nothing could be left behind, and the trials would show nothing."""
    before, now = (tool.expected(TOOLS[0], files) for files in (versions.older, versions.today))
    assert before.axioms == now.axioms + 1
    assert before.features - now.features == {f"{BASE}feature/telegrams"}
    assert before.sources - now.sources == {f"{BASE}source/telegram"}
    assert before.literals > now.literals


def test_adding_instead_of_replacing_doubles_the_evidence() -> None:
    """What the page warns of does happen."""
    path = bundle.evidence_files()[0]
    store = ox.Store()
    counted = []
    for _ in range(2):
        store.load(path=path, to_graph=ox.NamedNode("urn:x:graph"))
        counted.append(len(list(store.quads_for_pattern(None, *EVIDENCE))))
    assert counted[1] == 2 * counted[0] > 0


def test_the_update_of_the_page_empties_all_graphs_for_a_fresh_export(versions: Versions) -> None:
    (update,) = page.blocks("Three rules", "sparql")
    (command,) = re.findall(r"`mediagora export (.+) --format nquads", page.section("Three rules"))
    foreign = ox.Quad(*[ox.NamedNode("urn:x:foreign")] * 4)
    store = ox.Store()
    store.add(foreign)
    for folder in (versions.older, versions.today, versions.today):
        with tool.shipping(folder):
            document = mediagora.export(*command.split(), format="nquads")
        store.update(update)
        assert list(store) == [foreign]
        store.load(document, format=ox.RdfFormat.N_QUADS)
    assert of_store(store) == in_graphs(tool.turtle(versions.today))


@pytest.mark.parametrize("path", tool.turtle(bundle.root()), ids=lambda path: path.name)
def test_the_first_iri_of_a_file_names_its_graph(path: Path) -> None:
    """The shell blocks of the page take it for that."""
    first = re.search(r"^<([^>]+)>", path.read_text("utf-8"), re.MULTILINE)
    triples = [quad.triple for quad in ox.parse(path=path)]
    named = [subject.value for subject, *stated in triples if tuple(stated) == HEADER]
    assert first is not None
    assert named == [first[1]]


def test_ci_installs_what_the_page_says() -> None:
    """By apt-get and pip under the same names; N3.js from Debian instead of from npm."""

    def told(installer: str) -> set[str]:
        commands = re.findall(rf"`{installer} install ([^`]+)`", page.PAGE.read_text("utf-8"))
        assert commands
        return {name for command in commands for name in command.split()} - {"."}

    script = (ROOT / ".ci" / "run").read_text("utf-8")
    by_apt = {
        name for names in re.findall(r"missing\+=\((.+?)\)", script) for name in names.split()
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    required = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    by_pip = {re.match(r"[\w-]+", requirement)[0] for requirement in required}
    assert told("apt-get") <= by_apt
    assert {f"node-{name}" for name in told("npm")} <= by_apt
    assert told("pip") <= by_pip
