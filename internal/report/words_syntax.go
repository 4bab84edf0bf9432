package report

// syntaxTables hold the Italian of what the readers of package rdf say, written for
// those who know spreadsheets better than RDF: what is wrong, and what to do. A place in
// braces takes what differs (see placeText).
var syntaxTables = []map[string]string{sharedFaults, textFaults, xmlFaults, jsonFaults, contextFaults}

// sharedFaults are the texts of several readers: characters, IRIs, limits.
var sharedFaults = map[string]string{
	"the document is in UTF-32, which is not read: save it as UTF-8": "il documento è in UTF-32, che non si può leggere: salvarlo come UTF-8",
	"invalid UTF-8 in {A}: the byte 0x{w}; if the text is in ISO-8859-1 or windows-1252, save it as UTF-8": "il byte 0x{w} in {A} non è UTF-8: " +
		"il testo è forse in ISO-8859-1 o windows-1252; salvare il file come UTF-8",
	"invalid UTF-8": "un byte non è UTF-8: salvare il file come UTF-8",
	"an IRI":        "un indirizzo (IRI)",
	"a literal":     "un testo tra virgolette",
	"a comment":     "un commento",

	"relative IRI {q}, and no base IRI to resolve it against":      "l'indirizzo {q} è relativo e manca un indirizzo di base: scriverlo per intero, con https:// all'inizio",
	"relative IRI {q}, and the base {q2} is no absolute IRI":       "l'indirizzo {q} è relativo e la base {q2} non è un indirizzo completo: scriverli per intero, con https:// all'inizio",
	"{q} is no absolute IRI":                                       "{q} non è un indirizzo completo: scriverlo per intero, con https:// all'inizio",
	"character {c} is not allowed in an IRI: {q}":                  "l'indirizzo {q} contiene il carattere {c}, che non è ammesso: toglierlo",
	"character ' ' is not allowed in an IRI: {q}":                  "l'indirizzo {q} contiene uno spazio: al suo posto scrivere %20",
	"character '\"' is not allowed in an IRI: {q}":                 "l'indirizzo {q} contiene le virgolette: toglierle o scriverle %22",
	"character '<' is not allowed in an IRI: {q}":                  `l'indirizzo {q} contiene "<": manca ">" alla fine dell'indirizzo prima, oppure scriverlo %3C`,
	"character '>' is not allowed in an IRI: {q}":                  `l'indirizzo {q} contiene ">": toglierlo o scriverlo %3E`,
	"character '{' is not allowed in an IRI: {q}":                  `l'indirizzo {q} contiene "{": è forse un modello da riempire; altrimenti scriverla %7B`,
	"character '}' is not allowed in an IRI: {q}":                  `l'indirizzo {q} contiene "}": è forse un modello da riempire; altrimenti scriverla %7D`,
	"character '|' is not allowed in an IRI: {q}":                  `l'indirizzo {q} contiene "|": scriverlo %7C`,
	"character '^' is not allowed in an IRI: {q}":                  `l'indirizzo {q} contiene "^": scriverlo %5E`,
	"character '`' is not allowed in an IRI: {q}":                  "l'indirizzo {q} contiene un accento grave isolato: toglierlo o scriverlo %60",
	`character '\\' is not allowed in an IRI: {q}`:                 `l'indirizzo {q} contiene una barra rovesciata: al suo posto scrivere "/", oppure %5C`,
	`character '\n' is not allowed in an IRI: {q}`:                 "l'indirizzo {q} va a capo: scriverlo su una riga sola",
	`character '\r' is not allowed in an IRI: {q}`:                 "l'indirizzo {q} va a capo: scriverlo su una riga sola",
	`character '\t' is not allowed in an IRI: {q}`:                 "l'indirizzo {q} contiene una tabulazione: toglierla",
	"not a language tag: {q}":                                      `{q} non è un codice di lingua: scriverlo come "it" o "en"`,
	"not a blank node label: {q}":                                  `{q} non è il nome di un nodo anonimo: dopo "_:" usare lettere e cifre`,
	"prefix {q} is not declared":                                   "il prefisso {q} non è dichiarato: aggiungere in testa al documento la riga @prefix che lo spiega",
	"the prefix {q} is not declared":                               "il prefisso {q} non è dichiarato: aggiungere l'attributo xmlns che lo spiega",
	"literal longer than the limit of {n} bytes":                   "un testo supera il limite di {n} byte: accorciarlo",
	"line longer than {n} bytes":                                   "la riga è più lunga di {n} byte: è forse un testo senza virgolette di chiusura",
	"IRI or name longer than the limit of {n} bytes":               `un indirizzo o un nome supera il limite di {n} byte: manca forse ">" alla fine di un indirizzo`,
	"nesting deeper than the limit of {n} levels":                  "le parentesi sono annidate oltre il limite di {n} livelli",
	"a blank node cannot be a predicate":                           "una proprietà non può essere un nodo anonimo (_:): serve un indirizzo (IRI)",
	"unknown escape {q}":                                           `{q} non è una sequenza ammessa: la barra rovesciata stessa si scrive \\`,
	"a backslash escapes nothing":                                  `una barra rovesciata non è seguita da nulla: la barra stessa si scrive \\`,
	"unicode escape is too short":                                  `la sequenza \u è troppo corta: servono 4 cifre esadecimali dopo \u, 8 dopo \U`,
	"unicode escape with a character that is no hexadecimal digit": `una sequenza \u contiene un carattere che non è una cifra esadecimale (0-9, A-F)`,
	"unicode escape {w} is no character":                           "la sequenza {w} non corrisponde ad alcun carattere: togliere la sequenza o correggerla",
	"{w}: {A}":                                                     "{w}: {A}",
}
