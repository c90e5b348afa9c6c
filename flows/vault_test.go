package flows_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"echowall/flows"
)

// failingVault is a vault of which one kind of call fails.
type failingVault struct {
	flows.Vault
	put, get, drop, names bool
}

func (f *failingVault) Put(name string, key []byte) error {
	if f.put {
		return errDisk
	}
	return f.Vault.Put(name, key)
}

func (f *failingVault) Get(name string) ([]byte, error) {
	if f.get {
		return nil, errDisk
	}
	return f.Vault.Get(name)
}

func (f *failingVault) Drop(name string) error {
	if f.drop {
		return errDisk
	}
	return f.Vault.Drop(name)
}

func (f *failingVault) Names() ([]string, error) {
	if f.names {
		return nil, errDisk
	}
	return f.Vault.Names()
}

// TestVaultFails lets the vault fail: a ballot whose key cannot be kept is not opened, one whose key cannot be read is
// not counted, and a key that could not be destroyed is destroyed by the next sweep.
func TestVaultFails(t *testing.T) {
	v := deliberated(t)
	failing := &failingVault{Vault: &v.vault}
	v.engine.Vault = failing
	failing.put = true
	in := v.input(chen, "/resolve 1 A The lamp is mended", alone)
	if _, err := v.engine.Do(t.Context(), v.id, in); !errors.Is(err, errDisk) || v.kept("ballot:1.1") != "" {
		t.Fatalf("opened without a key: %v", err)
	}
	failing.put = false
	v.expect(v.do(in), "receipt.ballot_opened")
	v.press(liu, "vote 1.1 yes", alone)
	failing.get = true
	v.press(wu, "vote 1.1 yes", alone)
	if !strings.Contains(v.log.String(), "key of a ballot not read") ||
		!look(v, func(s *stateOf) bool { return s.Ballot("1.1").IsOpen() }) {
		t.Errorf("counted without a key; the log says %s", v.log.String())
	}
	failing.get, failing.drop = false, true
	v.clock.pass(4 * 24 * time.Hour)
	v.tick("case:1")
	if look(v, func(s *stateOf) bool { return s.Ballot("1.1").IsOpen() }) ||
		!strings.Contains(v.log.String(), "not destroyed") {
		t.Errorf("the log says %s", v.log.String())
	}
	if err := v.engine.Sweep(t.Context()); !errors.Is(err, errDisk) {
		t.Errorf("a sweep that cannot drop: %v", err)
	}
	failing.drop, failing.names = false, true
	if err := v.engine.Sweep(t.Context()); !errors.Is(err, errDisk) {
		t.Errorf("a sweep that cannot look: %v", err)
	}
	failing.names = false
	v.must(v.vault.Put("nobody", []byte("not of a ballot")))
	v.must(v.engine.Sweep(t.Context()))
	if names, err := v.vault.Names(); err != nil || strings.Join(names, " ") != "nobody" {
		t.Errorf("after the sweep the vault has %q, %v", names, err)
	}
	v.engine.Vault = nil
	v.must(v.engine.Sweep(t.Context()))
}
