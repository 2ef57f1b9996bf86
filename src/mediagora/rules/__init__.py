"""The rules: what each code finds, why it matters and how to mend it, a page of Markdown each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import quote

from mediagora.errors import UnknownNameError
from mediagora.findings import Severity
from mediagora.vocabulary import BASE, nearest

_WARNINGS: Final = frozenset(
    f"MG{number}" for number in (102, 103, 104, *range(221, 228), 401, 403, 404)
)
_INFOS: Final = frozenset({"MG402", "MG405", "MG406"})
_SUFFIX: Final = ".md"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code stands for.

    Attributes:
        code: Such as `MG203`.
        title: What is wrong, in a few words.
        severity: How grave its findings are; a user's own shape may say otherwise.
        text: The whole page, in Markdown.
    """

    code: str
    title: str
    severity: Severity
    text: str

    @property
    def summary(self) -> str:
        """What it finds: the first paragraph of the page, in one line.

        Example:
            >>> rule("MG402").summary
            'A target in a shapes file of yours selects no node of the data.'
        """
        return " ".join(self.text.split("\n\n")[1].split())


@cache
def codes() -> tuple[str, ...]:
    """Give the codes of all rules, sorted; no page is read.

    Example:
        >>> codes()[0]
        'MG001'
    """
    pages = (page.name for page in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in pages if name.endswith(_SUFFIX)))


def rule(code: str) -> Rule:
    """Give the rule with a code.

    Args:
        code: Such as `MG203`; lower case does as well.

    Raises:
        UnknownNameError: There is no such code.

    Example:
        >>> rule("MG402").title
        'Target that matches nothing'
        >>> rule("MG20")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        mediagora.errors.UnknownNameError: there is no rule 'MG20'; did you ...
    """
    known = code.upper()
    if known not in codes():
        raise UnknownNameError("rule", code, nearest(code, codes()))
    return _read(known)


def rules() -> list[Rule]:
    """Give all rules, by code.

    Example:
        >>> [each.code for each in rules()][:2]
        ['MG001', 'MG002']
    """
    return [_read(code) for code in codes()]


def help_uri(code: str) -> str:
    """Give the address that stands for a rule, and at which its page is to be found.

    Example:
        >>> help_uri("MG203")
        'https://w3id.org/mediagora/rules/MG203'
    """
    return f"{BASE}rules/{quote(code, safe='', errors='replace')}"


@cache
def _read(code: str) -> Rule:
    text = (files(__name__) / f"{code}{_SUFFIX}").read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix(f"# {code}:").strip()
    severity = Severity.WARNING if code in _WARNINGS else Severity.VIOLATION
    return Rule(code, title, Severity.INFO if code in _INFOS else severity, text)
