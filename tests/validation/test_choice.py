"""Which codes a run reports, by what is selected and ignored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora import rules
from mediagora.errors import UnknownNameError, UsageError
from mediagora.validation.choice import Choice, codes_of, codes_under, is_unreadable
from mediagora.validation.shapes import load_shapes

if TYPE_CHECKING:
    from pathlib import Path

CODES = ("MG001", "MG004", "MG101", "MG102", "MG201", "MG203", "MG222", "MG404", "ACME1", "ACME10")


def chosen(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> set[str]:
    choice = Choice(CODES, select=select, ignore=ignore)
    return {code for code in CODES if code in choice and not is_unreadable(code)}


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), set(CODES[2:])),
        (("MG2",), (), {"MG201", "MG203", "MG222"}),
        (("mg2", "Mg101"), (), {"MG101", "MG201", "MG203", "MG222"}),
        (("MG1,MG20",), (), {"MG101", "MG102", "MG201", "MG203"}),
        (("MG1, MG20 ,",), (), {"MG101", "MG102", "MG201", "MG203"}),
        (("",), ("",), set(CODES[2:])),
        ((), ("MG2", "ACME"), {"MG101", "MG102", "MG404"}),
        (("MG2",), ("MG20",), {"MG222"}),
        (("MG203",), ("MG2",), {"MG203"}),
        (("MG2", "MG203"), ("MG20",), {"MG203", "MG222"}),
        (("MG203", "MG101"), ("MG203",), {"MG101"}),
        (("ACME1",), (), {"ACME1"}),
        (("ACME",), ("ACME1",), {"ACME10"}),
        (("MG001",), (), None),
    ],
)
def test_the_longer_name_counts_and_ignoring_between_equals(
    select: tuple[str, ...], ignore: tuple[str, ...], expected: set[str] | None
) -> None:
    if expected is None:
        with pytest.raises(UsageError, match="nothing is left to check"):
            chosen(select, ignore)
    else:
        assert chosen(select, ignore) == expected


def test_one_text_is_no_list_of_letters() -> None:
    for given_ in ("MG2", "MG2,MG101", ["MG2", "MG101"]):
        select, ignore = Choice(CODES, select=given_), Choice(CODES, ignore=given_)
        assert ("MG203" in select, "MG203" in ignore) == (True, False)
        assert ("MG101" in select, "MG101" in ignore) == (given_ != "MG2", given_ == "MG2")


@given(
    st.lists(st.sampled_from(["MG", "MG1", "MG2", "MG20", "MG203", "ACME1"])),
    st.lists(st.sampled_from(["MG", "MG1", "MG2", "MG20", "MG203", "ACME1"])),
)
def test_what_cannot_be_read_is_always_reported(select: list[str], ignore: list[str]) -> None:
    try:
        choice = Choice(CODES, select=select, ignore=ignore)
    except UsageError:
        return
    assert "MG001" in choice
    assert {"MG001", "MG004"} <= choice.codes
    assert choice.codes == {code for code in CODES if code in choice}


@pytest.mark.parametrize("name", ["MG001", "MG0", "mg00"])
def test_what_cannot_be_read_cannot_be_ignored(name: str) -> None:
    with pytest.raises(UsageError, match=f"'{name}' cannot be ignored"):
        chosen(ignore=(name,))


@pytest.mark.parametrize("option", ["select", "ignore"])
def test_a_code_that_is_none_is_refused_with_the_nearest(option: str) -> None:
    with pytest.raises(UnknownNameError, match=r"no code 'MG20X'; did you mean 'MG20[13]'") as told:
        chosen(**{option: ("MG101", "MG20X")})
    assert told.value.exit_code == 2


def test_nothing_left_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing is left to check"):
        chosen(("MG2",), ("MG2",))
    with pytest.raises(UsageError, match="nothing is left to check"):
        chosen(ignore=("MG", "ACME"))


def test_what_no_shape_of_the_run_looks_for_is_no_check() -> None:
    of_run = {"MG001", "MG101", "MG203"}
    assert Choice(CODES, of_run=of_run).checked == of_run
    assert Choice(CODES, of_run=of_run, select=["MG2"]).checked == {"MG001", "MG203"}
    with pytest.raises(UsageError, match="no shapes of this run"):
        Choice(CODES, of_run=of_run, select=["MG222"])


def test_a_code_that_no_rule_describes_is_not_hidden() -> None:
    assert "NEW1" in Choice(CODES)
    assert "NEW1" in Choice(CODES, ignore=["MG2"])
    assert "NEW1" not in Choice(CODES, select=["MG2"])


def test_a_name_stands_for_one_code_or_all_that_start_with_it() -> None:
    assert codes_under("ACME1", CODES) == {"ACME1"}
    assert codes_under("acme", CODES) == {"ACME1", "ACME10"}
    assert codes_under("", CODES) == frozenset()
    assert codes_under("G2", CODES) == frozenset()


def test_codes_of_a_run_are_those_of_its_shapes(tmp_path: Path) -> None:
    known = {rule.code for rule in rules.rules()}
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ;"
        " sh:targetClass <urn:c> ; sh:property [ sh:path <urn:p> ; sh:minCount 1 ;"
        " <https://w3id.org/mediagora/ns#code> 'ACME1' ] ."
    )
    found = {
        name: codes_of(load_shapes(wanted, as_of=date(2026, 11, 22)), known)
        for name, wanted in {
            "usual": ["platform", "recommended", "ranges"],
            "evidence": ["evidence"],
            "own": [str(own)],
        }.items()
    }
    for codes in found.values():
        assert {"MG001", "MG101", "MG401", "MG404"} <= codes
    assert {"MG201", "MG222"} <= found["usual"]
    assert found["usual"].isdisjoint({"MG219", "MG250", "MG291", "MG290", "ACME1"})
    assert {"MG219", "MG250"} <= found["evidence"]
    assert "MG201" not in found["evidence"]
    assert {"ACME1", "MG291", "MG299"} <= found["own"]
    assert "MG290" not in found["own"]
