"""Documents in Turtle and beside it, written at random, with the place of every term on record."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from mediagora.reading.spans import Span

if TYPE_CHECKING:
    from random import Random

Offsets = tuple[int, int] | None
Places = tuple[Offsets, Offsets, Offsets]

PROLOGUES: Final = (
    "@prefix e: <urn:e:> .",
    "PREFIX e: <urn:e:>",
    "prefix\te:<http://example.org/e#>",
    "@prefix e: # a comment.\n <urn:f:>.",
    "@prefix : <urn:nameless:> .",
    "@prefix wide: <urn:\u00fc:\U0001f600:> .",
    "BASE <http://example.org/a/b>",
    "@base <http://example.net/> .",
    "@prefix e: <../relative/> .",
)
GAPS: Final = (
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\n\n    ",
    ' # a. <b> "c\n',
    "\t#\u4e2d\u0301 ]\r\n",
    "#{\r",
)
INLINE_GAPS: Final = (" ", "  ", "\t", "\t ")
TEXTS: Final = (
    "",
    "a",
    "a. b",
    "\u4e2d\U0001f600",
    "e\u0301",
    '\\"',
    "\\n\\\\",
    "#x",
    "'",
    "<urn:a>",
    "\\u00e9",
    "{[(",
    "\t",
)
LONG_TEXTS: Final = (
    *TEXTS,
    "a\nb",
    "a\r\nb\r c",
    '"',
    '""a',
    "\n.\n",
    "\n# \U0001f600 .\n@prefix e: <urn:no:> .\n",
)


class Writer:
    """Writes one document.

    Attributes:
        text: What is written so far.
        placed: The places of the terms of each statement, as offsets.
    """

    def __init__(self, random: Random, form: str) -> None:
        self.random = random
        self.form = form
        self.text = ""
        self.placed: list[Places] = []
        self._lines = form in {"ntriples", "nquads"}
        self._number = 0

    def document(self) -> str:
        """Write all of it."""
        if self._lines:
            for _ in range(self.random.randrange(6)):
                self._line()
            return self.text
        self.text = "\ufeff" if self.random.random() < 0.1 else ""
        self._directive("@base <urn:base:/> .")
        for prologue in ("PREFIX e: <urn:e:>", "@prefix : <urn:n:> ."):
            self._directive(prologue)
        for _ in range(self.random.randrange(6)):
            if self.random.random() < 0.2:
                self._directive(self.random.choice(PROLOGUES))
            elif self.form == "trig" and self.random.random() < 0.5:
                self._graph()
            else:
                self._statement()
                self._dot()
        return self.text

    def spans(self) -> Counter[tuple[Span | None, ...]]:
        """The places as lines and columns, counted in another way than Mediagora does it."""
        lines, columns = [], []
        line = column = 1
        text = self.text.removeprefix("\ufeff")
        for before, char in zip("x" + text, text + "x", strict=True):
            if before == "\n" or (before == "\r" and char != "\n"):
                line, column = line + 1, 1
            lines.append(line)
            columns.append(column)
            column += 1
        shift = len(self.text) - len(text)

        def span(offsets: Offsets) -> Span | None:
            if offsets is None:
                return None
            start, end = offsets[0] - shift, offsets[1] - shift
            return Span(lines[start], columns[start], lines[end], columns[end])

        return Counter(tuple(map(span, places)) for places in self.placed)

    def _directive(self, text: str) -> None:
        self._put(text)
        self._gap(needed=True)

    def _graph(self) -> None:
        label = self.random.choice(("", "GRAPH e:g", "e:g", "<urn:g>", "_:g", "[]", "graph <g>"))
        self._put(label)
        self._gap()
        self._put("{")
        count = self.random.randrange(3)
        for number in range(count):
            self._gap()
            self._statement()
            if number < count - 1 or self.random.random() < 0.5:
                self._dot()
        self._gap()
        self._put("}")
        self._gap()

    def _line(self) -> None:
        self._space()
        if self.random.random() < 0.2:
            self._put("# <urn:a> <urn:b> <urn:c> .")
        else:
            subject = self._token(self.random.choice((self._iri, self._label))())
            self._space()
            predicate = self._token(self._iri())
            self._space()
            write = self.random.choice((self._iri, self._label, self._string))
            self.placed.append((subject, predicate, self._token(write())))
            self._space()
            if self.form == "nquads" and self.random.random() < 0.5:
                self._put(self.random.choice(("<urn:g>", "_:g")))
                self._space()
            self._put(".")
            self._space()
            self._put(self.random.choice(("", "# a comment .")))
        self._put(self.random.choice(("\n", "\r\n", "\r", "\n\n")))

    def _statement(self) -> None:
        kind = self.random.random()
        if kind < 0.15:
            index = len(self.placed)
            subject = self._brackets(2, needed=True)
            if self.random.random() < 0.3 and len(self.placed) > index:
                self._gap()
                return
        elif kind < 0.25:
            subject = self._list(2)
        else:
            subject = self._token(self._name())
        self._properties(subject, 2)

    def _properties(self, subject: Offsets, depth: int) -> list[int]:
        """Write predicates and objects; give the numbers of the statements about the subject."""
        own = []
        for number in range(self.random.choice((1, 1, 2, 3))):
            self._gap(needed=True)
            if number:
                self._put(self.random.choice((";", ";;", "; ;")))
                self._gap()
            written = self.random.choice(("a", self._name(blank=False), self._name(blank=False)))
            predicate = self._token(written)
            for following in range(self.random.choice((1, 1, 2))):
                self._gap(needed=True)
                if following:
                    self._put(",")
                    self._gap()
                value = self._object(depth)
                own.append(len(self.placed))
                self.placed.append((subject, predicate, value))
        self._gap()
        return own

    def _object(self, depth: int) -> Offsets:
        kind = self.random.random()
        if depth and kind < 0.2:
            return self._brackets(depth - 1)
        if depth and kind < 0.35:
            return self._list(depth - 1)
        if kind < 0.6:
            return self._token(self._string())
        if kind < 0.7:
            return self._token(
                self.random.choice(("1", "-1.5", "+.5e3", "1.e5", "true", "007", "false"))
            )
        return self._token(self._name())

    def _brackets(self, depth: int, *, needed: bool = False) -> Offsets:
        start = len(self.text)
        self._put("[")
        own = []
        if needed or self.random.random() < 0.7:
            own = self._properties(None, depth)
        self._gap()
        self._put("]")
        place = (start, len(self.text))
        for number in own:
            self.placed[number] = (place, *self.placed[number][1:])
        return place

    def _list(self, depth: int) -> Offsets:
        start = len(self.text)
        self._put("(")
        items = []
        for _ in range(self.random.randrange(4)):
            self._gap(needed=True)
            items.append(self._object(depth))
        self._gap()
        self._put(")")
        place = (start, len(self.text))
        for number, item in enumerate(items, start=1):
            self.placed.append((place, None, item))
            self.placed.append((place, None, place if number < len(items) else None))
        return place

    def _name(self, *, blank: bool = True) -> str:
        self._number += 1
        number = self._number
        written = [
            f"e:n{number}",
            f":n{number}",
            f"e:a.{number}.b",
            f"e:a\\,{number}",
            f"e:{number}:x",
            f"e:%41{number}",
        ]
        written += [
            f"e:\u4e2d{number}",
            "e:",
            f"<{number}>",
            f"<#{number}>",
            f"<../{number}>",
            f"e:v{number}.beta",
            self._iri(),
        ]
        return self.random.choice([*written, self._label()] if blank else written)

    def _iri(self) -> str:
        self._number += 1
        written = (
            "<urn:x{}>",
            "<urn:x{}#y.z>",
            "<urn:\\u00e9{}>",
            "<http://x/\U0001f600/{}?a=b;c,d>",
        )
        return self.random.choice(written).format(self._number)

    def _label(self) -> str:
        return self.random.choice(("_:a", "_:b.c", "_:1", "_:\u4e2d"))

    def _string(self) -> str:
        quotes = ('"',) if self._lines else ('"', "'", '"""', "'''")
        quote = self.random.choice(quotes)
        self._number += 1
        inner = self.random.choice(LONG_TEXTS if len(quote) == 3 else TEXTS)
        inner = f"{self._number}{inner}"
        if len(quote) == 1:
            inner = re.sub(rf"(?<!\\){quote}", rf"\\{quote}", inner)
        elif inner.endswith(quote[0]) and not inner.endswith("\\" + quote[0]):
            inner += "."
        kinds = (
            "",
            "",
            "@en",
            "@de-CH",
            "^^<urn:t>",
            *(() if self._lines else ("^^e:t", "^^:t.u")),
        )
        return quote + inner + quote + self.random.choice(kinds)

    def _token(self, text: str) -> tuple[int, int]:
        start = len(self.text)
        self._put(text)
        return start, len(self.text)

    def _gap(self, *, needed: bool = False) -> None:
        is_closed = self.text.endswith((">", "]", ")", "}", '"', ";", ",", "{", "["))
        for _ in range(self.random.randrange(1 if needed and not is_closed else 0, 3)):
            self._put(self.random.choice(GAPS))

    def _dot(self) -> None:
        is_free = self.text.endswith((">", "]", ")", '"'))
        self._put(".")
        self._gap(needed=not is_free)

    def _space(self) -> None:
        self._put(self.random.choice(INLINE_GAPS))

    def _put(self, text: str) -> None:
        self.text += text
