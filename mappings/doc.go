// Package mappings turns source records into DCAT-AP_IT datasets by crosswalks that
// are data: YAML files that say which field becomes which property.
//
// Its guarantee: nothing is invented. A value of a mapped dataset was found in the
// record, or derived from evidence that a Gap names, or configured by the
// administrator as a default, which a Gap counts; what could not be carried over is
// a Gap too. Harvesting records, validating datasets and publishing them is left to
// the other stages; looking into data files to package mappings/inspect.
package mappings
