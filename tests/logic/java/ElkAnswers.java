import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.semanticweb.elk.owlapi.ElkReasonerFactory;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.AxiomType;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLAxiom;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLClassExpression;
import org.semanticweb.owlapi.model.OWLDataFactory;
import org.semanticweb.owlapi.model.OWLNamedIndividual;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.reasoner.OWLReasoner;

/**
 * Tells what ELK concludes of the named classes and individuals of each file.
 *
 * <p>Prints lines of {@code path TAB what TAB ...}: {@code SUBCLASS} with class and class above it,
 * {@code TYPE} with individual and class, {@code VALUE} with individual, property and value.
 *
 * <p>ELK has no call for values of properties. So each property and value is given a class of its own
 * that all with that value belong to, and its members are looked up.
 */
final class ElkAnswers {
    private final String path;
    private final OWLOntology ontology;
    private final OWLDataFactory terms;
    private final Map<OWLClass, String[]> asked = new HashMap<>();
    private final List<OWLAxiom> questions = new ArrayList<>();

    public static void main(String[] paths) throws Exception {
        for (String path : paths) {
            new ElkAnswers(path).answer();
        }
    }

    private ElkAnswers(String path) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        this.path = path;
        ontology = manager.loadOntologyFromOntologyDocument(new File(path));
        terms = manager.getOWLDataFactory();
    }

    private void answer() {
        Set<OWLClass> classes = ontology.classesInSignature().collect(Collectors.toSet());
        List<OWLNamedIndividual> individuals =
                ontology.individualsInSignature().collect(Collectors.toList());
        ontology.objectPropertiesInSignature().forEach(property -> individuals.forEach(value ->
                ask(terms.getOWLObjectHasValue(property, value), property.getIRI(),
                        "<" + value.getIRI() + ">")));
        ontology.axioms(AxiomType.DATA_PROPERTY_ASSERTION).forEach(fact ->
                ask(terms.getOWLDataHasValue(fact.getProperty(), fact.getObject()),
                        fact.getProperty().asOWLDataProperty().getIRI(), fact.getObject().toString()));
        ontology.addAxioms(questions);
        OWLReasoner reasoner = new ElkReasonerFactory().createReasoner(ontology);
        if (!reasoner.isConsistent()) {
            throw new IllegalStateException(path + " contradicts itself");
        }
        for (OWLClass lower : classes) {
            reasoner.getSuperClasses(lower, false).entities().filter(classes::contains)
                    .forEach(upper -> print("SUBCLASS", text(lower), text(upper)));
            reasoner.getEquivalentClasses(lower).entities()
                    .filter(other -> !other.equals(lower))
                    .filter(other -> classes.contains(other) || other.isOWLNothing())
                    .forEach(other -> print("SUBCLASS", text(lower), text(other)));
        }
        for (OWLNamedIndividual individual : individuals) {
            String name = individual.getIRI().toString();
            reasoner.getTypes(individual, false).entities().forEach(kind -> {
                if (classes.contains(kind)) {
                    print("TYPE", name, text(kind));
                } else if (asked.containsKey(kind)) {
                    print("VALUE", name, asked.get(kind)[0], asked.get(kind)[1]);
                }
            });
        }
        reasoner.dispose();
    }

    private void ask(OWLClassExpression with, IRI property, String value) {
        OWLClass question = terms.getOWLClass(IRI.create("urn:x:question:" + asked.size()));
        asked.put(question, new String[] {property.toString(), value});
        questions.add(terms.getOWLSubClassOfAxiom(with, question));
    }

    private static String text(OWLClass entity) {
        return entity.getIRI().toString();
    }

    private void print(String... fields) {
        System.out.println(path + "\t" + String.join("\t", fields));
    }
}
