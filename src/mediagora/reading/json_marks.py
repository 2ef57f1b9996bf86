"""Marks that go into a JSON-LD document, so that its parser tells what became of each place.

A mark is one more property of a node object, with a number as its value. The parser gives it as a
statement between those that the members before and after it make, so the number tells where each
statement comes from, and the statement's subject tells the node of the object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reading.json_nodes import Leaf, Node, Slot

if TYPE_CHECKING:
    from mediagora.reading.json_nodes import Place
    from mediagora.reading.json_places import Member, Value
    from mediagora.reading.json_words import Words

_LOOSE: Final = frozenset({"@graph", "@included"})
"""Keywords with node objects that nothing points at."""
_LAYOUTS: Final = frozenset({"@list", "@set"})


class _Task(NamedTuple):
    value: Value
    slot: Slot | None
    """Where it is a value; `None` for a node object at which nothing points."""
    within: Slot | None
    name: Place | None = None
    kind: Place | None = None
    """A name or a type that stands in the key of a map."""
    is_list: bool = False


class Marks:
    """The node objects of some values of a document, and the text with a mark for each.

    Attributes:
        marked: By the number of the mark: where an object begins, a member, or an object ends.
        ends: Numbers of marks at which an object ends.
        slots: All members that state something.
        nodes: All node objects.
    """

    def __init__(self, text: str, words: Words, scheme: str) -> None:
        self._text = text
        self._words = words
        self._scheme = scheme
        self._inserts: list[tuple[int, str]] = []
        self._waiting: list[_Task] = []
        self.marked: list[Node | Slot] = []
        self.ends: set[int] = set()
        self.slots: list[Slot] = []
        self.nodes: list[Node] = []

    def add(self, value: Value) -> str:
        """Take in a value at the top of a document or graph; give its text with marks."""
        self._inserts.clear()
        self._waiting = [_Task(value, None, None)]
        while self._waiting:
            self._element(self._waiting.pop())
        pieces = []
        last = value.start
        for offset, mark in sorted(self._inserts, key=lambda insert: insert[0]):
            pieces += [self._text[last:offset], mark]
            last = offset
        return "".join([*pieces, self._text[last : value.end]])

    def _wait(self, tasks: list[_Task]) -> None:
        self._waiting += reversed(tasks)

    def _element(self, task: _Task) -> None:
        """Take in a value where a term or a node may stand; the leaves of a slot come in order."""
        value, slot = task.value, task.slot
        if task.is_list:
            self._list(task, value)
        elif value.items is not None:
            self._wait([task._replace(value=item) for item in value.items])
        elif value.members is not None:
            self._object(task, value.members)
        elif slot is not None and not self._is_null(value):
            slot.leaves.append(Leaf("scalar", task.name or _place(value)))

    def _object(self, task: _Task, members: list[Member]) -> None:
        by_keyword = {self._words.keyword(each.key): each.value for each in members}
        if "@value" in by_keyword:
            inner = by_keyword["@value"]
            if task.slot is not None and not self._is_null(inner):
                task.slot.leaves.append(Leaf("value", _place(inner)))
        elif "@list" in by_keyword:
            self._list(task, by_keyword["@list"])
        elif "@set" in by_keyword:
            self._wait([task._replace(value=by_keyword["@set"])])
        else:
            self._node(task, members)

    def _list(self, task: _Task, value: Value) -> None:
        if task.slot is None:  # a list at which nothing points is left out
            return
        task.slot.leaves.append(Leaf("list", _place(value)))
        task.slot.has_lists = True
        self._wait(
            [task._replace(value=item, is_list=item.items is not None) for item in value.elements()]
        )

    def _node(self, task: _Task, members: list[Member]) -> None:
        node = Node(_place(task.value), task.within)
        self.nodes.append(node)
        if task.slot is not None:
            task.slot.leaves.append(Leaf("node", node.name, node=node))
        begins = len(self._inserts)
        tasks = self._members(node, members, task.within)
        if task.name and not node.is_named:
            node.name = task.name
        if task.kind:
            node.types.append(Leaf("scalar", task.kind))
        if len(self._inserts) > begins or node.types:
            comma = "," if members else ""
            self._insert(node.place[0] + 1, self._mark(node) + comma, begins)
            self._insert(node.place[1] - 1, "," + self._mark(node, ends=True))
        self._wait(tasks)

    def _members(self, node: Node, members: list[Member], within: Slot | None) -> list[_Task]:
        tasks: list[_Task] = []
        for member in members:
            if self._words.keyword(member.key) == "@id":
                node.name = _place(member.value)
        waiting = list(reversed(members))
        while waiting:
            member = waiting.pop()
            value = member.value
            keyword = self._words.keyword(member.key)
            if keyword == "@type":
                key = (member.start, member.end)
                node.types += [Leaf("scalar", _place(each), key=key) for each in value.elements()]
            elif keyword in _LOOSE:
                tasks.append(_Task(value, None, within))
            elif keyword == "@nest":
                for each in reversed(value.elements()):
                    waiting += reversed(each.members or [])
            elif keyword == "@reverse":
                for inner in value.members or []:
                    tasks += self._slot(node, inner, inside_reverse=True)
            elif not keyword:
                tasks += self._slot(node, member, inside_reverse=False)
        return tasks

    def _slot(self, node: Node, member: Member, *, inside_reverse: bool) -> list[_Task]:
        key, value = member.key, member.value
        is_reversed = self._words.is_reversed(key) != inside_reverse
        slot = Slot(node, (member.start, member.end), is_reversed=is_reversed)
        self.slots.append(slot)
        mark = self._mark(slot, inside_reverse=inside_reverse)
        self._inserts.append((member.start, mark + ","))
        task = _Task(value, slot, slot)
        if self._words.is_json(key):
            slot.leaves.append(Leaf("json", _place(value)))
            return []
        return self._values(task, self._words.containers(key))

    def _values(self, task: _Task, containers: frozenset[str]) -> list[_Task]:
        """Find the values of a member, as its word's containers lay them out."""
        value = task.value
        if "@graph" in containers:
            return self._graphs(task, containers)
        if "@list" in containers and not self._is_laid_out(value):
            return [task._replace(is_list=not self._is_null(value))]
        if value.members is None:
            return [task]
        if containers & {"@id", "@type"}:
            is_name = "@id" in containers
            return [
                _Task(
                    item, task.slot, task.within, key if is_name else None, None if is_name else key
                )
                for each in value.members
                for key in [self._key(each)]
                for item in each.value.elements()
            ]
        if containers & {"@index", "@language"}:
            return [task._replace(value=each.value) for each in value.members]
        return [task]

    def _key(self, member: Member) -> Place | None:
        """Place of a key that names a node or its type; `@none` does not."""
        return None if self._words.keyword(member.key) else (member.start, member.end)

    def _graphs(self, task: _Task, containers: frozenset[str]) -> list[_Task]:
        graphs = [task]
        if task.value.members is not None and containers & {"@id", "@index"}:
            is_named = "@id" in containers
            graphs = [
                task._replace(value=each.value, name=self._key(each) if is_named else None)
                for each in task.value.members
            ]
        tasks = []
        for graph in graphs:
            for each in graph.value.elements():
                place = graph.name or (each.start, each.start + 1)
                if task.slot is not None:
                    task.slot.leaves.append(Leaf("graph", place))
                tasks.append(_Task(each, None, task.slot))
        return tasks

    def _mark(self, place: Node | Slot, *, ends: bool = False, inside_reverse: bool = False) -> str:
        number = len(self.marked)
        self.marked.append(place)
        if ends:
            self.ends.add(number)
        value = f'{{"@id":"{self._scheme}{number}"}}' if inside_reverse else str(number)
        return f'"{self._scheme}":{value}'

    def _insert(self, offset: int, text: str, index: int | None = None) -> None:
        self._inserts.insert(len(self._inserts) if index is None else index, (offset, text))

    def _is_laid_out(self, value: Value) -> bool:
        """Whether an object says itself that it is a list, or none."""
        return any(self._words.keyword(each.key) in _LAYOUTS for each in value.members or [])

    def _is_null(self, value: Value) -> bool:
        return self._text.startswith("null", value.start)


def _place(value: Value) -> Place:
    return value.start, value.end
