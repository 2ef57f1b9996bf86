"""Code and words for a user's own shapes, which need not bring any.

    MG291  value type: sh:class, sh:datatype, sh:nodeKind
    MG292  cardinality: sh:minCount, sh:maxCount
    MG293  value range: sh:minInclusive, sh:maxInclusive, sh:minExclusive, sh:maxExclusive
    MG294  strings: sh:minLength, sh:maxLength, sh:pattern, sh:languageIn, sh:uniqueLang
    MG295  pairs of properties: sh:equals, sh:disjoint, sh:lessThan, sh:lessThanOrEquals
    MG296  logic: sh:not, sh:and, sh:or, sh:xone
    MG297  other shapes: sh:node, sh:property, sh:qualifiedValueShape
    MG298  others: sh:closed, sh:hasValue, sh:in
    MG299  SPARQL-based constraints, and components that are not of SHACL core

The order is that of section 4 of the SHACL recommendation. A shape that carries `mediagora:code` or
`sh:message` keeps what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from mediagora.validation.names import SH, plain
from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from mediagora.validation.names import Term
    from mediagora.validation.shapes import Shape

_OTHER: Final = ("MG299", "this does not meet the constraint {component}")

_KINDS: Final[dict[str, tuple[str, str]]] = {
    "Class": ("MG291", "this value is not a {class}"),
    "Datatype": ("MG291", "this value is not a well-formed {datatype}"),
    "NodeKind": ("MG291", "this value is not of the kind {nodeKind}"),
    "MinCount": ("MG292", "there are fewer values than {minCount}"),
    "MaxCount": ("MG292", "there are more values than {maxCount}"),
    "MinExclusive": ("MG293", "this value is not greater than {minExclusive}"),
    "MinInclusive": ("MG293", "this value is less than {minInclusive}"),
    "MaxExclusive": ("MG293", "this value is not less than {maxExclusive}"),
    "MaxInclusive": ("MG293", "this value is greater than {maxInclusive}"),
    "MinLength": ("MG294", "this value is shorter than {minLength} characters"),
    "MaxLength": ("MG294", "this value is longer than {maxLength} characters"),
    "Pattern": ("MG294", "this value does not match the pattern {pattern}"),
    "LanguageIn": ("MG294", "the language of this value is none of those allowed"),
    "UniqueLang": ("MG294", "there is more than one value in the same language"),
    "Equals": ("MG295", "the values are not those of {equals}"),
    "Disjoint": ("MG295", "this is a value of {disjoint} as well"),
    "LessThan": ("MG295", "this value is not less than that of {lessThan}"),
    "LessThanOrEquals": ("MG295", "this value is greater than that of {lessThanOrEquals}"),
    "Not": ("MG296", "this conforms to a shape that it must not conform to"),
    "And": ("MG296", "this does not conform to all shapes of sh:and"),
    "Or": ("MG296", "this conforms to no shape of sh:or"),
    "Xone": ("MG296", "this does not conform to exactly one shape of sh:xone"),
    "Node": ("MG297", "this does not conform to the shape {node}"),
    "Property": ("MG297", "this does not conform to the shape {property}"),
    "QualifiedMinCount": ("MG297", "fewer than {qualifiedMinCount} values conform to the shape"),
    "QualifiedMaxCount": ("MG297", "more than {qualifiedMaxCount} values conform to the shape"),
    "Closed": ("MG298", "this property is not among those that the closed shape allows"),
    "HasValue": ("MG298", "the value {hasValue} is missing"),
    "In": ("MG298", "this value is not one of those allowed"),
}


def code_for(component: str) -> str:
    """Give the code of a constraint kind.

    Args:
        component: IRI of the constraint component.

    Example:
        >>> code_for("http://www.w3.org/ns/shacl#PatternConstraintComponent")
        'MG294'
    """
    return _KINDS.get(_kind(component), _OTHER)[0]


def default_message(component: str, shape: Shape, path: str | None) -> str:
    """Say what a shape without `sh:message` asks for.

    Args:
        component: IRI of the constraint component.
        shape: The shape that holds it.
        path: IRI or property path that the result is about.
    """
    template = _KINDS.get(_kind(component), _OTHER)[1]
    parameters = {
        name: " ".join(
            shorten(plain(value)) if isinstance(value, NamedNode) else _shown(value)
            for value in values
        )
        for name, values in shape.parameters.items()
    }
    said = template.format_map(_Parameters(parameters, component=shorten(component)))
    return f"{shorten_path(path)}: {said}." if path else f"{said[0].upper()}{said[1:]}."


def shorten_path(path: str) -> str:
    """Shorten the IRIs of a property path.

    Example:
        >>> shorten_path("^<http://www.w3.org/2004/02/skos/core#member>")
        '^skos:member'
    """
    if "<" not in path or ">" not in path:
        return shorten(path)
    parts = []
    for part in path.split("<"):
        iri, bracket, rest = part.partition(">")
        short = shorten(iri)
        parts.append((short if short != iri else f"<{iri}>") + rest if bracket else part)
    return "".join(parts)


def _shown(value: Term) -> str:
    """A literal's text; a nameless shape has a label that is another one in each run."""
    return "in brackets" if isinstance(value, BlankNode) else plain(value)


class _Parameters(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"sh:{key}"


def _kind(component: str) -> str:
    if not component.startswith(SH):
        return ""
    return component.removeprefix(SH).removesuffix("ConstraintComponent")
