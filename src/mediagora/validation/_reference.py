"""The reference engine, `pyshacl`, on one folder: the other half of `_worker.py`.

Terms reach it as they were written. With that, two things fall to this module which the engine does
by itself where it reads files: a flag of `1` is not taken for the `true` that SHACL asks for, and a
query knows the prefixes that `sh:prefixes` names, those of imports included.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph
import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError
from rdflib import OWL, SH, XSD, BNode, Graph, Literal

from mediagora.errors import ShapesError
from mediagora.reading.interop import term_from_rdflib, term_to_rdflib
from mediagora.validation._mended import mend
from mediagora.validation.nesting import MAX_DEPTH
from mediagora.validation.patterns import for_python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

    from mediagora.validation._worker import Row

_ONE: Final = Literal("1", datatype=XSD.boolean, normalize=False)
_PATH: Final = re.compile(r"[?$]PATH\b")
_NO_NAMESPACE: Final = re.compile("Unknown namespace prefix : (.*)")


def results(folder: Path) -> Iterator[Row]:
    """Check core and SPARQL constraints; nothing is fetched or inferred.

    Args:
        folder: Holds `shapes.nt` and `data.nt`.

    Raises:
        ShapesError: The engine refuses the shapes.
    """
    mend()
    try:
        shapes = _graph(folder / "shapes.nt")
        for flag in (SH.uniqueLang, SH.qualifiedValueShapesDisjoint):
            shapes.remove((None, flag, _ONE))
        _write_prefixes(shapes)
        _write_patterns(shapes)
        messages = _take_messages(shapes)
        _, report, text = pyshacl.validate(
            _graph(folder / "data.nt"),
            shacl_graph=shapes,
            inference="none",
            advanced=False,
            js=False,
            meta_shacl=False,
            do_owl_imports=False,
            inplace=True,
            max_validation_depth=MAX_DEPTH + 1,  # the engine stops at 15 by itself
        )
    except (ShapeLoadError, ConstraintLoadError) as error:
        raise ShapesError(str(error.args[0])) from error
    except ReportableRuntimeError as error:
        raise ShapesError(str(error)) from error
    except ParseException as error:
        message = f"a query is no valid SPARQL: {error.msg}, at {error.line.strip()!r}"
        raise ShapesError(message) from error
    except re.error as error:
        raise ShapesError(f"a pattern is no regular expression: {error}") from error
    except Exception as error:  # rdflib raises bare Exceptions here
        found = _NO_NAMESPACE.fullmatch(str(error))
        if not found:
            raise
        raise ShapesError(f"a query uses the prefix '{found[1]}:', not declared") from error
    if not isinstance(report, Graph):
        raise ShapesError(text)
    for result in report.objects(None, SH.result):
        yield (
            _text(report.value(result, SH.focusNode)) or "",
            _text(_path(report.value(result, SH.resultPath))),
            _text(_value(report, result)),
            str(report.value(result, SH.sourceConstraintComponent)),
            _text(report.value(result, SH.sourceShape)),
            _messages(report, result, shapes, messages),
        )


def _take_messages(shapes: Graph) -> dict[Node, set[str]]:
    """Take the messages from the shapes; the engine adds them to those of a query."""
    taken: dict[Node, set[str]] = {}
    for node, message in list(shapes.subject_objects(SH.message)):
        if (node, SH.select, None) not in shapes:
            taken.setdefault(node, set()).add(str(message))
            shapes.remove((node, SH.message, message))
    return taken


def _messages(
    report: Graph, result: Node, shapes: Graph, of_shapes: dict[Node, set[str]]
) -> list[str]:
    """Those of a query if it brings any, or those of the shape."""
    query = report.value(result, SH.sourceConstraint)
    if query is not None and (query, SH.message, None) in shapes:
        return sorted({str(message) for message in report.objects(result, SH.resultMessage)})
    shape = report.value(result, SH.sourceShape)
    return sorted(of_shapes.get(shape, ())) if shape else []


def _text(node: Node | None) -> str | None:
    """A term in N-Triples syntax."""
    if node is None or isinstance(node, BNode):
        return None if node is None else f"_:{node}"
    return str(term_from_rdflib(node))


def _value(report: Graph, result: Node) -> Node | None:
    """Of a query that gives no value it is the focus node, as the fast engine has it everywhere."""
    by_query = report.value(result, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
    otherwise = report.value(result, SH.focusNode) if by_query else None
    return report.value(result, SH.value, default=otherwise)


def _path(node: Node | None) -> Node | None:
    """What a query gives as `?path`, where that can be one."""
    return None if isinstance(node, Literal) else node


def _graph(file: Path) -> Graph:
    # Not `parse`, which would make new labels for the blank nodes. And no prefix is bound: queries
    # would know it.
    graph = Graph(bind_namespaces="none")
    for quad in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.N_TRIPLES):
        subject, predicate, value = quad.triple
        graph.add((term_to_rdflib(subject), term_to_rdflib(predicate), term_to_rdflib(value)))
    return graph


def _write_prefixes(shapes: Graph) -> None:
    """Write prefixes before each query: the engine does not follow `owl:imports`."""
    for query, text in list(shapes.subject_objects(SH.select)):
        lines = []
        for start in shapes.objects(query, SH.prefixes):
            for named in shapes.transitive_objects(start, OWL.imports):
                for declared in shapes.objects(named, SH.declare):
                    prefix = shapes.value(declared, SH.prefix)
                    namespace = shapes.value(declared, SH.namespace)
                    if prefix is None or namespace is None:
                        raise ShapesError("sh:declare needs one sh:prefix and one sh:namespace")
                    lines.append(f"PREFIX {prefix}: <{namespace}>\n")
        shapes.remove((query, SH.prefixes, None))
        # The engine sees $PATH after a space or a bracket alone, not in ^$PATH.
        spaced = _PATH.sub(r" \g<0>", str(text))
        shapes.set((query, SH.select, Literal("".join(sorted(lines)) + spaced)))


def _write_patterns(shapes: Graph) -> None:
    """Write patterns so that Python reads them as the fast engine does."""
    for shape, pattern in list(shapes.subject_objects(SH.pattern)):
        flags = "".join(str(value) for value in shapes.objects(shape, SH.flags))
        shapes.set((shape, SH.pattern, Literal(for_python(str(pattern), flags))))
