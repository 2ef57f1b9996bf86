"""What the user's own shapes may not say, and what they may have meant."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora import bundle
from mediagora.declared.namespaces import almost_right
from mediagora.errors import ShapesError
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.parsing import parse
from mediagora.validation import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from mediagora.validation.names import Term

_OURS: Final = re.compile(r"MG(?!29[1-9])[0-9]{3}")
"""Codes of Mediagora, but for those that shapes without a code get."""


def refuse_codes(triples: Iterable[Triple], path: str) -> None:
    """Refuse shapes that give a code of Mediagora another meaning.

    A copy of a shape that ships may keep its name and code.

    Args:
        triples: A shapes graph.
        path: Its file, for the message.

    Raises:
        ShapesError: There is such a shape.

    Example:
        >>> from pyoxigraph import Literal, Triple
        >>> shapes = [Triple(NamedNode("urn:s"), names.CODE, Literal("MG203"))]
        >>> refuse_codes(shapes, "own.ttl")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        mediagora.errors.ShapesError: the shape 'urn:s' of 'own.ttl' has the code 'MG203', which ...
    """
    for subject, predicate, value in triples:
        if predicate != names.CODE or not _OURS.fullmatch(code := names.plain(value)):
            continue
        if (subject, code) not in _shipped_codes():
            shape = f"the shape '{subject.value}'" if isinstance(subject, NamedNode) else "a shape"
            raise ShapesError(
                f"{shape} of '{path}' has the code '{code}', which has a meaning in Mediagora "
                f"already; take one of your own, such as 'OWN{code[2:]}', or MG291 to MG299"
            )


@cache
def _shipped_codes() -> frozenset[tuple[Term, str]]:
    return frozenset(
        (triple.subject, names.plain(triple.object))
        for file in bundle.shape_files().values()
        for triple in parse(Source(file.name, FORMATS[file.suffix], file))
        if triple.predicate == names.CODE
    )


def no_shape(triples: Iterable[Triple], path: str) -> ShapesError:
    """Say that a file holds no shape, and if it can be told, why.

    Args:
        triples: What it holds.
        path: The file.
    """
    message = f"'{path}' holds no SHACL shape"
    for triple in triples:
        for term in (triple.predicate, triple.object):
            iri = term.value if isinstance(term, NamedNode) else ""
            almost = almost_right(iri, lambda _: False)
            if almost and almost.right == names.SH:
                return ShapesError(
                    f"{message}: the namespace <{almost.found}> is almost that of SHACL, "
                    f"<{almost.right}>"
                )
    return ShapesError(message)
