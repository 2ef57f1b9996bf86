"""What shapes may not do: queries that ask for other data, targets and paths that no engine takes.

SHACL forbids `SERVICE`, and `FROM` names other data. The engines refuse some of it themselves, and
pass over the rest in silence; here it never comes to that, and the file is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora.errors import ShapesError
from mediagora.validation.names import RDF_TYPE, SH, SH_PATH, SH_PROPERTY, SH_PROPERTY_SHAPE, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from mediagora.validation.names import Term

_QUERIES: Final = frozenset(
    NamedNode(SH + name) for name in ("select", "ask", "construct", "update")
)
_QUOTED: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*'''
)
"""Texts, IRIs and comments of a query."""

_SH_TARGET: Final = NamedNode(f"{SH}target")

_OTHER_DATA: Final = re.compile(r"(?<![?$:\w])(?:SERVICE|FROM)\b(?!\s*:)", re.IGNORECASE)
"""The keywords, and neither variables nor names that look like them."""


def refuse_other_data(triples: Iterable[Triple], path: str) -> None:
    """Refuse shapes with a query that asks for other data than it is given.

    Args:
        triples: A shapes graph.
        path: Its file, for the message.

    Raises:
        ShapesError: There is such a query.
    """
    for triple in triples:
        if triple.predicate in _QUERIES:
            found = _OTHER_DATA.search(_QUOTED.sub(" ", plain(triple.object)))
            if found:
                message = f"a query in '{path}' asks for other data, with {found[0].upper()}"
                raise ShapesError(f"{message}; shapes see only what they are given")


def refuse_advanced_targets(triples: Iterable[Triple], path: str) -> None:
    """Refuse `sh:target` of SHACL Advanced Features: the engines would check nothing by it.

    Args:
        triples: A shapes graph.
        path: Its file, for the message.

    Raises:
        ShapesError: There is such a target.
    """
    for triple in triples:
        if triple.predicate == _SH_TARGET:
            message = f"a shape in '{path}' has sh:target (sh:SPARQLTarget), which is not supported"
            raise ShapesError(
                f"{message}; name its nodes with sh:targetClass, sh:targetNode, "
                "sh:targetSubjectsOf or sh:targetObjectsOf"
            )


def without_one_path(triples: Iterable[Triple]) -> list[tuple[Term, int]]:
    """Find property shapes that have no `sh:path` or several.

    Args:
        triples: All shapes of a run, as a property shape may stand in another file than its shape.

    Returns:
        The shapes, each with the number of its paths.
    """
    found: dict[Term, int] = {}
    for subject, predicate, value in triples:
        if predicate == SH_PATH:
            found[subject] = found.get(subject, 0) + 1
        elif predicate == SH_PROPERTY:
            found.setdefault(value, 0)
        elif predicate == RDF_TYPE and value == SH_PROPERTY_SHAPE:
            found.setdefault(subject, 0)
    return [(node, paths) for node, paths in found.items() if paths != 1]
