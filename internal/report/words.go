package report

import (
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// words are the texts of the reports that people read, in English (the key) and Italian.
var words = map[string]string{
	"source":     "fonte",
	"read":       "letti",
	"mapped":     "mappati",
	"derived":    "derivati",
	"defaulted":  "predefiniti",
	"repaired":   "riparati",
	"lost":       "non riportati",
	"unreadable": "illeggibili",
	"noticed":    "difetti",
	"conflict":   "in conflitto",
	"warnings":   "avvisi",
	"set aside":  "accantonati",
	"publish":    "pubblicabili",

	"profile": "profilo",
	"hint":    "suggerimento",
	"kept in": "conservato in",

	"--together validates the documents as one catalogue, if that is what they are": "--together convalida i documenti come un solo catalogo, se è questo che sono",

	"nothing changed: the catalogue is as it was":                  "nessuna modifica: il catalogo è rimasto com'era",
	"plan: %d to create, %d to update, %d to delete, %d unchanged": "piano: %d da creare, %d da aggiornare, %d da eliminare, %d invariati",
	"create":                       "crea",
	"update":                       "aggiorna",
	"delete":                       "elimina",
	"delete withheld":              "eliminazione trattenuta",
	"not published":                "non pubblicato",
	"published: %d datasets in %s": "pubblicati: %d dataset in %s",
	"and %d more files":            "e altri %d file",
	"no file had to be written":    "nessun file da scrivere",
	"done":                         "fatto",
	"partial: what is named above was left out, everything else is done": "parziale: quanto indicato sopra è rimasto fuori, tutto il resto è fatto",
	"the listing of source %q is not proven complete: %s":                "l'elenco della fonte %q non è dimostrato completo: %s",
	"no violation": "nessuna violazione",
	"no finding":   "nessun rilievo",

	"Some findings are not listed.": "Alcuni rilievi non sono elencati.",
	"%d findings are not listed here: code scanning takes %d of a run. \"trebbia validate\" tells all, folded by their cause.": "%d rilievi non sono elencati qui: code scanning ne accetta %d per esecuzione. \"trebbia validate\" li dice tutti, raggruppati per causa.",

	"%d times":                          "%d volte",
	", and %d more":                     " e altri %d",
	"did you mean %s?":                  "si intendeva %s?",
	"baseline %s: %d findings accepted": "baseline %s: %d rilievi accettati",
	"baseline %s: %d known findings are not shown":                                               "baseline %s: %d rilievi già noti non sono mostrati",
	"; %d are found no more: where all documents were checked, --write-baseline leaves them out": "; %d non si trovano più: se si sono controllati tutti i documenti, --write-baseline li toglie",
}

// things are the words that are counted: singular and plural, English then Italian.
// The first is the name of the thing in events.
var things = map[string][4]string{
	"violation": {"violation", "violations", "violazione", "violazioni"},
	"warning":   {"warning", "warnings", "avviso", "avvisi"},
	"info":      {"note", "notes", "nota", "note"},

	"dataset":          {"dataset", "datasets", "dataset", "dataset"},
	"distribution":     {"distribution", "distributions", "distribuzione", "distribuzioni"},
	"catalogue":        {"catalogue", "catalogues", "catalogo", "cataloghi"},
	"catalogue record": {"catalogue record", "catalogue records", "scheda di catalogo", "schede di catalogo"},
	"agent":            {"agent", "agents", "ente", "enti"},
	"contact point":    {"contact point", "contact points", "punto di contatto", "punti di contatto"},
	"licence":          {"licence", "licences", "licenza", "licenze"},
	"period":           {"period", "periods", "periodo", "periodi"},
	"place":            {"place", "places", "luogo", "luoghi"},
	"standard":         {"standard", "standards", "standard", "standard"},
	"data service":     {"data service", "data services", "servizio di dati", "servizi di dati"},
	"dataset series":   {"dataset series", "dataset series", "serie di dataset", "serie di dataset"},
	"node":             {"node", "nodes", "nodo", "nodi"},
	"triple":           {"triple", "triples", "tripla", "triple"},
	"finding":          {"finding", "findings", "rilievo", "rilievi"},
	"document":         {"document", "documents", "documento", "documenti"},
	"cause":            {"cause", "causes", "causa", "cause"},
	"further cause":    {"further cause", "further causes", "altra causa", "altre cause"},
	"further place":    {"further place", "further places", "altro punto", "altri punti"},
}

// plural counts things in the language: "300 distributions".
func plural(n int, thing, lang string) string {
	return fmt.Sprintf("%d %s", n, counted(n, thing, lang))
}

// counted is the word for n things.
func counted(n int, thing, lang string) string {
	forms, ok := things[thing]
	if !ok {
		forms = things["node"]
	}
	i := 0
	if lang == "it" {
		i = 2
	}
	if n != 1 {
		i++
	}
	return forms[i]
}

// capital is a word as a heading begins.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// grouped writes a number as people read it, its thousands apart.
func grouped(n int, lang string) string {
	separator := ","
	if lang == "it" {
		separator = "."
	}
	s := strconv.Itoa(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + separator + s[at:]
	}
	return s
}

// word translates a text; a language without it gets the English one.
func word(text, lang string) string {
	if lang == "it" {
		for _, table := range []map[string]string{words, pageWords} {
			if t, ok := table[text]; ok {
				return t
			}
		}
		if forms, ok := things[text]; ok {
			return forms[2]
		}
	}
	if t, ok := englishWords[text]; ok {
		return t
	}
	return text
}
