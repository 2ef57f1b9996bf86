"""Where triples stand: the file, the line and the column of each, found when asked for.

Nothing about places is kept while documents are read. The few that can state a triple are read once
more, and in those only the statements about its subject.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode

from mediagora.reading.locating import locate
from mediagora.reading.parsing import chunks
from mediagora.reading.seeking import Names
from mediagora.reading.spans import Sought

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pyoxigraph import Triple

    from mediagora.reading.inputs import Source

_LAST_WORD: Final = re.compile(r"\w+(?=\W*\Z)", re.ASCII)
_NUMBER: Final = re.compile(r"b([1-9][0-9]*)")


class Place(NamedTuple):
    """Where a triple stands: its object, or what else of it is written out.

    Attributes:
        path: The document, as the user named it.
        line: From 1, as all of them.
        column: In Unicode code points.
        end_line: Line of the first character that is no longer part of it.
        end_column: Its column.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def numbered(source: Source, before: int = 0) -> tuple[list[Triple], int]:
    """Read a document, its blank nodes named `b1`, `b2` and so on in the order they come.

    The same documents in the same order have the same names at each run, which are those that
    `whereabouts` and the findings of validation know them by.

    Args:
        source: The document.
        before: How many blank nodes the documents before it have; the next one is `b` and the
            number after it.

    Returns:
        The triples, and how many blank nodes the document has.

    Raises:
        InputError: It cannot be read as RDF.
        UsageError: The file cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> [triple], blanks = numbered(Source("a.ttl", "turtle", b"<urn:a> <urn:b> [] ."), 4)
        >>> str(triple.object), blanks
        ('_:b5', 1)
    """
    names = Names(before)
    triples = [names.named(quad.triple) for chunk in chunks(source) for quad in chunk]
    return triples, len(names)


def whereabouts(
    sources: Sequence[Source], triples: Collection[Triple], *, blanks_before: Sequence[int] = ()
) -> dict[Triple, Place]:
    r"""Find where triples stand; one that several documents state, in the first that is found.

    Args:
        sources: Documents that can be read, in the order in which they were.
        triples: Facts and parts of axioms, blank nodes named as `numbered` names them. What no
            document states, as what was entailed, has no place.
        blanks_before: How many blank nodes come before each document; without it, nothing that is
            said of a blank node is found.

    Raises:
        InputError: A document has more bytes than its limit.
        UsageError: A file cannot be read any more.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> source = Source("a.ttl", "turtle", b"<urn:a>\n  <urn:b> 'c' .")
        >>> [triple], _ = numbered(source)
        >>> whereabouts([source], [triple])[triple]
        Place(path='a.ttl', line=2, column=11, end_line=2, end_column=14)
    """
    about: dict[NamedNode, set[Triple]] = {}
    about_blanks: dict[int, set[Triple]] = {}
    for triple in triples:
        subject = triple.subject
        if isinstance(subject, NamedNode):
            about.setdefault(subject, set()).add(triple)
        elif isinstance(subject, BlankNode) and (number := _document(subject, blanks_before)) >= 0:
            about_blanks.setdefault(number, set()).add(triple)
    found: dict[Triple, Place] = {}
    # A name may be written in a way that does not show its last word, with an escape perhaps: what
    # is found nowhere where such words stand is looked for in the other documents.
    for shows_word in (True, False):
        for number, source in enumerate(sources):
            if not about and not about_blanks:
                return found
            sought = about_blanks.pop(number, set())
            if about and _shows_word(source, about) == shows_word:
                sought = sought.union(*about.values())
            places = _places(source, sought, blanks_before[number] if blanks_before else 0)
            found |= places
            about = _left(about, places) if places else about
    return found


def _document(node: BlankNode, blanks_before: Sequence[int]) -> int:
    """Give the number of the document that a blank node belongs to; -1 if that cannot be told."""
    number = _NUMBER.fullmatch(node.value)
    return bisect_right(blanks_before, int(number[1]) - 1) - 1 if number else -1


def _shows_word(source: Source, subjects: Iterable[NamedNode]) -> bool:
    """Tell whether the last word of one of some names stands somewhere in a document."""
    data = source.read()
    words = (_LAST_WORD.search(subject.value) for subject in subjects)
    return any(word is None or word[0].encode() in data for word in words)


def _places(source: Source, triples: Iterable[Triple], blanks_before: int) -> dict[Triple, Place]:
    wanted = set(triples)
    if not wanted:
        return {}
    sought = Sought(
        subjects=frozenset(
            triple.subject.value for triple in wanted if isinstance(triple.subject, NamedNode)
        ),
        blanks=frozenset(
            triple.subject.value for triple in wanted if isinstance(triple.subject, BlankNode)
        ),
    )
    found: dict[Triple, Place] = {}
    for placed in locate(source, sought, blanks_before=blanks_before):
        span = placed.object or placed.predicate or placed.subject
        if span is not None and placed.triple in wanted:
            wanted.remove(placed.triple)
            found[placed.triple] = Place(source.path, *span)
            if not wanted:
                break
    return found


def _left(
    about: dict[NamedNode, set[Triple]], places: Collection[Triple]
) -> dict[NamedNode, set[Triple]]:
    left = {subject: triples.difference(places) for subject, triples in about.items()}
    return {subject: triples for subject, triples in left.items() if triples}
