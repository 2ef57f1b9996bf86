"""A result crosses to another process, whatever was looked at before."""

from __future__ import annotations

import pickle

from mediagora.querying import query


def test_a_result_is_pickled_after_its_rows_were_looked_at() -> None:
    result = query("SELECT ?p { ?p a mediagora:ContactNetwork }")
    assert result.rows
    again = pickle.loads(pickle.dumps(result))  # noqa: S301 -- our own
    assert again == result
    assert again.rows == result.rows
