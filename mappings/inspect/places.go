package inspect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat/vocab"
)

// Places are the Italian regions that the rows of a table speak of.
type Places struct {
	// Regions are the IRIs of the regions, sorted.
	Regions []string
	// All tells that every one of the regions of the country occurs.
	All bool
	// Column is the title of the column; Rows is how many rows name a region.
	Column string
	Rows   int
	// Unknown are the values that name no region, sorted.
	Unknown []string
}

// Evidence tells in words where the places come from.
func (p *Places) Evidence() string {
	return fmt.Sprintf("column %s: %s in %s", p.Column, count(len(p.Regions), "region", "regions"),
		count(p.Rows, "row", "rows"))
}

// placesGuess counts the values of the region column, or of the province column when
// there is no other.
type placesGuess struct {
	column    int
	title     string
	provinces bool
	values    map[string]int
}

// maxPlaces bounds the distinct values that are kept: a column with more of them holds
// no regions and no provinces.
const maxPlaces = 400

func newPlacesGuess(columns []string) *placesGuess {
	p := &placesGuess{column: -1, values: map[string]int{}}
	for _, provinces := range []bool{false, true} {
		for i, title := range columns {
			if p.column < 0 && isPlaceTitle(fold(title), provinces) {
				p.column, p.title, p.provinces = i, title, provinces
			}
		}
	}
	return p
}

// isPlaceTitle accepts "regione", "regione sede", "den reg", "codice regione".
func isPlaceTitle(title string, provinces bool) bool {
	words := []string{"regione", "regioni", "region", "reg"}
	if provinces {
		words = []string{"provincia", "province", "prov"}
	}
	first, rest, _ := strings.Cut(title, " ")
	if slices.Contains(words, first) {
		return true
	}
	switch first {
	case "denominazione", "den", "nome", "codice", "cod", "territorio":
		last := rest[strings.LastIndexByte(rest, ' ')+1:]
		return slices.Contains(words, last)
	}
	return false
}

func (p *placesGuess) add(cells []string) {
	if p.column < 0 || p.column >= len(cells) || len(p.values) > maxPlaces {
		return
	}
	if value := strings.TrimSpace(cells[p.column]); value != "" {
		p.values[value]++
	}
}

// The autonomous provinces that together are the region Trentino-Alto Adige: regional
// statistics give them as two rows in place of one.
const trentino = "Trentino-Alto Adige"

// places looks the values up; nil when none is a region.
func (p *placesGuess) places(f *File) *Places {
	table, ok := vocab.Lookup("region")
	if p.column < 0 || len(p.values) == 0 || len(p.values) > maxPlaces || !ok {
		return nil
	}
	out := &Places{Column: p.title}
	halves := map[string]int{}
	for value, rows := range p.values {
		if region, ok := p.region(table, value); ok {
			out.Rows += rows
			if !slices.Contains(out.Regions, region) {
				out.Regions = append(out.Regions, region)
			}
			continue
		}
		if half := autonomousProvince(fold(value)); half != "" {
			halves[half] += rows
			continue
		}
		out.Unknown = append(out.Unknown, value)
	}
	if region, ok := table.Find(trentino); ok && len(halves) == 2 && !slices.Contains(out.Regions, region.IRI) {
		out.Regions = append(out.Regions, region.IRI)
		out.Rows += halves["trento"] + halves["bolzano"]
	}
	slices.Sort(out.Regions)
	slices.Sort(out.Unknown)
	if len(out.Regions) == 0 {
		return nil
	}
	if len(out.Unknown) > 0 {
		f.note("unknown-region", 0, "column %q: %s no Italian region: %s", p.title,
			count(len(out.Unknown), "value is", "values are"), strings.Join(out.Unknown[:min(3, len(out.Unknown))], ", "))
	}
	out.All = len(out.Regions) == regionCount(table)
	return out
}

// region finds the region of a value: itself, or the one that a province lies in.
func (p *placesGuess) region(table *vocab.Table, value string) (string, bool) {
	if !p.provinces {
		entry, ok := table.Find(value)
		return entry.IRI, ok
	}
	provinces, ok := vocab.Lookup("province")
	if !ok {
		return "", false
	}
	province, ok := provinces.Find(value)
	if !ok {
		return "", false
	}
	entry, ok := table.Find(province.Attr["region"])
	return entry.IRI, ok
}

func autonomousProvince(folded string) string {
	if len(folded) > 60 {
		return ""
	}
	for _, half := range []string{"trento", "bolzano"} {
		if folded == half || strings.Contains(folded, "provinc") && strings.Contains(folded, half) ||
			strings.HasPrefix(folded, "p a ") && strings.Contains(folded, half) ||
			strings.HasPrefix(folded, "pa ") && strings.Contains(folded, half) {
			return half
		}
	}
	return ""
}

// regionCount counts the regions that exist: the ISTAT table also has the code 00, for
// places from before the regions.
func regionCount(table *vocab.Table) int {
	n := 0
	for _, e := range table.Entries() {
		if e.Code != "00" {
			n++
		}
	}
	return n
}
