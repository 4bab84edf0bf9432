package inspect

import (
	"fmt"
	"strings"
)

// Type is what the values of a column are.
type Type string

// The types of columns. An IntegerAsDecimal column holds whole numbers that are
// written with a fraction of zero ("321.0"): xsd:integer would refuse its lexical
// forms and xsd:decimal would hide that they are counts.
const (
	String           Type = "string"
	Code             Type = "code" // digits whose leading zeros count: ISTAT codes
	Integer          Type = "integer"
	IntegerAsDecimal Type = "integer-valued decimal"
	Decimal          Type = "decimal"
	Percentage       Type = "percentage"
	Boolean          Type = "boolean"
	Date             Type = "date"
	DateTime         Type = "date-time"
	Year             Type = "year"
	Month            Type = "month"
	Empty            Type = "empty"
	Mixed            Type = "mixed"
)

// Column describes one column of a table.
type Column struct {
	// Title is the header cell, trimmed; Name is unique and fit for a variable.
	Title, Name string
	Type        Type
	// Format tells how the values are written where Type leaves it open: "dd/MM/yyyy"
	// for a Date, "," for a Decimal with decimal comma, ",." when points group its
	// digits too, "SI|NO" for a Boolean.
	Format string
	// Null is the mark that stands for no value (".", "n.d."), "" when none does.
	Null string
	// Values and Missing count the cells with and without a value.
	Values, Missing int
	// Sample is the first value.
	Sample string
}

// columnGuess counts the kinds of the values of one column.
type columnGuess struct {
	title  string
	counts [kinds]int
	empty  int
	null   string
	nulls  int
	sample string
	first  [kinds]int // line of the first value of each kind
	truth  [2]string  // spellings of true and false

	grouped    bool // a point can only be a group mark: 1.234,5
	points3    int  // 1.234: group mark or decimal point
	points     int  // 1.5: a decimal point for certain
	wholeComma bool // 321,0
}

func newColumnGuess(title string) *columnGuess {
	return &columnGuess{title: strings.TrimSpace(strings.TrimPrefix(title, "\ufeff"))}
}

func (c *columnGuess) add(value string, line int) {
	value = strings.TrimSpace(value)
	if value == "" {
		c.empty++
		return
	}
	k := kindOf(value)
	if k == kindNull {
		if c.null == "" {
			c.null = value
		}
		c.nulls++
		return
	}
	if c.sample == "" {
		c.sample = value
	}
	c.counts[k]++
	if c.first[k] == 0 {
		c.first[k] = line
	}
	switch k {
	case kindBoolean:
		i := 1
		if isTrue(value) {
			i = 0
		}
		if c.truth[i] == "" {
			c.truth[i] = value
		}
	case kindPoint:
		if dot := strings.IndexByte(value, '.'); len(value)-dot == 4 && dot <= 4 && value[0] != '0' {
			c.points3++
		} else {
			c.points++
		}
	case kindGrouped:
		c.grouped = true
	case kindWhole:
		c.wholeComma = c.wholeComma || strings.IndexByte(value, ',') > 0
	}
}

func (c *columnGuess) values() int {
	n := 0
	for _, k := range c.counts {
		n += k
	}
	return n
}

// column decides the type; it holds for every value, or the column is Mixed. Texts may
// have other kinds among them: a name can look like a number.
func (c *columnGuess) column(position int, names map[string]bool) Column {
	col := Column{
		Title: c.title, Name: columnName(c.title, position, names), Null: c.null,
		Values: c.values(), Missing: c.empty + c.nulls, Sample: c.sample,
	}
	n := col.Values
	only := func(kinds ...kind) bool {
		sum := 0
		for _, k := range kinds {
			sum += c.counts[k]
		}
		return sum == n
	}
	has := func(k kind) bool { return c.counts[k] > 0 }
	switch {
	case n == 0:
		col.Type = Empty
	case isYearTitle(c.title) && only(kindInteger, kindWhole) && !has(kindWhole):
		col.Type = Year
	case only(kindCode, kindInteger) && has(kindCode):
		col.Type = Code
	case only(kindInteger):
		col.Type = Integer
	case only(kindInteger, kindWhole) && has(kindWhole):
		col.Type = IntegerAsDecimal
		if c.wholeComma {
			col.Format = ","
		}
	case only(kindInteger, kindWhole, kindPoint, kindComma, kindGrouped, kindGroups):
		c.decimal(&col, has)
	case only(kindPercent):
		col.Type = Percentage
	case only(kindBoolean):
		col.Type, col.Format = Boolean, c.truth[0]+"|"+c.truth[1]
		if c.truth[0] == "" || c.truth[1] == "" {
			col.Type, col.Format = String, "" // one value throughout proves nothing
		}
	case only(kindDate):
		col.Type = Date
	case only(kindSlashDate):
		col.Type, col.Format = Date, "dd/MM/yyyy"
	case only(kindDashDate):
		col.Type, col.Format = Date, "dd-MM-yyyy"
	case only(kindDateTime):
		col.Type = DateTime
	case only(kindMonth):
		col.Type = Month
	case only(kindText, kindMonth, kindBoolean, kindCode) || has(kindText) && c.counts[kindText]*10 >= n*9:
		col.Type = String
	default:
		col.Type = Mixed
	}
	return col
}

// decimal settles what point and comma mean in a column of numbers.
func (c *columnGuess) decimal(col *Column, has func(kind) bool) {
	col.Type = Decimal
	switch {
	case has(kindComma) && (c.points > 0) && !c.grouped:
		col.Type = Mixed // "1.5" and "1,5" in one column
	case c.grouped || has(kindComma) && c.points3 > 0:
		col.Format = ",."
	case has(kindComma):
		col.Format = ","
	case has(kindGroups):
		col.Type, col.Format = Integer, "." // 1.234.567: whole numbers in groups
	}
}

// notes tells what is wrong with a column.
func (c *columnGuess) notes(f *File, col Column) {
	name := col.Title
	if name == "" {
		name = col.Name
	}
	switch {
	case col.Type == Empty && col.Missing > 0:
		f.note("empty-column", 0, "column %q has no value", name)
	case col.Type == Mixed:
		f.note("mixed-column", c.firstOdd(), "column %q mixes kinds of values: %s", name, c.summary())
	case col.Type == Decimal && col.Format == "" && c.points3 > 0 && c.points == 0 && c.counts[kindWhole] == 0:
		f.note("ambiguous-number", c.first[kindPoint], "column %q: %q may be a decimal or have a group mark", name, c.sample)
	case col.Type == IntegerAsDecimal:
		f.note("integer-as-decimal", c.first[kindWhole], "column %q: whole numbers are written as decimals, such as %q", name, c.sample)
	}
	if col.Null != "" && col.Values > 0 {
		f.note("null-mark", 0, "column %q: %q stands for no value in %d cells", name, col.Null, c.nulls)
	}
}

// firstOdd is where the second commonest kind begins.
func (c *columnGuess) firstOdd() int {
	most, second := -1, -1
	for k, n := range c.counts {
		switch {
		case n == 0:
		case most < 0 || n > c.counts[most]:
			most, second = k, most
		case second < 0 || n > c.counts[second]:
			second = k
		}
	}
	if second < 0 {
		return 0
	}
	return c.first[second]
}

func (c *columnGuess) summary() string {
	var parts []string
	for k, n := range c.counts {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kindNames[k]))
		}
	}
	return strings.Join(parts, ", ")
}

// columnName makes a CSVW column name of a title: letters, digits and "_" only, not
// beginning with "_" (Metadata Vocabulary for Tabular Data, section 5.6).
func columnName(title string, position int, taken map[string]bool) string {
	var b strings.Builder
	for _, r := range foldKeepingCase(title) {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	name := strings.TrimRight(b.String(), "_")
	if name == "" {
		name = fmt.Sprintf("column%d", position)
	}
	unique := name
	for i := 2; taken[strings.ToLower(unique)]; i++ {
		unique = fmt.Sprintf("%s_%d", name, i)
	}
	taken[strings.ToLower(unique)] = true
	return unique
}
