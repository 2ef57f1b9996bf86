"""What can go wrong, as one small tree.

    MediagoraError
    ├── InputError            (ValueError)    a file that cannot be read as RDF, with the place
    ├── InconsistentError     (ValueError)    data that contradicts the ontology, or itself
    ├── UsageError            (ValueError)    an option, a path or a name that makes no sense
    │   └── UnknownNameError  (LookupError)   a name that nothing declares, with the nearest ones
    ├── QueryError            (ValueError)    a query that is malformed, refused or incomplete
    ├── ShapesError           (ValueError)    shapes that cannot be used
    └── EngineError           (RuntimeError)  an engine that failed, is missing or out of time
        └── EndpointError                     a SPARQL endpoint that fails or refuses

Each also derives from the builtin a caller would catch. A message is one sentence that a user can
act on; the command line prints it as it stands and ends with the exit code the class carries.
"""

from __future__ import annotations

from typing import Any, ClassVar


class MediagoraError(Exception):
    """Anything that Mediagora raises on purpose.

    Attributes:
        exit_code: What the command ends with: 1 where the data is at fault, 2 where the tool could
            not do its work.
    """

    exit_code: ClassVar[int] = 2

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross from one process to another as it stands, whatever its class is made from."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[MediagoraError], args: tuple[Any, ...], state: dict[str, Any]) -> Any:  # noqa: ANN401 -- what pickle restores
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InputError(MediagoraError, ValueError):
    """A file that cannot be read as RDF.

    Args:
        message: What was wrong and what would be right, without the place.
        code: The finding's code, `MG001` to `MG004`.
        path: The file as the user named it, `-` for standard input, `None` where there is none.
        line: Line of the fault, counted from 1, where known.
        column: Column in Unicode code points, counted from 1, where known.

    Example:
        >>> str(InputError("a dot is missing", code="MG001", path="a.ttl", line=3, column=9))
        'a.ttl:3:9: a dot is missing'
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        message: str,
        *,
        code: str,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.code = code
        self.path = path
        self.line = line
        self.column = column


class InconsistentError(MediagoraError, ValueError):
    """Data that contradicts the ontology, or itself: from a contradiction everything would follow.

    Example:
        >>> InconsistentError("a platform cannot be a feature").exit_code
        1
    """

    exit_code: ClassVar[int] = 1


class UsageError(MediagoraError, ValueError):
    """An option, a path or a name that makes no sense here."""


class UnknownNameError(UsageError, LookupError):
    """A name that nothing declares.

    Args:
        kind: What was looked for, such as `term` or `query`.
        name: The name as given.
        nearest: Declared names that are close, the closest first.

    Example:
        >>> str(UnknownNameError("feature", "grups", ["groups"]))
        "there is no feature 'grups'; did you mean 'groups'?"
    """

    def __init__(self, kind: str, name: str, nearest: list[str]) -> None:
        hint = " or ".join(f"'{candidate}'" for candidate in nearest)
        super().__init__(
            f"there is no {kind} '{name}'" + (f"; did you mean {hint}?" if hint else "")
        )
        self.kind = kind
        self.name = name
        self.nearest = nearest


class QueryError(MediagoraError, ValueError):
    """A query that is malformed, refused or lacks a parameter."""


class ShapesError(MediagoraError, ValueError):
    """Shapes that cannot be used: unreadable, or not what SHACL asks for."""


class EngineError(MediagoraError, RuntimeError):
    """An engine that failed, is not installed or ran out of time."""


class EndpointError(EngineError):
    """A SPARQL endpoint that cannot be reached, refuses, or answers what cannot be used."""
