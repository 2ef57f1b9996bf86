"""Run one query: from the catalogue, from a file, or as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mediagora.errors import QueryError, UnknownNameError, UsageError
from mediagora.querying import catalogue, guard
from mediagora.querying.notes import notes
from mediagora.querying.parameters import bound, term
from mediagora.querying.result import Result
from mediagora.querying.store import members, open_store
from mediagora.reading import sparql
from mediagora.vocabulary import PREFIXES, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from mediagora.querying.catalogue import Inference, Question
    from mediagora.querying.parameters import Functions, Term
    from mediagora.querying.store import Data


def query(
    query: str | Path,
    /,
    *,
    data: Data | None = None,
    inference: Inference | None = None,
    **params: object,
) -> Result:
    """Ask a question of the catalogue, or run SPARQL of your own, on what ships and on your data.

    Nothing is fetched from the network: `SERVICE` and `FROM` are refused, updates as well. The
    prefixes of Mediagora need no declaration.

    Args:
        query: A name of the catalogue (`who-has-feature`), SPARQL text, or the `Path` of a file.
        data: Files, folders, globs or an rdflib graph, added to what ships.
        inference: `none` or `rl`; by default what the query's header asks for.
        **params: Values of the query's parameters: strings (an IRI, a CURIE or a short name where
            an IRI is asked for), integers or rdflib terms.

    Raises:
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
    question = _question(query)
    chosen = inference or question.inference
    if chosen not in catalogue.INFERENCES:
        message = f"inference is {' or '.join(catalogue.INFERENCES)}, not '{chosen}'"
        raise UsageError(message)
    # The catalogue is checked by its tests; a word in a comment need not cost rdflib's start here.
    text = question.text if question.slug else guard.checked(question.text)
    _check_names(question, params)
    store = open_store(data, inference=chosen)
    terms = _terms(question, params, store)
    result = _run(replace(question, inference=chosen), text, terms, store)
    # The catalogue has no such faults: its tests say so.
    return result if question.slug else replace(result, notes=tuple(notes(text, store)))


def _question(query: str | Path) -> Question:
    if isinstance(query, Path):
        return catalogue.read(_text(query), where=str(query))
    if "{" in query or any(map(str.isspace, query)) or not query:
        return catalogue.read(query)
    return catalogue.find(query)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"'{path}' cannot be read: {(error.strerror or str(error)).lower()}"
        raise UsageError(message) from error
    except UnicodeDecodeError as error:
        message = f"'{path}' is not valid UTF-8; save it in UTF-8"
        raise QueryError(message) from error


def _check_names(question: Question, params: Mapping[str, object]) -> None:
    names = [parameter.name for parameter in question.parameters]
    for name in params:
        if name not in names:
            raise UnknownNameError("parameter", name, nearest(name, names) or names)


def _terms(question: Question, params: Mapping[str, object], store: ox.Store) -> dict[str, Term]:
    return {
        parameter.name: term(
            parameter,
            params[parameter.name],
            members=lambda of_class: members(store, of_class),
        )
        for parameter in question.parameters
        if parameter.name in params
    }


def _run(question: Question, text: str, terms: Mapping[str, Term], store: ox.Store) -> Result:
    import pyoxigraph as ox

    runnable, functions = bound(text, terms)
    try:
        answer = _answer(store, runnable, text, functions)
        if isinstance(answer, ox.QueryBoolean):
            return Result(form="ask", question=question, boolean=bool(answer))
        if isinstance(answer, ox.QueryTriples):
            return Result(form="graph", question=question, triples=tuple(answer))
        columns = tuple(variable.value for variable in answer.variables)
        solutions = tuple(tuple(solution) for solution in answer)
    except QueryError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        message = f"the query failed: {error}"
        raise QueryError(message) from error
    return Result(form="select", question=question, columns=columns, solutions=solutions)


def _answer(
    store: ox.Store, runnable: str, text: str, functions: Functions
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return store.query(
            runnable, prefixes=PREFIXES, custom_functions=cast("dict[Any, Any]", functions)
        )
    except SyntaxError as cause:
        if runnable == text:
            raise sparql.error(text, cause) from None
    _answer(store, text, text, {})
    message = "a parameter is read where only a term may stand; read it in a BIND (?_name AS ?name)"
    raise QueryError(message)
