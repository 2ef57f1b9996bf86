import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.io.FileDocumentSource;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.MissingImportHandlingStrategy;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyLoaderConfiguration;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.Profiles;

/**
 * Tells which OWL 2 profiles each file breaks, and how.
 *
 * <p>Prints, for each file, one line {@code path TAB AXIOMS TAB count} (logical axioms, annotations set
 * aside) and one line {@code path TAB profile TAB violation} for each violation of DL, EL and RL.
 * Nothing is fetched: every import is looked for in a file that does not exist, and passed over.
 */
final class ProfileCheck {
    private static final List<Profiles> PROFILES =
            List.of(Profiles.OWL2_DL, Profiles.OWL2_EL, Profiles.OWL2_RL);

    public static void main(String[] paths) throws Exception {
        for (String path : paths) {
            OWLOntology ontology = load(new File(path));
            long axioms = ontology.logicalAxioms().map(axiom -> axiom.getAxiomWithoutAnnotations())
                    .distinct().count();
            print(path, "AXIOMS", Long.toString(axioms));
            for (Profiles profile : PROFILES) {
                profile.checkOntology(ontology).getViolations()
                        .forEach(violation -> print(path, profile.name(), violation.toString()));
            }
        }
    }

    private static OWLOntology load(File file) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        IRI nowhere = IRI.create(new File(file.getParentFile(), "no-such-import").toURI());
        manager.getIRIMappers().add(imported -> nowhere);
        OWLOntologyLoaderConfiguration offline = new OWLOntologyLoaderConfiguration()
                .setMissingImportHandlingStrategy(MissingImportHandlingStrategy.SILENT);
        return manager.loadOntologyFromOntologyDocument(new FileDocumentSource(file), offline);
    }

    private static void print(String... fields) {
        System.out.println(List.of(fields).stream()
                .map(field -> field.replaceAll("\\s+", " "))
                .collect(Collectors.joining("\t")));
    }

    private ProfileCheck() {}
}
