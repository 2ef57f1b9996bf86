import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.ReasonerFactory;
import org.semanticweb.owl.explanation.api.Explanation;
import org.semanticweb.owl.explanation.api.ExplanationGenerator;
import org.semanticweb.owl.explanation.api.ExplanationManager;
import org.semanticweb.owl.explanation.impl.blackbox.checker.InconsistentOntologyExplanationGeneratorFactory;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLAxiom;
import org.semanticweb.owlapi.model.OWLClassExpression;
import org.semanticweb.owlapi.model.OWLDataFactory;
import org.semanticweb.owlapi.model.OWLDataHasValue;
import org.semanticweb.owlapi.model.OWLEntity;
import org.semanticweb.owlapi.model.OWLLiteral;
import org.semanticweb.owlapi.model.OWLNamedIndividual;
import org.semanticweb.owlapi.model.OWLObjectHasValue;
import org.semanticweb.owlapi.model.OWLObjectIntersectionOf;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.reasoner.OWLReasoner;

/**
 * Tells all justifications that the OWL API and HermiT find for what follows from ontologies.
 *
 * <p>Takes a file of questions, one a line: the path of an ontology (which imports nothing), TAB, the
 * question, its words apart by TAB: {@code type individual class}, {@code value subject property
 * object}, {@code subclass class class}, {@code unsatisfiable class} or {@code inconsistent}; names
 * are IRIs, literals as {@code "1"^^datatype}.
 *
 * <p>Prints, for each justification, {@code number TAB axiom TAB axiom ...}: the number of the question,
 * from 0, and each axiom as its kind in OWL 2 and its parts, apart by spaces. A part is an IRI, a
 * literal in which spaces are written {@code \\u0020}, {@code property=value}, or several of these
 * joined by {@code &}. Of an inconsistent ontology everything follows, so that only
 * {@code inconsistent} has an answer there, and other questions get {@code number TAB INCONSISTENT};
 * a class without members lies under all, and {@code subclass} gets {@code number TAB UNSATISFIABLE}.
 * A consistent one answers {@code inconsistent} with {@code number TAB CONSISTENT}.
 */
final class Explanations {
    private static final long MILLISECONDS = 120_000;
    private static final OWLDataFactory FACTORY = OWLManager.getOWLDataFactory();

    public static void main(String[] arguments) throws Exception {
        Map<String, OWLOntology> ontologies = new HashMap<>();
        Map<String, Boolean> consistent = new HashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] words = line.split("\t");
            if (!ontologies.containsKey(words[0])) {
                OWLOntology loaded = OWLManager.createOWLOntologyManager()
                        .loadOntologyFromOntologyDocument(new File(words[0]));
                OWLReasoner reasoner = reasoners().createReasoner(loaded);
                ontologies.put(words[0], loaded);
                consistent.put(words[0], reasoner.isConsistent());
                reasoner.dispose();
            }
            OWLOntology ontology = ontologies.get(words[0]);
            boolean isConsistent = consistent.get(words[0]);
            if (words[1].equals("inconsistent") == isConsistent) {
                System.out.println(number + (isConsistent ? "\tCONSISTENT" : "\tINCONSISTENT"));
            } else if (words[1].equals("subclass") && !isSatisfiable(ontology, kind(words[2]))) {
                System.out.println(number + "\tUNSATISFIABLE");
            } else {
                for (Explanation<OWLAxiom> each : explanations(ontology, words)) {
                    System.out.println(Stream.concat(Stream.of(Integer.toString(number)),
                            each.getAxioms().stream().map(Explanations::text))
                            .collect(Collectors.joining("\t")));
                }
            }
            number++;
        }
    }

    private static boolean isSatisfiable(OWLOntology ontology, OWLClassExpression kind) {
        OWLReasoner reasoner = reasoners().createReasoner(ontology);
        boolean answer = reasoner.isSatisfiable(kind);
        reasoner.dispose();
        return answer;
    }

    private static Set<Explanation<OWLAxiom>> explanations(OWLOntology ontology, String[] words) {
        Set<OWLAxiom> axioms = ontology.logicalAxioms()
                .<OWLAxiom>map(axiom -> axiom.getAxiomWithoutAnnotations()).collect(Collectors.toSet());
        ExplanationGenerator<OWLAxiom> generator = words[1].equals("inconsistent")
                ? new InconsistentOntologyExplanationGeneratorFactory(reasoners(), MILLISECONDS)
                        .createExplanationGenerator(axioms)
                : ExplanationManager.createExplanationGeneratorFactory(reasoners())
                        .createExplanationGenerator(axioms);
        return generator.getExplanations(question(ontology, words));
    }

    /** HermiT that tells of a contradiction instead of throwing it, and looks at no unknown datatype. */
    private static ReasonerFactory reasoners() {
        return new ReasonerFactory() {
            @Override
            protected OWLReasoner createHermiTOWLReasoner(
                    Configuration configuration, OWLOntology ontology) {
                configuration.throwInconsistentOntologyException = false;
                configuration.ignoreUnsupportedDatatypes = true;
                return super.createHermiTOWLReasoner(configuration, ontology);
            }
        };
    }

    private static OWLAxiom question(OWLOntology ontology, String[] words) {
        switch (words[1]) {
            case "type":
                return FACTORY.getOWLClassAssertionAxiom(kind(words[3]), individual(words[2]));
            case "subclass":
                return FACTORY.getOWLSubClassOfAxiom(kind(words[2]), kind(words[3]));
            case "unsatisfiable":
                return FACTORY.getOWLSubClassOfAxiom(kind(words[2]), FACTORY.getOWLNothing());
            case "inconsistent":
                return FACTORY.getOWLSubClassOfAxiom(FACTORY.getOWLThing(), FACTORY.getOWLNothing());
            case "value":
                IRI property = IRI.create(words[3]);
                if (words[4].startsWith("\"")) {
                    int end = words[4].lastIndexOf("\"^^");
                    return FACTORY.getOWLDataPropertyAssertionAxiom(
                            FACTORY.getOWLDataProperty(property), individual(words[2]),
                            FACTORY.getOWLLiteral(words[4].substring(1, end),
                                    FACTORY.getOWLDatatype(IRI.create(words[4].substring(end + 3)))));
                }
                return FACTORY.getOWLObjectPropertyAssertionAxiom(
                        FACTORY.getOWLObjectProperty(property),
                        individual(words[2]), individual(words[4]));
            default:
                throw new IllegalArgumentException("No such question: " + words[1]);
        }
    }

    private static OWLClassExpression kind(String iri) {
        return FACTORY.getOWLClass(IRI.create(iri));
    }

    private static OWLNamedIndividual individual(String iri) {
        return FACTORY.getOWLNamedIndividual(IRI.create(iri));
    }

    private static String text(OWLAxiom axiom) {
        Stream<?> parts = axiom.componentsWithoutAnnotations()
                .flatMap(part -> part instanceof Collection ? ((Collection<?>) part).stream() : Stream.of(part));
        return Stream.concat(Stream.of(axiom.getAxiomType().getName()), parts.map(Explanations::part))
                .collect(Collectors.joining(" "));
    }

    private static String part(Object part) {
        if (part instanceof OWLEntity) {
            return ((OWLEntity) part).getIRI().toString();
        }
        if (part instanceof OWLLiteral) {
            OWLLiteral literal = (OWLLiteral) part;
            String end = literal.hasLang() ? "@" + literal.getLang()
                    : "^^" + literal.getDatatype().getIRI();
            return "\"" + literal.getLiteral().replace(" ", "\\u0020") + "\"" + end;
        }
        if (part instanceof OWLObjectIntersectionOf) {
            return ((OWLObjectIntersectionOf) part).operands().map(Explanations::part)
                    .collect(Collectors.joining("&"));
        }
        if (part instanceof OWLObjectHasValue) {
            OWLObjectHasValue value = (OWLObjectHasValue) part;
            return part(value.getProperty()) + "=" + part(value.getFiller());
        }
        if (part instanceof OWLDataHasValue) {
            OWLDataHasValue value = (OWLDataHasValue) part;
            return part(value.getProperty()) + "=" + part(value.getFiller());
        }
        throw new IllegalArgumentException("Part of an axiom that is not foreseen: " + part);
    }

    private Explanations() {}
}
