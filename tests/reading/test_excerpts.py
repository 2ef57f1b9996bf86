"""Lines of documents by number, as the parsers count them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.reading.excerpts import lines_of
from mediagora.reading.inputs import Source

if TYPE_CHECKING:
    from pathlib import Path


def source(data: bytes) -> Source:
    return Source("a.ttl", "turtle", data)


@given(
    st.lists(
        st.tuples(
            st.text(
                st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=5
            ),
            st.sampled_from(["\n", "\r\n", "\r"]),
        ),
        max_size=20,
    )
)
def test_lines_end_as_spans_count_them(lines: list[tuple[str, str]]) -> None:
    text = "".join(f".{line}{end}" for line, end in lines)
    found = lines_of(source(text.encode()), set(range(1, 40)))
    assert found == {number: f".{line}" for number, (line, _) in enumerate(lines, start=1)}


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert lines_of(source(b"\xef\xbb\xbfone"), {1}) == {1: "one"}


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert lines_of(source(b"a\xffb"), {1}) == {1: "a\N{REPLACEMENT CHARACTER}b"}


def test_no_more_is_read_than_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("one\ntwo\n", encoding="utf-8")
    assert lines_of(Source("a.ttl", "turtle", file), {2}) == {2: "two"}
    file.unlink()
    assert lines_of(Source("a.ttl", "turtle", file), set()) == {}


@pytest.mark.parametrize("numbers", [{1}, {1, 2}])
def test_a_file_that_is_gone_has_no_lines(tmp_path: Path, numbers: set[int]) -> None:
    assert lines_of(Source("a.ttl", "turtle", tmp_path / "gone.ttl"), numbers) == {}
