"""Comments in Turtle: where they stand, and which statement each belongs to.

A graph holds no comments, so that no RDF library keeps them. This is no parser: the text has been
read by one already, and is only cut into tokens, far enough to tell a comment from a `#` in an IRI
or a string and to see where a statement starts and ends (Turtle 1.1, section 6.5). Which node a
statement speaks of is again the parser's to say: `mark` puts a triple with the comment's number
beside each subject, in a copy of the text that is read a second time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import TYPE_CHECKING, Final

from mediagora.publishing.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS: Final = {
    "classes": "# Classes",
    "datatypes": "# Datatypes",
    "object": "# Object properties",
    "data": "# Data properties",
    "annotation": "# Annotation properties",
    "property": "# Properties",
    "individuals": "# Individuals",
    "elsewhere": "# Terms defined elsewhere",
    "shapes": "# Shapes",
    "constraints": "# Property shapes",
    "axioms": "# Axioms",
    "blank": "# Blank nodes",
}
"""The formatter's own headings, in the order of their sections; passed over when read where one may
stand, at the start of a paragraph that a statement follows."""

_OWN: Final = frozenset(HEADINGS.values())

_TOKEN: Final = re.compile(
    r"""
    (?P<newline>\r\n|\n|\r)
  | (?P<space>[ \t]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<rdf12><<|>>|\{\||\|\}|~)
  | (?P<iri><[^>\s]*>)
  | (?P<string>\"\"\"(?:[^"\\]++|\\.|"(?!""))*+\"\"\"|"(?:[^"\\]++|\\.)*+"
              |\'\'\'(?:[^'\\]++|\\.|'(?!''))*+\'\'\'|'(?:[^'\\]++|\\.)*+')
  | (?P<number>[+-]?(?:[0-9]*\.[0-9]+|[0-9]+\.(?=[eE][+-]?[0-9])|[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<word>(?:\\.|[^\s<>"'()\[\]{}|~;,#\\.])+(?:\.+(?:\\.|[^\s<>"'()\[\]{}|~;,#\\.])+)*)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_DIRECTION: Final = re.compile(r"@[A-Za-z0-9-]+--[a-z]+", re.IGNORECASE)
_VERSION: Final = ("version", "@version")
"""A directive of RDF 1.2; after a string, `@version` is a language."""

_DIRECTIVES: Final = {"prefix": 3, "base": 2}
"""Words that a directive in SPARQL's style takes up, which has no dot at its end."""


@dataclass(frozen=True, slots=True)
class Block:
    """Comment lines that stand together, with the place of the first."""

    lines: tuple[str, ...]
    line: int


@dataclass(slots=True)
class Comments:
    """The comments of one document.

    Attributes:
        head: Those at its start.
        foot: Those at its end.
        blocks: Those of statements, in the order of the text.
        starts: For each of `blocks`, where the text has the subject of the statement, and what to
            put in there; `%s` is the marking predicate and object.
    """

    head: list[Block] = field(default_factory=list)
    foot: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    starts: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    line: int
    column: int


def find_comments(text: str, *, path: str) -> Comments:
    r"""Find every comment of a valid Turtle document and the place it belongs to.

    Args:
        text: The document, which the parser has taken.
        path: What to call it in messages.

    Raises:
        InputError: A comment stands where it belongs to no statement, such as inside of one, or the
            document uses the syntax of RDF 1.2 (`MG001`).

    Example:
        >>> found = find_comments("# One.\n\n# Two.\n<urn:#a> <urn:b> '# no' .\n", path="a.ttl")
        >>> found.head, found.blocks
        ([Block(lines=('# One.',), line=1)], [Block(lines=('# Two.',), line=3)])
    """
    comments, faults = Comments(), Faults(path)
    waiting: list[Block] = []  # read, and not yet placed
    tokens = [token for token in _tokens(text) if token.kind != "space"]
    index, started = 0, False
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "newline":
            index += 1
        elif token.kind == "comment":
            block, index = _block(tokens, index, faults)
            waiting += [block] if block.lines else []
        else:
            end = _end(tokens, index, faults)
            is_directive = _directive(token) is not None
            waiting = _without_headings(waiting, faults, allowed=not is_directive)
            if not started:
                keep = 0 if is_directive else _attached(waiting, token)
                comments.head = waiting[: len(waiting) - keep]
                waiting = waiting[len(waiting) - keep :]
            _place(comments, waiting, tokens, index, faults)
            waiting, index, started = [], end, True
    faults.tell()
    if started:
        comments.foot = waiting
    else:
        comments.head = waiting
    return comments


def mark(text: str, comments: Comments, predicate: str) -> str:
    r"""Put a triple beside the subject of every statement that has a comment: its number.

    Example:
        >>> text = "# A.\n<urn:a> <urn:b> 1 .\n# B.\n[] <urn:b> 2 ."
        >>> print(mark(text, find_comments(text, path="a.ttl"), "<urn:n>"))
        # A.
        <urn:a> <urn:n> 0 . <urn:a> <urn:b> 1 .
        # B.
        [<urn:n> 1 ] <urn:b> 2 .
    """
    parts, position = [], 0
    for number, (start, form) in enumerate(comments.starts):
        parts += [text[position:start], form % f"{predicate} {number}"]
        position = start
    return "".join([*parts, text[position:]])


def _tokens(text: str) -> Iterator[_Token]:
    line, line_start = 1, 0
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        yield _Token(kind, found[0], found.start(), line, found.start() - line_start + 1)
        if kind == "newline":
            line, line_start = line + 1, found.end()
        elif "\n" in found[0]:  # a string over several lines
            line += found[0].count("\n")
            line_start = found.start() + found[0].rfind("\n") + 1


def _block(tokens: list[_Token], index: int, faults: Faults) -> tuple[Block, int]:
    """Comment lines up to a line that is none."""
    first = tokens[index]
    if index and tokens[index - 1].kind != "newline":
        message = (
            "a comment at the end of a line cannot be kept in its place; move it to a line of its "
            "own, directly before the statement it belongs to"
        )
        faults.add(message, first.line, first.column)
        return Block((), first.line), index + 1
    lines, last = [], first.line
    while index < len(tokens) and tokens[index].kind in {"comment", "newline"}:
        token = tokens[index]
        if token.kind == "comment":
            if token.line > last + 1:
                break
            last = token.line
            lines.append(token.text.rstrip())
        index += 1
    return Block(tuple(lines), first.line), index


def _without_headings(blocks: list[Block], faults: Faults, *, allowed: bool) -> list[Block]:
    """Leave out what has the words of a heading and stands where one may stand."""
    found = []
    for block in blocks:
        lines = list(dropwhile(_OWN.__contains__, block.lines))
        headings = len(block.lines) - len(lines)
        if headings and not allowed:
            message = (
                f"'{block.lines[0]}' is a heading that the formatter writes below the prefixes; "
                "take it out, or say it in other words"
            )
            faults.add(message, block.line)
        found += [Block(tuple(lines), block.line + headings)] if lines else []
    return found


def _end(tokens: list[_Token], index: int, faults: Faults) -> int:
    """Where the statement or directive that starts here is over."""
    first = tokens[index]
    length = _directive(first)
    words = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.kind == "comment":
            message = (
                "a comment inside a statement cannot be kept in its place; move it to a line of "
                "its own, directly before the statement"
            )
            faults.add(message, token.line, token.column)
            continue
        if (
            token.kind == "rdf12"
            or (token is first and token.text.lower() in _VERSION)
            or (token.kind == "word" and _DIRECTION.fullmatch(token.text))
        ):
            message = (
                f"'{token.text}' is syntax of RDF 1.2, which is not supported; write the statement "
                "in RDF 1.1"
            )
            faults.add(message, token.line, token.column)
        words += token.kind != "newline"
        if words == length or (token.text == "." and not length):
            break
    return index


def _directive(token: _Token) -> int | None:
    """Words of a directive without a dot, 0 for one with a dot, `None` for a statement."""
    if token.kind != "word":
        return None
    if token.text.startswith("@"):
        return 0
    return _DIRECTIVES.get(token.text.lower())


def _attached(waiting: list[Block], token: _Token) -> int:
    """Count the blocks, one or none, that end in the line before."""
    return int(bool(waiting) and waiting[-1].line + len(waiting[-1].lines) == token.line)


def _place(
    comments: Comments, waiting: list[Block], tokens: list[_Token], index: int, faults: Faults
) -> None:
    """Give what waits to the statement that starts here."""
    if not waiting:
        return
    token = tokens[index]
    if _directive(token) is not None:
        message = (
            "a comment between prefixes cannot be kept, since they are sorted; move it to the head "
            "of the file"
        )
    elif len(waiting) > 1 or not _attached(waiting, token):
        message = (
            "a comment with an empty line after it belongs to no statement; move it to the line "
            "directly before one, or to the head or the end of the file"
        )
    elif token.text == "(":
        message = "a comment before a list cannot be kept; move it to the head of the file"
    else:
        comments.blocks.append(waiting[0])
        comments.starts.append(_start(tokens, index))
        return
    faults.add(message, waiting[0].line)


def _start(tokens: list[_Token], index: int) -> tuple[int, str]:
    """Where a mark goes, and in which form."""
    token = tokens[index]
    if token.text != "[":
        return token.start, token.text.replace("%", "%%") + " %s . "
    following = next(each for each in tokens[index + 1 :] if each.kind != "newline")
    return token.start + 1, "%s " if following.text == "]" else "%s ; "
