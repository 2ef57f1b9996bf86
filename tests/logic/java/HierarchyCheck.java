import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLEntity;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.parameters.Imports;

/**
 * Tells what HermiT concludes of the named classes and properties of each file.
 *
 * <p>Prints, for each file, lines {@code path TAB relation TAB lower TAB upper} for every class and
 * every property below another, and for each class that can have no member (below owl:Nothing).
 * A contradiction is the one line {@code path TAB INCONSISTENT TAB TAB}.
 */
final class HierarchyCheck {
    public static void main(String[] paths) throws Exception {
        for (String path : paths) {
            OWLOntology ontology = OWLManager.createOWLOntologyManager()
                    .loadOntologyFromOntologyDocument(new File(path));
            Configuration configuration = new Configuration();
            configuration.ignoreUnsupportedDatatypes = true;
            Reasoner reasoner = new Reasoner(configuration, ontology);
            if (!reasoner.isConsistent()) {
                print(path, "INCONSISTENT", "", "");
                continue;
            }
            ontology.classesInSignature().forEach(lower -> {
                print(path, "CLASS", lower, reasoner.getSuperClasses(lower, false).entities());
                print(path, "CLASS", lower, reasoner.getEquivalentClasses(lower).entities());
            });
            ontology.objectPropertiesInSignature().forEach(lower -> {
                print(path, "PROPERTY", lower, reasoner.getSuperObjectProperties(lower, false)
                        .entities().filter(upper -> upper.isNamed()).map(upper -> upper.getNamedProperty()));
                print(path, "PROPERTY", lower, reasoner.getEquivalentObjectProperties(lower)
                        .entities().filter(upper -> upper.isNamed()).map(upper -> upper.getNamedProperty()));
            });
            ontology.dataPropertiesInSignature().forEach(lower -> {
                print(path, "PROPERTY", lower, reasoner.getSuperDataProperties(lower, false).entities());
                print(path, "PROPERTY", lower, reasoner.getEquivalentDataProperties(lower).entities());
            });
        }
    }

    private static void print(
            String path, String relation, OWLEntity lower, Stream<? extends OWLEntity> uppers) {
        uppers.filter(upper -> !upper.equals(lower))
                .forEach(upper -> print(path, relation, text(lower), text(upper)));
    }

    private static String text(OWLEntity entity) {
        return entity.getIRI().toString();
    }

    private static void print(String... fields) {
        System.out.println(List.of(fields).stream().collect(Collectors.joining("\t")));
    }

    private HierarchyCheck() {}
}
