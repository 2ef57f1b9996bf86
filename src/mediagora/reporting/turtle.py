"""A report as SHACL's own validation report, in Turtle, for tools that read those.

What is asked of a report is in section 3.6 of the SHACL recommendation. It gives results of shapes
alone; here every finding is one, so that nothing is hidden, and what is no node of the data (a file
that cannot be read, a target that matches nothing) is the focus node nevertheless.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from mediagora.reporting.shaclpath import path_node
from mediagora.reporting.wording import path_of, place
from mediagora.rules import help_uri
from mediagora.vocabulary import PREFIXES, SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.findings import Finding, Report

_USED: Final = ("mediagora", "prov", "rdfs", "sh")
_HEAD: Final = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in _USED)
_BLANK: Final = re.compile(r"_:[A-Za-z][A-Za-z0-9]*")


def turtle_report(report: Report) -> str:
    r"""Write the report as a `sh:ValidationReport`.

    A finding that no shape gave names the rule of its code in the place of a constraint component,
    and its value is an IRI where it can be one.

    Args:
        report: What `validate` gave. It conforms where there is no result at all, not even an info
            (section 3.6.1.1).

    Example:
        >>> from mediagora.findings import Finding, Report, Severity, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=0, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> print(turtle_report(Report((), summary)).partition("\n\n")[2], end="")
        [] a sh:ValidationReport ;
            sh:conforms true .
    """
    conforms = not report.findings and not report.unlisted
    parts = [f"{_HEAD}\n[] a sh:ValidationReport ;\n    sh:conforms {str(conforms).lower()}"]
    if report.unlisted:
        text = f"Results that are not listed here: {report.unlisted}."
        parts.append(f" ;\n    rdfs:comment {_text(text)}@en")
    for number, finding in enumerate(report.findings):
        start = "," if number else " ;\n    sh:result"
        said = " ;\n        ".join(_result(finding))
        parts.append(f"{start} [\n        {said}\n    ]")
    return "".join([*parts, " .\n"])


def _result(finding: Finding) -> Iterator[str]:
    yield "a sh:ValidationResult"
    yield f"sh:focusNode {_focus(finding)}"
    if path := path_node(finding.property or ""):
        yield f"sh:resultPath {path}"
    if value := _value(finding):
        yield f"sh:value {value}"
    yield f"sh:resultSeverity sh:{finding.severity.capitalize()}"
    component = finding.origin.component if finding.origin else help_uri(finding.code)
    yield f"sh:sourceConstraintComponent <{component}>"
    if shape := _iri(finding.shape or ""):
        yield f"sh:sourceShape {shape}"
    # A user's own shape may speak any language.
    is_ours = not finding.shape_path or (finding.shape or "").startswith(SHAPES)
    yield f"sh:resultMessage {_text(finding.message)}" + ("@en" if is_ours else "")
    yield f"mediagora:code {_text(finding.code)}"
    if finding.path:
        yield f"prov:atLocation [ rdfs:label {_text(place(finding))} ]"


def _value(finding: Finding) -> str | None:
    if finding.origin:
        return finding.origin.value
    return None if finding.value is None else _term(finding.value)


def _focus(finding: Finding) -> str:
    if finding.origin:
        return finding.origin.focus_node
    if finding.focus_node is not None:
        return _term(finding.focus_node)
    if shape := _iri(finding.shape or ""):
        return shape
    path = path_of(finding)
    return f"[ rdfs:label {_text(path)} ]" if path else "[]"


def _term(text: str) -> str:
    """A blank node, an IRI where the text can be one, else a literal."""
    return text if _BLANK.fullmatch(text) else _iri(text) or _text(text)


def _iri(text: str) -> str | None:
    try:
        return str(NamedNode(text))
    except ValueError:
        return None


def _text(text: str) -> str:
    # Half a surrogate pair, as in the name of a file that is not in UTF-8, is no character.
    return str(Literal(text.encode(errors="replace").decode()))
