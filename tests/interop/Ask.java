import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semanticweb.owlapi.formats.RDFXMLDocumentFormat;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLAnnotationProperty;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLDataFactory;
import org.semanticweb.owlapi.model.OWLNamedIndividual;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.search.EntitySearcher;
import org.semanticweb.owlapi.util.VersionInfo;

/** Runs the program of docs/import.md, then answers what tests/interop asks, a line at a time. */
final class Ask {
    private static final String NS = "https://w3id.org/mediagora/ns#";
    private static final OWLDataFactory TERMS = ImportMediagora.MANAGER.getOWLDataFactory();

    public static void main(String[] arguments) throws Exception {
        ImportMediagora.main(arguments);
        end();
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            String[] word = line.split(" ", 2);
            switch (word[0]) {
                case "version" -> say("version", version());
                case "load" -> ImportMediagora.load(new File("mediagora.owl"));
                case "ask" -> answer(new File(word[1]));
                default -> throw new IllegalArgumentException(line);
            }
            end();
        }
    }

    /** Answers about all that the manager holds, so that a version left behind is seen. */
    private static void answer(File written) throws Exception {
        OWLNamedIndividual facebook = individual("https://w3id.org/mediagora/platform/facebook");
        OWLAnnotationProperty source =
                TERMS.getOWLAnnotationProperty("http://purl.org/dc/terms/source");
        for (OWLOntology held : ImportMediagora.MANAGER.ontologies().collect(Collectors.toList())) {
            kinds(TERMS.getOWLClass(NS + "SocialMedia"), held)
                    .flatMap(kind -> EntitySearcher.getIndividuals(kind, held))
                    .forEach(found -> say("platform", found.toStringID()));
            EntitySearcher.getObjectPropertyValues(
                            facebook, TERMS.getOWLObjectProperty(NS + "hasFeature"), held)
                    .forEach(feature -> say("feature", feature.toStringID()));
            held.dataPropertyAssertionAxioms(facebook)
                    .filter(fact -> fact.getProperty().equals(TERMS.getOWLDataProperty(NS + "launchYear")))
                    .flatMap(fact -> fact.annotations(source))
                    .forEach(known -> say("source", known.getValue().asIRI().get().toString()));
        }
        OWLOntology all = ImportMediagora.MANAGER.createOntology(
                ImportMediagora.MANAGER.ontologies().flatMap(OWLOntology::axioms));
        all.saveOntology(new RDFXMLDocumentFormat(), IRI.create(written));
        ImportMediagora.MANAGER.removeOntology(all);
    }

    private static Stream<OWLClass> kinds(OWLClass kind, OWLOntology held) {
        return Stream.concat(
                Stream.of(kind),
                held.subClassAxiomsForSuperClass(kind)
                        .filter(axiom -> axiom.getSubClass().isNamed())
                        .flatMap(axiom -> kinds(axiom.getSubClass().asOWLClass(), held)));
    }

    private static OWLNamedIndividual individual(String iri) {
        return TERMS.getOWLNamedIndividual(IRI.create(iri));
    }

    private static String version() {
        return VersionInfo.getVersionInfo().getVersion().split("\\.20")[0];
    }

    private static void say(String name, String value) {
        System.out.println(name + "\t" + value);
    }

    private static void end() {
        System.out.println("END");
    }

    private Ask() {}
}
