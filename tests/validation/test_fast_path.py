"""What the everyday run may not load: rdflib and pyshacl cost more than the whole check."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mediagora import bundle

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("form", ["text", "json"])
def test_rdflib_is_not_loaded(form: str, tmp_path: Path) -> None:
    # With findings and without: a suggestion or a blank node must not load it either.
    bad = tmp_path / "bad.ttl"
    bad.write_text(
        "@prefix m: <https://w3id.org/mediagora/ns#> . [] a m:SocialNetwork ; m:hasFeatur m:x ."
    )
    files = [str(bundle.root() / "data" / "platforms" / "facebook.ttl"), str(bad)]
    script = (
        "import sys\n"
        "from mediagora.cli.main import main\n"
        f"sys.argv = ['mediagora', 'validate', *{files!r}, '--format', {form!r}]\n"
        "code = main()\n"
        "heavy = {'rdflib', 'pyshacl', 'owlready2', 'rich', 'yaml', 'SPARQLWrapper'}\n"
        "sys.exit(f'loaded: {heavy & set(sys.modules)}' if heavy & set(sys.modules) else code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "MG101" in done.stdout
