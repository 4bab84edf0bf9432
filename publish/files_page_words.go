package publish

import (
	"strconv"
	"strings"
	"time"
)

// pageWords are the words of index.html, by language. The keys of the levels of a Note
// are the levels themselves.
var pageWords = map[string]map[string]string{
	"it": {
		"skip": "Vai ai dataset", "count": "dataset", "publisher": "Editore", "modified": "Aggiornato il",
		"whole": "Il catalogo intero", "metadata": "Metadati", "holder": "Titolare", "licence": "Licenza",
		"datasets": "Dataset", "title": "Distribuzione", "format": "Formato", "size": "Dimensione",
		"links": "Collegamenti", "download": "Scarica", "access": "Pagina di accesso",
		"none": "Nessun dataset pubblicato.", "notes": "Segnalazioni dell’ultima elaborazione",
		"about": "Riguarda", "level": "Gravità", "text": "Segnalazione", "noNotes": "Nessuna segnalazione.",
		"onDatasets": "Le segnalazioni sui dataset pubblicati sono accanto a ciascun dataset.",
		"violation":  "Violazione", "warning": "Avviso", "info": "Informazione",
	},
	"en": {
		"skip": "Go to the datasets", "count": "datasets", "publisher": "Publisher", "modified": "Updated on",
		"whole": "The whole catalogue", "metadata": "Metadata", "holder": "Rights holder", "licence": "Licence",
		"datasets": "Datasets", "title": "Distribution", "format": "Format", "size": "Size",
		"links": "Links", "download": "Download", "access": "Access page",
		"none": "No dataset is published.", "notes": "Findings of the last run",
		"about": "About", "level": "Severity", "text": "Finding", "noNotes": "No findings.",
		"onDatasets": "Findings about published datasets stand beside each dataset.",
		"violation":  "Violation", "warning": "Warning", "info": "Information",
	},
}

var monthNames = map[string][12]string{
	"it": {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// dateIn writes the day of an xsd:date or xsd:dateTime as people do ("4 maggio 2023");
// any other text stays as it is.
func dateIn(lang, text string) pageDate {
	day, err := time.Parse(time.DateOnly, text[:min(len(text), len(time.DateOnly))])
	if err != nil {
		return pageDate{Text: text}
	}
	return pageDate{
		Text:    strconv.Itoa(day.Day()) + " " + monthNames[lang][day.Month()-1] + " " + strconv.Itoa(day.Year()),
		Machine: day.Format(time.DateOnly),
	}
}

// sizeIn writes a number of bytes in decimal units; "" when it is no number.
func sizeIn(lang, text string) string {
	bytes, err := strconv.ParseFloat(text, 64)
	if err != nil || bytes < 0 {
		return ""
	}
	units := []string{"byte", "kB", "MB", "GB", "TB"}
	if lang == "en" {
		units[0] = "bytes"
	}
	unit := 0
	for bytes >= 1000 && unit < len(units)-1 {
		bytes, unit = bytes/1000, unit+1
	}
	decimals := 0
	if unit > 0 && bytes < 100 {
		decimals = 1
	}
	number := strconv.FormatFloat(bytes, 'f', decimals, 64)
	if lang == "it" {
		number = strings.Replace(number, ".", ",", 1)
	}
	return number + " " + units[unit]
}
