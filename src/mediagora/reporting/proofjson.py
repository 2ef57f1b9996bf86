"""Facts, axioms and justifications under the names that JSON gives them; IRIs stand in full."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mediagora.reasoning.records import Contradiction, Fact, Justification


_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Half a character, as in the name of a file that is not in UTF-8; no encoding can write it."""


def document(content: dict[str, Any]) -> str:
    r"""Write a document, readable and fit for any encoding of Unicode.

    Example:
        >>> document({"path": chr(0xDCFF)})
        '{\n  "path": "\\udcff"\n}\n'
    """
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


def triple(fact: Fact) -> dict[str, Any]:
    """Give what a fact says, without who says it.

    Example:
        >>> from mediagora.reasoning.records import Fact
        >>> triple(Fact(subject="urn:a", predicate="urn:p", object=None))
        {'subject': 'urn:a', 'predicate': 'urn:p', 'object': None}
    """
    return {"subject": fact.subject, "predicate": fact.predicate, "object": fact.object}


def justification(one: Justification) -> dict[str, Any]:
    """Give facts, axioms, steps, sources, and whether a fact is common knowledge only.

    Example:
        >>> from mediagora.reasoning.records import Justification
        >>> list(justification(Justification(facts=(), axioms=(), steps=())))
        ['facts', 'axioms', 'steps', 'sources', 'common_knowledge']
    """
    return {**asdict(one), "sources": one.sources, "common_knowledge": one.is_common_knowledge}


def contradiction(one: Contradiction) -> dict[str, Any]:
    """Give what is contradictory, and the set to blame.

    Example:
        >>> from mediagora.reasoning.records import Contradiction, Justification
        >>> blamed = Justification(facts=(), axioms=(), steps=())
        >>> list(contradiction(Contradiction(individual="urn:a", words="", justification=blamed)))
        ['individual', 'words', 'justification']
    """
    return {
        "individual": one.individual,
        "words": one.words,
        "justification": justification(one.justification),
    }
