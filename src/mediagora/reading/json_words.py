"""What the contexts of a JSON-LD document (https://www.w3.org/TR/json-ld11/) make of its keys.

Only as far as it tells which objects are nodes: meanings are the parser's. All contexts of a
document are taken together; where that is wrong, what was made of it is seen to be wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.reading.json_places import children, decoded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.reading.json_places import Member, Value

_MAX_STEPS: Final = 10
"""Words that stand for words that stand for words ..., after which no keyword is looked for."""


class Words:
    """Keywords by their other names, and how the values of words are laid out.

    Args:
        text: Of the document.
        contexts: Values of `@context` in it.

    Example:
        >>> from mediagora.reading.json_places import read
        >>> text = '{"id": "@id", "name": {"@id": "urn:name", "@container": "@language"}}'
        >>> words = Words(text, [read(text)])
        >>> words.keyword("id"), words.keyword("name"), words.containers("name")
        ('@id', '', frozenset({'@language'}))
    """

    def __init__(self, text: str, contexts: Iterable[Value]) -> None:
        self._text = text
        self._meanings: dict[str, set[str]] = {}
        self._containers: dict[str, frozenset[str]] = {}
        self._types: dict[str, str] = {}
        self._reversed: set[str] = set()
        self._keywords: dict[str, str] = {}
        waiting = list(contexts)
        while waiting:
            context = waiting.pop()
            waiting += context.items or []
            for member in context.members or []:
                self._define(member.key, member.value)
                waiting += [
                    each.value for each in member.value.members or [] if each.key == "@context"
                ]
        for word in self._meanings:
            self._keywords[word] = self._resolved(word)

    def keyword(self, key: str) -> str:
        """Give the keyword that a key stands for, or nothing."""
        return key if key.startswith("@") else self._keywords.get(key, "")

    def containers(self, key: str) -> frozenset[str]:
        """Give the containers of a word, such as `@list`."""
        return self._containers.get(key, frozenset())

    def is_json(self, key: str) -> bool:
        """Tell whether the values of a word are JSON that is kept as it is."""
        return self._types.get(key) == "@json"

    def is_reversed(self, key: str) -> bool:
        """Tell whether a word is a property that points the other way."""
        return key in self._reversed

    def may_name(self, name: str, iri: str) -> bool:
        """Tell whether a name may stand for an IRI, by how that ends.

        Example:
            >>> from mediagora.reading.json_places import read
            >>> text = '{"ex": "urn:ex:", "A": "ex:B"}'
            >>> words = Words(text, [read(text)])
            >>> words.may_name("A", "urn:ex:B"), words.may_name("ex:A", "urn:ex:B")
            (True, False)
        """
        ends = [name]
        for _ in range(_MAX_STEPS):
            ends = [meaning for end in ends for meaning in self._meanings.get(end, {end})]
        return any(self._may_end(end or name, iri) for end in ends)

    def _may_end(self, name: str, iri: str) -> bool:
        prefix, colon, local = name.partition(":")
        if colon and prefix not in self._meanings:
            return name == iri
        return iri.endswith(local if colon else name.lstrip("./"))

    def _define(self, word: str, meaning: Value) -> None:
        if word.startswith("@"):
            return
        said = self._said(meaning)
        for member in meaning.members or []:
            if member.key in {"@id", "@reverse"}:
                said = self._said(member.value)
            if member.key == "@container":
                names = frozenset(map(self._said, member.value.elements()))
                self._containers[word] = self.containers(word) | names
            elif member.key == "@type":
                self._types[word] = self._said(member.value)
            elif member.key == "@reverse":
                self._reversed.add(word)
        self._meanings.setdefault(word, set()).add(said)

    def _said(self, value: Value) -> str:
        text = self._text[value.start : value.end]
        return decoded(text) if text.startswith('"') else ""

    def _resolved(self, word: str) -> str:
        names = {word}
        for _ in range(_MAX_STEPS):
            names = {meaning for name in names for meaning in self._meanings.get(name, ())}
            keyword = next((name for name in names if name.startswith("@")), "")
            if keyword:
                return keyword
        return ""


def contexts_in(value: Value) -> list[Value]:
    """Find the contexts in a value, but not those inside of contexts.

    Example:
        >>> from mediagora.reading.json_places import read
        >>> text = '{"@context": {}, "urn:p": {"@context": []}}'
        >>> sorted(text[each.start : each.end] for each in contexts_in(read(text)))
        ['[]', '{}']
    """
    found: list[Value] = []
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if value.members is None:
            waiting += children(value)
            continue
        for member in value.members:
            (found if _is_context(member) else waiting).append(member.value)
    return found


def _is_context(member: Member) -> bool:
    return member.key == "@context"
