package report

// englishWords are the texts whose key is a name and no sentence.
var englishWords = map[string]string{
	"verdict: violation": "There is something to mend: the catalogue does not keep the profile.",
	"verdict: warning":   "The catalogue keeps the profile. Some recommendations are not met.",
	"verdict: good":      "The catalogue keeps the profile.",

	"title: violation":   "To mend",
	"meaning: violation": "Mandatory rules: catalogues that harvest this one may reject these entries or show them wrong.",
	"title: warning":     "To improve",
	"meaning: warning":   "Recommendations: the entries are accepted, and worth less to those who look for data.",
	"title: info":        "Notes",
	"meaning: info":      "Advice that obliges to nothing.",

	"begin: violation": "The %d most frequent of %d causes make up %d%% of the violations: begin with them.",
	"begin: warning":   "The %d most frequent of %d causes make up %d%% of the warnings: begin with them.",
	"begin: info":      "The %d most frequent of %d causes make up %d%% of the notes.",
}

// pageWords are the Italian texts of the page and of what is told of rules.
var pageWords = map[string]string{
	"verdict: violation": "C'è qualcosa da correggere: il catalogo non rispetta il profilo.",
	"verdict: warning":   "Il catalogo rispetta il profilo. Alcune raccomandazioni non sono seguite.",
	"verdict: good":      "Il catalogo rispetta il profilo.",

	"title: violation":   "Da correggere",
	"meaning: violation": "Regole obbligatorie: i cataloghi che raccolgono da questo possono rifiutare queste voci o mostrarle male.",
	"title: warning":     "Da migliorare",
	"meaning: warning":   "Raccomandazioni: le voci sono accettate, ma valgono meno per chi cerca i dati.",
	"title: info":        "Note",
	"meaning: info":      "Consigli che non obbligano a nulla.",

	"begin: violation": "Le %d cause più frequenti su %d: %d%% delle violazioni. Conviene cominciare da queste.",
	"begin: warning":   "Le %d cause più frequenti su %d: %d%% degli avvisi. Conviene cominciare da queste.",
	"begin: info":      "Le %d cause più frequenti su %d: %d%% delle note.",

	"Check of the catalogue":      "Controllo del catalogo",
	"where":                       "dove",
	"what":                        "che cosa",
	"value":                       "valore",
	"%d of %d without violations": "%d su %d senza violazioni",
	"findings":                    "rilievi",
	"rule":                        "regola",
	"first place":                 "primo punto",
	"not listed":                  "non elencati",
	"the rule":                    "la regola",
	"documents":                   "documenti",
	"violations":                  "violazioni",
	"notes":                       "note",
	"datasets":                    "dataset",
	"triples":                     "triple",

	"class":                    "classe",
	"property":                 "proprietà",
	"severity":                 "gravità",
	"level":                    "livello",
	"mandatory":                "obbligatorio",
	"recommended":              "raccomandato",
	"optional":                 "facoltativo",
	"advice":                   "consiglio",
	"rule of AgID's validator": "regola del validatore AgID",
	"code list":                "lista di codici",
	"number of values":         "numero di valori",
	"why":                      "perché",
	"right":                    "giusto",
	"wrong":                    "sbagliato",
	"taken from":               "tratta da",
}
