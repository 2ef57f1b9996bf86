
// Appended to the program of docs/import.md: answers what tests/interop asks, a line at a time.
const { Writer } = require("n3");

const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const OWL = "http://www.w3.org/2002/07/owl#";
const NS = "https://w3id.org/mediagora/ns#";
const SOURCE = "http://purl.org/dc/terms/source";

function say(name, terms) {
  terms.forEach((term) => console.log(`${name}\t${term.value}`));
}

function kinds(kind) {
  const below = store.getSubjects(`${RDFS}subClassOf`, kind, null);
  return [kind, ...below.flatMap((narrower) => kinds(narrower))];
}

const answer = {
  version() {
    // Some versions do not export their package.json.
    const folder = require.resolve("n3").replace(/(.*\bn3\b).*/, "$1");
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    console.log(`version\t${version}`);
  },
  load: loadAll,
  ask(written) {
    const social = DataFactory.namedNode(`${NS}SocialMedia`);
    const launchYear = `${NS}launchYear`;
    say("platform", kinds(social).flatMap((kind) => store.getSubjects(`${RDF}type`, kind, null)));
    say("feature", store.getObjects(facebook, hasFeature, null));
    for (const year of store.getObjects(facebook, launchYear, null)) {
      store.getSubjects(`${OWL}annotatedTarget`, year, null)
        .filter((node) => store.countQuads(node, `${OWL}annotatedSource`, facebook, null))
        .filter((node) => store.countQuads(node, `${OWL}annotatedProperty`, launchYear, null))
        .forEach((node) => say("source", store.getObjects(node, SOURCE, null)));
    }
    const writer = new Writer({ format: "N-Quads" });
    writer.addQuads(store.getQuads(null, null, null, null));
    writer.end((error, text) => fs.writeFileSync(written, text));
  },
};

console.log("END");
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [word, ...values] = line.split(" ");
  answer[word](...values);
  console.log("END");
});
