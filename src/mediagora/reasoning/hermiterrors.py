"""What HermiT, and the Java below it, complain of, in words that a user can act on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.errors import EngineError, InconsistentError, MediagoraError
from mediagora.reading.inputs import human_size
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

_PLAIN: Final = f"{PREFIXES['rdf']}PlainLiteral"
_MAX_SHOWN: Final = 100
"""Characters of a literal that a message shows."""

_THROWN: Final = r'^Exception in thread "\w+" (?:\w+\.)*'
_UNSUPPORTED: Final = re.compile(
    _THROWN + r"UnsupportedDatatypeException: .*?The datatype '([^']+)'", re.MULTILINE | re.DOTALL
)
_MALFORMED: Final = re.compile(
    _THROWN + r'MalformedLiteralException: Literal "(.*)"\^\^<([^<>\s]+)> is malformed',
    re.MULTILINE | re.DOTALL,
)
_OUTSIDE_DL: Final = re.compile(
    _THROWN + r"IllegalArgumentException: (?:Error: )?(\S.*)", re.MULTILINE
)
_FAILED: Final = re.compile(_THROWN + r"(\w+(?:Exception|Error)\b.*)", re.MULTILINE)

_CONTRADICTION: Final = (
    "what is stated contradicts itself, and from a contradiction everything follows; "
    "`mediagora validate --logic` names the facts and axioms to blame"
)
_NO_MEMORY: Final = (
    "OutOfMemoryError",
    "Too small maximum heap",
    "Invalid maximum heap size",
    "Could not reserve enough space",
    "Could not allocate",
    "insufficient memory for the Java Runtime",
)
_NO_HERMIT: Final = ("Could not find or load main class", "NoClassDefFoundError")
_TOO_OLD: Final = ("UnsupportedClassVersionError", "Unrecognized option")
_LESS: Final = "raise the limit with --memory-limit, give it less data, or take the profile rl"
_NEEDED: Final = "OWL DL reasoning needs a Java runtime, 8 or later"


def explained(
    words: str, code: int, question: AbstractSet[ox.Triple], *, memory_limit: int
) -> MediagoraError:
    """Give the error that the words of a failed run stand for.

    Args:
        words: What was printed.
        code: The exit code.
        question: What HermiT was asked about.
        memory_limit: What it was allowed, in bytes.

    Example:
        >>> error = explained("Too small maximum heap", 1, set(), memory_limit=1 << 20)
        >>> str(error).partition(";")[0]
        'HermiT needs more memory than 1 MiB'
    """
    if found := _UNSUPPORTED.search(words):
        return _unsupported(found[1], question)
    if found := _MALFORMED.search(words):
        return _malformed(found[1], found[2], question)
    if "InconsistentOntologyException" in words:
        return InconsistentError(_CONTRADICTION)
    return EngineError(_failure(words, code, memory_limit))


def _failure(words: str, code: int, memory_limit: int) -> str:
    if found := _OUTSIDE_DL.search(words):
        return f"HermiT takes OWL 2 DL, and this is outside of it: {found[1].strip()}"
    first = next((line.strip() for line in words.splitlines() if line.strip()), f"exit code {code}")
    for signs, message in (
        (
            _NO_MEMORY,
            f"HermiT needs more memory than {human_size(memory_limit)}; {_LESS}",
        ),
        (_NO_HERMIT, "HermiT is incomplete: install owlready2, which brings it, again"),
        (_TOO_OLD, f"the java on the PATH is too old ({first}); {_NEEDED}"),
    ):
        if any(sign in words for sign in signs):
            return message
    if found := _FAILED.search(words):
        return f"HermiT failed: {found[1].strip()}"
    return f"the java on the PATH does not work ({first}); {_NEEDED}"


def _unsupported(datatype: str, question: AbstractSet[ox.Triple]) -> EngineError:
    def is_value(term: object) -> bool:
        return isinstance(term, ox.Literal) and term.datatype.value == datatype

    place = _place(is_value, question) or _place(ox.NamedNode(datatype).__eq__, question)
    message = (
        f"HermiT knows no {shorten(datatype)}, which is outside OWL 2 DL{place}; "
        "leave it out, take another datatype, such as xsd:dateTime for dates, or the profile rl"
    )
    return EngineError(message)


def _malformed(text: str, datatype: str, question: AbstractSet[ox.Triple]) -> InconsistentError:
    value, _, language = text.rpartition("@") if datatype == _PLAIN else (text, "", "")

    def has_it(term: object) -> bool:
        if not isinstance(term, ox.Literal) or term.value != value:
            return False
        return datatype in {_PLAIN, term.datatype.value} and (term.language or "") == language

    name = "rdf:PlainLiteral" if datatype == _PLAIN else shorten(datatype)
    message = f"{_shown(value)} is no {name}{_place(has_it, question)}"
    return InconsistentError(message)


def _place(wanted: Callable[[object], bool], question: AbstractSet[ox.Triple]) -> str:
    """The first triple with a term, to be put behind what is wrong with it."""
    found = (triple for triple in question if any(map(wanted, triple)))
    triple = min(found, key=str, default=None)
    return f", in {' '.join(map(_term, triple))}" if triple else ""


def _term(term: object) -> str:
    return shorten(term.value) if isinstance(term, ox.NamedNode) else _shown(str(term), quote="")


def _shown(text: str, quote: str = "'") -> str:
    """What may be of any length and hold anything, in one short line."""
    short = text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + " ..."
    return quote + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short) + quote
