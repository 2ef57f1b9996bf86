"""Two texts as a unified diff."""

from __future__ import annotations

import difflib


def unified(old: str, new: str, path: str) -> str:
    r"""Give the difference as `patch` takes it; empty where there is none.

    Args:
        old: The text as it is.
        new: The text as it would be.
        path: What to call both.

    Example:
        >>> print(unified("a\nb\n", "a\nc\n", "x.ttl"), end="")
        --- x.ttl
        +++ x.ttl
        @@ -1,2 +1,2 @@
         a
        -b
        +c
    """
    lines = [text.split("\n") for text in (old, new)]
    ends = [[*(f"{line}\n" for line in each[:-1]), *each[-1:]] for each in lines]
    before, after = ([line for line in each if line] for each in ends)
    shown = []
    for line in difflib.unified_diff(before, after, path, path):
        end = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
        shown.append(line + end)
    return "".join(shown)
