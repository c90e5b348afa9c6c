package ballot

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Paper is a secret vote as the voter gave it, with the receipt by which the voter, and nobody else, finds it in the
// count.
type Paper struct {
	Choice  Choice
	Receipt string
}

// Seal is a paper as it is kept while the ballot is open, beside its voter and outside the journal. It is sealed, so
// that no file shows it, nor the free pages and the backups of a file; what opens it is destroyed at the close.
type Seal struct {
	Sealed []byte `json:"sealed,omitempty"`
}

// Digest is the SHA-256 of a sealed paper, in hex. It stands in the book, so that the paper cannot be replaced by
// another: to seal one takes only the half of the key that everybody may know. Of the choice it tells nothing, for a
// paper is sealed with fresh lots.
func Digest(sealed []byte) string {
	sum := sha256.Sum256(sealed)
	return hex.EncodeToString(sum[:])
}

// Holds tells whether a paper is the one that a voter gave. Votes kept before papers had a digest are not held to it.
func (v *Vote) Holds(sealed []byte) bool { return v.Paper == "" || v.Paper == Digest(sealed) }

// paperSize is how long a paper is made before it is sealed, in bytes: the length of a choice must tell nothing.
const paperSize = 64

// context binds what is sealed to its use, as RFC 9180 calls for.
const context = "echowall ballot paper"

// suite is what papers are sealed with: HPKE with X25519, HKDF-SHA256 and AES-256-GCM.
func suite() (hpke.KEM, hpke.KDF, hpke.AEAD) {
	return hpke.DHKEM(ecdh.X25519()), hpke.HKDFSHA256(), hpke.AES256GCM()
}

// NewBox makes the two halves of a secret ballot's key of 32 random bytes: open stays outside the store, shut is part
// of the ballot.
func NewBox(seed []byte) (open, shut []byte, err error) {
	kem, _, _ := suite()
	key, err := kem.DeriveKeyPair(seed)
	if err != nil {
		return nil, nil, fmt.Errorf("make the key of a ballot: %w", err)
	}
	if open, err = key.Bytes(); err != nil {
		return nil, nil, fmt.Errorf("make the key of a ballot: %w", err)
	}
	return open, key.PublicKey().Bytes(), nil
}

// Fits tells whether one half of a key is that of the other.
func Fits(open, shut []byte) bool {
	kem, _, _ := suite()
	key, err := kem.NewPrivateKey(open)
	return err == nil && bytes.Equal(key.PublicKey().Bytes(), shut)
}

// Sealer seals a paper for a box, given by its public half. It draws lots, so it is handed to the domain with each
// command; what it makes never reaches the journal.
type Sealer func(shut []byte, p Paper) ([]byte, error)

// SealPaper is the Sealer.
func SealPaper(shut []byte, p Paper) ([]byte, error) {
	plain := []byte(string(p.Choice) + " " + p.Receipt)
	if len(plain) > paperSize {
		return nil, fmt.Errorf("a paper of %d bytes: expected at most %d", len(plain), paperSize)
	}
	kem, kdf, aead := suite()
	box, err := kem.NewPublicKey(shut)
	if err != nil {
		return nil, fmt.Errorf("read the key of a ballot: %w", err)
	}
	plain = append(plain, make([]byte, paperSize-len(plain))...)
	sealed, err := hpke.Seal(box, kdf, aead, []byte(context), plain)
	if err != nil {
		return nil, fmt.Errorf("seal a paper: %w", err)
	}
	return sealed, nil
}

// UnsealPaper opens a sealed paper with the half of the key that was kept elsewhere.
func UnsealPaper(open, sealed []byte) (Paper, error) {
	kem, kdf, aead := suite()
	key, err := kem.NewPrivateKey(open)
	if err != nil {
		return Paper{}, fmt.Errorf("read the key of a ballot: %w", err)
	}
	plain, err := hpke.Open(key, kdf, aead, []byte(context), sealed)
	if err != nil {
		if plain, err = unsealFirstForm(open, sealed); err != nil {
			return Paper{}, fmt.Errorf("open a sealed paper: %w", err)
		}
	}
	choice, receipt, _ := strings.Cut(strings.TrimRight(string(plain), "\x00"), " ")
	return Paper{Choice: Choice(choice), Receipt: receipt}, nil
}

// receiptWord is how much of a random word a receipt bears: people compare it by eye.
const receiptWord = 12

// ReceiptCode is the receipt of a vote: the ballot it belongs to, and a random word.
func ReceiptCode(id, word string) string {
	return strings.ReplaceAll(id, ".", "-") + "-" + word[:min(len(word), receiptWord)]
}

// ReceiptOf reads which ballot a receipt belongs to, and the receipt as it is kept.
func ReceiptOf(code string) (id, receipt string, ok bool) {
	receipt = strings.ToUpper(strings.Trim(code, "# "))
	parts := strings.Split(receipt, "-")
	if len(parts) != 3 {
		return "", "", false
	}
	return parts[0] + "." + parts[1], receipt, true
}

// Receipts is the record of a closed secret ballot by which voters check their votes: a line each, the receipt and
// the choice.
type Receipts struct {
	Lines []string `json:"lines"`
}

// Find is how the vote of a receipt was counted.
func (r *Receipts) Find(receipt string) (Choice, bool) {
	for _, l := range r.Lines {
		if code, choice, ok := strings.Cut(l, " "); ok && code == receipt {
			return Choice(choice), true
		}
	}
	return "", false
}
