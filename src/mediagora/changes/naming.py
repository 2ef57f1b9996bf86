"""Names for people: IRIs as CURIEs, literals as in Turtle, classes as in Manchester syntax.

The last is what people who write ontologies read (https://www.w3.org/TR/owl2-manchester-syntax/);
what it has no words for here stays as Turtle has it. Long texts are cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mediagora.changes.contents import RDF
from mediagora.declared import shown
from mediagora.reporting.layout import one_line
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.changes.records import Difference

LONGEST: Final = 160
"""Characters of a value that people are shown."""

_LEAD: Final = 30
"""Characters before the place where two long texts start to differ."""

_XSD: Final = PREFIXES["xsd"]
_BARE: Final = {f"{_XSD}{name}" for name in ("boolean", "decimal", "integer")}
_TOKEN: Final = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*")(?:\^\^<(?P<type>[^>]*)>|(?P<language>@[\w-]+))?
      | <(?P<iri>[^<>\s]*)>""",
    re.VERBOSE | re.DOTALL,
)
_RESTRICTION: Final = re.compile(
    r"\[ a owl:Restriction ; owl:(hasValue|someValuesFrom|allValuesFrom) ([^\[\]]+?) ;"
    r" owl:onProperty ([^\s\[\]]+) \]"
    r"|\[ a owl:Restriction ; owl:onProperty ([^\s\[\]]+) ; owl:someValuesFrom ([^\[\]]+?) \]"
)
_TOGETHER: Final = re.compile(
    r"\[ (?:a owl:Class ; )?owl:(intersection|union)Of \( ([^\[\]]+?) \) \]"
)
_WORDS: Final = {
    "hasValue": "value",
    "someValuesFrom": "some",
    "allValuesFrom": "only",
    "intersection": "and",
    "union": "or",
}
_BOUND: Final = "\0"
"""A space within one part of a class expression, until all are put together."""
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def short(term: str, *, longest: int = LONGEST) -> str:
    """Write a term for people, in one line.

    Example:
        >>> short("https://w3id.org/mediagora/feature/groups"), short('"a"@en')
        ('feature:groups', '"a"@en')
        >>> short('"2004"^^<http://www.w3.org/2001/XMLSchema#integer>')
        '2004'
    """
    return _cut(_whole(term), longest)


def apart(old: str, new: str) -> tuple[str, str]:
    """Write two terms for people, each from where it starts to differ if it is long.

    Example:
        >>> apart('"a"', '"b"')
        ('"a"', '"b"')
        >>> [len(each) < 200 for each in apart(f'"{"x" * 999}a"', f'"{"x" * 999}b"')]
        [True, True]
    """
    told = _whole(old), _whole(new)
    differs = (place for place, (one, other) in enumerate(zip(*told, strict=False)) if one != other)
    same = next(differs, 0) - _LEAD
    if same > 0 and max(map(len, told)) > LONGEST:
        told = f"…{told[0][same:]}", f"…{told[1][same:]}"
    return _cut(told[0], LONGEST), _cut(told[1], LONGEST)


def predicate_name(iri: str) -> str:
    """Write a property for people, `rdf:type` as Turtle does.

    Example:
        >>> predicate_name("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        'a'
    """
    return "a" if iri == f"{RDF}type" else short(iri)


def plain(literal: str) -> str:
    r"""Give the text of a literal, its escapes undone.

    Example:
        >>> plain(r'"say \"a\""@en')
        'say "a"'
    """
    text = literal[1 : literal.rfind('"')] if literal.startswith('"') else literal
    return _ESCAPE.sub(_unescaped, text)


def sentence(subject: str, predicate: str | None, value: str | None) -> str:
    """Write a triple for people.

    Example:
        >>> sentence("urn:a", "http://www.w3.org/2000/01/rdf-schema#subClassOf", "urn:b")
        '<urn:a> rdfs:subClassOf <urn:b>'
    """
    if predicate is None or value is None:
        return short(subject)
    return f"{short(subject)} {predicate_name(predicate)} {short(value)}"


def mentioned(difference: Difference) -> Iterator[str]:
    """Give every IRI that a difference speaks of, answers left out; some of them twice."""
    for subjects in (
        difference.terms_added,
        difference.terms_removed,
        difference.things_added,
        difference.things_removed,
    ):
        yield from (each.iri for each in subjects)
    for statements in (difference.added, difference.removed, difference.changed):
        for statement in statements:
            yield from (each for each in statement if each)
    for evidence in (*difference.evidence_added, *difference.evidence_removed):
        yield from evidence[:3]
    for consequence in (*difference.gained, *difference.lost):
        yield from (each for each in consequence.statement if each)
    for deprecated in difference.deprecated:
        yield from (deprecated.iri, *deprecated.replaced_by)


def _whole(term: str) -> str:
    if term.startswith(("[", "(")):
        return one_line(_expression(_TOKEN.sub(_token, term)))
    if term.startswith('"'):
        return one_line(_TOKEN.sub(_token, term))
    return term if term.startswith("_:") else _iri(term)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _expression(text: str) -> str:
    """Put class expressions into words, the innermost first."""
    before = ""
    while before != text:
        before = text
        text = _TOGETHER.sub(_together, _RESTRICTION.sub(_restriction, text))
    return text.replace(_BOUND, " ")


def _restriction(match: re.Match[str]) -> str:
    kind, value, on = match[1] or "someValuesFrom", match[2] or match[5], match[3] or match[4]
    return f"({on} {_WORDS[kind]} {value})".replace(" ", _BOUND)


def _together(match: re.Match[str]) -> str:
    parts = f" {_WORDS[match[1]]} ".join(match[2].split(" "))
    return f"({parts})".replace(" ", _BOUND)


def _iri(iri: str) -> str:
    name = shown(iri)
    return one_line(f"<{iri}>" if name == iri else name)


def _token(match: re.Match[str]) -> str:
    if match["iri"] is not None:
        return _iri(match["iri"])
    if match["type"] in _BARE:
        return plain(match["text"])
    if match["type"]:
        return f"{match['text']}^^{_iri(match['type'])}"
    return match["text"] + (match["language"] or "")


def _unescaped(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    return chr(int(number, 16)) if number else _ESCAPED.get(match[3], match[3])
