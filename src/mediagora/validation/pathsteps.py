"""A property path as steps to follow from statement to statement, to where a value stands."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_STEP: Final = re.compile(r"(\^?)<([^<>]*)>([*+?]?)")
_SEQUENCE: Final = re.compile(r"{0}(?:/{0})*".format(_STEP.pattern.replace("(", "(?:")))
_IRI: Final = re.compile(r"(\^?)<([^<>]*)>")


class Step(NamedTuple):
    """One step of a path.

    Attributes:
        forward: IRIs of properties to follow to their values; `None` for any property.
        inverse: IRIs of properties to follow back to their subjects.
        optional: Whether it may be left out.
        repeats: Whether it may be taken again.
    """

    forward: frozenset[str] | None
    inverse: frozenset[str] = frozenset()
    optional: bool = False
    repeats: bool = False


def steps_of(path: str | None) -> tuple[Step, ...]:
    """Give the steps of an IRI or a SPARQL property path, as findings have it.

    What is more than a sequence, with alternatives or brackets, is one step that goes any of its
    ways any number of times: a superset, in which the value is found all the same.

    Args:
        path: `None` stands for any property.

    Example:
        >>> [sorted(step.forward or ()) for step in steps_of("<urn:p>/^<urn:q>*")]
        [['urn:p'], []]
    """
    if not path:
        return (Step(None),)
    if "<" not in path:
        return (Step(frozenset({path})),)
    if not _SEQUENCE.fullmatch(path):
        found = _IRI.findall(path)
        # Before a bracket a `^` turns all that is in it.
        inverse = frozenset(iri for mark, iri in found if mark or "^(" in path)
        forward = frozenset(iri for mark, iri in found if not mark)
        return (Step(forward, inverse, repeats=True),)
    return tuple(
        Step(
            frozenset() if mark else frozenset({iri}),
            frozenset({iri}) if mark else frozenset(),
            optional=sign in {"*", "?"},
            repeats=sign in {"*", "+"},
        )
        for mark, iri, sign in _STEP.findall(path)
    )


def starting(steps: tuple[Step, ...], place: int = 0) -> list[int]:
    """Give the steps that may be taken at a place of the path: that one, and after optional ones.

    Example:
        >>> starting(steps_of("<urn:p>*/<urn:q>"))
        [0, 1]
    """
    found = []
    for number in range(place, len(steps)):
        found.append(number)
        if not steps[number].optional:
            break
    return found


def following(steps: tuple[Step, ...], place: int) -> list[int]:
    """Give the steps that may be taken after one.

    Example:
        >>> following(steps_of("<urn:p>+/<urn:q>"), 0)
        [0, 1]
    """
    again = [place] if steps[place].repeats else []
    return [*again, *starting(steps, place + 1)]


def may_end(steps: tuple[Step, ...], place: int) -> bool:
    """Tell whether the path may end with a step.

    Example:
        >>> may_end(steps_of("<urn:p>/<urn:q>*"), 0)
        True
    """
    return all(step.optional for step in steps[place + 1 :])
