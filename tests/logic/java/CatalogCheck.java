import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.catalog.Catalog;
import javax.xml.catalog.CatalogFeatures;
import javax.xml.catalog.CatalogManager;

/**
 * Looks names up in an OASIS XML catalogue and those it leads to, by the reader of the JDK.
 *
 * <p>The first argument is the catalogue. Prints, for each further one, {@code name TAB uri}, the uri
 * empty where the catalogue does not know the name.
 */
final class CatalogCheck {
    public static void main(String[] arguments) {
        URI file = Path.of(arguments[0]).toAbsolutePath().toUri();
        Catalog catalog = CatalogManager.catalog(CatalogFeatures.defaults(), file);
        for (String name : arguments) {
            if (name != arguments[0]) {
                String uri = Stream.concat(Stream.of(catalog), catalog.catalogs())
                        .map(each -> each.matchURI(name)).filter(Objects::nonNull).findFirst().orElse("");
                System.out.println(name + "\t" + uri);
            }
        }
    }

    private CatalogCheck() {}
}
