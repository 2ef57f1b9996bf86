"""What a project asks for: `[tool.mediagora]` in pyproject.toml, or mediagora.toml.

The nearest such file counts, from the working folder upward, and in one folder mediagora.toml
before pyproject.toml. What the command line says wins, option by option.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import click

from mediagora.errors import UsageError
from mediagora.findings import Severity
from mediagora.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

OWN: Final = "mediagora.toml"
SHARED: Final = "pyproject.toml"

_TABLE: Final = ("tool", "mediagora")
_EITHER: Final = "--config and --isolated exclude each other"
_PATH_MARKS: Final = frozenset("./\\*")
"""What tells a path from the name of shipped shapes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a file says; `None` where it says nothing.

    Paths are given as the working folder sees them, patterns of `exclude` as the file has them.

    Attributes:
        file: The file, `None` where there is none.
        shapes: Names and files of shapes, in place of ours.
        extend_shapes: The same, beside the others.
        select: Codes, or starts of codes, to report.
        ignore: The same, not to report.
        fail_on: Least severity that fails.
        logic: Whether what contradicts the axioms is looked for as well.
        strict: Whether a check of nothing fails.
        baseline: File of findings that are known.
        max_findings: How many findings are listed at most.
        exclude: Patterns of files to leave out.
    """

    file: Path | None = None
    shapes: tuple[str, ...] | None = None
    extend_shapes: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    fail_on: str | None = None
    logic: bool | None = None
    strict: bool | None = None
    baseline: str | None = None
    max_findings: int | None = None
    exclude: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the file is."""
        return self.file.parent if self.file else Path()

    def defaults(self) -> dict[str, Any]:
        """Give what the file says, by the names that the options have in Python.

        Example:
            >>> Configuration(strict=True, select=("MG2",)).defaults()
            {'select': ('MG2',), 'strict': True}
        """
        found = {name: getattr(self, name) for name in _OPTIONS}
        return {name: value for name, value in found.items() if value is not None}


class _Kind(NamedTuple):
    """What values a key may have, with an example for people."""

    takes: Callable[[Any], bool]
    what: str


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


_CODES: Final = _Kind(_is_texts, 'a list of codes, such as ["MG2", "MG101"]')
_SHAPES: Final = _Kind(_is_texts, 'a list of names and files, such as ["platform", "./own.ttl"]')
_KEYS: Final[dict[str, _Kind]] = {
    "shapes": _SHAPES,
    "extend-shapes": _SHAPES,
    "select": _CODES,
    "ignore": _CODES,
    "fail-on": _Kind(
        lambda value: value in list(Severity), " or ".join(f'"{each}"' for each in Severity)
    ),
    "logic": _Kind(lambda value: isinstance(value, bool), "true or false"),
    "strict": _Kind(lambda value: isinstance(value, bool), "true or false"),
    "baseline": _Kind(lambda value: isinstance(value, str), 'a file, such as "baseline.json"'),
    "max-findings": _Kind(
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        "a number from 0 on",
    ),
    "exclude": _Kind(_is_texts, 'a list of patterns, such as ["drafts/", "*.old.ttl"]'),
}
_OPTIONS: Final = tuple(key.replace("-", "_") for key in _KEYS if key != "exclude")


def find(folder: Path) -> Path | None:
    """Give the nearest file with a configuration, from a folder upward.

    Raises:
        UsageError: A file on the way cannot be read.
    """
    for each in (folder, *folder.parents):
        own, shared = each / OWN, each / SHARED
        if own.is_file():
            return own
        # Most speak of other tools only, which is seen without reading them as TOML.
        if shared.is_file() and b"mediagora" in _bytes(shared) and _table(shared) is not None:
            return shared
    return None


def read(file: Path) -> Configuration:
    """Read a configuration.

    Args:
        file: `pyproject.toml`, or a file of any other name that holds the keys at its top level.

    Raises:
        UsageError: It cannot be read, says nothing to mediagora, or has a key or a value that makes
            no sense.
    """
    table = _table(file)
    if table is None:
        raise UsageError(f"'{file}' has no table [{'.'.join(_TABLE)}]")
    for key, value in table.items():
        if key not in _KEYS:
            close = nearest(key.replace("_", "-"), _KEYS, limit=1)
            hint = f"did you mean '{close[0]}'?" if close else f"known are {', '.join(_KEYS)}"
            raise UsageError(f"'{file}' has an unknown key '{key}'; {hint}")
        if not _KEYS[key].takes(value):
            raise UsageError(f"'{file}': the value of '{key}' must be {_KEYS[key].what}")
    values: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
    }
    for key in ("shapes", "extend_shapes"):
        if key in values:
            values[key] = tuple(_from(file, name) for name in values[key])
    if "baseline" in values:
        values["baseline"] = str(file.parent / values["baseline"])
    return Configuration(file=file, **values)


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --config and --isolated, and a configuration as its `obj`.

    The file's values are the defaults of the options that are called like its keys.
    """
    for option in (
        click.option(
            "--isolated",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_isolate,
            help="Use no configuration.",
        ),
        click.option(
            "--config",
            metavar="FILE",
            is_eager=True,
            expose_value=False,
            callback=_configure,
            help=f"Configuration. [default: the nearest {OWN}, or {SHARED} with [tool.mediagora]]",
        ),
    ):
        command = option(command)
    return command


def _isolate(context: click.Context, _: click.Parameter, isolated: bool) -> None:  # noqa: FBT001 -- click's signature
    """Comes before `_configure` unless the command line names a file first."""
    if isolated and context.obj is not None:
        raise UsageError(_EITHER)
    if isolated:
        context.obj = Configuration()


def _configure(context: click.Context, _: click.Parameter, name: str | None) -> None:
    if context.resilient_parsing:  # what completes a command line wants no faults of files
        return
    if context.obj is None:
        file = Path(name) if name else _nearest()
        context.obj = read(file) if file else Configuration()
        context.default_map = context.obj.defaults()
    elif name:
        raise UsageError(_EITHER)


def _nearest() -> Path | None:
    try:
        file = find(Path.cwd())
        return file and Path(os.path.relpath(file))
    except OSError:  # the working folder is gone
        return None


def _from(file: Path, name: str) -> str:
    """A path that a file names, as the working folder sees it; other names stay."""
    if file.parent == Path() or _PATH_MARKS.isdisjoint(name):
        return name
    return str(file.parent / name)


def _table(file: Path) -> dict[str, Any] | None:
    """The keys for mediagora; `None` if a file for several tools has none."""
    import tomllib

    try:
        found: Any = tomllib.loads(_bytes(file).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"'{file}' is no TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"'{file}' is no TOML: it is not in UTF-8") from error
    for name in _TABLE if file.name == SHARED else ():
        if name not in found:
            return None
        found = found[name]
        if not isinstance(found, dict):
            raise UsageError(f"'{file}': '{name}' must be a table, [{'.'.join(_TABLE)}]")
    return cast("dict[str, Any]", found)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"the configuration '{file}' cannot be read: {reason}") from error
