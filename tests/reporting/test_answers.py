"""Which forms an answer has, and what is said where it has not."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from mediagora.errors import UnknownNameError, UsageError
from mediagora.reporting.answers import FORMS, printed
from reporting.solutions import graph_of, rows_of, yes

if TYPE_CHECKING:
    from mediagora.querying.answer import Answer

A = ox.NamedNode("urn:a")
GRAPH = graph_of([ox.Triple(A, A, A)])
ROWS = rows_of("x", [(A,)])


@pytest.mark.parametrize(
    ("answer", "forms"),
    [
        (ROWS, ["table", "csv", "tsv", "json", "markdown", "xml"]),
        (yes(), ["table", "csv", "tsv", "json", "markdown", "xml"]),
        (GRAPH, ["table", "markdown", "turtle", "json-ld"]),
    ],
    ids=["select", "ask", "graph"],
)
def test_forms_of_each_kind_of_answer(answer: Answer, forms: list[str]) -> None:
    for form in FORMS:
        if form in forms:
            assert "".join(printed(answer, form))
        else:
            hint = "turtle or json-ld" if answer.form == "graph" else "table, csv or json"
            with pytest.raises(UsageError, match=f"ask for {hint}"):
                printed(answer, form)  # before any of it is written


def test_usual_forms() -> None:
    assert "".join(printed(ROWS)) == "x\n-----\nurn:a\n\n1 row\n"
    assert "".join(printed(yes())) == "yes\n"
    assert "".join(printed(GRAPH)).startswith("@prefix")


def test_a_form_that_is_none() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'json'"):
        printed(ROWS, "jsn")


@pytest.mark.parametrize("form", FORMS)
def test_labels_are_for_people(form: str) -> None:
    answer = GRAPH if form in {"turtle", "json-ld"} else ROWS
    if form in {"table", "markdown", "csv"}:
        assert "Aha" in "".join(printed(answer, form, names={"urn:a": "Aha"}.get))
    else:
        with pytest.raises(UsageError, match=f"{form} is for programs"):
            printed(answer, form, names={}.get)


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "markdown", "xml", "json-ld"])
def test_nothing_heavy_is_imported(form: str) -> None:
    script = (
        "import sys, pyoxigraph as ox\n"
        "from mediagora.querying.answer import Answer\n"
        "from mediagora.reporting.answers import printed\n"
        "a = ox.NamedNode('urn:a')\n"
        f"answer = Answer({'graph' if form == 'json-ld' else 'select'!r}, None, ('x',), [(a,)],"
        " [ox.Triple(a, a, a)])\n"
        f"list(printed(answer, {form!r}))\n"
        "print(sorted({'rdflib', 'http', 'ssl', 'urllib.request'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
