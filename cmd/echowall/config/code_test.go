package config_test

import (
	"testing"

	"echowall/cmd/echowall/config"
)

// TestNoCodeIsFoundByTrying holds codes to 80 bits: sixteen letters and digits of 32.
func TestNoCodeIsFoundByTrying(t *testing.T) {
	seen, letters := map[string]bool{}, map[rune]bool{}
	for range 1000 {
		code := config.NewCode()
		if len(code) < 16 || seen[code] {
			t.Fatalf("%q is too short, or came before", code)
		}
		seen[code] = true
		for _, r := range code {
			letters[r] = true
		}
	}
	if len(letters) != 32 {
		t.Errorf("only %d letters are used", len(letters))
	}
}
