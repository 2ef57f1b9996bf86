"""Which statement of an RDF/XML document (https://www.w3.org/TR/rdf-syntax-grammar/) stands where.

The parser states things as it goes: it is given a document tag by tag, and what it states after a
tag comes from the element that this tag opens or closes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.reading.xml_places import RDF, Tag, attributes, declared, expanded, tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from mediagora.reading.xml_places import Attribute, Place

    Subject = ox.NamedNode | ox.BlankNode | ox.Triple
    Places = tuple[Place | None, Place | None, Place | None]

_NOWHERE: Final = (None, None, None)
_NAMES: Final = (f"{RDF}about", f"{RDF}ID", f"{RDF}nodeID")
_POINTERS: Final = (f"{RDF}resource", f"{RDF}nodeID")
_PARTS: Final = (f"{RDF}subject", f"{RDF}predicate", f"{RDF}object")


class _Element:
    """An element: of a node, or of a property.

    Attributes:
        is_node: Of a node; the outermost `rdf:RDF` counts as a property.
        content_end: Where its closing tag begins, once that is known.
        end: Where that ends.
        nodes: Of a property: node elements in it.
        items: Of a node: members of a container so far.
        lists: Of a property: items of a collection so far.
        subject: Of a node: the term, once it is known.
    """

    def __init__(self, text: str, tag: Tag, outer: _Element | None) -> None:
        self._text = text
        self._attributes: dict[str, Attribute] | None = None
        self.tag = tag
        self.outer = outer
        self.end = self.content_end = tag.place[1]
        self.nodes: list[_Element] = []
        self.items = 0
        self.lists = 0
        self.subject: Subject | None = None
        written = text[slice(*tag.place)]
        self.namespaces: Mapping[str, str] = outer.namespaces if outer else {}
        if "xmlns" in written:
            own = {prefix: iri for prefix, iri, _ in declared(text, tag)}
            self.namespaces = {**self.namespaces, **own}
        self.iri = expanded(text[slice(*tag.name)], self.namespaces)
        self.is_node = self._is_node()
        self.parse_type = ""
        if "parseType" in written and not self.is_node:
            start, end = self.value(f"{RDF}parseType") or (0, 0)
            self.parse_type = text[start + 1 : end - 1]
        if outer is not None and outer.outer is not None and self.is_node:
            outer.nodes.append(self)
        elif outer is not None and self.iri == f"{RDF}li":
            outer.items += 1
            self.iri = f"{RDF}_{outer.items}"

    def _is_node(self) -> bool:
        if self.outer is None:
            return self.iri != f"{RDF}RDF"
        return not self.outer.is_node and self.outer.parse_type != "Resource"

    def attributes(self) -> dict[str, Attribute]:
        if self._attributes is None:
            found = attributes(self._text, self.tag, self.namespaces)
            self._attributes = {each.iri: each for each in found}
        return self._attributes

    def value(self, *names: str) -> Place | None:
        given = self.attributes()
        return next((given[name].value for name in names if name in given), None)

    def name(self) -> Place:
        """Place of what names the node; of the element's name where nothing does."""
        if not self.is_node:
            return self.value(f"{RDF}parseType") or self.tag.name
        return self.value(*_NAMES) or self.tag.name


class Follower:
    """Gives a document to a parser tag by tag, and tells where its last statement stands.

    Args:
        text: The document.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._tags = tags(text)
        self._given = 0
        self._waiting = b""
        self._outer: _Element | None = None
        """The innermost element that is open."""
        self._last: _Element | None = None
        """What the last tag opened or closed."""
        self._literal = 0
        """Open elements inside of a literal."""

    def read(self, size: int = -1) -> bytes:
        """Give the bytes up to the end of the next tag, or `size` of them."""
        if not self._waiting:
            tag = next(self._tags, None)
            end = tag.place[1] if tag else len(self._text)
            self._waiting = self._text[self._given : end].encode()
            self._given = end
            if tag:
                self._follow(tag)
        size = len(self._waiting) if size < 0 else size
        given, self._waiting = self._waiting[:size], self._waiting[size:]
        return given

    def _follow(self, tag: Tag) -> None:
        outer = self._outer
        if outer is not None and outer.parse_type not in {"", "Resource", "Collection"}:
            self._literal += tag.opens - tag.closes
            if self._literal >= 0:
                return
            self._literal = 0
        if tag.opens:
            self._last = _Element(self._text, tag, outer)
            self._outer = outer if tag.closes else self._last
        elif outer is not None:
            outer.content_end, outer.end = tag.place
            self._last = outer
            self._outer = outer.outer

    def places(self, triple: ox.Triple) -> Places:
        """Tell where the statement stands that the parser just gave."""
        element = self._last
        if element is None:
            return _NOWHERE
        return self._of_node(element, triple) if element.is_node else _of_property(element, triple)

    def _of_node(self, element: _Element, triple: ox.Triple) -> Places:
        predicate = triple.predicate.value
        first, element.subject = element.subject is None, triple.subject
        if first and predicate == f"{RDF}type" and _is(triple.object, element.iri):
            return element.name(), None, element.tag.name
        given = element.attributes().get(predicate)
        return (element.name(), given.name, given.value) if given else (element.name(), None, None)


def _of_property(element: _Element, triple: ox.Triple) -> Places:
    node = element.outer
    subject, predicate = triple.subject, triple.predicate.value
    given = element.attributes()
    if predicate in given:  # which states something about what the property points at
        attribute = given.pop(predicate)
        return _object(element), attribute.name, attribute.value
    if node is None:
        return _NOWHERE
    if predicate == element.iri and (node.subject is None or node.subject == subject):
        node.subject = subject
        return node.name(), element.tag.name, _object(element)
    if element.parse_type == "Collection" and predicate in {f"{RDF}first", f"{RDF}rest"}:
        if predicate == f"{RDF}rest":
            return _NOWHERE
        element.lists += 1
        return None, None, element.nodes[element.lists - 1].name()
    parts = dict(zip(_PARTS, (node.name(), element.tag.name, _object(element)), strict=True))
    return element.value(f"{RDF}ID"), None, parts.get(predicate)


def _object(element: _Element) -> Place:
    """Place of what a property points at: a name, an element's name, or text."""
    pointer = element.value(*_POINTERS)
    if pointer:
        return pointer
    if element.parse_type == "Resource":
        return element.name()
    if element.nodes and element.parse_type != "Collection":
        return element.nodes[-1].name()
    start, end = element.tag.place[1], element.content_end
    if start == end:
        return element.tag.place[0], element.end
    return start, end


def _is(term: object, iri: str) -> bool:
    return getattr(term, "value", None) == iri
