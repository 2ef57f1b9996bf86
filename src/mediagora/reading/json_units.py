"""The parts of a JSON-LD document that can be parsed one by one, with its context and nothing else.

They are the elements of the outermost array, or of the `@graph` of an object that has nothing
beside it but a context and perhaps a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reading.json_places import read, scanned, skipped
from mediagora.reading.json_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.reading.json_nodes import Place
    from mediagora.reading.json_places import Value

_BATCH: Final = 1 << 18
"""Characters that are parsed at a time, beside the context."""


class Units(NamedTuple):
    """A document in parts.

    Attributes:
        head: What stands before them.
        tail: What stands after them.
        places: Where each of them stands.
        contexts: Contexts outside of them.
        root: Where the whole stands.
    """

    head: str
    tail: str
    places: list[Place]
    contexts: list[Value]
    root: Place

    def whole(self) -> Units:
        """Give the document as one part."""
        return Units("", "", [self.root], [], self.root)

    def batches(self) -> Iterator[list[Place]]:
        """Give the parts, some hundred thousand characters at a time."""
        size = _BATCH + 8 * len(self.head)
        batch: list[Place] = []
        for place in self.places:
            batch.append(place)
            if place[1] - batch[0][0] > size:
                yield batch
                batch = []
        if batch:
            yield batch


def units(text: str) -> Units:
    """Find the parts of a document; one that cannot be taken apart is one part.

    Raises:
        ValueError: This is no JSON.

    Example:
        >>> text = '{"@context": {}, "@graph": [{"urn:a": 1}, {"urn:b": 2}]}'
        >>> [text[start:end] for start, end in units(text).places]
        ['{"urn:a": 1}', '{"urn:b": 2}']
    """
    start = skipped(text, 0)
    if text.startswith("[", start):
        places, end = _elements(text, start)
        return Units(text[: start + 1], text[end - 1 :], places, [], (start, end))
    contexts: list[Value] = []
    others: list[tuple[str, int, int, list[Place] | None]] = []
    at = skipped(text, start + 1)
    while text.startswith('"', at):
        key, at = scanned(text, at)
        begin = skipped(text, skipped(text, at) + 1)
        if key == "@context":
            contexts.append(read(text, begin))
            at = contexts[-1].end
        elif text.startswith("[", begin):
            places, at = _elements(text, begin)
            others.append((str(key), begin, at, places))
        else:
            at = scanned(text, begin)[1]
            others.append((str(key), begin, at, None))
        at = _after_comma(text, at)
    keyword = Words(text, contexts).keyword
    root = start, at + 1
    graphs = [each for each in others if keyword(each[0]) == "@graph"]
    if len(graphs) == 1 and all(keyword(each[0]) in {"@graph", "@id"} for each in others):
        _, begin, end, found = graphs[0]
        if found is not None:
            return Units(text[: begin + 1], text[end - 1 :], found, contexts, root)
    return Units("", "", [root], contexts, root)


def _elements(text: str, start: int) -> tuple[list[Place], int]:
    """Where the elements of an array stand, and where it ends."""
    places = []
    at = skipped(text, start + 1)
    while not text.startswith("]", at):
        end = scanned(text, at)[1]
        places.append((at, end))
        at = _after_comma(text, end)
    return places, at + 1


def _after_comma(text: str, at: int) -> int:
    at = skipped(text, at)
    return skipped(text, at + 1) if text.startswith(",", at) else at
