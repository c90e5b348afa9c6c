package main

import (
	"crypto/rand"

	"echowall/flows/procedure"
	"echowall/locales"
)

// materials are the texts and the procedures that come with the program.
func materials() (*locales.Catalogue, *procedure.Book, error) {
	texts, err := locales.Load()
	if err != nil {
		return nil, nil, err
	}
	methods, err := procedure.Default()
	return texts, methods, err
}

// newCode is a random word that cannot be guessed.
func newCode() string { return rand.Text()[:12] }

// program is what a backup names as its maker: the program with its version.
type program string
