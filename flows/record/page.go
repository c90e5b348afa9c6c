package record

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
)

// Page is where the community's wall stands on the web, and who may look at it.
type Page struct {
	// Code is the end of its address; "" while it has none. Whoever knows it may look.
	Code string `json:"code,omitempty"`
	// Public says that search engines and other systems may know the address, too.
	Public bool `json:"public,omitempty"`
	// Filing is the hash of the key with which another system files cases here; "" where none may.
	Filing string `json:"filing,omitempty"`
}

// Opens tells whether a key is the one with which cases may be filed.
func (p Page) Opens(key string) bool {
	return p.Filing != "" && subtle.ConstantTimeCompare([]byte(KeyHash(key)), []byte(p.Filing)) == 1
}

// KeyHash is what is kept of a filing key: the journal may be read by more people than may file.
func KeyHash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}
