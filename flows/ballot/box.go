package ballot

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Paper is a secret vote as the voter gave it, with the receipt by which the voter, and nobody else, finds it in the count.
type Paper struct {
	Choice  Choice
	Receipt string
}

// Seal is a paper as it is kept while the ballot is open, beside its voter and outside the journal. It is sealed, so that no file
// shows it, nor the free pages and the backups of a file; what opens it is destroyed at the close.
type Seal struct {
	Sealed []byte `json:"sealed,omitempty"`
}

// paperSize is how long a paper is made before it is sealed, in bytes: the length of a choice must tell nothing.
const paperSize = 64

// NewBox makes the two halves of a secret ballot's key of 32 random bytes: open stays outside the store, shut is part of the
// ballot.
func NewBox(seed []byte) (open, shut []byte, err error) {
	key, err := privateKey(seed, "ballot box")
	if err != nil {
		return nil, nil, err
	}
	return key.Bytes(), key.PublicKey().Bytes(), nil
}

// Fits tells whether one half of a key is that of the other.
func Fits(open, shut []byte) bool {
	key, err := ecdh.X25519().NewPrivateKey(open)
	return err == nil && bytes.Equal(key.PublicKey().Bytes(), shut)
}

// SealPaper seals a paper for a box with 32 random bytes that are used for nothing else.
func SealPaper(shut, seed []byte, p Paper) ([]byte, error) {
	plain := []byte(string(p.Choice) + " " + p.Receipt)
	if len(plain) > paperSize {
		return nil, fmt.Errorf("a paper of %d bytes: expected at most %d", len(plain), paperSize)
	}
	once, err := privateKey(seed, "ballot paper")
	if err != nil {
		return nil, err
	}
	lock, err := lockOf(once, shut, once.PublicKey().Bytes(), shut)
	if err != nil {
		return nil, err
	}
	plain = append(plain, make([]byte, paperSize-len(plain))...)
	// The key is made for this paper alone, so the nonce may always be the same.
	return lock.Seal(once.PublicKey().Bytes(), make([]byte, lock.NonceSize()), plain, nil), nil
}

// UnsealPaper opens a sealed paper with the half of the key that was kept elsewhere.
func UnsealPaper(open, sealed []byte) (Paper, error) {
	key, err := ecdh.X25519().NewPrivateKey(open)
	if err != nil {
		return Paper{}, fmt.Errorf("read the key of a ballot: %w", err)
	}
	head := len(key.PublicKey().Bytes())
	if len(sealed) < head {
		return Paper{}, errors.New("a sealed paper is too short")
	}
	lock, err := lockOf(key, sealed[:head], sealed[:head], key.PublicKey().Bytes())
	if err != nil {
		return Paper{}, err
	}
	plain, err := lock.Open(nil, make([]byte, lock.NonceSize()), sealed[head:], nil)
	if err != nil {
		return Paper{}, fmt.Errorf("open a sealed paper: %w", err)
	}
	choice, receipt, _ := strings.Cut(strings.TrimRight(string(plain), "\x00"), " ")
	return Paper{Choice: Choice(choice), Receipt: receipt}, nil
}

// privateKey makes a key of random bytes for one use.
func privateKey(seed []byte, use string) (*ecdh.PrivateKey, error) {
	raw, err := hkdf.Key(sha256.New, seed, nil, use, 32)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	key, err := ecdh.X25519().NewPrivateKey(raw)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	return key, nil
}

// lockOf is the cipher that two halves of different keys agree on; paper and box are the public halves, which it is bound to.
func lockOf(mine *ecdh.PrivateKey, theirs, paper, box []byte) (cipher.AEAD, error) {
	public, err := ecdh.X25519().NewPublicKey(theirs)
	if err != nil {
		return nil, fmt.Errorf("read a key: %w", err)
	}
	shared, err := mine.ECDH(public)
	if err != nil {
		return nil, fmt.Errorf("agree on a key: %w", err)
	}
	raw, err := hkdf.Key(sha256.New, shared, slices.Concat(paper, box), "echowall sealed paper", 32)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, fmt.Errorf("make a lock: %w", err)
	}
	return cipher.NewGCM(block)
}

// ReceiptCode is the receipt of a vote: the ballot it belongs to, and a random word.
func ReceiptCode(id, word string) string { return strings.ReplaceAll(id, ".", "-") + "-" + word }

// ReceiptOf reads which ballot a receipt belongs to, and the receipt as it is kept.
func ReceiptOf(code string) (id, receipt string, ok bool) {
	receipt = strings.ToUpper(strings.Trim(code, "# "))
	parts := strings.Split(receipt, "-")
	if len(parts) != 3 {
		return "", "", false
	}
	return parts[0] + "." + parts[1], receipt, true
}

// Receipts is the record of a closed secret ballot by which voters check their votes: a line each, the receipt and the choice.
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
