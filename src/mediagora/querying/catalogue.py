"""The catalogue of questions: `queries/<group>/<slug>.rq`, and folders of users' own like it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mediagora import bundle, vocabulary
from mediagora.errors import QueryError, UnknownNameError, UsageError
from mediagora.querying.headers import INFERENCES, Inference, Question, read

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["INFERENCES", "Inference", "Question", "expected_answer", "find", "queries", "read"]

_ENDING: Final = ".rq"


def queries(folder: str | PathLike[str] | None = None) -> list[Question]:
    """Read the whole catalogue, ordered by group and slug.

    Args:
        folder: A catalogue of the user's own, `<group>/<slug>.rq` or `<slug>.rq`: its questions
            come before ours, and replace those of the same name.

    Raises:
        QueryError: A header is malformed.
        UsageError: The folder cannot be read, or holds no question.

    Example:
        >>> any(question.inference == "rl" for question in queries())
        True
    """
    own = [load(name, path) for name, path in files(folder).items()] if folder is not None else []
    taken = {question.name for question in own}
    return [*own, *(_ours(name) for name in files() if name not in taken)]


def find(name: str, folder: str | PathLike[str] | None = None) -> Question:
    """Look up a question by slug, or by group and slug.

    Args:
        name: Such as `who-has-feature` or `features/who-has-feature`.
        folder: A catalogue of the user's own, in which is looked first.

    Raises:
        QueryError: The header is malformed.
        UnknownNameError: There is none; the nearest names are given.
        UsageError: The folder cannot be read or holds no question, or a slug is of several groups.

    Example:
        >>> find("who-has-feature").group
        'features'
    """
    known = name.removesuffix(_ENDING)
    own, ours = files(folder) if folder is not None else {}, files()
    for among in (own, ours):
        found = [known] if known in among else [each for each in among if _slug(each) == known]
        if len(found) > 1:
            message = f"'{known}' is in several groups; name one: {' or '.join(found)}"
            raise UsageError(message)
        if found:
            return _ours(found[0]) if among is ours else load(found[0], own[found[0]])
    names = [*own, *ours]
    candidates = names if "/" in known else list(map(_slug, names))
    within = [candidate for candidate in candidates if known and known in candidate]
    raise UnknownNameError("query", name, vocabulary.nearest(known, candidates) or within[:2])


def expected_answer(question: Question, folder: str | PathLike[str] | None = None) -> str:
    """Give the answer recorded beside a question of the catalogue, for the data that ships.

    Args:
        question: Of our catalogue, or of the user's own.
        folder: The user's own catalogue, if it is of that.

    Returns:
        W3C CSV with line feeds, or Turtle for a graph.

    Raises:
        FileNotFoundError: None is recorded.

    Example:
        >>> expected_answer(find("in-numbers")).splitlines()[0]
        'socialMedia,socialNetworks,both,networksOutside'
    """
    top = bundle.root() / "queries" if folder is None else Path(folder)
    beside = top / question.group
    rows = beside / f"{question.slug}.expected.csv"
    path = rows if rows.exists() else rows.with_suffix(".ttl")
    return path.read_text(encoding="utf-8-sig")


def files(folder: str | PathLike[str] | None = None) -> dict[str, Path]:
    """List the files of a catalogue by name.

    Args:
        folder: A catalogue of the user's own; by default ours.

    Raises:
        UsageError: The folder cannot be read, or holds no question.

    Example:
        >>> files()["features/who-has-feature"].name
        'who-has-feature.rq'
    """
    if folder is None:
        return dict(_shipped())
    top = Path(folder)
    if not top.is_dir():
        message = f"'{folder}' is no folder; give one that holds queries as GROUP/NAME{_ENDING}"
        raise UsageError(message)
    found = {path.stem: path for path in sorted(top.glob(f"*{_ENDING}"))}
    grouped = sorted(top.glob(f"*/*{_ENDING}"))
    found |= {f"{path.parent.name}/{path.stem}": path for path in grouped}
    if not found:
        message = f"'{folder}' holds no query; put each there as GROUP/NAME{_ENDING}"
        raise UsageError(message)
    return found


def _slug(name: str) -> str:
    return name.rpartition("/")[2]


@cache
def _shipped() -> dict[str, Path]:
    return {f"{path.parent.name}/{path.stem}": path for path in bundle.query_files()}


@cache
def _ours(name: str) -> Question:
    """Read a question that ships; its file stays as it is, and to read the header takes 2 ms."""
    return load(name, _shipped()[name], is_shipped=True)


def load(name: str, path: Path, *, is_shipped: bool = False) -> Question:
    """Read one file of a catalogue.

    Raises:
        QueryError: It is not valid UTF-8, or its header is malformed.
        UsageError: It cannot be read.

    Example:
        >>> load("in-numbers", files()["rule/in-numbers"]).slug
        'in-numbers'
    """
    where = f"{name}{_ENDING}" if is_shipped else str(path)
    group, _, slug = name.rpartition("/")
    question = read(_text(path), where=where)
    return replace(question, group=group, slug=slug, is_shipped=is_shipped)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"'{path}' cannot be read: {(error.strerror or str(error)).lower()}"
        raise UsageError(message) from error
    except UnicodeDecodeError as error:
        message = f"'{path}' is not valid UTF-8; save it in UTF-8"
        raise QueryError(message) from error
