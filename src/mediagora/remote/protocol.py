"""The request that the SPARQL 1.1 Protocol has for a query, built by SPARQLWrapper.

It builds the request only; `Transport` sends it. By itself SPARQLWrapper would guess the form of
the query by a regular expression, add parameters that servers read as formats, and send with a
timeout for each byte.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import urllib.request
    from collections.abc import Iterable

    Form = Literal["select", "ask", "graph"]

RESULTS: Final = ("application/sparql-results+json", "application/json")
"""Media types of rows and of yes or no. JSON alone: a part of XML or TSV can pass for the whole."""

GRAPHS: Final = ("application/n-triples", "text/turtle")
"""Media types of graphs."""

_ACCEPT: Final = {
    "select": "application/sparql-results+json",
    "ask": "application/sparql-results+json",
    "graph": "application/n-triples, text/turtle;q=0.9",
}
_KINDS: Final = {"select": "SELECT", "ask": "ASK", "graph": "CONSTRUCT"}


def request(
    url: str, text: str, form: Form, *, graphs: Iterable[str] = ()
) -> urllib.request.Request:
    """Build the request of a query (SPARQL 1.1 Protocol, section 2.1.2: POST, URL-encoded).

    Args:
        url: Of the endpoint.
        text: SPARQL, which declares all its prefixes.
        form: Of the query.
        graphs: IRIs of the graphs that together are its default graph; by default the server's.

    Example:
        >>> built = request("http://localhost/q", "ASK {}", "ask", graphs=["urn:g"])
        >>> built.get_method(), built.data
        ('POST', b'default-graph-uri=urn%3Ag&query=ASK+%7B%7D')
    """
    from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

    wrapper = SPARQLWrapper(url, agent=f"mediagora/{version('mediagora')}")
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(TURTLE if form == "graph" else JSON)
    wrapper.setOnlyConneg(True)
    wrapper.queryString, wrapper.queryType = text, _KINDS[form]
    for graph in graphs:
        wrapper.addParameter("default-graph-uri", graph)
    # Its public way to send installs openers and knows no deadline.
    built: urllib.request.Request = wrapper._createRequest()  # noqa: SLF001
    built.add_header("Accept", _ACCEPT[form])
    return built
