"""A SPARQL endpoint that is asked as the embedded store is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mediagora.errors import UsageError
from mediagora.querying import guard
from mediagora.querying.answer import Answer
from mediagora.querying.binding import written
from mediagora.querying.headers import read
from mediagora.querying.result import Result
from mediagora.querying.run import noted, resolve
from mediagora.querying.store import open_store
from mediagora.reading import sparql
from mediagora.reading.queryterms import mentions
from mediagora.remote import protocol, replies
from mediagora.remote.addresses import shown
from mediagora.remote.asking import answer_from
from mediagora.remote.graphs import Known, known
from mediagora.remote.transport import MAX_BYTES, TIMEOUT, Transport
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mediagora.querying.headers import Inference, Question
    from mediagora.querying.parameters import Term
    from mediagora.remote.connecting import Deadline
    from mediagora.remote.protocol import Form


class Endpoint:
    """A store on the network that speaks the SPARQL 1.1 Protocol.

    Which of its graphs belong together is asked once; whoever pushes others makes a new `Endpoint`.

    Args:
        url: Its address, http or https.
        graphs: IRIs of the graphs to ask, or one, instead of those that the store says belong
            together.
        timeout: Seconds that it has for a whole answer.
        max_bytes: Most bytes of an answer.

    Attributes:
        notes: What a reader of the answers should know, each in a sentence.

    Raises:
        EndpointError: The URL is no http or https URL, or holds a user or a password; or the
            credentials in the environment or in netrc are incomplete.
        UsageError: A limit is not above 0, or a graph is no IRI.

    Example:
        >>> Endpoint("https://example.org/sparql?key=secret")
        Endpoint('https://example.org/sparql')
    """

    def __init__(
        self,
        url: str,
        *,
        graphs: Sequence[str] = (),
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._transport = Transport(url, timeout=timeout, max_bytes=max_bytes)
        self._graphs = (graphs,) if isinstance(graphs, str) else tuple(graphs)
        self._known: Known | None = None
        self.notes: tuple[str, ...] = ()
        for graph in self._graphs:
            try:
                ox.NamedNode(graph)
            except ValueError:
                message = f"'{graph}' is no IRI of a graph; write it in full"
                raise UsageError(message) from None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({shown(self._transport.url)!r})"

    def query(
        self,
        query: str | Path,
        /,
        *,
        inference: Inference | None = None,
        queries: str | Path | None = None,
        limit: int | None = None,
        **params: object,
    ) -> Result:
        """Ask a question of the catalogue, or run SPARQL of your own; as `mediagora.query`.

        Args:
            query: A name of the catalogue, SPARQL text, or the `Path` of a file.
            inference: `none`, `rdfs` or `rl`; by default what the query's header asks for.
            queries: Folder of a catalogue of your own, whose names go before ours.
            limit: Most rows or triples to take.
            **params: Values of the query's parameters.

        Returns:
            The whole answer, with the notes on it.

        Raises:
            EndpointError: As for `answer`.
            QueryError: The query is malformed or refused, or a parameter has the wrong type.
            UnknownNameError: A query, a parameter or a parameter's value is not known.
            UsageError: The file or the folder cannot be read.

        Example:
            >>> endpoint = Endpoint("http://127.0.0.1:7878/query", timeout=5)
            >>> endpoint.query("who-has-feature", feature="marketplace")  # doctest: +SKIP
        """
        asked = resolve(query, queries=queries, inference=inference)
        answer = answer_from(self, asked, params)
        notes = (*self.notes, *noted(open_store(), asked))
        return Result.of(answer, limit=limit, notes=notes)

    def answer(
        self,
        question: Question,
        text: str,
        terms: Mapping[str, Term],
        inference: Inference | None = None,
    ) -> Answer:
        """Ask a question, with the values of its parameters written into it as terms.

        Args:
            question: What the answer is said to be of.
            text: Its SPARQL. The prefixes of Mediagora need no declaration.
            terms: By name of the parameter; one without keeps its default.
            inference: Which entailed graph is asked as well; by default as the question says.

        Returns:
            Rows or triples as they come in. The connection is closed after the last of them, by
            their `close`, or when they are dropped.

        Raises:
            EndpointError: It cannot be reached, refuses, answers what cannot be used, or has not
                what the inference needs.
            QueryError: The text is no query, or is refused.
        """
        deadline = self._transport.deadline()
        asked = self._graphs or self._of_manifest(inference or question.inference, deadline)
        return self._asked(question, written(text, terms), asked, deadline)

    def ask(self, text: str) -> Answer:
        """Ask a query as it stands, of the graphs that were named, else of the server's own.

        What `mediagora push` has put there is in graphs of its own, which `query` finds.

        Raises:
            EndpointError: As for `answer`.
            QueryError: The text is no query, or is refused.
        """
        return self._asked(read(text), text, self._graphs, self._transport.deadline())

    def _of_manifest(self, inference: Inference, deadline: Deadline) -> Sequence[str]:
        """The graphs that belong together, as whoever pushed them has written down."""
        if self._known is None:
            self._known = known(lambda text: self._asked(read(text), text, (), deadline))
        named = self._known.default_graphs(inference)
        if named is None:
            note = (
                f"{shown(self._transport.url)} does not say which graphs belong together; its "
                "own default graph was asked, with nothing entailed but what it entails itself"
            )
            self.notes = (note,)
        return named or ()

    def _asked(
        self, question: Question, text: str, asked: Sequence[str], deadline: Deadline
    ) -> Answer:
        text = guard.checked(text)
        form, columns = _expected(text)
        request = protocol.request(
            self._transport.url, f"{_prologue(text)}{text}", form, graphs=asked
        )
        reply = self._transport.send(request, deadline=deadline)
        empty = Answer(form, question)
        try:
            if form == "ask":
                return replace(empty, boolean=replies.boolean(reply))
            if form == "graph":
                return replace(empty, triples=replies.triples(reply))
            return replace(empty, columns=columns, solutions=replies.rows(reply, columns))
        except BaseException:
            reply.close()
            raise


def _expected(text: str) -> tuple[Form, tuple[str, ...]]:
    """Tell the form of a query and the columns of its answer.

    Raises:
        QueryError: The text is no query.
    """
    try:
        made = sparql.empty(text)
    except SyntaxError as cause:
        raise sparql.error(text, cause) from None
    if isinstance(made, ox.QueryBoolean):
        return "ask", ()
    if isinstance(made, ox.QueryTriples):
        return "graph", ()
    return "select", tuple(variable.value for variable in made.variables)


def _prologue(text: str) -> str:
    """Declare the prefixes that a query takes for granted, on the line that it begins with."""
    undeclared = {mention.prefix for mention in mentions(text) if mention.iri is None}
    return "".join(
        f"PREFIX {prefix}: <{namespace}> "
        for prefix, namespace in PREFIXES.items()
        if prefix in undeclared
    )
