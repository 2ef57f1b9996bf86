"""What follows from the model's axioms, mostly as SPARQL updates on a store, run to a fixpoint.

The ontology keeps to few kinds of axiom: subclass, subproperty, domain, range, transitive property,
chains of two properties, and definitions as a named class with one value. Each rule below serves
one of them and names its counterpart in OWL 2 RL (https://www.w3.org/TR/owl2-profiles/#OWL_2_RL);
axioms of other kinds entail nothing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

    _Class = pyoxigraph.NamedNode | pyoxigraph.BlankNode

Profile = Literal["types", "rl"]

# Asked with EXISTS, "is a member of the named class" is a look-up; as a join it walks all members.
_DEFINITION: Final = """
  ?class owl:equivalentClass/owl:intersectionOf ?parts .
  ?parts rdf:rest*/rdf:first ?named , ?restriction .
  ?restriction owl:onProperty ?property ; owl:hasValue ?value .
  FILTER(isIRI(?named) && isIRI(?class))
"""

# A purpose stands for every broader one: hasMainPurpose o broaderPurpose -> hasMainPurpose.
# The path replaces the chain, so that no main purpose is added to the store.
_TYPE_BY_DEFINITION: Final = f"""
INSERT {{ ?x a ?class }} WHERE {{
  {_DEFINITION}
  ?class rdfs:subClassOf* mediagora:SocialMedia .
  ?narrower mediagora:broaderPurpose* ?value .
  ?stated rdfs:subPropertyOf* ?property .
  ?x ?stated ?narrower . FILTER EXISTS {{ ?x a ?named }}
}}"""

_RL: Final = (
    # rdfs:subClassOf and rdfs:subPropertyOf are transitive (scm-sco, scm-spo).
    """INSERT { ?a rdfs:subClassOf ?c } WHERE {
      ?a rdfs:subClassOf+ ?c . FILTER(isIRI(?a) && isIRI(?c)) }""",
    """INSERT { ?a rdfs:subPropertyOf ?c } WHERE { ?a rdfs:subPropertyOf+ ?c }""",
    # A defined class lies under the named class of its definition (scm-int).
    f"""INSERT {{ ?class rdfs:subClassOf ?named }} WHERE {{ {_DEFINITION} }}""",
    # What holds of a property holds of those it lies under (prp-spo1).
    """INSERT { ?x ?broader ?y } WHERE {
      ?property rdfs:subPropertyOf ?broader . FILTER(?property != ?broader) ?x ?property ?y }""",
    # A transitive property, such as broaderFeature and broaderPurpose (prp-trp).
    """INSERT { ?x ?property ?z } WHERE {
      ?property a owl:TransitiveProperty . ?x ?property ?y . ?y ?property ?z }""",
    # The chains hasFeature o broaderFeature, hasPurpose o broaderPurpose and
    # hasMainPurpose o broaderPurpose (prp-spo2).
    """INSERT { ?x ?property ?z } WHERE {
      ?property owl:propertyChainAxiom ?chain .
      ?chain rdf:first ?first ; rdf:rest ?tail . ?tail rdf:first ?second ; rdf:rest rdf:nil .
      ?x ?first ?y . ?y ?second ?z }""",
    # rdfs:domain and rdfs:range (prp-dom, prp-rng).
    """INSERT { ?x a ?class } WHERE { ?property rdfs:domain ?class . ?x ?property ?y }""",
    """INSERT { ?y a ?class } WHERE {
      ?property rdfs:range ?class . ?x ?property ?y . FILTER(!isLiteral(?y)) }""",
    # rdfs:subClassOf (cax-sco).
    """INSERT { ?x a ?broader } WHERE {
      ?class rdfs:subClassOf ?broader . FILTER(?class != ?broader && isIRI(?broader))
      ?x a ?class }""",
    # A definition, from value to class (cls-hv2, cls-int1) ...
    f"""INSERT {{ ?x a ?class }} WHERE {{
      {_DEFINITION} ?x ?property ?value . FILTER EXISTS {{ ?x a ?named }} }}""",
    # ... and from class to value (cls-int2, cls-hv1).
    f"""INSERT {{ ?x ?property ?value }} WHERE {{ {_DEFINITION} ?x a ?class }}""",
)

_RULES: Final[dict[Profile, tuple[str, ...]]] = {"types": (_TYPE_BY_DEFINITION,), "rl": _RL}


def entail(store: pyoxigraph.Store, *, profile: Profile) -> None:
    """Add what follows to the store's default graph, which is to hold the ontology as well.

    Args:
        store: Data and ontology; changed in place.
        profile: `types` adds categories under `mediagora:SocialMedia` that follow from broader
            categories and from definitions, main purposes followed to broader ones, and nothing
            else: no types from domain or range, no features, no purposes. `rl` adds all that the
            model's axioms entail.

    Example:
        >>> from pyoxigraph import RdfFormat, Store
        >>> store = Store()
        >>> store.load(b'''@prefix m: <https://w3id.org/mediagora/ns#> . <urn:a> a m:BlogPlatform .
        ...   m:BlogPlatform <http://www.w3.org/2000/01/rdf-schema#subClassOf> m:SocialMedia .''',
        ...   RdfFormat.TURTLE)
        >>> entail(store, profile="types")
        >>> store.query("ASK { <urn:a> a <https://w3id.org/mediagora/ns#SocialMedia> }").__bool__()
        True
    """
    prefixes = {name: PREFIXES[name] for name in ("owl", "rdf", "rdfs")} | {"mediagora": NS}
    size = -1
    while size != len(store):  # every rule only adds, and makes no new terms: this ends
        size = len(store)
        if profile == "types":
            _add_broader_types(store)
        for rule in _RULES[profile]:
            store.update(rule, prefixes=prefixes)


def _add_broader_types(store: pyoxigraph.Store) -> None:
    """Make a platform of a category one of every broader category (cax-sco).

    That goes to the top class of platforms and no further. As a query it would go through all pairs
    of classes; here each membership is handed up once.
    """
    from pyoxigraph import NamedNode, Quad, Triple

    kind, subclass = NamedNode(f"{PREFIXES['rdf']}type"), NamedNode(f"{PREFIXES['rdfs']}subClassOf")
    broader: dict[_Class, set[_Class]] = {}
    below: set[_Class] = set()
    waiting: list[_Class] = [NamedNode(f"{NS}SocialMedia")]
    while waiting:
        each = waiting.pop()
        if each in below:
            continue
        below.add(each)
        for quad in store.quads_for_pattern(None, subclass, each):
            if not isinstance(quad.subject, Triple):
                broader.setdefault(quad.subject, set()).add(each)
                waiting.append(quad.subject)
    members = {
        each: {quad.subject for quad in store.quads_for_pattern(None, kind, each)} for each in below
    }
    to_hand_up = {each: set(known) for each, known in members.items() if known}
    while to_hand_up:
        narrow, known = to_hand_up.popitem()
        for each in broader.get(narrow, ()):
            if new := known - members[each]:
                members[each] |= new
                to_hand_up[each] = to_hand_up.get(each, set()) | new
                if isinstance(each, NamedNode):
                    store.extend(Quad(member, kind, each) for member in new)
