"""Which documents the user's paths stand for, and what is said where they stand for none."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import rdflib

from mediagora.errors import InputError, UsageError
from mediagora.reading.inputs import FORMATS, Source, collect, human_size, paths_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.ttl", "a.nt", "notes.txt", ".hidden.ttl", "sub/c.JSONLD", ".git/d.ttl"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str) -> list[str]:
    return [source.path for source in collect(paths)]


def test_a_folder_stands_for_its_rdf_files_below_it_hidden_ones_apart(folder: Path) -> None:
    assert names(".") == ["a.nt", "b.ttl", "sub/c.JSONLD"]
    assert names(str(folder)) == [str(folder / name) for name in ("a.nt", "b.ttl", "sub/c.JSONLD")]


@pytest.mark.usefixtures("folder")
def test_json_and_xml_are_read_where_named_alone() -> None:
    for name in ("package.json", "pom.xml", "sub/e.XML", "node_modules/x/f.ttl"):
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    assert names(".") == ["a.nt", "b.ttl", "sub/c.JSONLD"]
    assert names("*.*") == ["a.nt", "b.ttl"]
    assert names("package.json", "*.xml", "*/*.XML", "p*.json") == [
        "package.json",
        "pom.xml",
        "sub/e.XML",
    ]
    assert names("node_modules") == ["node_modules/x/f.ttl"]
    with pytest.raises(UsageError) as caught:
        collect(["p*"])
    assert str(caught.value) == (
        "the pattern 'p*' matches no RDF file "
        "(.ttl .trig .nt .nq .rdf .owl .jsonld; .json and .xml only where named)"
    )


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.ttl", ["b.ttl"]),
        ("**/*", ["a.nt", "b.ttl", "sub/c.JSONLD"]),
        ("[ab].*", ["a.nt", "b.ttl"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_glob_stands_for_the_rdf_files_it_matches(pattern: str, found: list[str]) -> None:
    assert names(pattern) == found


@pytest.mark.usefixtures("folder")
def test_a_file_named_twice_is_read_once() -> None:
    assert names("b.ttl", ".", "./b.ttl") == ["b.ttl", "a.nt", "sub/c.JSONLD"]


@pytest.mark.usefixtures("folder")
def test_a_file_whose_name_looks_like_a_glob_is_that_file() -> None:
    Path("[ab].ttl").write_text("")
    assert names("[ab].ttl") == ["[ab].ttl"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing.ttl", "there is no file or folder 'missing.ttl'"),
        ("empty", "the folder 'empty' holds no RDF file"),
        ("*.rdf", "the pattern '*.rdf' matches no RDF file"),
        ("*.txt", "the pattern '*.txt' matches no RDF file"),
        ("notes.txt", "'notes.txt' has no ending that names an RDF format; known are .ttl"),
        ("", "there is no file or folder ''"),
        ("a\0b", "a path cannot hold a NUL character"),
        ("x" * 5000, f"'{'x' * 5000}' cannot be read: file name too long"),
    ],
)
def test_a_path_that_matches_nothing_is_a_usage_error(path: str, said: str) -> None:
    Path("empty").mkdir()
    with pytest.raises(UsageError) as caught:
        collect([path])
    assert str(caught.value).startswith(said)


@pytest.mark.usefixtures("folder")
def test_a_file_without_permission_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    # Permissions bind no administrator, who may well be running this.
    monkeypatch.setattr(
        os, "access", lambda file, mode: (Path(file).name, mode) != ("b.ttl", os.R_OK)
    )
    for path in ("b.ttl", ".", "*.ttl"):
        with pytest.raises(UsageError, match=r"^'b\.ttl' cannot be read: permission denied$"):
            collect([path])


def test_a_file_that_goes_away_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: no such file"):
        Source("gone.ttl", "turtle", tmp_path / "gone.ttl").read()


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "big.ttl"
    with file.open("wb") as stream:
        stream.truncate(1 << 40)  # a hole of 1 TiB, which no reading could survive
    [source] = collect([str(file)])
    with pytest.raises(InputError) as caught:
        source.read()
    assert caught.value.code == "MG004"
    assert str(caught.value).endswith(
        "limit of 2 GiB (1024 GiB); `mediagora validate` takes a higher limit with --max-size"
    )


@pytest.mark.parametrize(("limit", "fits"), [(4, True), (3, False)])
def test_the_limit_is_the_largest_size_that_is_read(
    tmp_path: Path, limit: int, *, fits: bool
) -> None:
    file = tmp_path / "a.ttl"
    file.write_bytes(b"1234")
    held = Source("a.ttl", "turtle", b"1234", limit)
    for source in (*collect([str(file)], max_bytes=limit), held):
        if fits:
            assert source.read() == b"1234"
        else:
            with pytest.raises(InputError, match="larger than the limit of 3 bytes"):
                source.read()


def test_standard_input_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(b"12345678")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
    [source] = collect(["-", "-"], max_bytes=4)
    assert (source.path, source.format, stream.tell()) == ("-", "turtle", 5)
    with pytest.raises(InputError, match="-: the file is larger than the limit of 4 bytes"):
        source.read()


def test_no_standard_input_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="standard input cannot be read"):
        collect(["-"])


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes only there")
def test_a_name_that_is_no_text_is_shown_with_a_mark(tmp_path: Path) -> None:
    file = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.ttl")
    Path(file).write_text("")
    assert names(file) == [f"{tmp_path}/caf\N{REPLACEMENT CHARACTER}.ttl"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes only there")
def test_names_that_look_alike_are_numbered(tmp_path: Path) -> None:
    for name in (b"/\xfe.ttl", b"/\xff.ttl"):
        Path(os.fsdecode(os.fsencode(tmp_path) + name)).write_text("")
    mark = f"{tmp_path}/\N{REPLACEMENT CHARACTER}.ttl"
    assert names(str(tmp_path)) == [mark, f"{mark} (2)"]


def test_a_name_for_standard_input_may_be_that_of_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "x.ttl").write_text("")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"# typed")))
    file, typed = collect(["x.ttl", "-"], stdin_name="x.ttl")
    assert (file.path, file.read()) == ("x.ttl", b"")
    assert (typed.path, typed.read()) == ("x.ttl (2)", b"# typed")


@pytest.mark.parametrize(
    ("given", "paths"),
    [("a", ["a"]), (Path("a"), ["a"]), (["a", Path("b")], ["a", "b"]), (rdflib.Graph(), None)],
)
def test_data_is_paths_or_a_graph(given: object, paths: list[str] | None) -> None:
    assert paths_of(given) == paths


@pytest.mark.parametrize("given", [None, 3, {"a"}, b"a", [3], ["a", rdflib.Graph()], iter("a")])
def test_data_of_another_kind_is_a_usage_error(given: object) -> None:
    with pytest.raises(UsageError, match="data is given as a path, a list of paths or an rdflib"):
        paths_of(given)


@pytest.mark.parametrize("given", [[], ()])
def test_data_without_a_path_is_a_usage_error(given: object) -> None:
    with pytest.raises(UsageError, match="no path was given"):
        paths_of(given)


def test_formats_are_told_by_the_end_of_the_name() -> None:
    assert {end for end, form in FORMATS.items() if form == "rdfxml"} == {".rdf", ".owl", ".xml"}


def test_sizes_are_written_for_people() -> None:
    sizes = [human_size(size) for size in (0, 1023, 1024, 200 << 20, 3 << 29)]
    assert sizes == ["0 bytes", "1023 bytes", "1 KiB", "200 MiB", "1.5 GiB"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_what_may_never_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    for name in (tmp_path / "pipe.ttl", "/dev/null"):
        with pytest.raises(UsageError, match="is no regular file"):
            collect([str(name)])


def test_a_pattern_takes_the_files_of_the_folders_it_matches(tmp_path: Path) -> None:
    (tmp_path / "mine" / "deep").mkdir(parents=True)
    for name in ("mine/a.ttl", "mine/deep/b.ttl", "mine/c.json", "m.ttl"):
        (tmp_path / name).write_text("")
    found = [Path(source.path).name for source in collect([str(tmp_path / "m*")])]
    assert sorted(found) == ["a.ttl", "b.ttl", "m.ttl"]


@pytest.mark.usefixtures("folder")
def test_queries_are_read_where_named_and_wanted() -> None:
    for name in ("a.rq", "sub/b.RQ", "sub/c.sparql"):
        Path(name).write_text("ASK {}")
    found = collect(["a.rq", "sub/*.RQ", "**/*.RQ", "sub/c.sparql", "b.ttl"], queries=True)
    assert [(source.path, source.format) for source in found] == [
        ("a.rq", "sparql"),
        ("sub/b.RQ", "sparql"),
        ("sub/c.sparql", "sparql"),
        ("b.ttl", "turtle"),
    ]
    assert not any(source.format == "sparql" for source in collect([".", "*"], queries=True))
    with pytest.raises(UsageError, match="has no ending that names an RDF format"):
        collect(["a.rq"])
    with pytest.raises(UsageError, match="matches no RDF file"):
        collect(["*.rq"])
