"""What looks like an end of a triple term and is none."""

from __future__ import annotations

import pytest

from mediagora.errors import InputError
from mediagora.reading.inputs import Source
from mediagora.reading.refusals import refuse


def test_text_does_not_outweigh_nesting() -> None:
    data = b'<urn:a> <urn:b> "' + b">>" * 9_000 + b'" .\n<urn:a> <urn:b> ' + b"<<( " * 5_000
    with pytest.raises(InputError, match="nested more than"):
        refuse(Source("a.nt", "ntriples", data), data)
