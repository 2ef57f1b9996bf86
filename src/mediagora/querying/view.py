"""Looking things up in the graph: values, labels, sources, and the IRI that a user's name means."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mediagora import vocabulary
from mediagora.errors import UnknownNameError
from mediagora.vocabulary import BASE, NS, OWN_PREFIXES, PREFIXES, shorten, slug

if TYPE_CHECKING:
    import pyoxigraph as ox

    Node = ox.NamedNode | ox.BlankNode | ox.Literal

OWL: Final = PREFIXES["owl"]
RDF: Final = PREFIXES["rdf"]
RDFS: Final = PREFIXES["rdfs"]
SKOS: Final = PREFIXES["skos"]
DCTERMS: Final = PREFIXES["dcterms"]

TYPE: Final = f"{RDF}type"
LABEL: Final = f"{RDFS}label"
SUBCLASS: Final = f"{RDFS}subClassOf"
SOURCE: Final = f"{DCTERMS}source"
SOCIAL_MEDIA: Final = f"{NS}SocialMedia"

# Where one name means several things, the first of these kinds is meant.
_ORDER: Final = (
    OWN_PREFIXES["platform"],
    NS,
    *(OWN_PREFIXES[name] for name in ("feature", "purpose", "content", "criterion", "kind")),
)


class View:
    """Read access to a store, with IRIs as strings.

    Example:
        >>> from mediagora.querying.store import open_store
        >>> view = View(open_store())
        >>> view.resolve("réseau social") == view.resolve("SocialNetwork")
        True
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def nodes(self, subject: str | ox.BlankNode, predicate: str) -> list[Node]:
        """The values of a property, as terms, in a stable order."""
        import pyoxigraph as ox

        start = subject if isinstance(subject, ox.BlankNode) else ox.NamedNode(subject)
        quads = self._store.quads_for_pattern(start, ox.NamedNode(predicate), None)
        return sorted(
            (quad.object for quad in quads if not isinstance(quad.object, ox.Triple)), key=str
        )

    def values(self, subject: str | ox.BlankNode, predicate: str) -> list[str]:
        """The values of a property, IRIs and literals alike, as strings."""
        return [node.value for node in self.nodes(subject, predicate)]

    def subjects(self, predicate: str, value: str | Node) -> list[str]:
        """The named things that have a value."""
        import pyoxigraph as ox

        node = ox.NamedNode(value) if isinstance(value, str) else value
        quads = self._store.quads_for_pattern(None, ox.NamedNode(predicate), node)
        return sorted(
            quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)
        )

    def statements(self, subject: str) -> set[tuple[str, Node]]:
        """Everything that is stated of a thing: property and value."""
        import pyoxigraph as ox

        quads = self._store.quads_for_pattern(ox.NamedNode(subject), None, None)
        return {
            (quad.predicate.value, quad.object)
            for quad in quads
            if not isinstance(quad.object, ox.Triple)
        }

    def text(self, subject: str, predicate: str) -> str | None:
        """The English value of a property, else one in no language, else any."""
        found = {
            getattr(node, "language", None): node.value for node in self.nodes(subject, predicate)
        }
        return found.get("en") or found.get(None) or next(iter(found.values()), None)

    def name(self, iri: str) -> str:
        """The English label of a thing, or its CURIE."""
        return self.text(iri, LABEL) or shorten(iri)

    def below(self, top: str) -> set[str]:
        """A class and all classes under it."""
        found, waiting = set[str](), {top}
        while waiting:
            each = waiting.pop()
            found.add(each)
            waiting |= set(self.subjects(SUBCLASS, each)) - found
        return found

    def definition(self, of_class: str) -> list[ox.NamedNode | ox.BlankNode]:
        """The parts of a class's definition: named classes, and blank nodes of restrictions."""
        import pyoxigraph as ox

        parts: list[ox.NamedNode | ox.BlankNode] = []
        for whole in self.nodes(of_class, f"{OWL}equivalentClass"):
            rest = (
                self.nodes(whole, f"{OWL}intersectionOf") if isinstance(whole, ox.BlankNode) else []
            )
            while rest and isinstance(rest[0], ox.BlankNode):
                first = self.nodes(rest[0], f"{RDF}first")
                parts += [node for node in first if not isinstance(node, ox.Literal)]
                rest = self.nodes(rest[0], f"{RDF}rest")
        return parts

    def evidence(self, subject: str) -> dict[tuple[str, str], list[str]]:
        """Sources by property and value of every fact on record of a thing."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for axiom in self._axioms(subject):
            for predicate in self.values(axiom, f"{OWL}annotatedProperty"):
                for value in self.nodes(axiom, f"{OWL}annotatedTarget"):
                    found[predicate, str(value)] |= set(self.values(axiom, SOURCE))
        return {fact: sorted(sources) for fact, sources in found.items()}

    def dates(self, subject: str, of: str) -> dict[tuple[str, str], str]:
        """Dates by property and value of a thing's facts; `of` is `validFrom` or `validUntil`."""
        return {
            (predicate, str(value)): date
            for axiom in self._axioms(subject)
            for date in self.values(axiom, f"{NS}{of}")
            for predicate in self.values(axiom, f"{OWL}annotatedProperty")
            for value in self.nodes(axiom, f"{OWL}annotatedTarget")
        }

    def neighbourhood(self, subject: str) -> list[ox.Triple]:
        """A thing's triples, its blank nodes' included, and the evidence for them."""
        import pyoxigraph as ox

        found, seen = set[ox.Triple](), set[ox.NamedNode | ox.BlankNode]()
        waiting: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(subject), *self._axioms(subject)]
        while waiting:
            node = waiting.pop()
            seen.add(node)
            for quad in self._store.quads_for_pattern(node, None, None):
                found.add(quad.triple)
                if isinstance(quad.object, ox.BlankNode) and quad.object not in seen:
                    waiting.append(quad.object)
        return sorted(found, key=str)

    def resolve(self, name: str) -> str:
        """Find what a name means: an IRI, a CURIE, a slug, or a label in any language.

        Raises:
            UnknownNameError: Nothing on record has the name.
        """
        iri = vocabulary.expand(name)
        if iri is not None and self._known(iri):
            return iri
        names = self._names()
        candidates = names.get(folded(name), set())
        if candidates:
            return min(candidates, key=_preference)
        if iri is not None:
            curies = {shorten(known) for meanings in names.values() for known in meanings}
            close = vocabulary.nearest(shorten(iri), curies)
        else:
            spelt = {
                folded(name): name for meanings in names.values() for name in map(slug, meanings)
            }
            close = [spelt.get(known, known) for known in vocabulary.nearest(folded(name), names)]
        raise UnknownNameError("term", name, close)

    def meanings(self, name: str) -> list[str]:
        """All that a short name or a label may mean."""
        return sorted(self._names().get(folded(name), set()))

    def others(self, iri: str) -> list[str]:
        """What else has the same short name or label, such as a company named as its platform."""
        names = self._names()
        keys = {folded(slug(iri)), folded(self.name(iri))}
        return sorted(set().union(*(names.get(key, set()) for key in keys)) - {iri})

    def _axioms(self, subject: str) -> list[ox.BlankNode]:
        import pyoxigraph as ox

        quads = self._store.quads_for_pattern(
            None, ox.NamedNode(f"{OWL}annotatedSource"), ox.NamedNode(subject)
        )
        return [quad.subject for quad in quads if isinstance(quad.subject, ox.BlankNode)]

    def _known(self, iri: str) -> bool:
        import pyoxigraph as ox

        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return False
        return any(True for _ in self._store.quads_for_pattern(node, None, None))

    def _names(self) -> dict[str, set[str]]:
        """IRIs by folded slug, label and other name."""
        import pyoxigraph as ox

        found: dict[str, set[str]] = defaultdict(set)
        for predicate in (LABEL, f"{SKOS}altLabel"):
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    iri = quad.subject.value
                    found[folded(quad.object.value)].add(iri)
                    found[folded(slug(iri))].add(iri)
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(TYPE), None):
            iri = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else BASE
            if not iri.startswith(BASE):  # ours have labels
                found[folded(slug(iri))].add(iri)
        return found


def folded(name: str) -> str:
    """Write a name as others are compared with it: in small letters, its words one space apart.

    Example:
        >>> folded("Job_search")
        'job search'
    """
    return " ".join(re.split(r"[\s_-]+", name.casefold())).strip()


def _preference(iri: str) -> tuple[int, str]:
    rank = next((index for index, space in enumerate(_ORDER) if iri.startswith(space)), len(_ORDER))
    return rank, iri
