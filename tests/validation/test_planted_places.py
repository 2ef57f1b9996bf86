"""One mistake planted in a random file of each format: `validate` tells exactly where it stands.

Mediagora counts lines and columns while it reads; here they come from where the writer put a term.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediagora.validation import engine, validate
from mediagora.vocabulary import PREFIXES
from validation.conftest import AS_OF, _InThisProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

EX: Final = "https://example.org/"
NAMESPACES: Final = {"ex": EX, "i18n": "https://example.org/\u4e2d/"} | {
    name: PREFIXES[name] for name in ("mediagora", "feature", "rdf", "rdfs", "xsd")
}
ENDINGS: Final = ("ttl", "trig", "nt", "nq", "jsonld", "rdf")
FAULTS: Final = {
    "feature": ("MG231", "object"),
    "year": ("MG207", "object"),
    "property": ("MG101", "predicate"),
    "class": ("MG101", "object"),
    "label": ("MG201", "subject"),
}
"""What is planted: the code it gives, and which term of which statement is told."""

# Decoys look like what is planted, and what does not take one column or one line.
TEXTS: Final = (
    "plain",
    "\u4e2d\u6587 \U0001f600",
    "e\u0301\u200d\U0001f469",
    "tab\there",
    "ex:p0 mediagora:hasFeature feature:grups .",
    "1066",
    'a "quote" and a \\ stroke',
    "two\nlines",
    "three\r\n\r\nlines # <here>",
    "]]> & [ { ;",
)
BLANKS: Final = (" ", "  ", "\t", " \t ")
BREAKS: Final = (*BLANKS, "\n", "\r\n", "\n\n\t", "\r\n    ")
COMMENTS: Final = (
    " # feature:grups\n",
    "\t# \u4e2d\U0001f600 ex:p0 1066 .\r\n",
    '\n# "unclosed <and\n',
)
XML_COMMENTS: Final = ("<!-- feature/grups \u4e2d\n -->", "\t<!-- 1066 -->\r\n")


class Term(NamedTuple):
    """An IRI by its short name, or a literal with the short name of its datatype."""

    text: str
    datatype: str | None = None

    @property
    def is_iri(self) -> bool:
        return self.datatype is None

    @property
    def iri(self) -> str:
        return NAMESPACES[self.prefix] + self.local

    @property
    def prefix(self) -> str:
        return self.text.partition(":")[0]

    @property
    def local(self) -> str:
        return self.text.partition(":")[2]


@dataclass
class Node:
    """A platform. One without a name is written into the one that it is part of."""

    name: str | None
    facts: list[tuple[Term, Term, str | None]] = field(default_factory=list)
    part_of: Node | None = None
    fault: str | None = None

    def is_told(self, role: str) -> bool:
        """Whether it is this node's subject that is told."""
        return self.fault is not None and FAULTS[self.fault][1] == role == "subject"


class Page:
    """A text that grows, and where the mistake stands in it."""

    def __init__(self, random: Random, gaps: tuple[str, ...]) -> None:
        self.random = random
        self.text = ""
        self.start = self.end = -1
        self._gaps = gaps

    def put(self, text: str, *, told: bool = False) -> None:
        if told and self.start < 0:
            self.start, self.end = len(self.text), len(self.text) + len(text)
        self.text += text

    def gap(self) -> None:
        self.put("".join(self.random.choices(self._gaps, k=self.random.randint(1, 2))))

    def place(self) -> tuple[int, int, int, int]:
        """Line, column, end line and end column of what is told."""
        assert self.start >= 0
        places = []
        for offset in (self.start, self.end):
            before = self.text[:offset].replace("\r\n", "\n")
            places += [before.count("\n") + 1, len(before) - before.rfind("\n")]
        return places[0], places[1], places[2], places[3]


def platforms(random: Random, fault: str) -> list[Node]:
    """Make some platforms, one of them with a mistake."""
    nodes: list[Node] = []
    for number in range(random.randint(1, 5)):
        is_part = bool(nodes) and random.random() < 0.5
        name = f"i18n:\u540d{number}" if random.random() < 0.3 else f"ex:p{number}"
        node = Node(None if is_part else name, part_of=nodes[-1] if is_part else None)
        facts = {
            "rdf:type": Term("mediagora:BlogPlatform"),
            "rdfs:label": Term(f"Name {number} {random.choice(TEXTS[:3])}", "xsd:string"),
            "mediagora:launchYear": Term("2009", "xsd:integer"),
            "mediagora:homepage": Term(f"https://p{number}.example/", "xsd:anyURI"),
        }
        node.facts = [(Term(predicate), value, None) for predicate, value in facts.items()]
        texts = random.sample(TEXTS, random.randint(0, 3))
        node.facts += [(Term("rdfs:comment"), Term(each, "xsd:string"), None) for each in texts]
        if random.random() < 0.5:
            node.facts.append((Term("mediagora:hasFeature"), Term("feature:groups"), None))
        nodes.append(node)
    _plant(random.choice(nodes), fault)
    for node in nodes:
        random.shuffle(node.facts)
    return nodes


def _plant(node: Node, fault: str) -> None:
    node.fault = fault
    planted = {
        "feature": (Term("mediagora:hasFeature"), Term("feature:grups"), "object"),
        "year": (Term("mediagora:launchYear"), Term("1066", "xsd:integer"), "object"),
        "property": (Term("mediagora:hasFaeture"), Term("feature:commenting"), "predicate"),
        "class": (Term("rdf:type"), Term("mediagora:BlogPlatfrom"), "object"),
    }
    gone = {"year": "mediagora:launchYear", "label": "rdfs:label"}.get(fault)
    node.facts = [fact for fact in node.facts if fact[0].text != gone]
    if fault in planted:
        node.facts.append(planted[fault])


# One writer for each way to write.


def turtle(page: Page, nodes: list[Node], *, trig: bool) -> None:
    for prefix, iri in NAMESPACES.items():
        is_sparql = page.random.random() < 0.3
        page.put(f"PREFIX {prefix}: <{iri}>\n" if is_sparql else f"@prefix {prefix}: <{iri}> .\r\n")
    for node in nodes:
        if node.part_of is not None:
            continue
        graph = trig and page.random.random() < 0.5
        if graph:
            page.put(page.random.choice(("GRAPH ex:g {", "ex:g{", "{")))
            page.gap()
        page.put(_written(page, Term(str(node.name))), told=node.is_told("subject"))
        page.gap()
        _turtle_facts(page, node, nodes)
        page.put(".")
        page.gap()
        page.put("}" if graph else "")
        page.gap()


def _turtle_facts(page: Page, node: Node, nodes: list[Node]) -> None:
    steps = [*node.facts, *(each for each in nodes if each.part_of is node)]
    page.random.shuffle(steps)
    for number, step in enumerate(steps):
        if number:
            page.put(page.random.choice((";", ";;")))
            page.gap()
        if isinstance(step, Node):
            page.put("mediagora:partOfPlatform")
            page.gap()
            # Nobody knows where it ends before it does, so what is told is put in by hand.
            start = len(page.text)
            page.put("[")
            page.gap()
            _turtle_facts(page, step, nodes)
            page.put("]")
            if step.is_told("subject"):
                page.start, page.end = start, len(page.text)
        else:
            predicate, value, told = step
            is_a = predicate.text == "rdf:type" and page.random.random() < 0.7
            written = "a" if is_a else _written(page, predicate)
            page.put(written, told=told == "predicate")
            page.gap()
            page.put(_written(page, value), told=told == "object")
        page.gap()


def _written(page: Page, term: Term) -> str:
    if term.is_iri:
        return f"<{term.iri}>" if page.random.random() < 0.2 else term.text
    if term.datatype == "xsd:integer" and page.random.random() < 0.7:
        return term.text
    quote = page.random.choice(('"""', "'''", '"', "'"))
    inner = term.text.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0])
    if len(quote) == 1:
        inner = inner.replace("\r", "\\r").replace("\n", "\\n")
    plain = term.datatype == "xsd:string" and page.random.random() < 0.8
    return quote + inner + quote + ("" if plain else f"^^{term.datatype}")


def lines(page: Page, nodes: list[Node], *, quads: bool) -> None:
    names = {id(node): f"_:n{number}" for number, node in enumerate(nodes)}
    names |= {id(node): f"<{Term(node.name).iri}>" for node in nodes if node.name}
    rows = [(node, *fact) for node in nodes for fact in node.facts]
    part = Term("mediagora:partOfPlatform")
    rows += [(node.part_of, part, Term(names[id(node)]), None) for node in nodes if node.part_of]
    page.random.shuffle(rows)
    for node, predicate, value, told in rows:
        page.put(page.random.choice(("", "", "# feature:grups 1066\n", "\r\n", "\t")))
        page.put(names[id(node)], told=node.is_told("subject"))
        page.gap()
        page.put(f"<{predicate.iri}>", told=told == "predicate")
        page.gap()
        page.put(_in_a_line(value), told=told == "object")
        page.gap()
        page.put("<https://example.org/g> ." if quads and page.random.random() < 0.5 else ".")
        page.put(page.random.choice(("\n", "\r\n", " # \u4e2d\n")))


def _in_a_line(term: Term) -> str:
    if term.is_iri:
        return term.text if term.text.startswith("_:") else f"<{term.iri}>"
    inner = term.text.replace("\\", "\\\\").replace('"', '\\"')
    inner = inner.replace("\r", "\\r").replace("\n", "\\n")
    return f'"{inner}"^^<{Term(str(term.datatype)).iri}>'


def jsonld(page: Page, nodes: list[Node]) -> None:
    page.put(f'{{ "@context": {json.dumps(NAMESPACES)},')
    page.gap()
    page.put('"@graph": [')
    for number, node in enumerate(each for each in nodes if each.part_of is None):
        page.put("," if number else "")
        page.gap()
        _json_node(page, node, nodes)
    page.put("]}")


def _json_node(page: Page, node: Node, nodes: list[Node]) -> None:
    parts = [each for each in nodes if each.part_of is node]
    by_key: dict[Term, list[tuple[Term, str | None] | Node]] = {}
    for predicate, value, told in node.facts:
        by_key.setdefault(predicate, []).append((value, told))
    if parts:
        by_key[Term("mediagora:partOfPlatform")] = list(parts)
    keys: list[Term | None] = [*by_key, *([None] if node.name else [])]
    page.random.shuffle(keys)
    page.put("{", told=node.is_told("subject") and not node.name)
    for number, key in enumerate(keys):
        page.put("," if number else "")
        page.gap()
        if key is None:
            _key(page, "@id")
            page.put(_quoted(page, str(node.name)), told=node.is_told("subject"))
            continue
        values = by_key[key]
        name = "@type" if key.text == "rdf:type" else key.text
        told = any(isinstance(each, tuple) and each[1] == "predicate" for each in values)
        _key(page, name, told=told)
        is_list = len(values) > 1 or page.random.random() < 0.3
        page.put("[" if is_list else "")
        for which, value in enumerate(values):
            page.put("," if which else "")
            page.gap()
            if isinstance(value, Node):
                _json_node(page, value, nodes)
            else:
                _json_value(page, value[0], is_type=name == "@type", told=value[1] == "object")
        page.put("]" if is_list else "")
    page.gap()
    page.put("}")


def _json_value(page: Page, term: Term, *, is_type: bool, told: bool) -> None:
    if is_type:
        page.put(_quoted(page, term.text), told=told)
    elif term.is_iri:
        page.put("{")
        page.gap()
        _key(page, "@id")
        page.put(_quoted(page, term.text), told=told)
        page.put("}")
    elif term.datatype == "xsd:integer" and page.random.random() < 0.5:
        page.put(term.text, told=told)
    elif term.datatype == "xsd:string":
        page.put(_quoted(page, term.text), told=told)
    else:
        page.put(f'{{"@type": "{term.datatype}",')
        page.gap()
        _key(page, "@value")
        page.put(_quoted(page, term.text), told=told)
        page.put("}")


def _key(page: Page, name: str, *, told: bool = False) -> None:
    page.put(_quoted(page, name), told=told)
    page.gap()
    page.put(":")
    page.gap()


def _quoted(page: Page, text: str) -> str:
    return json.dumps(text, ensure_ascii=page.random.random() < 0.5)


def rdfxml(page: Page, nodes: list[Node]) -> None:
    declared = "".join(f'\n xmlns:{prefix}="{iri}"' for prefix, iri in NAMESPACES.items())
    page.put(f'<?xml version="1.0" encoding="UTF-8"?>\r\n<rdf:RDF{declared}>')
    for node in nodes:
        if node.part_of is None:
            page.gap()
            _xml_node(page, node, nodes)
    page.gap()
    page.put("</rdf:RDF>\n")


def _xml_node(page: Page, node: Node, nodes: list[Node]) -> None:
    page.put("<")
    page.put("rdf:Description", told=node.is_told("subject") and not node.name)
    if node.name:
        page.put(page.random.choice((" ", "\n\t", "\r\n")) + "rdf:about=")
        page.put(quoteattr(Term(node.name).iri), told=node.is_told("subject"))
    page.put(">")
    steps = [*node.facts, *(each for each in nodes if each.part_of is node)]
    page.random.shuffle(steps)
    for step in steps:
        page.gap()
        if isinstance(step, Node):
            page.put("<mediagora:partOfPlatform>")
            page.gap()
            _xml_node(page, step, nodes)
            page.gap()
            page.put("</mediagora:partOfPlatform>")
            continue
        predicate, value, told = step
        page.put("<")
        page.put(predicate.text, told=told == "predicate")
        page.put(page.random.choice((" ", "\n\t", "\r\n ")))
        if value.is_iri:
            page.put("rdf:resource=")
            page.put(quoteattr(value.iri), told=told == "object")
            page.put("/>")
        else:
            page.put(f"rdf:datatype={quoteattr(Term(str(value.datatype)).iri)}>")
            page.put(escape(value.text), told=told == "object")
            page.put(f"</{predicate.text}>")
    page.put("</rdf:Description>")


def document(random: Random, ending: str, nodes: list[Node]) -> Page:
    """Write the platforms in a random layout."""
    if ending in {"ttl", "trig"}:
        page = Page(random, (*BREAKS, *COMMENTS))
        turtle(page, nodes, trig=ending == "trig")
    elif ending in {"nt", "nq"}:
        page = Page(random, BLANKS)
        lines(page, nodes, quads=ending == "nq")
    elif ending == "jsonld":
        page = Page(random, BREAKS)
        jsonld(page, nodes)
    else:
        page = Page(random, (*BREAKS, *XML_COMMENTS))
        rdfxml(page, nodes)
    return page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "Children", _InThisProcess)
        yield tmp_path_factory.mktemp("planted")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=20)  # for each of thirty
@given(random=st.randoms(use_true_random=False))
def test_a_planted_mistake_is_told_exactly_where_it_stands(
    folder: Path, ending: str, fault: str, random: Random
) -> None:
    nodes = platforms(random, fault)
    page = document(random, ending, nodes)
    mark = BOM_UTF8 if ending in {"ttl", "trig"} and random.random() < 0.2 else b""
    file = folder / f"{fault}.{ending}"
    file.write_bytes(mark + page.text.encode())
    [finding] = validate(file, as_of=AS_OF).findings
    [node] = [node for node in nodes if node.fault]
    assert (finding.code, finding.path) == (FAULTS[fault][0], str(file))
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == page.place()
    if node.name:
        assert finding.focus_node == Term(node.name).iri
    else:
        assert str(finding.focus_node).startswith("_:")
