"""The order in which a reader wants to meet things: sections, statements, predicates, values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.publishing.comments import HEADINGS
from mediagora.vocabulary import BASE, LANGUAGES, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Key = tuple[Any, ...]
    Properties = Mapping[NamedNode, list[NamedNode | BlankNode | Literal]]

TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")

_ORDER: Final = """
    rdf:type
    owl:annotatedSource owl:annotatedProperty owl:annotatedTarget
    owl:versionIRI owl:versionInfo owl:priorVersion
    mediagora:code
    rdfs:label skos:prefLabel sh:name sh:description skos:altLabel skos:hiddenLabel
    dcterms:title dcterms:description dcterms:creator dcterms:publisher dcterms:license
    dcterms:date dcterms:created dcterms:modified dcterms:identifier
    vann:preferredNamespacePrefix vann:preferredNamespaceUri dcterms:requires owl:imports
    schema:url mediagora:readOn
    rdfs:subClassOf rdfs:subPropertyOf owl:equivalentClass owl:equivalentProperty owl:disjointWith
    owl:propertyDisjointWith owl:disjointUnionOf rdfs:domain rdfs:range owl:inverseOf
    owl:propertyChainAxiom owl:hasKey
    owl:onProperty owl:onClass owl:onDatatype owl:withRestrictions owl:intersectionOf owl:unionOf
    owl:complementOf owl:oneOf owl:someValuesFrom owl:allValuesFrom owl:hasValue owl:hasSelf
    owl:cardinality owl:minCardinality owl:maxCardinality
    owl:qualifiedCardinality owl:minQualifiedCardinality owl:maxQualifiedCardinality owl:members
    mediagora:broaderFeature mediagora:broaderPurpose
    skos:inScheme skos:topConceptOf skos:broader skos:narrower skos:related
    skos:definition skos:scopeNote skos:example rdfs:comment
    sh:targetClass sh:targetNode sh:targetSubjectsOf sh:targetObjectsOf sh:path sh:inversePath
    sh:alternativePath sh:zeroOrMorePath sh:oneOrMorePath sh:zeroOrOnePath
    mediagora:hasMainPurpose mediagora:hasPurpose mediagora:hasFeature mediagora:sharesContent
    mediagora:accessedThrough mediagora:usesTechnology mediagora:operatedBy
    mediagora:formerlyOperatedBy mediagora:partOfPlatform mediagora:launchYear mediagora:closedYear
    mediagora:countryCode mediagora:homepage
    mediagora:definesTerm mediagora:denotes mediagora:onCriterion mediagora:hasSide
    mediagora:forGoal mediagora:recommends mediagora:measures mediagora:aboutSubject
    mediagora:aboutProperty mediagora:statesValue mediagora:statesAtLeast
    mediagora:measuredAgainst mediagora:publishesOn
    sh:nodeKind sh:datatype sh:class sh:node sh:hasValue sh:in sh:languageIn sh:uniqueLang
    sh:minCount sh:maxCount sh:minInclusive sh:minExclusive sh:maxInclusive sh:maxExclusive
    sh:minLength sh:maxLength sh:pattern sh:flags sh:equals sh:disjoint sh:lessThan
    sh:lessThanOrEquals sh:not sh:and sh:or sh:xone sh:qualifiedValueShape
    sh:qualifiedValueShapesDisjoint sh:qualifiedMinCount sh:qualifiedMaxCount sh:closed
    sh:ignoredProperties sh:sparql sh:select sh:property
    *
    mediagora:disagreesWith mediagora:statedBy
    skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch owl:sameAs
    rdfs:seeAlso rdfs:isDefinedBy dcterms:source prov:wasDerivedFrom mediagora:restsOn
    mediagora:validFrom mediagora:validUntil mediagora:confidence
    mediagora:characteristicFeature owl:deprecated dcterms:isReplacedBy
    sh:severity sh:message sh:deactivated
"""
"""What a thing is, its names, how it is defined, what it has, and last where that is from; `*`
stands for all that is not named here, in the order of its IRIs."""

_RANKS: Final = {expand(name) or name: rank for rank, name in enumerate(_ORDER.split())}

_SECTIONS: Final = {
    "header": ("owl:Ontology",),
    "classes": ("owl:Class", "rdfs:Class"),
    "datatypes": ("rdfs:Datatype",),
    "object": (
        "owl:ObjectProperty",
        "owl:TransitiveProperty",
        "owl:SymmetricProperty",
        "owl:AsymmetricProperty",
        "owl:ReflexiveProperty",
        "owl:IrreflexiveProperty",
        "owl:InverseFunctionalProperty",
    ),
    "data": ("owl:DatatypeProperty",),
    "annotation": ("owl:AnnotationProperty",),
    "property": ("rdf:Property", "owl:FunctionalProperty"),
    "shapes": ("sh:NodeShape",),
    "constraints": ("sh:PropertyShape",),
}
_SECTION_OF: Final = {
    expand(name): section for section, names in _SECTIONS.items() for name in names
}
_TESTED: Final = list(_SECTIONS)

SECTIONS: Final = ["header", *HEADINGS]
"""Sections of a document, in order."""

_EVIDENCE: Final = [
    NamedNode(PREFIXES["owl"] + "annotatedSource"),
    NamedNode(PREFIXES["owl"] + "annotatedProperty"),
    NamedNode(PREFIXES["owl"] + "annotatedTarget"),
    NamedNode(PREFIXES["dcterms"] + "source"),
]


def section_of(subject: NamedNode | BlankNode, properties: Properties) -> str:
    """Name the section that a statement belongs to.

    Example:
        >>> section_of(NamedNode("urn:a"), {TYPE: [NamedNode(PREFIXES["owl"] + "Class")]})
        'classes'
        >>> section_of(NamedNode("urn:a"), {})
        'elsewhere'
    """
    types = [each.value for each in properties.get(TYPE, []) if isinstance(each, NamedNode)]
    found = {_SECTION_OF[each] for each in types if each in _SECTION_OF}
    if isinstance(subject, BlankNode):
        found &= {"header", "shapes", "constraints"}
        if not found:
            return "axioms" if any(each.startswith(PREFIXES["owl"]) for each in types) else "blank"
    if found:
        return min(found, key=_TESTED.index)
    if any(predicate.value.startswith(PREFIXES["sh"]) for predicate in properties):
        return "shapes"
    return "individuals" if types else "elsewhere"


def predicate_key(predicate: NamedNode) -> Key:
    """Sort key of a predicate: `rdf:type` first, then names, definition, structure, provenance.

    Example:
        >>> names = ["dcterms:source", "rdfs:label", "rdf:type"]
        >>> ordered = sorted([NamedNode(expand(name)) for name in names], key=predicate_key)
        >>> ordered == [NamedNode(expand(name)) for name in reversed(names)]
        True
    """
    return (_RANKS.get(predicate.value, _RANKS["*"]), natural(predicate.value))


def value_key(value: NamedNode | Literal) -> Key:
    """Sort key of an IRI or a literal: IRIs, strings without language, languages, in this order.

    Example:
        >>> words = [Literal("b", language="fr"), Literal("a", language="en"), NamedNode("urn:a")]
        >>> [str(each) for each in sorted(words, key=value_key)]
        ['<urn:a>', '"a"@en', '"b"@fr']
    """
    if isinstance(value, NamedNode):
        return (0, natural(value.value))
    language = value.language or ""
    main = language.partition("-")[0]
    rank = LANGUAGES.index(main) if main in LANGUAGES else len(LANGUAGES)
    return (1, rank if language else -1, language, natural(value.value), value.datatype.value)


def evidence_key(properties: Properties) -> Key:
    """Sort key of a node without a name: its types, then the fact that it speaks of."""
    named = [
        [value for value in properties.get(each, []) if not isinstance(value, BlankNode)]
        for each in (TYPE, *_EVIDENCE)
    ]
    kinds, subjects, predicates, *others = named
    return (
        _least(kinds),
        _least(subjects),
        min(
            (predicate_key(each) for each in predicates if isinstance(each, NamedNode)), default=()
        ),
        *map(_least, others),
    )


def type_key(kind: NamedNode) -> Key:
    """Sort key of a type: those of OWL, SHACL and the like, then Mediagora's, then others.

    Example:
        >>> names = ["mediagora:Source", "owl:NamedIndividual", "schema:WebPage"]
        >>> ordered = sorted([NamedNode(expand(name)) for name in reversed(names)], key=type_key)
        >>> ordered == [NamedNode(expand(names[index])) for index in (1, 0, 2)]
        True
    """
    kin = ("http://www.w3.org/", BASE)
    rank = next((rank for rank, start in enumerate(kin) if kind.value.startswith(start)), len(kin))
    return (rank, natural(kind.value))


def natural(text: str) -> Key:
    """Sort key of a text in which numbers count as such.

    Example:
        >>> sorted(["D10", "D9", "D09"], key=natural)
        ['D09', 'D9', 'D10']
    """
    parts = re.split(r"([0-9]+)", text)
    numbers = [(len(each.lstrip("0")), each.lstrip("0")) for each in parts[1::2]]
    woven: list[Any] = parts
    woven[1::2] = numbers
    return (tuple(woven), text)


def _least(values: Iterable[NamedNode | Literal]) -> Key:
    return min(map(value_key, values), default=())
