"""Parameters of a query: variables named the BASIL way, values checked and turned into terms.

`?_feature_iri` is the parameter `feature`, an IRI; `?_year_integer` is `year`, an integer; `?_text`
is `text`, a string. A query reads each in an expression, with its default, and runs as it stands:

    BIND (COALESCE(?_feature_iri, feature:groups) AS ?feature)

Tools that follow grlc (https://grlc.io) ask for a value where one underscore stands before the
name, and leave it to the caller where there are two, `?__feature_iri`. Here either is optional.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, get_args

from mediagora import vocabulary
from mediagora.errors import QueryError, UnknownNameError
from mediagora.reading.queryterms import variables

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    import pyoxigraph as ox

    from mediagora.reading.queryterms import Variable

    Term = ox.NamedNode | ox.Literal

Type = Literal["iri", "string", "integer", "decimal", "boolean", "date", "dateTime"]
"""What a parameter takes, by the ending of its variable; a string has none, or a language's."""

TYPES: Final[tuple[Type, ...]] = get_args(Type)

_NAME: Final = re.compile(r"__?([A-Za-z0-9]+)(?:_([A-Za-z0-9_]+))?")
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?:_[A-Z]{2})?")  # of three letters, any slip would be one
_SUFFIXES: Final[dict[str | None, Type]] = {
    None: "string",
    "literal": "string",
    **{each: each for each in TYPES},
    **{f"xsd_{each}": each for each in TYPES if each != "iri"},
}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a query.

    Attributes:
        name: The name a user gives, such as `feature`.
        type: One of `TYPES`.
        language: Language tag of a string, such as `en` or `pt-BR`, where its variable names one.
        of_class: IRI of the class whose instances are the allowed values, where there is one.
        values: The allowed values, as written in the query's header; none where others say it.
        pattern: Regular expression that a whole value matches, where there is one.
        default: The value that the query takes by itself, as written in its header.
    """

    name: str
    type: Type
    language: str | None = None
    of_class: str | None = None
    values: tuple[str, ...] = ()
    pattern: str | None = None
    default: str | None = None


def reads(text: str) -> Iterator[tuple[str, str | None, Variable]]:
    """Find the variables of a query that are parameters: name, ending and where each stands.

    Example:
        >>> [(name, ending) for name, ending, _ in reads('ASK { ?s ?_p_iri "?_text" }')]
        [('p', 'iri')]
    """
    for variable in variables(text):
        if match := _NAME.fullmatch(variable.name):
            yield match[1], match[2], variable


def used_in(text: str, *, where: str = "") -> dict[str, Parameter]:
    """Find the parameters that a query reads, by the names of its variables.

    Args:
        text: SPARQL text.
        where: How messages name the query.

    Returns:
        The parameters by name, in the order of their first use.

    Raises:
        QueryError: A variable's ending names a type there is none of.

    Example:
        >>> used_in("SELECT * { BIND (?_year_integer AS ?year) }")["year"].type
        'integer'
        >>> used_in("SELECT * { BIND (?_label_pt_BR AS ?label) }")["label"].language
        'pt-BR'
    """

    def fault(variable: Variable, message: str) -> QueryError:
        line = text.count("\n", 0, variable.start) + 1
        return QueryError(f"{where}:{line}: {message}" if where else message)

    found: dict[str, Parameter] = {}
    for name, ending, variable in reads(text):
        is_language = ending not in _SUFFIXES and _LANGUAGE.fullmatch(ending or "")
        if ending not in _SUFFIXES and not is_language:
            endings = ", ".join(f"_{each}" for each in TYPES if each != "string")
            message = (
                f"parameter '?{variable.name}' ends in '_{ending}', which is no type of parameter; "
                f"write {endings}, a language such as _en, or no ending for a string"
            )
            raise fault(variable, message)
        parameter = Parameter(
            name=name,
            type="string" if is_language else _SUFFIXES[ending],
            language=ending.replace("_", "-") if ending and is_language else None,
        )
        if found.setdefault(name, parameter) != parameter:
            message = f"parameter '{name}' is read with two types; give its variables one ending"
            raise fault(variable, message)
    return found


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
    if parameter.pattern is not None and not re.fullmatch(parameter.pattern, found.value):
        example = f" such as {parameter.default}" if parameter.default else ""
        kind = _KINDS[parameter.type].partition(" such as ")[0]
        message = (
            f"parameter '{parameter.name}' takes {kind} of the form {parameter.pattern}{example}, "
            f"not '{text}'"
        )
        raise QueryError(message)
    return found


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
