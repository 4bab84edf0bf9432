// Package shapes holds application profiles as SHACL files and validates catalogues
// and datasets against them by name.
//
// Its guarantee is that a finding is true: the code lists lie beside the data as a
// background graph, so that a good code is never reported because a vocabulary was not
// loaded. Every constraint has an IRI, a severity, and a message in Italian and English
// that says where the fault is, what it is and what to do.
//
// Besides SHACL's own terms the files use the namespace https://trebbia.dev/ns#:
//
//   - agidRule: number of the rule of AgID's validator that reports the same fault;
//   - level: mandatory, recommended or optional, of the property; or advice;
//   - vocabulary: table of dcat/vocab in which a value may be looked up for "did you mean";
//   - knownLicence, openLicence: in the background graph, what is known of a licence IRI.
//
// The engine is left to shapes/shacl, the code lists to dcat/vocab; how findings are
// shown and what they stop is left to the callers.
package shapes
