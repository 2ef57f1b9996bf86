"""`mediagora reason`, in a process of its own."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from mediagora.cli.reason import command
from mediagora.errors import UsageError
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

HEAD: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
FORUM: Final = HEAD + "<urn:a> a mediagora:ForumPlatform ."
CONTRADICTORY: Final = HEAD + "<urn:a> a mediagora:ForumPlatform , mediagora:Feature ."
SLOW: Final = (
    HEAD
    + "<urn:q> a owl:TransitiveProperty . "
    + "".join(
        f"<urn:{one}> <urn:q> <urn:{other}> . "
        for one in range(1000)
        for other in range(0, 1000, 7)
    )
)


@pytest.fixture
def forum(tmp_path: Path) -> Path:
    path = tmp_path / "forum.ttl"
    path.write_text(FORUM, encoding="utf-8")
    return path


def about_a(text: str | bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[str]:
    return {
        str(quad.object).rpartition("#")[2].rstrip(">")
        for quad in ox.parse(text, form)
        if quad.subject == ox.NamedNode("urn:a")
    }


def test_new_triples_go_to_standard_output_as_turtle(mediagora: Command, forum: Path) -> None:
    done = mediagora("reason", forum)
    assert (done.returncode, done.stderr) == (0, "")
    assert about_a(done.stdout) == {"DiscussionPlatform", "SocialMedia"}
    assert mediagora("reason", forum, "-o", "-").stdout == done.stdout
    assert mediagora("reason", "-", stdin=FORUM.encode()).stdout == done.stdout


def test_all_has_what_is_stated_and_the_same_bytes_each_time(
    mediagora: Command, forum: Path
) -> None:
    done = mediagora("reason", forum, "--all", "--format", "ntriples")
    assert about_a(done.stdout, ox.RdfFormat.N_TRIPLES) == {
        "ForumPlatform", "DiscussionPlatform", "SocialMedia"
    }  # fmt: skip
    lines = done.stdout.splitlines()
    assert len(set(lines)) == len(lines) > 1_000
    seeded = {"PYTHONHASHSEED": "7"}
    again = mediagora("reason", forum, "--all", "--format", "ntriples", environment=seeded)
    assert again.stdout == done.stdout


@pytest.mark.parametrize(
    ("name", "form"),
    [("out.ttl", ox.RdfFormat.TURTLE), ("out.NT", ox.RdfFormat.N_TRIPLES)],
)
def test_the_ending_says_the_format(
    mediagora: Command, forum: Path, name: str, form: ox.RdfFormat
) -> None:
    out = forum.with_name(name)
    done = mediagora("reason", forum, "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert about_a(out.read_bytes(), form) == {"DiscussionPlatform", "SocialMedia"}
    assert sorted(each.name for each in forum.parent.iterdir()) == sorted(["forum.ttl", name])


def test_an_output_is_written_whole_or_not_at_all(mediagora: Command, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.ttl").write_text(FORUM, encoding="utf-8")
    (tmp_path / "data" / "b.ttl").write_text("<urn:a> a\n  ??? .", encoding="utf-8")
    out = tmp_path / "out.ttl"
    out.write_bytes(b"# older")
    done = mediagora("reason", "data", "-o", "out.ttl", "--provenance", "prov.ttl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "b.ttl:2:3: " in done.stderr
    assert out.read_bytes() == b"# older"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "out.ttl"]


@pytest.mark.parametrize("option", ["-o", "--provenance"])
@pytest.mark.parametrize("given", ["forum.ttl", "."])
def test_no_input_is_written_over(mediagora: Command, forum: Path, option: str, given: str) -> None:
    (forum.parent / "link.ttl").symlink_to(forum)
    done = mediagora("reason", given, option, "link.ttl", cwd=forum.parent)
    assert done.returncode == 2
    assert "'link.ttl' is a file that this run reads" in done.stderr
    assert forum.read_text(encoding="utf-8") == FORUM


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out.txt"], "'out.txt' has no ending that names a format (.ttl .nt); say --format"),
        (["-o", "missing/out.ttl"], "there is no such folder"),
        (["--format", "jsonld"], "'jsonld' is not one of"),
        (["--profile", "el"], "'el' is not one of 'rdfs', 'rl', 'dl'"),
        (["--profile", "dl", "--engine", "fast"], "not for dl"),
        (["--timeout", "0"], "0"),
        (["--provenance", "-"], "--provenance needs a file"),
        (["-o", "x.ttl", "--provenance", "./x.ttl"], "cannot both be 'x.ttl'"),
        (["no-such-file.ttl"], "there is no file or folder 'no-such-file.ttl'"),
    ],
)
def test_what_cannot_be_done_is_told(
    mediagora: Command, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = mediagora("reason", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_contradictory_data_is_told_and_what_follows_is_written(
    mediagora: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.ttl").write_text(CONTRADICTORY, encoding="utf-8")
    done = mediagora("reason", "a.ttl", "-o", "out.ttl", cwd=tmp_path)
    assert done.returncode == 1
    assert "error: data and ontology contradict each other about urn:a; " in done.stderr
    assert {"DiscussionPlatform", "SocialMedia"} <= about_a((tmp_path / "out.ttl").read_bytes())


@pytest.mark.java
def test_of_contradictory_data_owl_dl_tells_nothing(mediagora: Command, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(CONTRADICTORY, encoding="utf-8")
    done = mediagora("reason", "a.ttl", "--profile", "dl", "-o", "out.ttl", cwd=tmp_path)
    assert done.returncode == 1
    assert "contradict" in done.stderr
    assert not (tmp_path / "out.ttl").exists()


def test_owl_dl_without_java_is_told(mediagora: Command, forum: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    path = {"PATH": str(tmp_path / "empty")}
    done = mediagora("reason", forum, "--profile", "dl", environment=path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs Java, and there is no java on the PATH" in done.stderr


@pytest.mark.parametrize("engine", ["rules", "fast"])
def test_what_takes_too_long_is_ended(mediagora: Command, tmp_path: Path, engine: str) -> None:
    (tmp_path / "a.ttl").write_text(SLOW, encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    temporary = {"TMPDIR": str(tmp_path / "temporary")}
    how = ("--engine", engine, "--timeout", "0.1", "-o", tmp_path / "out.nt")
    done = mediagora("reason", tmp_path / "a.ttl", *how, environment=temporary)
    assert done.returncode == 2
    assert "did not end within 0.1 seconds; raise the limit with --timeout" in done.stderr
    assert not (tmp_path / "out.nt").exists()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_nothing_is_fetched_and_what_is_not_applied_is_noted(
    mediagora: Command, tmp_path: Path
) -> None:
    text = (
        FORUM
        + """
        <urn:o> a owl:Ontology ; owl:imports <https://nowhere.invalid/ontology> .
        <urn:p> owl:inverseOf <urn:q> . [] a mediagora:ForumPlatform .
    """
    )
    (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
    done = mediagora("reason", tmp_path / "a.ttl")
    assert done.returncode == 0
    assert "note: owl:inverseOf was not applied (1 in the data)" in done.stderr
    assert "note: 2 triples about blank nodes left out; --all writes all" in done.stderr
    assert "nowhere" not in done.stdout


def test_data_that_states_nothing_entails_nothing_new(mediagora: Command) -> None:
    done = mediagora("reason", "-", "--format", "ntriples", stdin=b"# nothing\n")
    assert done.returncode == 0
    assert "example" not in done.stdout
    assert "subClassOf" in done.stdout


def test_provenance_names_the_files_by_their_bytes(mediagora: Command, forum: Path) -> None:
    names = ["forum.ttl", "-o", "out.ttl", "--provenance", "prov.ttl"]
    written = []
    for _ in range(2):
        assert mediagora("reason", *names, cwd=forum.parent).returncode == 0
        written.append(forum.with_name("prov.ttl").read_text(encoding="utf-8"))
    assert written[0] == written[1]
    for name in ("forum.ttl", "out.ttl"):
        sha = hashlib.sha256(forum.with_name(name).read_bytes()).digest()
        text = base64.urlsafe_b64encode(sha).decode().rstrip("=")
        assert f"ni:///sha-256;{text}" in written[0]
        assert f'"{name}"' in written[0]


def test_a_reader_that_goes_away_is_no_failure(forum: Path) -> None:
    command = [sys.executable, "-m", "mediagora", "reason", str(forum), "--all"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in {0, 141}


def test_what_ships_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "mediagora.ttl"
    copy.write_text("# the ontology", encoding="utf-8")
    monkeypatch.setattr("mediagora.bundle.ontology_files", lambda: [copy])
    with pytest.raises(UsageError, match="is a file that this run reads"):
        command.main(["-o", str(copy)], standalone_mode=False)
    assert copy.read_text("utf-8") == "# the ontology"
