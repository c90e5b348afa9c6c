package config

import (
	"crypto/rand"

	"echowall/flows/procedure"
	"echowall/locales"
)

// Materials are the texts and the procedures that come with the program.
func Materials() (*locales.Catalogue, *procedure.Registry, error) {
	texts, err := locales.Load()
	if err != nil {
		return nil, nil, err
	}
	methods, err := procedure.Default()
	return texts, methods, err
}

// NewCode is a random word that cannot be guessed: of 80 bits, so that nobody finds it by trying all against its hash.
func NewCode() string { return rand.Text()[:16] }

// Program is what a backup names as its maker: the program with its version.
type Program string
