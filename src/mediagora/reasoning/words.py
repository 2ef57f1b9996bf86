"""What axioms say, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.reasoning.owlterms import THING, TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediagora.reasoning.axioms import Axiom, Pair, Term

    Name = Callable[[Term], str]

_MASS_NOUNS: Final = frozenset({"media", "content"})
"""Last words of labels that take no article."""


def with_article(label: str) -> str:
    """Put the indefinite article before the label of a class, where it takes one.

    Example:
        >>> with_article("event platform"), with_article("social media"), with_article("forum")
        ('an event platform', 'social media', 'a forum')
    """
    if label.rpartition(" ")[2].casefold() in _MASS_NOUNS:
        return label
    start = label.casefold()
    vowel = start.startswith(("a", "e", "i", "o", "u", "xsd:", "hour")) and not start.startswith(
        ("use", "uni", "eu", "one")  # as in user, unique, European, one-to-one
    )
    return f"an {label}" if vowel else f"a {label}"


def every(noun: str) -> str:
    """Speak of all members of a class, by its name with the article.

    Example:
        >>> every("a social network"), every("social media")
        ('every social network', 'all social media')
    """
    bare = noun.removeprefix("an ").removeprefix("a ")
    return f"all {noun}" if bare == noun else f"every {bare}"


def words_of(axiom: Axiom, name: Name) -> str:  # noqa: PLR0911 -- a table
    """Say what an axiom says, without a full stop.

    Args:
        axiom: The axiom.
        name: Gives the name of a term.

    Example:
        >>> from pyoxigraph import NamedNode
        >>> from mediagora.reasoning.axioms import Axiom
        >>> words_of(Axiom("TransitiveObjectProperty", (NamedNode("urn:p"),)), str)
        "'<urn:p>' is transitive"
    """
    quoted = [f"'{name(term)}'" for term in axiom.terms]
    match axiom.kind:
        case "SubClassOf":
            return f"{_every(axiom.left, name)} {_is(axiom.right, name)}"
        case "EquivalentClasses":
            one, other = _noun(axiom.left, name), _noun(axiom.right, name)
            return f"{one} is the same as {other}"
        case "DisjointClasses":
            return f"nothing is two of these: {', '.join(name(term) for term in axiom.terms)}"
        case "SubObjectPropertyOf":
            return f"{quoted[0]} implies {quoted[1]}"
        case "EquivalentObjectProperties":
            return f"{quoted[0]} and {quoted[1]} mean the same"
        case "TransitiveObjectProperty":
            return f"{quoted[0]} is transitive"
        case "SubPropertyChainOf":
            if axiom.terms[0] == axiom.terms[2]:
                return f"{quoted[0]} extends to every {quoted[1]} of a value"
            return f"{quoted[0]} and then {quoted[1]} make {quoted[2]}"
        case "ObjectPropertyDomain":
            return f"what has a value for {quoted[0]} is {with_article(name(axiom.terms[1]))}"
        case "ObjectPropertyRange":
            return f"a value of {quoted[0]} is {with_article(name(axiom.terms[1]))}"
        case _:
            return f"a value of {quoted[0]} is {with_article(name(axiom.terms[1]))}"


def _every(pairs: tuple[Pair, ...], name: Name) -> str:
    return every(_noun(pairs, name))


def _is(pairs: tuple[Pair, ...], name: Name) -> str:
    if any(pair.predicate == TYPE for pair in pairs):
        return f"is {_noun(pairs, name)}"
    return " and ".join(f"has {_with(pair, name)}" for pair in pairs)


def _noun(pairs: tuple[Pair, ...], name: Name) -> str:
    """A class expression as a noun: its classes, then what else its members have."""
    classes = [with_article(name(pair.object)) for pair in pairs if pair.predicate == TYPE]
    values = [_with(pair, name) for pair in pairs if pair.predicate != TYPE]
    noun = " and ".join(classes) or with_article(_plain(name(THING)))
    return noun + (f" with {' and '.join(values)}" if values else "")


def _with(pair: Pair, name: Name) -> str:
    return f"the {name(pair.predicate).removeprefix('has ')} '{name(pair.object)}'"


def _plain(label: str) -> str:
    return "thing" if label == "owl:Thing" else label
