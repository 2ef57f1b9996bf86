"""The file of a baseline: JSON with one line for each finding, sorted, so that changes are small.

{
  "version": 1,
  "mediagora": "0.1.0",
  "findings": [
    {"code": "MG221", "path": "data/a.ttl", "focus_node": "https://example.org/a"}
  ]
}
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from mediagora.errors import UsageError
from mediagora.output import write_whole
from mediagora.validation.known import Baseline, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediagora.findings import Finding
    from mediagora.validation.known import Checked

VERSION: Final = 1
"""Version of the form; it grows when a mediagora that knows the last one would misread it."""

_CONFLICT: Final = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_TEXTS: Final = ("code", "path", "focus_node", "property", "value", "fingerprint")


def read(path: str | os.PathLike[str], *, may_be_new: bool = False) -> Baseline:
    """Read a baseline.

    Args:
        path: The file.
        may_be_new: Whether a file that does not exist, or is empty, is taken for an empty one.

    Raises:
        UsageError: There is none, it cannot be read, is something else, or has the form of another
            version of mediagora.

    Example:
        >>> read("old.json")
        Traceback (most recent call last):
        mediagora.errors.UsageError: there is no baseline 'old.json'; --update-baseline makes one
    """
    file = Path(path)
    folder = file.absolute().parent
    if not os.path.lexists(file):
        if may_be_new:
            return Baseline(folder)
        raise UsageError(f"there is no baseline '{file}'; --update-baseline makes one")
    if not file.is_file():
        raise UsageError(f"'{file}' is no file; a baseline is one, which --update-baseline makes")
    try:
        written = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"the baseline '{file}' cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise _no_baseline(file, "it is not in UTF-8") from error
    if may_be_new and not written:
        return Baseline(folder)
    return Baseline(folder, tuple(_entries(file, _content(file, written))))


def write(
    path: str | os.PathLike[str], findings: Iterable[Finding], checked: Checked | None = None
) -> Baseline:
    """Make a baseline of findings, or bring one up to date; it is written whole or not at all.

    What the run did not look at stays in it, and what cannot be read does not come into it.

    Args:
        path: The file. If it has content, that has to be a baseline.
        findings: All of a run.
        checked: What the run looked at, everything if `None`.

    Raises:
        UsageError: The file holds something else, or cannot be written.
    """
    baseline = read(path, may_be_new=True).updated(findings, checked)
    write_whole(os.fspath(path), text(baseline).encode(errors="replace"))
    return baseline


def text(baseline: Baseline) -> str:
    """Give the text of a file.

    Example:
        >>> print(text(Baseline(Path(), (Entry("MG201", "a.ttl", "https://example.org/a"),))))
        {
          "version": 1,
          "mediagora": "0.1.0",
          "findings": [
            {"code": "MG201", "path": "a.ttl", "focus_node": "https://example.org/a"}
          ]
        }
        <BLANKLINE>
    """
    lines = ",\n".join(f"    {_line(entry)}" for entry in baseline.entries)
    findings = f"[\n{lines}\n  ]" if lines else "[]"
    return (
        f'{{\n  "version": {VERSION},\n  "mediagora": "{_tool()}",\n  "findings": {findings}\n}}\n'
    )


def _tool() -> str:
    from importlib.metadata import version

    return version("mediagora")


def _line(entry: Entry) -> str:
    texts = {name: getattr(entry, name) for name in _TEXTS}
    fields: dict[str, str | int] = {name: text for name, text in texts.items() if text is not None}
    if entry.count > 1:
        fields["count"] = entry.count
    return json.dumps(fields, ensure_ascii=False)


def _content(file: Path, written: str) -> list[Any]:
    """The list of findings, if the form is one that is understood."""
    conflict = _CONFLICT.search(written)
    if conflict:
        line = written.count("\n", 0, conflict.start()) + 1
        raise UsageError(
            f"the baseline '{file}' holds a merge conflict (line {line}); take either side, then "
            "bring it up to date with --update-baseline"
        )
    try:
        content = json.loads(written)
    except json.JSONDecodeError as error:
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        reason = f"no JSON (line {error.lineno}, column {error.colno}: {what})"
        raise _no_baseline(file, reason) from error
    except (ValueError, RecursionError) as error:
        raise _no_baseline(file, "no JSON that can be read") from error
    found = content if isinstance(content, dict) else {}
    version, findings = found.get("version"), found.get("findings")
    if not _is_number(version) or "findings" not in found:
        raise _no_baseline(file, "it lacks a 'version' and 'findings'")
    if version != VERSION:
        raise _other_version(file, version, found.get("mediagora"))
    if not isinstance(findings, list):
        raise _no_baseline(file, "its 'findings' are no list")
    return findings


def _entries(file: Path, findings: list[Any]) -> Iterator[Entry]:
    for number, each in enumerate(findings, start=1):
        found = each if isinstance(each, dict) else {}
        texts = {name: found[name] for name in _TEXTS if found.get(name) is not None}
        count = found.get("count", 1)
        if "code" not in texts or not all(isinstance(text, str) for text in texts.values()):
            raise _no_baseline(file, f"finding {number} is no object of texts with a 'code'")
        if not _is_number(count) or count < 1:
            raise _no_baseline(file, f"the 'count' of finding {number} is no number from 1 on")
        yield Entry(**texts, count=count)


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _other_version(file: Path, version: int, by: object) -> UsageError:
    written_by = f", written by mediagora {by}," if isinstance(by, str) else ""
    mend = (
        "update mediagora"
        if version > VERSION
        else "delete it, and --update-baseline makes a new one"
    )
    return UsageError(
        f"the baseline '{file}'{written_by} is of version {version}, and mediagora {_tool()} "
        f"reads version {VERSION}; {mend}"
    )


def _no_baseline(file: Path, reason: str) -> UsageError:
    return UsageError(
        f"'{file}' is no baseline: {reason}; if it should be one, mend or delete it, and "
        "--update-baseline makes a new one"
    )
