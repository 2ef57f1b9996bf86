"""Run one query: from the catalogue, from a file, or as text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from mediagora.errors import QueryError, UnknownNameError, UsageError
from mediagora.querying import catalogue, guard
from mediagora.querying.answer import Answer
from mediagora.querying.binding import bound
from mediagora.querying.headers import RESERVED
from mediagora.querying.notes import notes
from mediagora.querying.result import Result
from mediagora.querying.store import Members, open_store
from mediagora.querying.values import term
from mediagora.reading import sparql
from mediagora.vocabulary import PREFIXES, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from mediagora.querying.binding import Functions
    from mediagora.querying.catalogue import Inference, Question
    from mediagora.querying.parameters import Term
    from mediagora.querying.store import Data

Item = TypeVar("Item")


def query(
    query: str | Path,
    /,
    *,
    data: Data | None = None,
    with_shipped: bool = True,
    inference: Inference | None = None,
    queries: str | Path | None = None,
    limit: int | None = None,
    timeout: float | None = None,
    memory_limit: int | None = None,
    **params: object,
) -> Result:
    """Ask a question of the catalogue, or run SPARQL of your own, on what ships and on your data.

    Nothing is fetched from the network: `SERVICE` and `FROM` are refused, updates as well. The
    prefixes of Mediagora need no declaration.

    Args:
        query: A name of the catalogue (`who-has-feature`), SPARQL text, or the `Path` of a file.
        data: Files, folders, globs or an rdflib graph.
        with_shipped: Whether the platform data that ships is asked as well; the ontology always is.
        inference: What follows is asked too: `none`, by RDF Schema (`rdfs`) or by OWL 2 RL (`rl`);
            by default what the query's header asks for.
        queries: Folder of a catalogue of your own, whose names go before ours.
        limit: Most rows or triples to give.
        timeout: Seconds that the query may take; it then runs in a process of its own, which reads
            the data anew.
        memory_limit: Bytes of memory that it may take, in a process of its own as well.
        **params: Values of the query's parameters: strings (an IRI, a CURIE or a short name where
            an IRI is asked for), integers or rdflib terms.

    Raises:
        EngineError: The query took too long, or too much memory.
        InputError: Data that is no RDF.
        QueryError: The query is malformed or refused, or a parameter has the wrong type.
        UnknownNameError: A query, a parameter or a parameter's value is not known.
        UsageError: No path is given, one matches nothing, or the file cannot be read.

    Example:
        >>> import mediagora
        >>> result = mediagora.query("who-has-feature", feature="marketplace")
        >>> [str(row.name) for row in result]
        ['Facebook', 'Nextdoor']
    """
    asked = resolve(query, queries=queries, inference=inference)
    if timeout is not None or memory_limit is not None:
        from mediagora.querying.apart import query_apart

        return query_apart(
            asked,
            params,
            data=data,
            with_shipped=with_shipped,
            limit=limit,
            timeout=timeout,
            memory_limit=memory_limit,
        )
    store = open_store(data, inference=asked.question.inference, with_shipped=with_shipped)
    return query_on(store, asked, params, limit=limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query that somebody asks.

    Attributes:
        question: The query and its header; its inference is the one asked for.
        text: Its text, of which nothing reaches beyond the graph.
        where: The file that it is in, empty where it is in none.
    """

    question: Question
    text: str
    where: str = ""


def resolve(
    query: str | Path,
    *,
    queries: str | Path | None = None,
    inference: Inference | None = None,
) -> Asked:
    """Find or read a query, and refuse what reaches beyond the graph.

    Args:
        query: A name of the catalogue, SPARQL text, or the `Path` of a file.
        queries: Folder of a catalogue of the user's own.
        inference: What is to be entailed; by default what the query's header asks for.

    Raises:
        QueryError: The query is malformed or refused.
        UnknownNameError: No query has this name.
        UsageError: The file cannot be read, or there is no such inference.

    Example:
        >>> resolve("in-numbers", inference="none").question.inference
        'none'
    """
    where = str(query) if isinstance(query, Path) else ""
    folder = None if queries is None else Path(queries)
    if isinstance(query, Path):
        question = catalogue.read(_text(query), where=where)
    elif "{" in query or any(map(str.isspace, query)) or not query:
        question = catalogue.read(query)
    else:
        try:
            question = catalogue.find(query, folder)
        except UnknownNameError:
            if not Path(query).is_file():
                raise
            message = f"'{query}' is a file; give it as Path('{query}')"
            raise UsageError(message) from None
        if folder is not None and not question.is_shipped:
            where = str(catalogue.files(folder)[question.name])
    chosen = inference or question.inference
    if chosen not in catalogue.INFERENCES:
        *others, last = catalogue.INFERENCES
        message = f"inference is {', '.join(others)} or {last}, not '{chosen}'"
        raise UsageError(message)
    # The catalogue is checked by its tests; a word in a comment need not cost rdflib's start here.
    text = question.text
    if not question.is_shipped:
        try:
            text = guard.checked(text)
        except sparql.QuerySyntaxError as error:
            raise error.within(where) from None
        except QueryError as error:
            raise QueryError(f"{where}: {error}" if where else str(error)) from None
    return Asked(question=replace(question, inference=chosen), text=text, where=where)


def query_on(
    store: ox.Store,
    asked: Asked,
    params: Mapping[str, object],
    *,
    limit: int | None = None,
) -> Result:
    """Ask a store, and take the answer as a whole.

    Args:
        store: Entailed as the question asks for; it is read only.
        asked: What `resolve` gave.
        params: Values of the query's parameters.
        limit: Most rows or triples to give.

    Raises:
        QueryError: As for `query`.
        UnknownNameError: A parameter or its value is not known.

    Example:
        >>> len(query_on(open_store(), resolve("launched-since"), {"year": 2019}, limit=1))
        1
    """
    answer = answer_of(store, asked, params)
    return Result.of(answer, limit=limit, notes=noted(store, asked))


def answer_of(store: ox.Store, asked: Asked, params: Mapping[str, object]) -> Answer:
    """Ask a store, and give the answer as it arrives; as `query_on`."""
    terms = terms_of(asked.question, params, lambda of_class: Members(store, of_class))
    try:
        return _answer(asked, terms, store)
    except sparql.QuerySyntaxError as error:
        raise error.within(asked.where) from None


def noted(store: ox.Store, asked: Asked) -> Iterable[str]:
    """Tell of terms in a query of the user's that nothing declares."""
    return () if asked.question.is_shipped else notes(asked.text, store)


def terms_of(
    question: Question,
    params: Mapping[str, object],
    members: Callable[[str], Collection[str]],
) -> dict[str, Term]:
    """Check the values of a question's parameters, and turn them into terms.

    Args:
        question: What is asked.
        params: Values by name.
        members: Gives the IRIs of a class's instances.

    Raises:
        QueryError: A value is of another type.
        UnknownNameError: There is no such parameter, or no such value.

    Example:
        >>> question = catalogue.read("ASK { BIND (?_year_integer AS ?year) }")
        >>> terms_of(question, {"year": 2004}, lambda _: [])["year"].value
        '2004'
    """
    parameters = {parameter.name: parameter for parameter in question.parameters}
    for name in params:
        if name not in parameters:
            if name in RESERVED:
                message = f"there is no parameter '{name}', nor is it a keyword here"
                raise UsageError(message)
            close = nearest(name, parameters) or list(parameters)
            raise UnknownNameError("parameter", name, close)
    return {
        name: term(parameter, params[name], members=members)
        for name, parameter in parameters.items()
        if name in params
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"'{path}' cannot be read: {(error.strerror or str(error)).lower()}"
        raise UsageError(message) from error
    except UnicodeDecodeError as error:
        message = f"'{path}' is not valid UTF-8; save it in UTF-8"
        raise QueryError(message) from error


def _answer(asked: Asked, terms: Mapping[str, Term], store: ox.Store) -> Answer:
    import pyoxigraph as ox

    question = asked.question
    runnable, functions = bound(asked.text, terms)
    try:
        found = _found(store, runnable, asked.text, functions)
    except QueryError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise _failed(error) from error
    if isinstance(found, ox.QueryBoolean):
        return Answer("ask", question, boolean=bool(found))
    if isinstance(found, ox.QueryTriples):
        return Answer("graph", question, triples=_whole(found))
    columns = tuple(variable.value for variable in found.variables)
    return Answer("select", question, columns, solutions=map(tuple, _whole(found)))


def _whole(found: Iterable[Item]) -> Iterator[Item]:
    """Give what the engine gives; it may still fail on the way."""
    try:
        yield from found
    except (OSError, RuntimeError, ValueError) as error:
        raise _failed(error) from error


def _failed(error: Exception) -> QueryError:
    return QueryError(f"the query failed: {error}")


def _found(
    store: ox.Store, runnable: str, text: str, functions: Functions
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return store.query(
            runnable, prefixes=PREFIXES, custom_functions=cast("dict[Any, Any]", functions)
        )
    except SyntaxError as cause:
        if runnable == text:
            raise sparql.error(text, cause) from None
    _found(store, text, text, {})
    message = "a parameter is read where only a term may stand; read it in a BIND (?_name AS ?name)"
    raise QueryError(message)
