"""A question and the values of its parameters, put to an endpoint."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.querying.catalogue import read
from mediagora.querying.run import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediagora.querying.answer import Answer
    from mediagora.querying.catalogue import Inference
    from mediagora.querying.run import Asked
    from mediagora.remote.endpoint import Endpoint

_MEMBERS: Final = """
SELECT DISTINCT ?member WHERE {{
  ?class rdfs:subClassOf* <{of_class}> .
  ?member a ?class .
  FILTER (isIRI(?member))
}}
ORDER BY ?member
"""
_IS_MEMBER: Final = """
ASK {{ <{iri}> a ?class . ?class rdfs:subClassOf* <{of_class}> }}
"""


def answer_from(endpoint: Endpoint, asked: Asked, params: Mapping[str, object]) -> Answer:
    """Ask an endpoint what the embedded store would be asked.

    Args:
        endpoint: Where it is asked.
        asked: What `querying.run.resolve` gave.
        params: Values of the query's parameters. Where one is an instance of a class, it is one
            that the endpoint knows; any IRI will do where it knows none.

    Returns:
        The answer as it arrives.

    Raises:
        EndpointError: The endpoint cannot be reached, refuses, or answers what cannot be used.
        QueryError: The query is malformed, or a parameter has the wrong type.
        UnknownNameError: A parameter or its value is not known.
    """
    question = asked.question
    terms = terms_of(
        question, params, lambda of_class: _Members(endpoint, of_class, question.inference)
    )
    return endpoint.answer(question, asked.text, terms)


class _Members(Collection[str]):
    """The IRIs of a class's instances, as far as the endpoint knows them."""

    def __init__(self, endpoint: Endpoint, of_class: str, inference: Inference) -> None:
        self._endpoint = endpoint
        self._of_class = of_class
        self._inference = inference
        self._is_asked = False

    def _asked(self, text: str) -> Answer:
        return self._endpoint.answer(read(text), text, {}, self._inference)

    @cached_property
    def _all(self) -> list[str]:
        rows = self._asked(_MEMBERS.format(of_class=self._of_class)).solutions
        return [term.value for (term,) in rows if isinstance(term, ox.NamedNode)]

    def __contains__(self, iri: object) -> bool:
        """Ask for the first, since it is mostly right, and for all where more are looked for."""
        if self._is_asked:
            return iri in self._all
        self._is_asked = True
        try:
            node = ox.NamedNode(str(iri))
        except ValueError:
            return False
        asked = _IS_MEMBER.format(iri=node.value, of_class=self._of_class)
        return bool(self._asked(asked).boolean)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
