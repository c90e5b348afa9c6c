package ballot

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"slices"
)

// unsealFirstForm opens a paper sealed before papers were sealed with HPKE: it may lie in a store or a backup in which
// its ballot is still open. Its keys are those of X25519 as well, so nothing but the lock differs.
func unsealFirstForm(open, sealed []byte) ([]byte, error) {
	key, err := ecdh.X25519().NewPrivateKey(open)
	if err != nil {
		return nil, err
	}
	box := key.PublicKey().Bytes()
	if len(sealed) < len(box) {
		return nil, errors.New("it is too short")
	}
	once, err := ecdh.X25519().NewPublicKey(sealed[:len(box)])
	if err != nil {
		return nil, err
	}
	shared, err := key.ECDH(once)
	if err != nil {
		return nil, err
	}
	raw, err := hkdf.Key(sha256.New, shared, slices.Concat(once.Bytes(), box), "echowall sealed paper", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, err
	}
	lock, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return lock.Open(nil, make([]byte, lock.NonceSize()), sealed[len(box):], nil)
}
