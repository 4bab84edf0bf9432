package report

// words are the texts of the reports that people read, in English (the key) and Italian.
var words = map[string]string{
	"violation": "violazione",
	"warning":   "avviso",
	"info":      "nota",

	"source":     "fonte",
	"read":       "letti",
	"mapped":     "mappati",
	"derived":    "derivati",
	"defaulted":  "predefiniti",
	"repaired":   "riparati",
	"lost":       "non riportati",
	"unreadable": "illeggibili",
	"conflict":   "in conflitto",
	"warnings":   "avvisi",
	"set aside":  "accantonati",
	"publish":    "pubblicabili",

	"profile": "profilo",
	"hint":    "suggerimento",
	"kept in": "conservato in",

	"nothing changed: the catalogue is as it was":                  "nessuna modifica: il catalogo è rimasto com'era",
	"plan: %d to create, %d to update, %d to delete, %d unchanged": "piano: %d da creare, %d da aggiornare, %d da eliminare, %d invariati",
	"create":                       "crea",
	"update":                       "aggiorna",
	"delete":                       "elimina",
	"delete withheld":              "eliminazione trattenuta",
	"not published":                "non pubblicato",
	"published: %d datasets in %s": "pubblicati: %d dataset in %s",
	"catalogue":                    "catalogo",
	"and %d more files":            "e altri %d file",
	"no file had to be written":    "nessun file da scrivere",
	"done":                         "fatto",
	"partial: what is named above was left out, everything else is done": "parziale: quanto indicato sopra è rimasto fuori, tutto il resto è fatto",
	"the listing of source %q is not proven complete: %s":                "l'elenco della fonte %q non è dimostrato completo: %s",
	"%d times, first: %s": "in %d dataset, il primo è %s",
	"no violation":        "nessuna violazione",
	"%d violations":       "%d violazioni",
	"%d warnings, %d notes; %d datasets, %d triples": "%d avvisi, %d note; %d dataset, %d triple",
}

// word translates a text; a language without it gets the English one.
func word(text, lang string) string {
	if lang == "it" {
		if t, ok := words[text]; ok {
			return t
		}
	}
	return text
}
