package harvest

import (
	"bytes"
	"encoding/json"
)

// maskRecord is one entry of a list of reports as people keep it: the fields of the
// detail mask on www.inps.it and a few beside them. Every key is always written.
type maskRecord struct {
	ID             string       `json:"id"`
	Identificativo string       `json:"identificativo"`
	Titolo         string       `json:"titolo"`
	Descrizione    string       `json:"descrizione"`
	Pubblicazione  string       `json:"pubblicazione"`
	Aggiornato     string       `json:"aggiornato"`
	Proprietario   string       `json:"proprietario"`
	Licenza        string       `json:"licenza"`
	LicenzaURL     string       `json:"licenza_url"`
	Argomento      string       `json:"argomento"`
	Fonte          string       `json:"fonte"`
	Periodo        string       `json:"periodo"`
	Frequenza      string       `json:"frequenza"`
	Pagina         string       `json:"pagina"`
	Allegati       []attachment `json:"allegati"`
}

// attachment is a file that belongs to an entry. File is the local copy, relative to
// the configuration's folder.
type attachment struct {
	Nome    string `json:"nome"`
	Formato string `json:"formato"`
	URL     string `json:"url"`
	File    string `json:"file"`
}

// maskField is a field of the mask: its key, the column of a sheet that holds it, and
// the labels that stand before it on a page.
type maskField struct {
	key      string
	column   string
	needed   bool // a sheet must have the column
	labels   []string
	assignTo func(*maskRecord) *string // nil for allegati
}

// maskFields lists the fields in the order of the mask; the first six are the mask's
// own, the filters of the list follow, then what INPS does not show.
var maskFields = []maskField{
	{"titolo", "Titolo", true, []string{"Titolo"}, func(r *maskRecord) *string { return &r.Titolo }},
	{"pubblicazione", "Pubblicazione", true, []string{"Pubblicazione", "Data di pubblicazione", "Data pubblicazione"},
		func(r *maskRecord) *string { return &r.Pubblicazione }},
	{"aggiornato", "Aggiornato", true, []string{"Aggiornato", "Ultimo aggiornamento", "Data ultimo aggiornamento", "Aggiornato il"},
		func(r *maskRecord) *string { return &r.Aggiornato }},
	{"proprietario", "Proprietario del dato", true, []string{"Proprietario del dato", "Proprietario"},
		func(r *maskRecord) *string { return &r.Proprietario }},
	{"licenza", "Licenza", true, []string{"Licenza"}, func(r *maskRecord) *string { return &r.Licenza }},
	{allegati, "Allegati", true, []string{"Allegati"}, nil},
	{"argomento", "Argomento", true, []string{"Argomento"}, func(r *maskRecord) *string { return &r.Argomento }},
	{"fonte", "Fonte", true, []string{"Fonte"}, func(r *maskRecord) *string { return &r.Fonte }},
	{"periodo", "Periodo", true, []string{"Periodo"}, func(r *maskRecord) *string { return &r.Periodo }},
	{"identificativo", "Identificativo", false, []string{"Identificativo"}, func(r *maskRecord) *string { return &r.Identificativo }},
	{"descrizione", "Descrizione", false, []string{"Descrizione"}, func(r *maskRecord) *string { return &r.Descrizione }},
	{"frequenza", "Frequenza", false, []string{"Frequenza", "Frequenza di aggiornamento"},
		func(r *maskRecord) *string { return &r.Frequenza }},
	{"pagina", "Pagina", false, nil, func(r *maskRecord) *string { return &r.Pagina }},
}

const allegati = "allegati"

// bytes returns the record as the mappings read it.
func (r maskRecord) bytes() ([]byte, error) {
	if r.Allegati == nil {
		r.Allegati = []attachment{}
	}
	return encodeJSON(r)
}

// encodeJSON writes a value on one line, with <, > and & as they are.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
