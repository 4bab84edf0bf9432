package inspect

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trebbia/trebbia/internal/reference"
)

// The same three rows in every format that holds tables.
func sameTable(t *testing.T) map[string]string {
	ods := `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table>
<table:table-row><table:table-cell><text:p>Anno</text:p></table:table-cell><table:table-cell><text:p>Mese</text:p></table:table-cell><table:table-cell><text:p>Regione</text:p></table:table-cell><table:table-cell><text:p>numero</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16380"/></table:table-row>
<table:table-row><table:table-cell office:value="2023"><text:p>2023</text:p></table:table-cell><table:table-cell><text:p>Agosto</text:p></table:table-cell><table:table-cell><text:p>EMILIA_ROMAGNA</text:p></table:table-cell><table:table-cell office:value="321.0"><text:p>321</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value="2022"><text:p>2022</text:p></table:table-cell><table:table-cell><text:p>Dicembre</text:p></table:table-cell><table:table-cell><text:p>Valle d'Aosta/Vallee d'Aoste</text:p></table:table-cell><table:table-cell office:value="12.0"><text:p>12</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>`
	return map[string]string{
		"a.csv":  "Anno,Mese,Regione,numero\n2023,Agosto,EMILIA_ROMAGNA,321.0\n2022,Dicembre,Valle d'Aosta/Vallee d'Aoste,12.0\n",
		"b.csv":  "\xff\xfe" + utf16le("Anno;Mese;Regione;numero\r\n2023;Agosto;EMILIA_ROMAGNA;321.0\r\n2022;Dicembre;Valle d'Aosta/Vallee d'Aoste;12.0\r\n"),
		"a.json": `[{"Anno":2023,"Mese":"Agosto","Regione":"EMILIA_ROMAGNA","numero":321.0},{"Anno":2022,"Mese":"Dicembre","Regione":"Valle d'Aosta/Vallee d'Aoste","numero":12.0}]`,
		"b.json": `{"ok":true,"result":{"records":[{"Anno":2023,"Mese":"Agosto","Regione":"EMILIA_ROMAGNA","numero":321.0,"x":[1]},{"Anno":2022,"Mese":"Dicembre","Regione":"Valle d'Aosta/Vallee d'Aoste","numero":12.0}]}}`,
		"a.xml":  `<?xml version="1.0"?><d><head><title>x</title></head><row><Anno>2023</Anno><Mese>Agosto</Mese><Regione>EMILIA_ROMAGNA</Regione><numero>321.0</numero></row><row><Anno>2022</Anno><Mese>Dicembre</Mese><Regione>Valle d'Aosta/Vallee d'Aoste</Regione><numero>12.0</numero></row></d>`,
		"b.xml":  `<d><r Anno="2023" Mese="Agosto" Regione="EMILIA_ROMAGNA" numero="321.0"/><r Anno="2022" Mese="Dicembre" Regione="Valle d'Aosta/Vallee d'Aoste" numero="12.0"/></d>`,
		"a.xlsx": xlsxOf(t, []any{"Anno", "Mese", "Regione", "numero"}, []any{2023, "Agosto", "EMILIA_ROMAGNA", "321.0"}, []any{2022, "Dicembre", "Valle d'Aosta/Vallee d'Aoste", "12.0"}),
		"a.ods":  zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", ods),
		"a.zip":  zipOf(t, "a.csv", "Anno,Mese,Regione,numero\n2023,Agosto,EMILIA_ROMAGNA,321.0\n2022,Dicembre,Valle d'Aosta/Vallee d'Aoste,12.0\n"),
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestTheSameTableInEveryFormat(t *testing.T) {
	for name, content := range sameTable(t) {
		f := look(t, name, content)
		if f.Table == nil || f.Table.Period == nil || f.Table.Places == nil {
			t.Errorf("%s: no table, period or places: %+v", name, f)
			continue
		}
		if p := f.Table.Period; p.Start != "2022-12-01" || p.End != "2023-08-31" || p.Unit != "month" || p.Rows != 2 {
			t.Errorf("%s: period %+v", name, p)
		}
		if p := f.Table.Places; len(p.Regions) != 2 || !strings.HasSuffix(p.Regions[0], "/02") || !strings.HasSuffix(p.Regions[1], "/08") || p.All {
			t.Errorf("%s: places %+v", name, p)
		}
		i := slices.IndexFunc(f.Table.Columns, func(c Column) bool { return c.Title == "numero" })
		if i < 0 || f.Table.Columns[i].Type != IntegerAsDecimal || f.Table.Rows != 2 {
			t.Errorf("%s: columns %+v, rows %d", name, f.Table.Columns, f.Table.Rows)
		}
	}
}

func TestPeriod(t *testing.T) {
	for _, test := range []struct{ name, content, start, end, unit string }{
		{"years", "anno;n\n2020;1\n2022;2\n2021;3\n", "2020-01-01", "2022-12-31", "year"},
		{"years as floats", "Anno ;n\n2020.0;1\n2022.0;2\n", "2020-01-01", "2022-12-31", "year"},
		{"sorted by the months' names", "Anno,Mese,n\n2023,Agosto,1\n2023,Aprile,1\n2023,Dicembre,1\n2023,Gennaio,1\n", "2023-01-01", "2023-12-31", "month"},
		{"months by number", "Anno,Mese,n\n2023,02,1\n2023,1,1\n", "2023-01-01", "2023-02-28", "month"},
		{"leap year", "Anno,Mese,n\n2024,feb,1\n2024,FEB.,2\n", "2024-02-01", "2024-02-29", "month"},
		{"quarters", "anno;trimestre;n\n2021;1° trimestre;1\n2021;III;1\n", "2021-01-01", "2021-09-30", "quarter"},
		{"quarter codes", "TIME_PERIOD;n\n2021-Q4;1\n2022-Q1;1\n", "2021-10-01", "2022-03-31", "quarter"},
		{"dates", "data,n\n31/12/2021,1\n01/02/2021,3\n", "2021-02-01", "2021-12-31", "day"},
		{"date-times", "data,n\n2020-02-24T18:00:00,1\n2020-03-01T18:00:00,1\n", "2020-02-24", "2020-03-01", "day"},
		{"month in words", "periodo;n\ngennaio 2020;1\nmarzo 2020;1\n", "2020-01-01", "2020-03-31", "month"},
		{"months in one column", "Anno-Mese;n\n2019-11;1\n2020-02;1\n", "2019-11-01", "2020-02-29", "month"},
		{"total rows do not count", "anno;n\n2020;1\nTotale 2019;7\n", "2020-01-01", "2020-12-31", "year"},
		{"not about the table", "anno nascita;n\n1950;1\n1980;1\n", "", "", ""},
		{"not years", "anno;n\nprimo;1\nsecondo;2\n", "", "", ""},
	} {
		f := look(t, "a.csv", test.content)
		var got Period
		if f.Table != nil && f.Table.Period != nil {
			got = *f.Table.Period
		}
		if got.Start != test.start || got.End != test.end || got.Unit != test.unit {
			t.Errorf("%s: %s to %s by %s, want %s to %s by %s", test.name, got.Start, got.End, got.Unit, test.start, test.end, test.unit)
		}
	}
}

var regions = map[string][]string{
	"capitals with underscores": {"ABRUZZO", "BASILICATA", "CALABRIA", "CAMPANIA", "EMILIA_ROMAGNA", "FRIULI_VENEZIA_GIULIA",
		"LAZIO", "LIGURIA", "LOMBARDIA", "MARCHE", "MOLISE", "PIEMONTE", "PUGLIA", "SARDEGNA", "SICILIA", "TOSCANA",
		"TRENTINO_ALTO_ADIGE", "UMBRIA", "VALLE_D'AOSTA", "VENETO"},
	"names of the observatory": {"Abruzzo", "Basilicata", "Calabria", "Campania", "Emilia-Romagna", "Friuli-Venezia Giulia",
		"Lazio", "Liguria", "Lombardia", "Marche", "Molise", "Piemonte", "Puglia", "Sardegna", "Sicilia", "Toscana",
		"Trentino-Alto-Adige", "Umbria", "Valle d'Aosta/Vallee d'Aoste", "Veneto"},
	"the autonomous provinces apart": {"Abruzzo", "Basilicata", "Calabria", "Campania", "Emilia Romagna", "Friuli Venezia Giulia",
		"Lazio", "Liguria", "Lombardia", "Marche", "Molise", "Piemonte", "Puglia", "Sardegna", "Sicilia", "Toscana",
		"P.A. Bolzano", "P.A. Trento", "Umbria", "Valle d'Aosta", "Veneto"},
}

func TestRegionsInTheirSpellings(t *testing.T) {
	for name, list := range regions {
		f := look(t, "a.csv", "Regione;n\n"+strings.Join(list, ";1\n")+";1\nTotale;20\n")
		if p := f.Table.Places; p == nil || !p.All || len(p.Regions) != 20 || len(p.Unknown) != 0 {
			t.Errorf("%s: %+v", name, p)
		}
		f = look(t, "a.csv", "Regione;n\n"+strings.Join(list[1:], ";1\n")+";1\nEstero;20\n")
		if p := f.Table.Places; p == nil || p.All || len(p.Regions) != 19 || !slices.Equal(p.Unknown, []string{"Estero"}) || !f.has("unknown-region") {
			t.Errorf("%s but one: %+v", name, p)
		}
	}
}

func TestColumnTypes(t *testing.T) {
	for _, test := range []struct {
		values string // separated by "|"
		typ    Type
		format string
	}{
		{"1|20|-3", Integer, ""},
		{"321.0|12.0|7", IntegerAsDecimal, ""},
		{"321,0|12,0", IntegerAsDecimal, ","},
		{"001|012|123", Code, ""},
		{"1.5|2.25", Decimal, ""},
		{"1,5|2", Decimal, ","},
		{"1.234,5|7|1.000,00", Decimal, ",."},
		{"1.234|1,5", Decimal, ",."},
		{"1.234.567|12", Integer, "."},
		{"1.5|1,5", Mixed, ""},
		{"21.30%|4%", Percentage, ""},
		{"SI|NO|SI", Boolean, "SI|NO"},
		{"SI|SI", String, ""},
		{"2023-08-31|2023-01-01", Date, ""},
		{"31/08/2023|1/9/2023", Date, "dd/MM/yyyy"},
		{"31-08-2023", Date, "dd-MM-yyyy"},
		{"2026-07-10T22:06:17.795351", DateTime, ""},
		{"Agosto|Aprile", Month, ""},
		{"ABRUZZO|VALLE_D'AOSTA", String, ""},
		{".|4|n.d.", Integer, ""},
		{"||", Empty, ""},
		{"1|x|2", Mixed, ""},
	} {
		f := look(t, "a.csv", "chiave;valore\nk;"+strings.ReplaceAll(test.values, "|", "\nk;")+"\n")
		c := f.Table.Columns[1]
		if c.Type != test.typ || c.Format != test.format {
			t.Errorf("%s: %s %q, want %s %q", test.values, c.Type, c.Format, test.typ, test.format)
		}
	}
}

func TestColumnNames(t *testing.T) {
	f := look(t, "a.csv", "Ramo di attività;ramo di attivita; ;%;Anno \na;b;c;d;2020\n")
	var names []string
	for _, c := range f.Table.Columns {
		names = append(names, c.Name)
	}
	want := []string{"Ramo_di_attivita", "ramo_di_attivita_2", "column3", "column4", "Anno"}
	if !slices.Equal(names, want) {
		t.Errorf("names %q, want %q", names, want)
	}
}

// Every CSV file of the reference is read whole; the counts were taken with another
// reader (Python's csv module).
func TestRealFiles(t *testing.T) {
	dir := reference.Dir(t)
	for name, want := range map[string]struct {
		rows, columns int
		delimiter     string
	}{
		"vocabularies/it/regions.csv":                      {21, 3, ","},
		"vocabularies/it/licences.csv":                     {51, 6, ","},
		"vocabularies/iana/media_types.csv":                {2108, 1, ","},
		"examples/mqa/dati-gov-it_titolari_2026-08-22.csv": {1608, 17, ","},
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		f := look(t, name, string(data))
		if f.FileType != "CSV" || f.Table == nil || f.Table.Rows != want.rows || len(f.Table.Columns) != want.columns || f.Table.Delimiter != want.delimiter {
			t.Errorf("%s: %s, %+v", name, f.FileType, f.Table)
		}
	}
}
