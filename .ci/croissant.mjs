// Expands one croissant.json and holds what comes out against the vocabularies.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const cr = "http://mlcommons.org/croissant/";
const schema = "http://schema.org/";
const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

// Names of the vocabularies, as their specifications have them: Croissant 1.1 and RAI 1.0.
const names = (space, text) => text.trim().split(/\s+/).map((name) => space + name);
const types = new Set([
	...names(cr, "FileObject FileSet RecordSet Field"),
	...names(schema, "Dataset Organization Review"),
]);
const properties = new Set([
	...names(cr, `arrayShape citeAs column containedIn data dataType examples excludes extract field fileObject
		fileProperty fileSet includes isArray isLiveDataset jsonPath key md5 parentField recordSet references regex
		separator source subField transform value`),
	...names(cr + "RAI/", `annotationsPerItem annotatorDemographics dataAnnotationAnalysis dataAnnotationPlatform
		dataAnnotationProtocol dataBiases dataCollection dataCollectionMissingData dataCollectionRawData
		dataCollectionTimeframe dataCollectionType dataImputationProtocol dataLimitations dataManipulationProtocol
		dataPreprocessingProtocol dataReleaseMaintenancePlan dataSocialImpact dataUseCases hasSyntheticData
		machineAnnotationTools personalSensitiveInformation`),
	...names(schema, `contentSize contentUrl creator datePublished description distribution encodingFormat inLanguage
		keywords license name review reviewAspect reviewBody sha256 url version`),
	"http://purl.org/dc/terms/conformsTo",
	rdfType,
]);
// What a property refers to has one of these types.
const refers = {
	[cr + "fileObject"]: ["FileObject"],
	[cr + "fileSet"]: ["FileSet"],
	[cr + "containedIn"]: ["FileObject", "FileSet"],
	[cr + "key"]: ["Field"],
	[cr + "field"]: ["Field"],
	[cr + "recordSet"]: ["RecordSet"],
};

const text = readFileSync(process.argv[2], "utf8");
const doc = JSON.parse(text);
const options = {
	safe: true, // what would be left out is an error
	base: doc.url + "/", // ids are relative to the dataset
	documentLoader: (url) => {
		throw new Error(`asks for ${url}`);
	},
};
const wrong = [];
try {
	await jsonld.expand(doc, options);
} catch (error) {
	console.error(error.message, JSON.stringify(error.details));
	process.exit(1);
}
const statements = await jsonld.toRDF(doc, options);

const typeOf = new Map();
for (const s of statements.filter((s) => s.predicate.value === rdfType)) {
	typeOf.set(s.subject.value, s.object.value);
	if (!types.has(s.object.value)) wrong.push(`type ${s.object.value}`);
}
for (const s of statements) {
	const property = s.predicate.value;
	if (!properties.has(property)) wrong.push(`property ${property}`);
	const kinds = refers[property];
	if (kinds && !kinds.some((kind) => typeOf.get(s.object.value) === cr + kind)) {
		wrong.push(`${property} of ${s.subject.value} refers to ${s.object.value}, which is no ${kinds.join(" or ")}`);
	}
	if (property === cr + "dataType" && s.object.termType !== "NamedNode") {
		wrong.push(`data type ${s.object.value} is no name`);
	}
}
// Each node that says its type in the text is there, and no two have one id.
const written = text.match(/"@type":\s*"(?:sc|cr):/g).length;
if (typeOf.size !== written) wrong.push(`${typeOf.size} nodes with a type, the text has ${written}`);

if (wrong.length > 0) {
	console.error([...new Set(wrong)].slice(0, 20).join("\n"));
	process.exit(1);
}
console.log(`${statements.length} statements, ${typeOf.size} nodes, nothing left out`);
