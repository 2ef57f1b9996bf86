"""A difference as JSON, complete, terms in full."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.changes.records import Difference, Evidence, Statement

SCHEMA_VERSION = 1


def diff_json(difference: Difference) -> str:
    """Write a difference as one JSON object; nothing is cut.

    Example:
        >>> from mediagora.changes.records import Difference, Side, Suggestion
        >>> side = Side(name="a.ttl", files=1, triples=1, version=None)
        >>> same = Difference(a=side, b=side, suggestion=Suggestion(level="none"), labels={})
        >>> json.loads(diff_json(same))["summary"]["facts_added"]
        0
    """
    document = {
        "schema_version": SCHEMA_VERSION,
        "equal": difference.is_equal,
        "a": asdict(difference.a),
        "b": asdict(difference.b),
        "summary": _summary(difference),
        "suggestion": {
            "level": difference.suggestion.level,
            "reasons": [reason._asdict() for reason in difference.suggestion.reasons],
        },
        "terms": {
            "added": [asdict(each) for each in difference.terms_added],
            "removed": [asdict(each) for each in difference.terms_removed],
            "deprecated": [asdict(each) for each in difference.deprecated],
        },
        "things": {
            "added": [asdict(each) for each in difference.things_added],
            "removed": [asdict(each) for each in difference.things_removed],
        },
        "facts": {
            "added": _plain(difference.added),
            "removed": _plain(difference.removed),
            "changed": [each._asdict() for each in difference.changed],
        },
        "evidence": {
            "added": [_evidence(each) for each in difference.evidence_added],
            "removed": [_evidence(each) for each in difference.evidence_removed],
        },
        "consequences": {
            "gained": [each._asdict() for each in difference.gained],
            "lost": [each._asdict() for each in difference.lost],
        },
        "answers": [asdict(each) for each in difference.answers],
        "labels": difference.labels,
        "notes": list(difference.notes),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _summary(difference: Difference) -> dict[str, int]:
    return {
        "terms_added": len(difference.terms_added),
        "terms_removed": len(difference.terms_removed),
        "terms_deprecated": len(difference.deprecated),
        "things_added": len(difference.things_added),
        "things_removed": len(difference.things_removed),
        "facts_added": len(difference.added),
        "facts_removed": len(difference.removed),
        "facts_changed": len(difference.changed),
        "evidence_added": len(difference.evidence_added),
        "evidence_removed": len(difference.evidence_removed),
        "consequences_gained": len(difference.gained),
        "consequences_lost": len(difference.lost),
        "answers_changed": len(difference.answers),
        "questions": difference.questions,
    }


def _plain(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    return [each._asdict() for each in statements]


def _evidence(evidence: Evidence) -> dict[str, Any]:
    annotations = [
        {"predicate": predicate, "value": value} for predicate, value in evidence.annotations
    ]
    return evidence._asdict() | {"annotations": annotations}
