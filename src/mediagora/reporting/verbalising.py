"""Facts as sentences, for people who do not read triples, and as Turtle to paste into a file."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from mediagora.reasoning.words import every, with_article
from mediagora.reporting.layout import one_line, printable
from mediagora.reporting.wording import cut
from mediagora.vocabulary import NS, PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Literal

    from mediagora.reasoning.records import Abduction, Explanation, Fact

    Names = Callable[[str], str]
    """Gives a short name for people, such as a label or a CURIE, for an IRI."""
    Say = Callable[[Fact], str]
    """Says a fact in words."""

_OWL: Final = PREFIXES["owl"]
_RDFS: Final = PREFIXES["rdfs"]
_SKOS: Final = PREFIXES["skos"]
_XSD: Final = PREFIXES["xsd"]
_TYPE: Final = f"{PREFIXES['rdf']}type"
_SUBCLASS: Final = f"{_RDFS}subClassOf"
_NOTHING: Final = f"{_OWL}Nothing"

_VERBS: Final = {
    f"{NS}accessedThrough": "is used on the device",
    f"{NS}broaderFeature": "is a kind of",
    f"{NS}broaderPurpose": "is a kind of",
    f"{NS}closedYear": "was closed in",
    f"{NS}countryCode": "has the country code",
    f"{NS}forGoal": "is about the goal",
    f"{NS}formerlyOperatedBy": "was formerly operated by",
    f"{NS}hasFeature": "has the feature",
    f"{NS}hasMainPurpose": "has the main purpose",
    f"{NS}hasPurpose": "has the purpose",
    f"{NS}hasSide": "has the side",
    f"{NS}homepage": "has the homepage",
    f"{NS}launchYear": "was launched in",
    f"{NS}onCriterion": "is about the criterion",
    f"{NS}operatedBy": "is operated by",
    f"{NS}partOfPlatform": "is part of",
    f"{NS}sharesContent": "shares content of the type",
    f"{NS}statedBy": "is stated by",
    f"{NS}usesTechnology": "uses the technology",
    f"{_OWL}disjointWith": "has no member in common with",
    f"{_OWL}equivalentClass": "is the same class as",
    f"{_OWL}sameAs": "is the same as",
    f"{PREFIXES['prov']}wasDerivedFrom": "was derived from",
    f"{_RDFS}label": "is called",
    f"{_RDFS}subPropertyOf": "implies",
    f"{_SKOS}altLabel": "is also called",
    f"{_SKOS}exactMatch": "is the same as",
}
"""How a property is said where its label, put between subject and object, makes no sentence."""

_ANY: Final = "(any)"
_QUOTED: Final = frozenset({f"{_XSD}string", f"{PREFIXES['rdf']}langString"})
_LONGEST: Final = 80
"""Characters of a name; of one that is longer the start has to do."""
_BLANK: Final = "_:"


def sayer(asked: Iterable[Fact | None], names: Names) -> Say:
    """Give what says facts in words, without a full stop, fit for one line of a terminal.

    Args:
        asked: Facts that tell of which subjects every member is meant, since they are classes under
            others. `None` tells of none.
        names: Gives a short name for an IRI. One that begins with a small letter and is no class
            is quoted, since what names a purpose or a feature may be a verb.

    Example:
        >>> from mediagora.reasoning.records import Fact
        >>> from mediagora.vocabulary import slug
        >>> fact = Fact(subject="urn:Chirp", predicate="https://w3id.org/mediagora/ns#hasFeature",
        ...             object="https://w3id.org/mediagora/feature/groups")
        >>> sayer([fact], slug)(fact)
        "Chirp has the feature 'groups'"
    """
    classes = {fact.subject for fact in asked if fact and fact.predicate == _SUBCLASS}
    return lambda fact: _sentence(
        fact, names, is_class=fact.subject in classes or fact.predicate == _SUBCLASS
    )


def _sentence(fact: Fact, names: Names, *, is_class: bool) -> str:
    predicate, value = fact.predicate, fact.object
    if value == _NOTHING and predicate in {_TYPE, _SUBCLASS}:
        if is_class:
            return f"no {_name(fact.subject, names)} can exist"
        return f"{term(fact.subject, names)} cannot be what it is said to be"
    about = (
        every(with_article(_name(fact.subject, names))) if is_class else term(fact.subject, names)
    )
    if predicate in {_TYPE, _SUBCLASS}:
        return f"{about} is {_ANY if value is None else with_article(_name(value, names))}"
    verb = _VERBS.get(predicate) or _name(predicate, names)
    return f"{about} {verb} {_ANY if value is None else term(value, names)}"


def headline(explanation: Explanation | Abduction, say: Say) -> str:
    """Say what is asked about, and whether it holds.

    Names keep their small letters; our own words begin with a capital one.

    Example:
        >>> from mediagora.reasoning.records import Abduction, Fact
        >>> fact = Fact(subject="urn:chirp", predicate="urn:likes", object="urn:xing")
        >>> headline(Abduction(question=fact, holds=False), lambda fact: "chirp likes xing")
        'Nothing says that chirp likes xing'
    """
    asked = say(explanation.question)
    if not explanation.holds:
        return f"Nothing says that {asked}"
    return asked[0].upper() + asked[1:] if asked.startswith(("every ", "all ", "no ")) else asked


def term(text: str, names: Names) -> str:
    """Name a subject or an object that is no class.

    Example:
        >>> term('"2004"^^<http://www.w3.org/2001/XMLSchema#integer>', str), term('"two"@en', str)
        ('2004', "'two'")
    """
    if literal := _literal(text):
        value = cut(one_line(literal.value), _LONGEST)
        return f"'{value}'" if literal.datatype.value in _QUOTED else value
    name = _name(text, names)
    return f"'{name}'" if name[0].islower() and ":" not in name else name


def turtle(fact: Fact) -> str:
    """Write a fact in Turtle with the prefixes that every command knows; `...` is any value.

    Example:
        >>> from mediagora.reasoning.records import Fact
        >>> turtle(Fact(subject="urn:chirp", predicate="https://w3id.org/mediagora/ns#hasFeature",
        ...             object=None))
        '<urn:chirp> mediagora:hasFeature ... .'
    """
    predicate = "a" if fact.predicate == _TYPE else _written(fact.predicate)
    value = "..." if fact.object is None else _written(fact.object)
    return f"{_written(fact.subject)} {predicate} {value} ."


def command(name: str, question: Fact, data: Iterable[str] = ()) -> str:
    """Write the command that asks about a fact, fit to be pasted into a shell.

    Args:
        name: Such as `why`.
        question: What is asked about.
        data: Values of `--data`.

    Example:
        >>> from mediagora.reasoning.records import Fact
        >>> command("why", Fact(subject="urn:a", predicate="urn:p", object='"2 3"'), ["a.ttl"])
        "mediagora why urn:a urn:p '2 3' --data a.ttl"
    """
    terms = [question.subject, question.predicate, question.object or ""]
    if question.predicate == _TYPE:
        del terms[1]
    options = [part for path in data for part in ("--data", path)]
    return printable(shlex.join(["mediagora", name, *map(_argument, terms), *options]))


def _argument(text: str) -> str:
    """A term as the command line takes it: an IRI in short, of a literal its value."""
    literal = _literal(text)
    return shorten(text) if literal is None else literal.value


def _name(iri: str, names: Names) -> str:
    named = "" if iri.startswith(_BLANK) else one_line(names(iri))
    return cut(named or one_line(shorten(iri)) or "(nothing)", _LONGEST)


def _written(text: str) -> str:
    if text.startswith(_BLANK):
        return one_line(text)
    if literal := _literal(text):
        datatype = literal.datatype.value
        if datatype == f"{_XSD}integer":
            return one_line(literal.value)
        whole, typed = str(literal), f"^^<{datatype}>"
        if whole.endswith(typed):
            whole = f"{whole.removesuffix(typed)}^^{_iri(datatype)}"
        return printable(whole)
    return one_line(_iri(text))


def _iri(iri: str) -> str:
    short = shorten(iri)
    return f"<{iri}>" if short == iri else short


def _literal(text: str) -> Literal | None:
    """Read a term in N-Triples that begins with a quotation mark; `None` for any other."""
    if not text.startswith('"'):
        return None
    import pyoxigraph as ox

    whole = text.encode(errors="replace").decode()
    try:
        [quad] = ox.parse(f"<urn:s> <urn:p> {whole} .", ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):  # no parser has read this
        return ox.Literal(whole)
    return quad.object if isinstance(quad.object, ox.Literal) else None
