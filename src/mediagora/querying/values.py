"""Values of parameters, checked and turned into the terms that a query will see."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from mediagora import vocabulary
from mediagora.errors import QueryError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import pyoxigraph as ox

    from mediagora.querying.parameters import Parameter, Term, Type

_KINDS: Final[dict[Type, str]] = {
    "iri": "an IRI or a CURIE",
    "string": "a text",
    "integer": "an integer",
    "decimal": "a decimal number such as 2.5",
    "boolean": "true or false",
    "date": "a date such as 2026-01-31",
    "dateTime": "a date with its time such as 2026-01-31T12:00:00Z",
}
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_HINTS: Final = 3
_LEAST_PART: Final = 3


def term(parameter: Parameter, value: object, *, members: Callable[[str], Collection[str]]) -> Term:
    """Check a value and turn it into the RDF term that the query will see.

    Args:
        parameter: The parameter the value is for.
        value: A string (IRI, CURIE or slug for an `iri`), a number, a `bool`, a `date` or
            `datetime`, or an rdflib term.
        members: Gives the IRIs of a class's instances; asked where the parameter names a class.

    Raises:
        QueryError: The value is of another type, or does not match the parameter's pattern.
        UnknownNameError: The value is no instance of the parameter's class, or none of its values.

    Example:
        >>> from mediagora.querying.parameters import Parameter
        >>> feature = Parameter(name="feature", type="iri", of_class="urn:Feature")
        >>> groups = "https://w3id.org/mediagora/feature/groups"
        >>> term(feature, "groups", members=lambda _: [groups]).value == groups
        True
    """
    text = _text(parameter, value)
    if parameter.type == "iri":
        found: Term = _named_node(parameter, text, members)
    else:
        found = _literal(parameter, text)
        if parameter.values and found not in {
            _literal(parameter, each) for each in parameter.values
        }:
            near = vocabulary.nearest(text, parameter.values) or parameter.values[:_HINTS]
            raise UnknownNameError(f"value for '{parameter.name}' called", text, list(near))
    if parameter.pattern is not None and not matches(parameter.pattern, found.value):
        example = f" such as {parameter.default}" if parameter.default else ""
        kind = _KINDS[parameter.type].partition(" such as ")[0]
        message = (
            f"parameter '{parameter.name}' takes {kind} of the form {parameter.pattern}{example}, "
            f"not '{text}'"
        )
        raise QueryError(message)
    return found


def matches(pattern: str, text: str) -> bool | None:
    """Tell whether a whole text has a form: by the engine, whose time is linear to the text.

    Python's own takes years for some patterns, and no limit of time ends it.

    Returns:
        `None` where the pattern is no regular expression (XPath and XQuery Functions 3.1, 5.6).

    Example:
        >>> matches("[A-Za-z]{2}", "DE"), matches("[A-Za-z]{2}", "DEU"), matches("[", "")
        (True, False, None)
    """
    import pyoxigraph as ox

    called: Any = {
        ox.NamedNode(f"urn:{name}"): lambda value=value: ox.Literal(value)
        for name, value in (("text", text), ("pattern", f"^(?:{pattern})$"))
    }
    asked = "SELECT (REGEX(<urn:text>(), <urn:pattern>()) AS ?is) {}"
    answer = cast("ox.QuerySolutions", ox.Store().query(asked, custom_functions=called))
    ((found,),) = answer
    return None if found is None else str(found.value) == "true"


def spelt(value: object) -> str:
    """Write a value of Python's as XML Schema spells it.

    Example:
        >>> spelt(True), spelt(date(2026, 1, 31)), spelt(7)
        ('true', '2026-01-31', '7')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(parameter: Parameter, value: object) -> str:
    text = spelt(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = f"the value of parameter '{parameter.name}' holds what is no Unicode character"
        raise QueryError(message) from error
    return text


def _literal(parameter: Parameter, text: str) -> ox.Literal:
    import pyoxigraph as ox

    from mediagora.reading.lexical import is_well_formed

    if parameter.type == "string":
        return ox.Literal(text, language=parameter.language)
    datatype = ox.NamedNode(f"{vocabulary.PREFIXES['xsd']}{parameter.type}")
    literal = ox.Literal(text, datatype=datatype)
    match parameter.type:
        case "integer":
            fits = _INTEGER.fullmatch(text) is not None
        case "boolean":
            fits = text in {"true", "false"}
        case _:
            fits = is_well_formed(literal)
    if not fits:
        message = f"parameter '{parameter.name}' takes {_KINDS[parameter.type]}, not '{text}'"
        raise QueryError(message)
    return ox.Literal(int(text)) if parameter.type == "integer" else literal


def _named_node(
    parameter: Parameter, text: str, members: Callable[[str], Collection[str]]
) -> ox.NamedNode:
    import pyoxigraph as ox

    iri = vocabulary.expand(text)
    if parameter.values:
        iri = _member(
            parameter, text, [vocabulary.expand(each) or each for each in parameter.values]
        )
    elif parameter.of_class is not None:
        iri = _member(parameter, text, members(parameter.of_class))
    try:
        return ox.NamedNode(iri or "")
    except ValueError as error:
        message = f"parameter '{parameter.name}' takes {_KINDS['iri']}, not '{text}'"
        raise QueryError(message) from error


def _member(parameter: Parameter, text: str, declared: Collection[str]) -> str:
    iri = vocabulary.expand(text)
    ours = (space + text for space in vocabulary.OWN_PREFIXES.values())
    # A look-up each, where to go through all would take as long as the query.
    for candidate in [iri] if iri is not None else ours:
        if candidate in declared:
            return candidate
    every = sorted(declared)
    if iri is not None and not every:  # nothing to compare it with
        return iri
    alike = [each for each in every if vocabulary.slug(each) == text]
    if len(alike) > 1:
        message = (
            f"'{text}' is the short name of several values for '{parameter.name}'; "
            f"give the IRI, {' or '.join(alike[:_HINTS])}"
        )
        raise QueryError(message)
    if alike:
        return alike[0]
    raise UnknownNameError(
        f"value for '{parameter.name}' called", text, _meant(vocabulary.slug(iri or text), every)
    )


def _meant(name: str, declared: Sequence[str]) -> list[str]:
    """Short names of declared values: by label in any language, by spelling, or by a part."""
    from mediagora.querying.store import open_store
    from mediagora.querying.view import View

    view = View(open_store())
    try:
        found = view.resolve(name)
    except UnknownNameError:
        labelled = set[str]()
    else:
        labelled = {found, *view.others(found)} & set(declared)
    if labelled:
        return sorted(map(vocabulary.slug, labelled))[:_HINTS]
    names = sorted(map(vocabulary.slug, declared))
    part = "-".join(name.casefold().split())
    within = [each for each in names if len(part) >= _LEAST_PART and part in each.casefold()]
    return list(dict.fromkeys([*vocabulary.nearest(name, names), *within]))[:_HINTS]
