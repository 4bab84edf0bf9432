// Package shapes holds application profiles as SHACL files and validates catalogues
// and datasets against them by name. Load gives those that it holds, Compile makes one
// of anybody's shapes files, and With adds code lists of the user.
//
// Its guarantee is that a finding is true: the code lists lie beside the data as a
// background graph, so that a good code is never reported because a vocabulary was not
// loaded. Every constraint has an IRI, a severity, and a message in Italian and English
// that says where the fault is, what it is and what to do.
//
// Each profile has a folder; a folder is shared where two profiles ask for the same
// (dcat-ap), and a profile may borrow single constraints of another's folder. Besides
// SHACL's own terms the files use the namespace https://trebbia.dev/ns#:
//
//   - clause: what the constraint is taken from (in dcat-ap-it comments say it);
//   - agidRule: number of the rule of AgID's validator that reports the same fault;
//   - level: mandatory, recommended or optional, of the property; or advice;
//   - vocabulary: table of dcat/vocab in which a value may be looked up for "did you mean";
//   - form: mailto where a value should be the IRI of a mail address;
//   - knownLicence, openLicence: in the background graph, what is known of a licence IRI.
//
// What SHACL Core cannot say, such as that two datasets have one title, is a check in
// Go whose texts stand in the same files, in shapes that are deactivated.
//
// The engine is left to shapes/shacl, the code lists to dcat/vocab; how findings are
// shown and what they stop is left to the callers.
package shapes
