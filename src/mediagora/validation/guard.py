"""What queries inside shapes may not ask for: SHACL forbids `SERVICE`, and `FROM` names other data.

The engines refuse most of it themselves; here it never comes to that, and the file is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora.errors import ShapesError
from mediagora.validation.names import SH, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

_QUERIES: Final = frozenset(
    NamedNode(SH + name) for name in ("select", "ask", "construct", "update")
)
_QUOTED: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*'''
)
"""Texts, IRIs and comments of a query."""

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
