"""Amounts that options take: seconds, and sizes in bytes with their units."""

from __future__ import annotations

import math
import re
from typing import Final

import click

from mediagora.errors import UsageError

MAX_SECONDS: Final = 1_000_000

MEMORY: Final = (64 << 20, 1 << 40)
"""Least and most bytes of memory: no engine starts with less."""

_UNITS: Final = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?", re.IGNORECASE)


def seconds(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """Refuse what is no number, which no range of click's refuses.

    Raises:
        click.BadParameter: It is none.
    """
    if math.isnan(value):
        message = "'nan' is no number of seconds"
        raise click.BadParameter(message, ctx=context, param=parameter)
    return value


def size(option: str, written: str, least: int, most: int) -> int:
    """Read a size such as `500MB` or `2GiB`; each unit is 1,024 of the one before.

    Args:
        option: How messages name it.
        written: The size.
        least: Bytes.
        most: Bytes.

    Raises:
        UsageError: It is no size, too little or too much.

    Example:
        >>> size("--memory-limit", "2GiB", *MEMORY)
        2147483648
    """
    from mediagora.reading.inputs import human_size

    found = _SIZE.fullmatch(written.strip())
    if not found:
        raise UsageError(f"{option}: '{written}' is no size; write it as 500MB or 2GiB")
    number = float(found[1]) * _UNITS[found[2].lower()]
    if number > most:
        raise UsageError(f"{option}: '{written}' is too much; the most is {human_size(most)}")
    if number < least:
        raise UsageError(f"{option}: '{written}' is too little; the least is {human_size(least)}")
    return int(number)
