package mappings

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/dcat/vocab"
	"github.com/trebbia/trebbia/mappings/inspect"
)

// opened is a file that has been looked into, for the node that it belongs to.
type opened struct {
	*inspect.File
	node rdf.Term
}

// open looks into the file that an entry stands for; nil when it is not to be opened
// or could not be. Nothing is derived from a web page that came in place of a file:
// portals answer with one where the file is gone or the reader is refused.
func (r *run) open(spec *inspectSpec, s scope) *opened {
	ref := r.text(spec.ref, s)
	if r.m.opt.Open == nil || ref == "" {
		return nil
	}
	declared := r.declaredType(spec, s, ref)
	if isPage(declared) || isService(declared) {
		return nil // no file: its bytes are others every time
	}
	gap := Gap{Kind: Unreadable, Node: r.nodeName(s), Field: strings.Join(spec.ref.fields, ", "), Value: short(ref)}
	body, err := r.m.opt.Open(r.ctx, ref)
	if err != nil {
		gap.Message = fmt.Sprintf("the attachment cannot be opened, nothing is derived from it: %s", err)
		r.gap(gap)
		return nil
	}
	defer body.Close()
	name := r.text(spec.name, s)
	if extensionOf(name) == nil {
		if fromRef, ok := fileNameOf(ref).(string); ok {
			name = fromRef
		}
	}
	file, err := inspect.Inspect(r.ctx, body, name, inspect.Options{})
	if err != nil {
		gap.Message = fmt.Sprintf("the attachment cannot be read to its end, nothing is derived from it: %s", err)
		var large *inspect.TooLargeError
		if errors.As(err, &large) {
			gap.Message = fmt.Sprintf("the attachment is larger than %d bytes, nothing is derived from it", large.Limit)
		}
		r.gap(gap)
		return nil
	}
	if isPage(file.FileType) && declared != "" {
		r.gap(Gap{
			Kind: Conflict, Property: "dct:format", Node: r.nodeName(s), Value: declared, Result: declared,
			Evidence: "content of " + name,
			Message:  fmt.Sprintf("%s is declared as %s, but its address answers with a web page: nothing is derived from it; check the address", name, declared),
		})
		return nil
	}
	for _, n := range file.Notes {
		if !n.Defect() {
			continue
		}
		message := name + ": " + n.Text
		if n.Line > 0 {
			message = fmt.Sprintf("%s:%d: %s", name, n.Line, n.Text)
		}
		r.gap(Gap{Kind: Noticed, Node: r.nodeName(s), Rule: n.Code, Message: message})
	}
	out := &opened{File: file, node: s.node}
	r.files = append(r.files, out)
	return out
}

// text evaluates an expression that gives one text; "" when there is none.
func (r *run) text(e *expression, s scope) string {
	if e == nil {
		return ""
	}
	values, err := e.run(r.ctx, s.item, r.record, r.source)
	if err != nil || len(values) == 0 || isBlank(values[0]) {
		return ""
	}
	return strings.TrimSpace(textOf(values[0]))
}

// declaredType is the EU file type that the record or the file's name declares.
func (r *run) declaredType(spec *inspectSpec, s scope, ref string) string {
	table, _ := vocab.Lookup("file-type")
	if entry, ok := table.Find(r.text(spec.format, s)); ok {
		return entry.Code
	}
	if ext, ok := extensionOf(ref).(string); ok {
		if entry, ok := table.Find(ext); ok {
			return entry.Code
		}
	}
	return ""
}

// isService recognises the codes of web services and of previews of maps.
func isService(fileType string) bool {
	return strings.HasSuffix(fileType, "_SRVC") || fileType == "MAP_PRVW" || fileType == "REST" || fileType == "SPARQLQ"
}

func isPage(fileType string) bool {
	return strings.HasPrefix(strings.TrimPrefix(fileType, "X"), "HTML")
}

// data gives what the content of the scope's file, or of all files, shows.
func (r *run) data(s scope, kind string) []result {
	switch kind {
	case "period":
		return r.dataPeriod()
	case "places":
		return r.dataPlaces()
	}
	if s.file == nil {
		return nil
	}
	f := s.file
	content := "content of " + f.Name
	if isPage(f.FileType) && kind != "file-type" && kind != "media-type" {
		return nil
	}
	switch kind {
	case "file-type":
		out := codeOf(r.place(""), "file-type", f.FileType, content)
		if table, _ := vocab.Lookup("file-type"); f.Container != "" && len(out) > 0 {
			container, _ := table.Code(f.Container)
			out[0].agrees = rdf.IRI(container.IRI)
		}
		return out
	case "media-type":
		return codeOf(r.place(""), "media-type", f.MediaType, content)
	case "package":
		if f.Container == "ZIP" && f.FileType != "ZIP" {
			return codeOf(r.place(""), "media-type", inspect.MediaType("ZIP"), content)
		}
	case "compression":
		if f.Container == "GZIP" && f.FileType != "GZIP" {
			return codeOf(r.place(""), "media-type", inspect.MediaType("GZIP"), content)
		}
	case "byte-size":
		return []result{{term: rdf.TypedLiteral(fmt.Sprint(f.ByteSize), r.m.opt.output().byteSize), evidence: content}}
	case "checksum":
		return []result{r.checksum(f)}
	case "table":
		return r.table(s)
	case "description":
		if f.Table != nil && len(f.Table.Columns) > 0 {
			return []result{{term: rdf.LangLiteral(sentence(f.Table), "it"), evidence: content}}
		}
	}
	return nil
}

func codeOf(at place, table, code, evidence string) []result {
	t, _ := vocab.Lookup(table)
	entry, ok := t.Code(code)
	if !ok {
		return nil
	}
	v := at.concept(t, entry)
	v.evidence = evidence
	return []result{v}
}

// maxNamed bounds the columns that a description names.
const maxNamed = 40

// sentence says what a table holds, for people who choose between distributions.
func sentence(t *inspect.Table) string {
	var names []string
	for _, c := range t.Columns {
		name := c.Title
		if name == "" {
			name = c.Name
		}
		names = append(names, name)
	}
	rows, columns := fmt.Sprintf("%d righe", t.Rows), fmt.Sprintf("%d colonne", len(names))
	if t.Rows == 1 {
		rows = "una riga"
	}
	if len(names) == 1 {
		columns = "una colonna"
	}
	more := ""
	if len(names) > maxNamed {
		more = fmt.Sprintf(" e altre %d", len(names)-maxNamed)
		names = names[:maxNamed]
	}
	return fmt.Sprintf("Tabella di %s e %s: %s%s.", rows, columns, strings.Join(names, ", "), more)
}

// checksum is the SHA-256 of a file (DCAT-AP 3.0.1, spdx:Checksum: algorithm and value
// mandatory).
func (r *run) checksum(f *opened) result {
	d := describe(f.node.Value+"/checksum", vocab.SPDX+"Checksum")
	algorithm := rdf.IRI(r.m.opt.output().sha256)
	d.add(vocab.SPDX+"algorithm", algorithm)
	d.addTo(algorithm, vocab.RDFType, rdf.IRI(vocab.SPDX+"ChecksumAlgorithm"))
	d.add(vocab.SPDX+"checksumValue", rdf.TypedLiteral(f.SHA256, vocab.XSD+"hexBinary"))
	return result{term: d.node, extra: d.triples, evidence: "content of " + f.Name}
}

// table describes the table in a file as CSVW, a companion of the dataset that the
// distribution conforms to.
func (r *run) table(s scope) []result {
	f := s.file
	if f.Table == nil || f.Table.Delimiter == "" || len(f.Table.Columns) == 0 {
		return nil
	}
	name := f.Name
	if f.Container != "" && len(f.Members) == 1 {
		name = f.Members[0]
	}
	url, ok := r.object(s.node, vocab.DCATDownloadURL)
	if !ok {
		if url, ok = r.object(s.node, vocab.DCATAccessURL); !ok {
			return nil
		}
	}
	bytes, err := inspect.CSVW(f.Table, url.Value, r.m.spec.lang)
	if err != nil {
		return nil
	}
	stem, _, _ := cutLast(name, ".")
	// Below the catalogue's own address also when the dataset has an IRI elsewhere:
	// that is where the file will be.
	folder := r.m.opt.Base + "/dataset/" + r.slug + "/"
	iri := folder + dcat.Slug(stem) + ".csv-metadata.json"
	for n := 2; slices.ContainsFunc(r.companions, func(c dcat.Companion) bool { return c.IRI == iri }); n++ {
		iri = fmt.Sprintf("%s%s-%d.csv-metadata.json", folder, dcat.Slug(stem), n)
	}
	r.companions = append(r.companions, dcat.Companion{IRI: iri, MediaType: inspect.CSVWMediaType, Bytes: bytes})
	d := describe(iri, vocab.DCATAPIT+"Standard", vocab.DCT+"Standard")
	d.add(vocab.DCTIdentifier, rdf.Literal(iri[len(folder):]))
	d.add(vocab.DCTTitle, rdf.LangLiteral("Descrizione CSVW della tabella "+name, "it"))
	return []result{{term: d.node, extra: d.triples, evidence: "header and rows of " + name}}
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i > 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// dataPeriod is the time that the tables of all files together speak of.
func (r *run) dataPeriod() []result {
	var start, end string
	var evidence []string
	for _, f := range r.files {
		if f.Table == nil || f.Table.Period == nil {
			continue
		}
		p := f.Table.Period
		if start == "" || p.Start < start {
			start = p.Start
		}
		end = max(end, p.End)
		evidence = append(evidence, f.Name+", "+p.Evidence())
	}
	if start == "" {
		return nil
	}
	d := describePeriod(r.iri, start, end)
	return []result{{term: d.node, extra: d.triples, evidence: briefly(evidence)}}
}

// dataPlaces are the regions that the tables of all files together speak of: the
// country when it is all of them.
func (r *run) dataPlaces() []result {
	var regions, evidence []string
	all := false
	for _, f := range r.files {
		if f.Table == nil || f.Table.Places == nil {
			continue
		}
		p := f.Table.Places
		all = all || p.All
		regions = append(regions, p.Regions...)
		evidence = append(evidence, f.Name+", "+p.Evidence())
	}
	slices.Sort(regions)
	regions = slices.Compact(regions)
	table, _ := vocab.Lookup("region")
	if all {
		countries, _ := vocab.Lookup("country")
		if italy, ok := countries.Code("ITA"); ok {
			table, regions = countries, []string{italy.IRI}
		}
	}
	var out []result
	for _, iri := range regions {
		entry, ok := table.IRI(iri)
		if !ok {
			continue
		}
		d := describePlace(table, entry)
		out = append(out, result{term: d.node, extra: d.triples, evidence: briefly(evidence)})
	}
	return out
}

// briefly joins the evidence of several files.
func briefly(evidence []string) string {
	if len(evidence) > 1 {
		return fmt.Sprintf("%s (and %d more)", evidence[0], len(evidence)-1)
	}
	return evidence[0]
}
