"""What pieces are told of each other: pieces of a few statements, written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from mediagora.validation import context as under_test
from mediagora.validation import names
from mediagora.validation.context import Context, OneGraph
from mediagora.validation.extract import Extractor, Interest
from mediagora.validation.kinds import SCHEMA
from mediagora.validation.reach import Reach
from mediagora.validation.selection import Statement, Wanted, select
from mediagora.validation.userdata import UserData
from mediagora.vocabulary import NS, PREFIXES
from validation.conftest import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from mediagora.validation.names import Term

MARK: Final = NamedNode("urn:mark")
NARROW: Final = ("ex:a ex:broader ex:b .", "ex:b ex:broader ex:c .", "ex:c ex:name 'c' .")


def ex(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def of(name: str) -> int:
    return hash(ex(name))


def read(text: str) -> list[Quad]:
    return list(pyoxigraph.parse(HEADER + text, RdfFormat.TURTLE, rename_blank_nodes=True))


def triples(text: str) -> set[Triple]:
    return {quad.triple for quad in read(text)}


class Made:
    """A context of some documents, with the pieces and the look-ups it was made from."""

    def __init__(
        self,
        *texts: str,
        pieces: list[list[int]] | None = None,
        inverse: Iterable[str] = (),
        entered: Iterable[str] = (),
        goes_on: bool = False,
        looks: bool = False,
        targets: Iterable[str] = (),
        marks: dict[Term, NamedNode] | None = None,
    ) -> None:
        self.asked: list[Wanted] = []
        self.documents = [read(text) for text in texts]
        self.linked: list[Quad] = []
        back, into = frozenset(map(ex, inverse)), frozenset(map(ex, entered))
        interest = Interest(SCHEMA, in_parts=True, entered=into, followed_back=back)
        self.extracts = []
        for number, quads in enumerate(self.documents):
            extractor = Extractor(str(number), interest)
            extractor.add(quads)
            self.linked += extractor.links
            self.extracts.append(extractor.done())
        self.context = Context(
            UserData(self.extracts, interest),
            pieces or [[number] for number in range(len(texts))],
            Reach(frozenset(), back, into, goes_on, looks),
            targets=set(map(of, targets)),
            marks=marks or {},
            select=self._select,
            links=self._links,
        )

    def _select(self, wanted: Wanted) -> list[Statement]:
        self.asked.append(wanted)
        return [
            statement
            for number, quads in enumerate(self.documents)
            for statement in select([quads], wanted, document=number, blanks_before=0)
        ]

    def _links(self, wanted: Wanted) -> list[Triple]:
        self.asked.append(wanted)
        return [quad.triple for quad in self.linked if quad in wanted]

    def of(self, piece: int) -> tuple[set[Triple], set[str]]:
        known, others = self.context.of(piece)
        assert len(known) == len(set(known))
        return set(known), others


def others(*names_: str) -> set[str]:
    return {str(ex(name)) for name in names_}


def test_a_piece_is_told_the_types_of_what_it_points_at_and_no_more() -> None:
    made = Made("ex:a ex:p ex:b, ex:x .", "ex:b a ex:C, ex:D ; ex:p 1 .")
    assert made.of(0) == (triples("ex:b a ex:C, ex:D ."), others("b"))
    assert made.of(1) == (set(), set())
    assert made.asked == []  # what extracts know is enough


def test_types_that_follow_are_told_of_other_pieces_too() -> None:
    purpose = "mediagora:hasMainPurpose purpose:keep-in-contact"
    made = Made("ex:a ex:p ex:b .", f"ex:b a mediagora:SocialNetwork ; {purpose} .")
    # Of the class above these, which an engine finds itself, nothing is told.
    told = triples("ex:b a mediagora:SocialNetwork, mediagora:ContactNetwork .")
    assert made.of(0) == (told, others("b"))


def test_documents_of_one_piece_need_no_telling() -> None:
    made = Made("ex:a ex:p ex:b .", "ex:b a ex:C .", "ex:c ex:p ex:b .", pieces=[[0, 1], [2]])
    assert made.of(0) == (set(), set())
    assert made.of(1) == (triples("ex:b a ex:C ."), others("b"))


def test_all_that_is_said_of_a_split_subject_is_told_where_it_is_a_subject() -> None:
    made = Made("ex:a ex:p 1 .", "ex:a ex:q 2 .", "ex:c ex:p 3 .")
    both = triples("ex:a ex:p 1 ; ex:q 2 .")
    assert made.of(0) == made.of(1) == (both, set())
    assert made.of(2) == (set(), set())


def test_a_subject_split_within_one_piece_is_not_looked_up() -> None:
    made = Made("ex:a ex:p 1 .", "ex:a ex:q 2 .", pieces=[[0, 1]])
    assert made.of(0) == (set(), set())
    assert made.asked == []


def test_a_piece_knows_enough_of_its_own_subjects_and_of_what_nobody_describes() -> None:
    made = Made("ex:a ex:p ex:x .", "ex:b ex:p ex:x .")
    known = {name: made.context.is_known_to(0, of(name)) for name in "abx"}
    assert known == {"a": True, "b": False, "x": True}


HOMES: Final = (
    "ex:a ex:home ex:h .",
    "ex:b ex:home ex:h ; a ex:C .",
    "ex:c ex:home ex:o ; ex:p ex:h .",
)


@pytest.mark.parametrize("looks", [False, True])
def test_links_to_a_shared_value_are_followed_back(looks: bool) -> None:  # noqa: FBT001 -- a case
    made = Made(*HOMES, inverse=["home"], looks=looks)
    links = triples("ex:a ex:home ex:h . ex:b ex:home ex:h .")
    types = triples("ex:b a ex:C .") if looks else set()
    assert made.of(0) == (links | types, others("b"))
    assert made.of(1) == (links, others("a"))
    assert made.of(2) == (set(), set())


def test_links_to_a_subject_are_followed_back_from_its_piece() -> None:
    made = Made("ex:h ex:p 1 .", "ex:b ex:home ex:h .", "ex:c ex:p 1 .", inverse=["home"])
    assert made.of(0) == (triples("ex:b ex:home ex:h ."), others("b"))
    assert made.of(2) == (set(), set())


def test_links_are_followed_back_one_after_the_other() -> None:
    """The second link is inside of a piece, and still one that another piece has to know."""
    links = "ex:b ex:home ex:h . ex:c ex:home ex:b ."
    made = Made("ex:h ex:p 1 .", links, inverse=["home"])
    assert made.of(0) == (triples(links), others("b", "c"))


def test_links_in_a_circle_end() -> None:
    texts = ("ex:a ex:home ex:b .", "ex:b ex:home ex:a .")
    made = Made(*texts, inverse=["home"])
    assert made.of(0) == (triples(" ".join(texts)), others("b"))


def test_links_to_a_node_that_is_a_target_are_told_everywhere() -> None:
    made = Made("ex:a ex:home ex:h .", "ex:b ex:p 1 .", inverse=["home"], targets=["h"])
    assert made.of(1) == (triples("ex:a ex:home ex:h ."), others("a"))


def test_nodes_are_entered_one_after_the_other() -> None:
    made = Made(*NARROW, entered=["broader"])
    assert made.of(0) == (triples(" ".join(NARROW[1:])), others("b", "c"))
    assert made.of(1) == (triples(" ".join(NARROW[1:])), others("c"))
    assert made.of(2) == (triples(NARROW[2]), set())


def test_a_node_is_entered_that_only_its_own_piece_points_at() -> None:
    """The second step is inside of a piece, and still one that another piece has to know."""
    texts = ("ex:a ex:broader ex:b .", "ex:b ex:broader ex:c . ex:c ex:name 'c' .")
    made = Made(*texts, entered=["broader"])
    assert made.of(0) == (triples(texts[1]), others("b", "c"))


def test_a_circle_through_pieces_ends() -> None:
    texts = ("ex:a ex:broader ex:b .", "ex:b ex:broader ex:c .", "ex:c ex:broader ex:a .")
    made = Made(*texts, entered=["broader"])
    for piece, name in enumerate("abc"):
        known, told = made.of(piece)
        assert known >= triples(" ".join(texts)) - triples(texts[piece])
        assert told == others(*"abc") - others(name)


def test_of_what_an_entered_node_points_at_the_types_are_told() -> None:
    texts = ("ex:a ex:broader ex:b .", "ex:b ex:part ex:k .", "ex:k a ex:C ; ex:name 'k' .")
    made = Made(*texts, entered=["broader"])
    assert made.of(0) == (triples("ex:b ex:part ex:k . ex:k a ex:C ."), others("b", "k"))


def test_nothing_is_entered_where_shapes_do_not_go() -> None:
    made = Made(*NARROW)
    assert made.of(0) == (set(), others("b"))


@pytest.mark.parametrize("goes_on", [False, True])
def test_shapes_may_go_on_from_subjects(goes_on: bool) -> None:  # noqa: FBT001 -- a case
    made = Made(
        "ex:h ex:p 1 .", "ex:b ex:home ex:h ; ex:name 'b' .", inverse=["home"], goes_on=goes_on
    )
    known, told = made.of(0)
    assert told == others("b")
    assert (Triple(ex("b"), ex("name"), Literal("b")) in known) is goes_on


def test_definitions_of_all_documents_are_told_to_all() -> None:
    definition = "ex:D rdfs:subClassOf ex:C ."
    assert Made(definition, "ex:a a ex:D .").context.schema == triples(definition)


def test_subjects_are_marked_by_their_classes_and_broader_ones() -> None:
    mark = f"{MARK} {MARK}"
    made = Made("ex:a a ex:D . ex:b a ex:E .", "ex:D rdfs:subClassOf ex:C .", marks={ex("C"): MARK})
    by_kind, apart = made.context.roles(0)
    nothing: frozenset[Term] = frozenset()
    assert by_kind == {
        (frozenset({ex("D")}), nothing): [mark],
        (frozenset({ex("E")}), nothing): [],
    }
    assert apart == {}


def test_roles_of_a_split_subject_follow_from_all_its_parts() -> None:
    made = Made(
        "ex:a a mediagora:SocialNetwork .",
        "ex:a mediagora:hasMainPurpose purpose:keep-in-contact .",
        "ex:b a mediagora:SocialNetwork .",
        marks={names.SOCIAL_MEDIA: MARK},
    )
    follows = f"{names.RDF_TYPE} <{NS}ContactNetwork>"
    mark = f"{MARK} {MARK}"
    for piece in (0, 1):
        by_kind, apart = made.context.roles(piece)
        assert apart.keys() == {of("a")}
        assert set(apart[of("a")]) == {follows, mark}
        assert follows not in [each for roles in by_kind.values() for each in roles]
    by_kind, apart = made.context.roles(2)
    assert list(by_kind.values()) == [[mark]]
    assert apart == {}


def test_what_ships_is_marked_where_it_is_described() -> None:
    feature = NamedNode(PREFIXES["feature"] + "member-search")
    made = Made(
        "feature:member-search ex:p 1 .", "ex:b ex:p 1 .", marks={NamedNode(NS + "Feature"): MARK}
    )
    found, others = made.of(0)
    assert (Triple(feature, MARK, MARK) in found, others) == (True, set())
    found, others = made.of(1)  # which a shape may come to by way of the ontology
    assert (Triple(feature, MARK, MARK) in found, others) == (False, {str(feature)})


def test_nodes_of_other_pieces_are_typed_and_not_marked() -> None:
    made = Made("ex:a ex:p ex:b .", "ex:b a ex:C .", marks={ex("C"): MARK})
    assert made.of(0) == (triples("ex:b a ex:C ."), others("b"))


@pytest.mark.parametrize(
    ("texts", "ways"),
    [
        (("ex:a ex:p 1 .", "ex:a ex:q [] ."), {}),
        (("ex:a ex:home ex:h .", "[] ex:home ex:h ."), {"inverse": ["home"]}),
        (("ex:a ex:broader ex:b .", "ex:b ex:name [] ."), {"entered": ["broader"]}),
        (("ex:a ex:p 1 .", "ex:C rdfs:subClassOf [] ."), {}),
    ],
    ids=["split subject", "followed back", "entered", "definition"],
)
def test_data_stays_in_one_piece_where_blank_nodes_are_part_of_it(
    texts: tuple[str, ...], ways: dict[str, list[str]]
) -> None:
    with pytest.raises(OneGraph):
        Made(*texts, inverse=ways.get("inverse", ()), entered=ways.get("entered", ()))


def test_blank_nodes_that_nobody_else_looks_at_do_no_harm() -> None:
    made = Made("ex:a ex:p [ ex:q 1 ] .", "ex:b ex:p ex:a .")
    assert made.of(1) == (set(), others("a"))


def test_data_stays_in_one_piece_where_too_much_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("ex:a ex:p 1, 2 .", "ex:a ex:p 3 .")
    monkeypatch.setattr(under_test, "_MOST", 3)
    assert Made(*texts).of(0) == (triples("ex:a ex:p 1, 2, 3 ."), set())
    monkeypatch.setattr(under_test, "_MOST", 2)
    with pytest.raises(OneGraph):
        Made(*texts)


def test_too_many_nodes_are_not_looked_up_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_up(*_: object) -> list[Statement]:
        raise AssertionError

    monkeypatch.setattr(under_test, "_MOST", 1)
    monkeypatch.setattr(Made, "_select", looked_up)
    with pytest.raises(OneGraph):
        Made("ex:a ex:p 1 . ex:b ex:p 1 .", "ex:a ex:p 2 . ex:b ex:p 2 .")
