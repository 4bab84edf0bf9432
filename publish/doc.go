// Package publish brings targets into the state that is wanted: it compares the wanted
// datasets with what a target holds, writes the difference down as a [Plan], and
// applies the plan change by change.
//
// Its guarantee: nothing is deleted without proof. A dataset disappears only when the
// listing of its source was proven complete, when few enough of that source's datasets
// disappear together, and after a period of grace; whatever else happens, what is
// published stays published. A plan is data: it can be saved, read by people, approved
// and applied later, and it refuses to overwrite what moved in the meantime.
//
// Reading sources, mapping and validation are left to the packages harvest, mappings
// and shapes; remembering absences between runs is left to internal/ledger.
package publish
