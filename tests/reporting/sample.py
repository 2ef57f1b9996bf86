"""One report with a finding of every kind, from which each form has its golden file."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from mediagora.findings import Finding, Report, Severity, Summary

NS: Final = "https://w3id.org/mediagora/"
EX: Final = "https://example.org/"

SOURCES: Final = {
    "-": ["ex:a rdfs:label 'one' ."],
    "data/a.ttl": [
        "@prefix ex: <https://example.org/> .",
        "ex:plaudertreff a mediagora:ForumPlatform ;",
        "\tmediagora:hasFeature feature:commenting,\tfeature:grups ;",
        '    rdfs:label "漢字カナ"@ja, "Cafe\N{COMBINING ACUTE ACCENT}"@fr, "Treff"@ja ;',
        '    rdfs:comment """A long story',
        "        that goes on",
        '        and on.""" ;',
        '    mediagora:homepage "bell\x07\x1b[2J" ;',
        f'    mediagora:note "{"lorem ipsum " * 20}", 2204, "{"dolor sit " * 20}" .',
        "[ mediagora:launchYear 2004 ] .",
        "ex:last a mediagora:SocialMedia",
    ],
    "data/ü, 100%: b.ttl": ['ex:b schema:name "B" .'],
}

_MEND: Final = (
    "Take one from the ontology, such as feature:groups, or declare your own: ex:postcards a "
    "mediagora:Feature ; mediagora:broaderFeature feature:content-sharing."
)


def at(path: str, number: int, text: str, **fields: Any) -> Finding:
    """A finding whose span is a piece of a line."""
    column = SOURCES[path][number - 1].index(text) + 1
    span = {
        "path": path,
        "line": number,
        "column": column,
        "end_line": number,
        "end_column": column + len(text),
    }
    return finding(**(span | fields))


def finding(**fields: Any) -> Finding:
    """A violation, unless something else is said."""
    return Finding(**({"code": "MG201", "severity": Severity.VIOLATION, "message": "No."} | fields))


def _shape(name: str, line: int | None = None) -> dict[str, Any]:
    return {"shape": f"{NS}shapes#{name}", "shape_path": "shapes/ranges.ttl", "shape_line": line}


FINDINGS: Final = (
    finding(
        code="MG402",
        severity=Severity.WARNING,
        message="The target class mediagora:WikiPlatform matches nothing in the data.",
        property="http://www.w3.org/ns/shacl#targetClass",
        value=f"{NS}ns#WikiPlatform",
        shape=f"{NS}shapes#Wiki",
    ),
    at(
        "-",
        1,
        "'one'",
        code="MG297",
        message="rdfs:label: this does not conform to the shape in brackets.",
        focus_node=f"{EX}a",
        property="http://www.w3.org/2000/01/rdf-schema#label",
        value="one",
    ),
    finding(
        code="MG401",
        severity=Severity.WARNING,
        message="Nothing in this file was checked. No shape looks at what it describes.",
        path="data/a.ttl",
    ),
    at(
        "data/a.ttl",
        2,
        "ex:plaudertreff",
        code="MG223",
        severity=Severity.WARNING,
        message="This platform has no launch year. Give the year in which it opened, such as "
        "mediagora:launchYear 2004.",
        focus_node=f"{EX}plaudertreff",
        property=f"{NS}ns#launchYear",
        **_shape("PlatformHasLaunchYear", 88),
    ),
    at(
        "data/a.ttl",
        3,
        "feature:grups",
        code="MG231",
        message=f"This value of mediagora:hasFeature is no feature. {_MEND}",
        focus_node=f"{EX}plaudertreff",
        property=f"{NS}ns#hasFeature",
        value=f"{NS}feature/grups",
        suggestion=f"{NS}feature/groups",
        fix="feature:groups",
        **_shape("FeatureIsFeature", 188),
    ),
    at(
        "data/a.ttl",
        4,
        '"Cafe\N{COMBINING ACUTE ACCENT}"@fr',
        code="MG294",
        severity=Severity.INFO,
        message="An accent, in two characters.",
        value="Cafe\N{COMBINING ACUTE ACCENT}",
        shape_path="my shapes.ttl",
    ),
    at(
        "data/a.ttl",
        4,
        '"Treff"@ja',
        code="MG213",
        message="This platform has more than one label in the same language. Keep one.",
        value="Treff",
    ),
    finding(
        code="MG298",
        message="A value over several lines.",
        path="data/a.ttl",
        line=5,
        column=18,
        end_line=7,
        end_column=19,
        value="A long story\n        that goes on\n        and on.",
    ),
    at(
        "data/a.ttl",
        8,
        '"bell\x07\x1b[2J"',
        code="MG239",
        message="The homepage is no web address. Write it in full.",
        focus_node=f"{EX}plaudertreff",
        property=f"{NS}ns#homepage",
        value="bell\x07\x1b[2J",
    ),
    at(
        "data/a.ttl",
        9,
        "2204",
        code="MG205",
        message="The launch year is in the future.",
        focus_node="_:b1",
        property=f"<{NS}ns#partOfPlatform>/^<urn:x>",
        value="2204",
    ),
    at(
        "data/a.ttl",
        10,
        "[",
        code="MG201",
        message="This has properties of a platform but is not typed as social media.",
        focus_node="_:b7",
    ),
    finding(
        code="MG001",
        message="A dot is missing.",
        path="data/a.ttl",
        line=11,
        column=32,
    ),
    finding(
        code="MG294",
        message="This value is longer than 10 characters.",
        path="data/rdf.xml",
        line=4,
        focus_node=f"{EX}long",
        value="x" * 5000,
    ),
    finding(
        code="MG294",
        message="This value is longer than 10 characters.",
        path="data/rdf.xml",
        line=400,
        focus_node=f"{EX}empty",
        value="",
    ),
    at(
        "data/ü, 100%: b.ttl",
        1,
        "schema:name",
        code="MG103",
        severity=Severity.WARNING,
        message="100% almost: http for https.",
        fix="<https://schema.org/>",
    ),
)

LINES: Final = {
    (path, number): text
    for path, texts in SOURCES.items()
    for number, text in enumerate(texts, start=1)
}

REPORT: Final = Report(
    FINDINGS,
    Summary(
        files=4,
        triples=1234567,
        focus_nodes=7,
        violations=sum(each.severity == Severity.VIOLATION for each in FINDINGS),
        warnings=1000 + sum(each.severity == Severity.WARNING for each in FINDINGS),
        infos=1,
        fixable=2,
        seconds=0.1236,
        engine="shacl 0.3.4",
    ),
    lines=LINES,
    unlisted=1000,
    suppressed=1,
    known=12,
)

CLEAN: Final = Report(
    (),
    Summary(
        files=1,
        triples=1,
        focus_nodes=2,
        violations=0,
        warnings=0,
        infos=0,
        fixable=0,
        seconds=0.004,
        engine="shacl 0.3.4",
    ),
)


_NASTY: Final = st.sampled_from(
    (
        *("\x00", "\x1b[2J", "\x9b", "\r\n", "\t", "\x85", "\u2028", "\ud800", "\ufffe"),
        *("%", "::", ",", "]]>", "<&\"'>", ". A", "_:b1", "x" * 999),
        *("\u202e", "\u0301", "\u200d", "\u6f22", "\U0001f600"),
    )
)
ANY_TEXT: Final = st.lists(st.one_of(st.text(st.characters(), max_size=8), _NASTY), max_size=6).map(
    "".join
)
"""Text as it may come from data, from file names and from shapes of one's own."""

_MAYBE_TEXT: Final = st.one_of(st.none(), ANY_TEXT)
_MAYBE_PLACE: Final = st.one_of(st.none(), st.integers(1, 30))


@st.composite
def any_finding(draw: st.DrawFn) -> Finding:
    """A finding of which only the types are right."""
    texts = ("path", "focus_node", "property", "value", "shape", "shape_path", "suggestion", "fix")
    places = ("line", "column", "end_line", "end_column", "shape_line")
    return Finding(
        code=draw(ANY_TEXT),
        severity=draw(st.sampled_from(Severity)),
        message=draw(ANY_TEXT),
        fingerprint="0" * 16,
        **{each: draw(_MAYBE_TEXT) for each in texts},
        **{each: draw(_MAYBE_PLACE) for each in places},
    )


@st.composite
def any_report(draw: st.DrawFn) -> Report:
    """Any findings, with lines at which some of them point and which may hold anything."""
    findings = tuple(draw(st.lists(any_finding(), max_size=5)))
    findings *= draw(st.sampled_from((1, 1, 9)))
    lines = {
        (each.path, each.line + more): draw(ANY_TEXT)
        for each in set(findings)
        if each.path is not None and each.line is not None
        for more in range(draw(st.integers(0, 3)))
    }
    unlisted, suppressed, known = (draw(st.integers(0, 2)) for _ in range(3))
    return Report(findings, REPORT.summary, lines, unlisted, suppressed, known)
