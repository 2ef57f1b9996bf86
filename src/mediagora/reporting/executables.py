"""The catalogue as RDF, for tools that read SPARQL examples: `sh:SPARQLExecutable` resources.

The form is that of the SIB's collection (https://github.com/sib-swiss/sparql-examples): what is
asked as `rdfs:comment`, the text under `sh:select`, `sh:ask` or `sh:construct`, its prefixes under
`sh:prefixes` (SHACL, section 5.2.1), `schema:keywords`, and the endpoint as `schema:target`. Its
shapes ask for a target, which a catalogue that runs anywhere has only where it is told one.

That form has no parameters. SHACL has: whatever can take them is `sh:Parameterizable`, and each is
a `sh:Parameter`, a property shape of its values whose path ends in the parameter's name (SHACL
Advanced Features, section 5.2). All are optional, since every query runs as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.errors import UsageError
from mediagora.querying import guard
from mediagora.querying.values import term
from mediagora.reading import sparql
from mediagora.reading.queryterms import mentions
from mediagora.vocabulary import BASE, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mediagora.querying.catalogue import Question
    from mediagora.querying.parameters import Parameter, Term

QUERIES: Final = f"{BASE}query/"
"""Namespace of the questions that ship."""

_EXAMPLES: Final = "/.well-known/sparql-examples/"
"""Where the SIB's collection puts the examples of an endpoint."""

_SPEX: Final = "https://purl.expasy.org/sparql-examples/ontology#"
_USED: Final = ("owl", "rdf", "rdfs", "schema", "sh", "xsd")
_A: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_TYPES: Final = {
    "select": "SPARQLSelectExecutable",
    "ask": "SPARQLAskExecutable",
    "construct": "SPARQLConstructExecutable",
}


def executables(questions: Sequence[Question], *, endpoint: str | None = None) -> str:
    """Write questions as RDF.

    Args:
        questions: Of our catalogue, or of the user's own.
        endpoint: URL of the SPARQL endpoint that they are for. Questions of the user's own take
            their IRIs from it, ours have theirs.

    Returns:
        Turtle that says what there is to say, not yet laid out for people.

    Raises:
        QueryError: A question is no SPARQL, or reaches beyond the graph.
        UsageError: The endpoint is no IRI, or one is needed and not given.

    Example:
        >>> from mediagora.querying.catalogue import find
        >>> "SPARQLSelectExecutable" in executables([find("in-numbers")])
        True
    """
    target = None if endpoint is None else _target(endpoint)
    triples: list[ox.Triple] = []
    for question in questions:
        triples += _question(question, target)
    prefixes = {name: PREFIXES[name] for name in _USED}
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return (written or b"").decode()


def _target(endpoint: str) -> ox.NamedNode:
    message = f"'{endpoint}' is no URL of an endpoint, such as https://example.org/sparql"
    if not endpoint.startswith(("http://", "https://")):
        raise UsageError(message)
    try:
        return ox.NamedNode(endpoint)
    except ValueError as error:
        raise UsageError(message) from error


def _question(question: Question, target: ox.NamedNode | None) -> Iterator[ox.Triple]:
    subject = _subject(question, target)
    form, text = _form(question), _without_header(question.text)
    yield ox.Triple(subject, _A, _sh("SPARQLExecutable"))
    if form in _TYPES:
        yield ox.Triple(subject, _A, _sh(_TYPES[form]))
        yield ox.Triple(subject, _sh(form), ox.Literal(text))
    else:  # SHACL knows no DESCRIBE, that collection does
        yield ox.Triple(subject, ox.NamedNode(f"{_SPEX}{form}"), ox.Literal(text))
    said = {
        "rdfs:label": question.summary,
        "rdfs:comment": question.question or question.summary or question.name,
        "schema:description": " ".join(filter(None, (question.description, question.reading))),
    }
    for predicate, words in said.items():
        if words:
            yield ox.Triple(subject, _term(predicate), ox.Literal(words, language="en"))
    for tag in question.tags:
        yield ox.Triple(subject, _term("schema:keywords"), ox.Literal(tag))
    if target is not None:
        yield ox.Triple(subject, _term("schema:target"), target)
    yield from _prefixes(subject, question)
    for parameter in question.parameters:
        yield from _parameter(subject, parameter)


def _subject(question: Question, target: ox.NamedNode | None) -> ox.NamedNode:
    if question.is_shipped:
        return ox.NamedNode(f"{QUERIES}{question.name}")
    if target is None:
        message = "give --endpoint: the IRIs of your own questions are made from its URL"
        raise UsageError(message)
    from urllib.parse import quote

    base = target.value.partition("#")[0].partition("?")[0].rstrip("/")
    return ox.NamedNode(f"{base}{_EXAMPLES}{quote(question.name)}")


def _without_header(text: str) -> str:
    """The query alone: what its header says is said in RDF."""
    return "\n".join(line for line in text.split("\n") if not line.startswith("#+")).strip("\n")


def _form(question: Question) -> str:
    """What kind of query it is, as the engine reads it."""
    text = guard.checked(question.text)
    sparql.check(text)
    answer = sparql.empty(text)
    if isinstance(answer, ox.QuerySolutions):
        return "select"
    if isinstance(answer, ox.QueryBoolean):
        return "ask"
    return "describe" if sparql.tree(text)[1].name == "DescribeQuery" else "construct"


def _prefixes(subject: ox.NamedNode, question: Question) -> Iterator[ox.Triple]:
    """Tell the prefixes of the text: those it declares, and ours that it need not declare."""
    used: dict[str, str] = {}
    for mention in mentions(question.text, PREFIXES):
        if mention.is_namespace and mention.prefix is not None and mention.iri is not None:
            used[mention.prefix] = mention.iri
        elif mention.prefix in PREFIXES:
            used.setdefault(mention.prefix, PREFIXES[mention.prefix])
    if not used:
        return
    declarations = ox.BlankNode()
    yield ox.Triple(subject, _sh("prefixes"), declarations)
    yield ox.Triple(declarations, _A, _term("owl:Ontology"))
    for prefix, namespace in sorted(used.items()):
        each = ox.BlankNode()
        yield ox.Triple(declarations, _sh("declare"), each)
        yield ox.Triple(each, _sh("prefix"), ox.Literal(prefix))
        address = ox.Literal(namespace, datatype=_term("xsd:anyURI"))
        yield ox.Triple(each, _sh("namespace"), address)


def _parameter(subject: ox.NamedNode, parameter: Parameter) -> Iterator[ox.Triple]:
    node = ox.BlankNode()
    yield ox.Triple(subject, _sh("parameter"), node)
    yield ox.Triple(node, _A, _sh("Parameter"))
    yield ox.Triple(node, _sh("path"), ox.NamedNode(f"{subject.value}#{parameter.name}"))
    yield ox.Triple(node, _sh("name"), ox.Literal(parameter.name))
    yield ox.Triple(node, _sh("optional"), ox.Literal(True))  # noqa: FBT003 -- its value
    if parameter.type == "iri":
        yield ox.Triple(node, _sh("nodeKind"), _sh("IRI"))
    else:
        kind = f"xsd:{parameter.type}" if parameter.language is None else "rdf:langString"
        yield ox.Triple(node, _sh("datatype"), _term(kind))
    if parameter.language is not None:
        yield from _list(node, "languageIn", [ox.Literal(parameter.language)])
    if parameter.of_class is not None:
        yield ox.Triple(node, _sh("class"), ox.NamedNode(parameter.of_class))
    if parameter.values:
        yield from _list(node, "in", [_value(parameter, each) for each in parameter.values])
    if parameter.pattern is not None:
        # A whole value matches ours, and a part of one would match SHACL's (section 4.4.3).
        yield ox.Triple(node, _sh("pattern"), ox.Literal(f"^({parameter.pattern})$"))
    if parameter.default is not None:
        yield ox.Triple(node, _sh("defaultValue"), _value(parameter, parameter.default))


def _list(node: ox.BlankNode, name: str, members: Iterable[Term]) -> Iterator[ox.Triple]:
    links = [(ox.BlankNode(), member) for member in members]
    ends = [link for link, _ in links[1:]] + [_term("rdf:nil")]
    yield ox.Triple(node, _sh(name), links[0][0])
    for (link, member), after in zip(links, ends, strict=True):
        yield ox.Triple(link, _term("rdf:first"), member)
        yield ox.Triple(link, _term("rdf:rest"), after)


def _value(parameter: Parameter, text: str) -> Term:
    """A value of the header's: what is allowed was seen when the header was read."""
    return term(parameter, text, members=lambda _: [expand(text) or text])


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["sh"] + name)


def _term(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie) or curie)
