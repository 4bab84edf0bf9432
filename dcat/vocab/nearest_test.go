package vocab

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"Titolo", "Licenza", "Proprietario del dato", "profile"}
	for word, want := range map[string]string{
		"Titulo": "Titolo", "licenze": "Licenza", "Proprietario dei dati": "Proprietario del dato",
		"profilo": "profile", "Autore": "", "": "", "x": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
