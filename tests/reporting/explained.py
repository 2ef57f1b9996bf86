"""Explanations made by hand, and any explanations at all, from which each form is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from mediagora.reasoning.records import (
    Abduction,
    AxiomUsed,
    Contradiction,
    Explanation,
    Fact,
    Justification,
    MissingFacts,
    Step,
)
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES, shorten
from reporting.sample import ANY_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TYPE: Final = f"{PREFIXES['rdf']}type"
SUBCLASS: Final = f"{PREFIXES['rdfs']}subClassOf"
NOTHING: Final = f"{PREFIXES['owl']}Nothing"
LINKEDIN: Final = f"{OWN_PREFIXES['platform']}linkedin"
WHATSAPP: Final = f"{OWN_PREFIXES['platform']}whatsapp"
DATA: Final = "data/platforms/linkedin.ttl"
ONTOLOGY: Final = "ontology/mediagora.ttl"

LABELS: Final = {
    LINKEDIN: "LinkedIn",
    WHATSAPP: "WhatsApp",
    f"{NS}ContactNetwork": "contact network",
    f"{NS}Feature": "feature",
    f"{NS}ProfessionalNetwork": "professional network",
    f"{NS}SocialMedia": "social media",
    f"{NS}SocialNetwork": "social network",
    f"{OWN_PREFIXES['purpose']}build-relationships": "build relationships",
    f"{OWN_PREFIXES['purpose']}keep-in-contact": "keep in contact",
    f"{OWN_PREFIXES['purpose']}professional-networking": "professional networking",
    f"{OWN_PREFIXES['source']}S0": "Social networks and social media: understanding the nuances",
    f"{OWN_PREFIXES['source']}S1": "Social Networking And Social Media, What Difference?",
    f"{OWN_PREFIXES['source']}S4": "What is social media?",
}


def names(iri: str) -> str:
    """A label, or a CURIE."""
    return LABELS.get(iri) or shorten(iri)


def purpose(name: str) -> str:
    """IRI of a purpose."""
    return f"{OWN_PREFIXES['purpose']}{name}"


def sources(*short: str) -> tuple[str, ...]:
    """IRIs of sources."""
    return tuple(f"{OWN_PREFIXES['source']}{each}" for each in short)


def fact(
    subject: str,
    predicate: str,
    value: str | None,
    *by: str,
    path: str | None = None,
    line: int | None = None,
) -> Fact:
    """A fact with its sources in short."""
    return Fact(
        subject=subject,
        predicate=predicate,
        object=value,
        sources=sources(*by),
        path=path,
        line=line,
    )


def axiom(kind: str, words: str, line: int, *by: str) -> AxiomUsed:
    """An axiom of the ontology."""
    return AxiomUsed(kind=kind, words=words, sources=sources(*by), path=ONTOLOGY, line=line)


def step(facts: Iterable[Fact], by: AxiomUsed, rule: str, conclusion: Fact | None) -> Step:
    """One application of a rule."""
    return Step(facts=tuple(facts), axiom=by, rule=rule, conclusion=conclusion)


def reason(*steps: Step) -> Justification:
    """A justification of all that its steps need."""
    concluded = {each.conclusion.triple for each in steps if each.conclusion}
    facts = dict.fromkeys(
        known for each in steps for known in each.facts if known.triple not in concluded
    )
    return Justification(
        facts=tuple(facts), axioms=tuple(dict.fromkeys(each.axiom for each in steps)), steps=steps
    )


STATED: Final = fact(LINKEDIN, TYPE, f"{NS}SocialNetwork", "S1", "S4", path=DATA, line=29)
QUESTION: Final = fact(LINKEDIN, TYPE, f"{NS}SocialNetwork")
PROFESSIONAL: Final = fact(
    LINKEDIN, TYPE, f"{NS}ProfessionalNetwork", "S1", "digitalstuart", path=DATA, line=29
)
MEDIA: Final = fact(LINKEDIN, TYPE, f"{NS}SocialMedia", "editorial", path=DATA, line=29)
KIND: Final = fact(
    purpose("professional-networking"),
    f"{NS}broaderPurpose",
    purpose("build-relationships"),
    "S0",
    path=ONTOLOGY,
    line=352,
)
NETWORKING: Final = fact(LINKEDIN, f"{NS}hasMainPurpose", purpose("professional-networking"))
RELATING: Final = fact(LINKEDIN, f"{NS}hasMainPurpose", purpose("build-relationships"))

BELOW: Final = axiom("SubClassOf", "every professional network is a social network", 597, "S1")
PROFESSIONAL_MEANS: Final = axiom(
    "EquivalentClasses",
    "a professional network is the same as a social network with main purpose 'professional "
    "networking'",
    598,
    "S1",
    "S4",
)
CHAIN: Final = axiom(
    "SubPropertyChainOf",
    "'has main purpose' and then 'broader purpose' make 'has main purpose'",
    1042,
)
NETWORK_MEANS: Final = axiom(
    "EquivalentClasses",
    "a social network is the same as social media with main purpose 'build relationships'",
    766,
    "S0",
    "S1",
)
DISJOINT: Final = axiom("DisjointClasses", "nothing is two of these: social media, feature", 1527)

LONG: Final = reason(
    step([PROFESSIONAL], PROFESSIONAL_MEANS, "cls-hv1", NETWORKING),
    step([NETWORKING, KIND], CHAIN, "prp-spo2", RELATING),
    step([MEDIA, RELATING], NETWORK_MEANS, "cls-int1", QUESTION),
)

HOLDS: Final = Explanation(
    question=QUESTION,
    holds=True,
    justifications=(
        Justification(facts=(STATED,), axioms=(), steps=()),
        reason(step([PROFESSIONAL], BELOW, "cax-sco", QUESTION)),
        LONG,
    ),
)
"""Stated, following in one step, and following in three from a fact that nobody states."""

FAILS: Final = Explanation(
    question=fact(WHATSAPP, TYPE, f"{NS}SocialNetwork"),
    holds=False,
    reason="it is not on record and follows from nothing that is",
    notes=("axioms of these kinds are not looked at: owl:unionOf (2)",),
)

OF_CLASS: Final = Explanation(
    question=fact(f"{NS}ProfessionalNetwork", SUBCLASS, f"{NS}SocialMedia"),
    holds=True,
    justifications=(
        reason(
            step(
                [],
                BELOW,
                "cax-sco",
                fact(f"{NS}ProfessionalNetwork", SUBCLASS, f"{NS}SocialNetwork"),
            ),
            step(
                [fact(f"{NS}ProfessionalNetwork", SUBCLASS, f"{NS}SocialNetwork")],
                axiom("SubClassOf", "every social network is social media", 765, "S0"),
                "cax-sco",
                fact(f"{NS}ProfessionalNetwork", SUBCLASS, f"{NS}SocialMedia"),
            ),
        ),
        reason(
            step(
                [],
                PROFESSIONAL_MEANS,
                "cls-hv1",
                fact(
                    f"{NS}ProfessionalNetwork",
                    f"{NS}hasMainPurpose",
                    purpose("professional-networking"),
                ),
            ),
            step(
                [
                    fact(
                        f"{NS}ProfessionalNetwork",
                        f"{NS}hasMainPurpose",
                        purpose("professional-networking"),
                    )
                ],
                axiom(
                    "ObjectPropertyDomain",
                    "what has a value for 'has main purpose' is social media",
                    1040,
                ),
                "prp-dom",
                fact(f"{NS}ProfessionalNetwork", SUBCLASS, f"{NS}SocialMedia"),
            ),
        ),
    ),
    is_complete=False,
)
"""That a class lies under another, which rests on axioms alone."""

FEATURE: Final = fact(LINKEDIN, TYPE, f"{NS}Feature", path="my.ttl", line=3)
CONTRADICTION: Final = Contradiction(
    individual=LINKEDIN,
    words="LinkedIn is social media and a feature, and nothing is both",
    justification=reason(step([MEDIA, FEATURE], DISJOINT, "cax-adc", None)),
)

_SUPPOSED: Final = fact(LINKEDIN, TYPE, f"{NS}Feature")
MISSING: Final = Abduction(
    question=FAILS.question,
    holds=False,
    missing=(
        MissingFacts(
            facts=(fact(WHATSAPP, f"{NS}hasMainPurpose", purpose("build-relationships")),)
        ),
        MissingFacts(
            facts=(
                fact(WHATSAPP, TYPE, f"{NS}SocialMedia"),
                fact(WHATSAPP, f"{NS}hasFeature", None),
            )
        ),
        MissingFacts(
            facts=(_SUPPOSED,),
            contradictions=(
                Contradiction(
                    individual=LINKEDIN,
                    words="LinkedIn is social media and a feature, and nothing is both",
                    justification=reason(step([MEDIA, _SUPPOSED], DISJOINT, "cax-adc", None)),
                ),
            ),
        ),
    ),
)
"""One fact, two of which one may be anything, and one that contradicts what is there."""

EXPLANATIONS: Final = {"holds": HOLDS, "fails": FAILS, "class": OF_CLASS}


_IRIS: Final = [f"urn:n{number}" for number in range(4)]
_PREDICATES: Final = (TYPE, SUBCLASS, f"{NS}hasFeature", "urn:p")


@st.composite
def any_fact(draw: st.DrawFn) -> Fact:
    """A fact of which only the types are right."""
    literal = ANY_TEXT.map(lambda text: f'"{text}"')
    return Fact(
        subject=draw(st.sampled_from([*_IRIS, "_:b1"])),
        predicate=draw(st.sampled_from(_PREDICATES)),
        object=draw(st.one_of(st.none(), st.sampled_from([*_IRIS, NOTHING, '"2"@en']), literal)),
        sources=tuple(
            draw(st.lists(ANY_TEXT | st.sampled_from(sources("S1", "editorial")), max_size=2))
        ),
        path=draw(st.none() | ANY_TEXT),
        line=draw(st.none() | st.integers(1, 9)),
    )


@st.composite
def any_justification(draw: st.DrawFn) -> Justification:
    """Facts, and steps from them and from earlier conclusions."""
    facts = draw(st.lists(any_fact(), min_size=1, max_size=6))
    known, steps = list(facts), []
    for number in range(draw(st.integers(0, 5))):
        premises = draw(st.lists(st.sampled_from(known), max_size=4))
        words = draw(ANY_TEXT)
        by = AxiomUsed(kind="SubClassOf", words=words, path=draw(st.none() | ANY_TEXT), line=3)
        conclusion = draw(any_fact() | st.none() if number else any_fact())
        steps.append(step(premises, by, "cax-sco", conclusion))
        known += [conclusion] if conclusion else []
    return Justification(facts=tuple(facts), axioms=(), steps=tuple(steps))


@st.composite
def any_explanation(draw: st.DrawFn) -> Explanation:
    """Any justifications, or none."""
    return Explanation(
        question=draw(any_fact()),
        holds=draw(st.booleans()),
        justifications=tuple(draw(st.lists(any_justification(), max_size=3))),
        is_complete=draw(st.booleans()),
        reason=draw(st.none() | ANY_TEXT),
        notes=tuple(draw(st.lists(ANY_TEXT, max_size=1))),
    )


@st.composite
def any_names(draw: st.DrawFn) -> Callable[[str], str]:
    """Labels that may hold anything."""
    labels = {iri: draw(ANY_TEXT) for iri in (*_IRIS, "urn:p")}
    return lambda iri: labels.get(iri, iri)
