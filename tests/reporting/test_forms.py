"""Each form of one report with everything in it, against its golden file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import UnknownNameError
from mediagora.reporting.forms import FORMS, render
from reporting.sample import REPORT, any_report

GOLDEN: Final = Path(__file__).parents[1] / "cases" / "reporting"
SUFFIXES: Final = {"text": "txt", "concise": "txt", "json": "json", "junit": "xml", "github": "txt"}
WIDTH: Final = 90


def compare(name: str, told: str) -> None:
    """Compare with a golden file; MEDIAGORA_WRITE_GOLDEN=1 writes it anew, to be read in a diff."""
    path = GOLDEN / name
    if os.environ.get("MEDIAGORA_WRITE_GOLDEN"):
        path.write_text(told, encoding="utf-8", newline="")
    assert told == path.read_bytes().decode()


@pytest.mark.parametrize("form", SUFFIXES)
def test_report_is_as_on_record(form: str) -> None:
    compare(f"{form}.expected.{SUFFIXES[form]}", render(REPORT, form, width=WIDTH))


def test_coloured_and_narrow_text_is_as_on_record() -> None:
    compare("text-narrow.expected.txt", render(REPORT, "text", color=True, width=40))


@pytest.mark.parametrize("form", FORMS)
def test_there_is_a_printer_for_every_form(form: str) -> None:
    assert render(REPORT, form)


def test_unknown_form_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="there is no form 'jsn'; did you mean 'json'"):
        render(REPORT, "jsn")


@pytest.mark.parametrize("form", FORMS)
def test_only_text_is_coloured_and_wrapped(form: str) -> None:
    changed = render(REPORT, form, color=True, width=40) != render(REPORT, form)
    assert changed == (form == "text")


@pytest.mark.parametrize("form", SUFFIXES)
@given(st.data())
def test_any_report_can_be_written_in_utf8_and_ends_with_a_line(
    form: str, data: st.DataObject
) -> None:
    told = render(data.draw(any_report()), form)
    told.encode()
    assert not told or told.endswith("\n")
