"""What a shell may complete: questions, parameters and their values, names of things, codes.

Each function here is a `shell_complete` of click's: given what the user has begun to type, it
answers with what that may become. How bash, zsh and fish are told is the work of `cli.shells`.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mediagora.errors import MediagoraError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import click
    import pyoxigraph as ox
    from click.shell_completion import CompletionItem

    from mediagora.querying.catalogue import Question
    from mediagora.querying.parameters import Parameter

    Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]

_QUERY_FILES: Final = (".rq", ".sparql")
_PROPERTIES: Final = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
_READ_AT_ONCE: Final = 1_000_000
"""Bytes of the user's own data that are read while a key is pressed; more would be waited for."""


def questions(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Complete a question's name, with its summary, or the name of a file that holds a query."""
    summaries = {question.name: question.summary for question in _catalogue(context)}
    slugs = {name.rpartition("/")[2]: summary for name, summary in summaries.items()}
    files = {path.name: "" for end in _QUERY_FILES for path in Path().glob(f"*{end}")}
    return (
        _begun(slugs | files, incomplete)
        or _begun(summaries, incomplete)
        or paths(context, parameter, incomplete)
    )


def groups(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Complete the name of a group of questions."""
    return _begun({each.group: "" for each in _catalogue(context) if each.group}, incomplete)


def parameters(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Complete `name=value` for the question that the line asks, first the name, then the value."""
    name, equals, begun = incomplete.partition("=")
    given = {pair.partition("=")[0] for pair in context.params.get("params") or ()}
    fitting = [
        each
        for each in _asked(context).parameters
        if each.name not in given and (each.name == name if equals else each.name.startswith(name))
    ]
    if len(fitting) == 1:
        [only] = fitting
        items = _values(only, begun, context)
        for item in items:
            item.value = f"{only.name}={item.value}"
        if items or equals:
            return items
    # An open item is one to type on at: no space is put after it.
    return [
        _item(f"{each.name}=", " ".join(filter(None, (each.type, each.default))), kind="open")
        for each in fitting
    ]


def things(*classes: str) -> Completer:
    """Give what completes the name of a member of some classes, or of anything that has a label.

    Args:
        *classes: CURIEs of the classes; members of their subclasses count.

    Returns:
        What completes a short name, a CURIE or an IRI, whichever the user began to type.

    Example:
        >>> import click
        >>> argument = click.Argument(["term"], shell_complete=things("mediagora:Feature"))
        >>> context = click.Context(click.Command("describe", params=[argument]))
        >>> [(item.value, item.help) for item in argument.shell_complete(context, "job-s")]
        [('job-search', 'job search')]
    """

    def complete(
        context: click.Context, _parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        return _named(_labels(context, classes), incomplete)

    return complete


comparable: Final = things("mediagora:SocialMedia", "owl:Class")
"""Completes the name of a platform or a class."""


def objects(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Complete what is asked of a thing: a class or a property, and after a property anything."""
    classes = () if context.params.get("rest") else ("owl:Class", *_PROPERTIES)
    return things(*classes)(context, parameter, incomplete)


def codes(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Complete the code of a rule, with its title."""
    from mediagora.rules import rules

    return _begun({rule.code: rule.title for rule in rules()}, incomplete)


def paths(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Leave it to the shell to complete a file or folder."""
    return [_item(incomplete, kind="file")]


def folders(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Leave it to the shell to complete a folder."""
    return [_item(incomplete, kind="dir")]


def _catalogue(context: click.Context) -> list[Question]:
    """The user's own questions, if the line names a folder of them, and ours."""
    from mediagora.querying.catalogue import queries

    folder = context.params.get("queries") or context.params.get("folder")
    try:
        return queries(Path(folder) if folder else None)
    except MediagoraError:  # one malformed header; ours are well-formed
        return queries()


def _asked(context: click.Context) -> Question:
    from mediagora.querying.catalogue import find, read

    if text := context.params.get("execute"):
        return read(text)
    # As long as an option lacks its value, click does not give out the arguments.
    name = context.params.get("name") or next(iter(context.args), "")
    folder = context.params.get("queries")
    if name.endswith(_QUERY_FILES) and (path := Path(name)).is_file():
        return read(path.read_text(encoding="utf-8-sig"))
    return find(name, Path(folder) if folder else None)


def _values(parameter: Parameter, begun: str, context: click.Context) -> list[CompletionItem[str]]:
    """Items for the values that a parameter takes: all of them, or its default for an example."""
    from mediagora.vocabulary import expand

    if parameter.type == "iri":
        known = _labels(context, [parameter.of_class] if parameter.of_class else [])
        listed = {expand(each) or each for each in parameter.values}
        labels = {iri: known.get(iri, "") for iri in listed or known}
        return _named(labels, begun, short=bool(listed or parameter.of_class))
    if parameter.type == "boolean":
        return _begun({"false": "", "true": ""}, begun)
    if parameter.values:
        return _begun(dict.fromkeys(parameter.values, ""), begun)
    return _begun({parameter.default: "the default"} if parameter.default else {}, begun)


def _named(
    labels: Mapping[str, str], begun: str, *, short: bool = True
) -> list[CompletionItem[str]]:
    """Items for things by IRI: their short names, else CURIEs, else IRIs, as the user began."""
    from mediagora.vocabulary import shorten, slug

    slugs = _begun({slug(iri): label for iri, label in labels.items()} if short else {}, begun)
    curies = {shorten(iri): label for iri, label in labels.items()}
    return slugs or _begun(curies, begun) or _begun(labels, begun)


def _begun(told: Mapping[str, str], begun: str) -> list[CompletionItem[str]]:
    """Items for the values that begin as the user did, each with what is told of it."""
    start = begun.casefold()
    return [
        _item(value, told[value])
        for value in sorted(told)
        if value.casefold().startswith(start) and value.isprintable()
    ]


def _item(value: str, told: str = "", *, kind: str = "plain") -> CompletionItem[str]:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, type=kind, help=told if told.isprintable() and told else None)


def _labels(context: click.Context, classes: Sequence[str]) -> dict[str, str]:
    """English labels by IRI of the members of classes, or of all that has a label."""
    import pyoxigraph as ox

    from mediagora.querying.store import Members
    from mediagora.querying.view import LABEL, View
    from mediagora.vocabulary import expand

    store = _store(context.params.get("data") or ())
    view = View(store)
    if classes:
        wanted = [expand(each) or each for each in classes]
        found = {iri for each in wanted for iri in Members(store, each)}
    else:
        labelled = store.quads_for_pattern(None, ox.NamedNode(LABEL), None)
        found = {quad.subject.value for quad in labelled if isinstance(quad.subject, ox.NamedNode)}
    return {iri: view.text(iri, LABEL) or "" for iri in sorted(found)}


def _store(data: Sequence[str]) -> ox.Store:
    """What ships, without the evidence, and the user's own data if it is read in no time."""
    import pyoxigraph as ox

    from mediagora.reading.inputs import STDIN, collect
    from mediagora.reading.parsing import parse
    from mediagora.reading.shipped import shipped

    triples = shipped(evidence=False)
    with suppress(MediagoraError):
        # Neither standard input nor a pipe is touched: the command is still to read them.
        named = [path for path in data if path != STDIN and not Path(path).is_fifo()]
        sources = collect(named)
        if sum(source.size() for source in sources) <= _READ_AT_ONCE:
            triples += [triple for source in sources for triple in parse(source)]
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    return store
