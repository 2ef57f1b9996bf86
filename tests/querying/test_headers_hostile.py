"""A header may be anybody's: whatever it holds, there is an error in time and no traceback."""

from __future__ import annotations

from typing import Final

import pytest

from mediagora.errors import QueryError
from mediagora.querying.catalogue import read
from mediagora.querying.run import query

BODY: Final = "SELECT ?t { BIND (COALESCE(?_text, 'x') AS ?t) }"
NUMBER: Final = "SELECT ?t { BIND (COALESCE(?_n_integer, 1) AS ?t) }"


@pytest.mark.parametrize(
    "pattern", ["false", "0", "[]", '!!binary "YQ=="', '"a{99999999999999999999}"', '"["']
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(QueryError, match="no regular expression"):
        read(f"#+ params:\n#+   text: {{pattern: {pattern}}}\n{BODY}")


def test_no_pattern_takes_long() -> None:
    text = f'#+ params:\n#+   text: {{pattern: "(a+)+b"}}\n{BODY}'
    with pytest.raises(QueryError, match="of the form"):
        query(text, text="a" * 60 + "c")


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    header = f"#+ params:\n#+   n: {{default: 0x{'F' * 5000}}}\n"
    with pytest.raises(QueryError, match="too long a number"):
        read(header + NUMBER)


def test_what_refers_to_itself_many_times_is_not_written_out() -> None:
    lines = ["#+ a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for before, name in zip("abcdefghijklm", "bcdefghijklmn", strict=True):
        lines.append(f"#+ {name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    with pytest.raises(QueryError, match=r"'inference' is none, rdfs or rl$"):
        read("\n".join([*lines, "#+ inference: *n", "ASK {}"]))
