"""What follows from what a store holds, added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from mediagora.reasoning.axioms import RDFS_KINDS, axioms_of
from mediagora.reasoning.closing import consequences
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

    _Class = pyoxigraph.NamedNode | pyoxigraph.BlankNode

Profile = Literal["types", "rdfs", "rl"]

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


def entail(store: pyoxigraph.Store, *, profile: Profile) -> None:
    """Add what follows to the store's default graph, which is to hold the ontology as well.

    Args:
        store: Data and ontology; changed in place.
        profile: `types` adds categories under `mediagora:SocialMedia` that follow from broader
            categories and from definitions, main purposes followed to broader ones, and nothing
            else: no types from domain or range, no features, no purposes. `rl` adds all that the
            axioms entail which `mediagora.reasoning.axioms` reads; `rdfs` what those entail that
            RDF Schema knows.

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
    if profile == "types":
        _add_types(store)
    else:
        import pyoxigraph

        triples = {quad.triple for quad in store.quads_for_pattern(None, None, None)}
        axioms = axioms_of(triples)
        new = consequences(triples, axioms if profile == "rl" else axioms.of(RDFS_KINDS))
        store.extend(pyoxigraph.Quad(*triple) for triple in new)


def _add_types(store: pyoxigraph.Store) -> None:
    prefixes = {name: PREFIXES[name] for name in ("owl", "rdf", "rdfs")} | {"mediagora": NS}
    size = -1
    while size != len(store):  # what is done here only adds, and makes no new terms: this ends
        size = len(store)
        _add_broader_types(store)
        store.update(_TYPE_BY_DEFINITION, prefixes=prefixes)


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
