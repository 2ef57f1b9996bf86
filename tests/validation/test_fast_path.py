"""What the everyday run may not load: rdflib and pyshacl cost more than the whole check."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from mediagora import bundle

if TYPE_CHECKING:
    from pathlib import Path


GOOD: Final = bundle.root() / "data" / "platforms" / "facebook.ttl"


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("has_findings", [False, True])
def test_what_is_heavy_is_not_loaded(form: str, tmp_path: Path, *, has_findings: bool) -> None:
    # With findings, rdflib tells where they stand; what costs more does not come then either.
    files = [str(GOOD)]
    if has_findings:
        bad = tmp_path / "bad.ttl"
        bad.write_text(
            "@prefix m: <https://w3id.org/mediagora/ns#> . [] a m:SocialNetwork ; m:hasFeatur m:x ."
        )
        files.append(str(bad))
    script = (
        "import sys\n"
        "from mediagora.cli.main import main\n"
        f"sys.argv = ['mediagora', 'validate', *{files!r}, '--format', {form!r}]\n"
        "code = main()\n"
        "heavy = {'pyshacl', 'owlready2', 'rich', 'yaml', 'SPARQLWrapper'}\n"
        f"heavy |= set() if {has_findings} else {{'rdflib'}}\n"
        "sys.exit(f'loaded: {heavy & set(sys.modules)}' if heavy & set(sys.modules) else code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (int(has_findings), "")
    assert ("MG101" in done.stdout) == has_findings
