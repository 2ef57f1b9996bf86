"""Which findings are known: new ones told from those of a baseline, and what occurs no more.

A finding is known by its code, focus node, property and value, never by its line, and by its path
only if it is about a file as a whole. What has no lasting name, such as a blank node, is known by
the finding's fingerprint. So a platform may move within its file and to another one.

What cannot be read (`MG0…`) is always new: nothing of it was checked.
"""

from __future__ import annotations

import glob
import os
from collections import Counter
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from mediagora.reading.inputs import STDIN
from mediagora.validation.choice import is_unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from mediagora.findings import Finding

_MAX_VALUE: Final = 200
"""Characters of a value that are kept; one that is longer is known by the fingerprint."""

_Key: TypeAlias = tuple[str | None, ...]
_Place: TypeAlias = tuple[_Key, str | None]
"""What findings are known by, and where they are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings that nothing tells from each other, and how many there are.

    Attributes:
        code: Their code.
        path: Where they are, as seen from the baseline's folder, with `/` in it.
        focus_node: As in the finding; `None` for a blank node.
        property: As in the finding.
        value: As in the finding, or the start of it; `None` for a blank node.
        fingerprint: That of the finding, where the rest does not tell it from others.
        count: How many there are.

    Example:
        >>> Entry("MG201", "a.ttl", "https://example.org/a").count
        1
    """

    code: str
    path: str | None = None
    focus_node: str | None = None
    property: str | None = None
    value: str | None = None
    fingerprint: str | None = None
    count: int = 1

    def sort_key(self) -> tuple[tuple[bool, str], ...]:
        """File, code, then what it is about."""
        texts = self.path, self.code, self.focus_node, self.property, self.value, self.fingerprint
        return tuple((text is not None, text or "") for text in texts)


class Checked(NamedTuple):
    """What a run looked at: of the rest it cannot say that a finding occurs no more.

    Attributes:
        paths: The documents that it read, data and shapes.
        codes: The codes that it looked for.
        roots: Files, folders and patterns that it was given. A file that is no longer there was
            looked for if it would lie under one of them.
    """

    paths: Collection[str]
    codes: Collection[str]
    roots: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that are known.

    Attributes:
        folder: Where the file is that holds them; its paths are seen from there.
        entries: What it holds.
    """

    folder: Path
    entries: tuple[Entry, ...] = ()

    def split(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Give the new findings and the known ones.

        Where there are more of a kind than are known, those in a file where the baseline has them
        are known before those elsewhere, which may have moved there.

        Args:
            findings: Those of a run.

        Example:
            >>> from mediagora.findings import Finding, Severity
            >>> known = Baseline(Path(), (Entry("MG201", "a.ttl", "https://example.org/a"),))
            >>> finding = Finding(code="MG201", severity=Severity.VIOLATION, message="No label.",
            ...                   path="b.ttl", line=7, focus_node="https://example.org/a")
            >>> new, old = known.split([finding, finding])
            >>> len(new), len(old)
            (1, 1)
        """
        new, known, _ = self._matched(list(findings))
        return new, known

    def gone(self, findings: Iterable[Finding], checked: Checked | None = None) -> list[Entry]:
        """Give the entries that occur no more, with the number of findings that are missing.

        Args:
            findings: All of a run.
            checked: What the run looked at, everything if `None`. A file that cannot be read does
                not count as looked at.
        """
        findings = list(findings)
        _, _, left = self._matched(findings)
        gone = []
        for entry in self._settled(findings, checked):
            missing = left.pop((_key(entry), entry.path), 0)
            if missing:
                gone.append(replace(entry, count=missing))
        return gone

    def updated(self, findings: Iterable[Finding], checked: Checked | None = None) -> Baseline:
        """Give a baseline of the findings of a run, and of the entries that it did not look at.

        Args:
            findings: All of the run.
            checked: As for `gone`.
        """
        findings = list(findings)
        settled = set(self._settled(findings, checked))
        counts: Counter[Entry] = Counter()
        for entry in self.entries:
            if entry not in settled:
                counts[replace(entry, count=1)] += entry.count
        paths = self._paths(findings)
        counts.update(
            _entry(finding, paths) for finding in findings if not is_unreadable(finding.code)
        )
        entries = [replace(entry, count=count) for entry, count in counts.items()]
        return Baseline(self.folder, tuple(sorted(entries, key=Entry.sort_key)))

    def _matched(
        self, findings: list[Finding]
    ) -> tuple[list[Finding], list[Finding], Counter[_Place]]:
        """The new, the known, and how many of the entries at each place match none."""
        paths = self._paths(findings)
        left: Counter[_Place] = Counter()
        for entry in self.entries:
            left[_key(entry), entry.path] += entry.count
        new: list[Finding] = []
        known: list[Finding] = []
        elsewhere = []
        for finding in findings:
            entry = _entry(finding, paths)
            place = _key(entry), entry.path
            if is_unreadable(finding.code):
                new.append(finding)
            elif left[place]:
                left[place] -= 1
                known.append(finding)
            else:
                elsewhere.append((place[0], finding))
        places: dict[_Key, list[_Place]] = {}
        for place, count in left.items():
            if count:
                places.setdefault(place[0], []).append(place)
        for key, finding in elsewhere:
            others = places.get(key)
            if not others:
                new.append(finding)
                continue
            known.append(finding)
            left[others[-1]] -= 1
            if not left[others[-1]]:
                others.pop()
        return new, known, left

    def _settled(self, findings: list[Finding], checked: Checked | None) -> Iterator[Entry]:
        """The entries of which the run can say whether they still occur."""
        unreadable = [finding for finding in findings if is_unreadable(finding.code)]
        unread = set(self._paths(unreadable).values())
        paths = {entry.path for entry in self.entries}
        if checked is not None:
            read = {self._seen(path) for path in checked.paths}
            roots = [_pattern(root) for root in checked.roots if root != STDIN]
            paths = {path for path in paths if path in read or self._is_gone(path, roots)}
        for entry in self.entries:
            is_looked_for = checked is None or entry.code in checked.codes
            if is_looked_for and entry.path in paths and entry.path not in unread:
                yield entry

    def _is_gone(self, path: str | None, roots: list[tuple[str, ...]]) -> bool:
        if path is None or path == STDIN:
            return path is None
        if os.path.lexists(self.folder / path):
            return False
        file = os.path.abspath(self.folder / path)  # noqa: PTH100 -- it takes `..` away
        return any(_is_under(Path(file).parts, root) for root in roots)

    def _paths(self, findings: Iterable[Finding]) -> dict[str | None, str | None]:
        return {path: self._seen(path) for path in {finding.path for finding in findings}}

    def _seen(self, path: str | None) -> str | None:
        """A path as seen from the folder, which is the same wherever the command is run."""
        if path is None or path == STDIN:
            return path
        try:
            return Path(os.path.relpath(path, self.folder)).as_posix()
        except ValueError:  # on another drive
            return Path(path).as_posix()


def _pattern(root: str) -> tuple[str, ...]:
    """A file, folder or pattern as the patterns of its parts, from the top."""
    here = glob.escape(str(Path.cwd()))
    pattern = Path(here, glob.escape(root) if os.path.lexists(root) else root)
    return Path(os.path.abspath(pattern)).parts  # noqa: PTH100 -- it takes `..` away


def _is_under(file: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Tell whether a pattern matches a file or a folder above it."""
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_is_under(file[start:], pattern[1:]) for start in range(len(file) + 1))
    return bool(file) and fnmatch(file[0], pattern[0]) and _is_under(file[1:], pattern[1:])


def _key(entry: Entry) -> _Key:
    if entry.fingerprint is not None:
        return entry.code, entry.fingerprint
    path = entry.path if entry.focus_node is None else None
    return entry.code, path, entry.focus_node, entry.property, entry.value


def _entry(finding: Finding, paths: Mapping[str | None, str | None]) -> Entry:
    nodes = finding.focus_node, finding.value
    focus_node, value = (None if node and node.startswith("_:") else node for node in nodes)
    if value is not None:
        value = value[:_MAX_VALUE]
    is_whole = (focus_node, value) == nodes
    return Entry(
        finding.code,
        paths[finding.path],
        focus_node,
        finding.property,
        value,
        None if is_whole else finding.fingerprint,
    )
