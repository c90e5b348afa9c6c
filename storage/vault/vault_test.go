package vault_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"echowall/storage/vault"
)

type keeper interface {
	Put(name string, key []byte) error
	Get(name string) ([]byte, error)
	Drop(name string) error
	Names() ([]string, error)
}

func TestAKeyIsKeptUntilItIsDropped(t *testing.T) {
	folder, err := vault.Open(filepath.Join(t.TempDir(), "a", "vault"))
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]keeper{"folder": folder, "memory": &vault.Memory{}} {
		t.Run(name, func(t *testing.T) {
			want := bytes.Repeat([]byte{7}, 32)
			steps := []error{v.Put("c1_12.1", []byte("first")), v.Put("c1_12.1", want), v.Put("c2_1.1", want), v.Drop("c2_1.1"),
				v.Drop("c2_1.1")}
			for i, err := range steps {
				if err != nil {
					t.Fatalf("step %d: %v", i, err)
				}
			}
			got, err := v.Get("c1_12.1")
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("expected the key put last, got %v, %v", got, err)
			}
			if gone, err := v.Get("c2_1.1"); gone != nil || err != nil {
				t.Errorf("a dropped key is still there: %v, %v", gone, err)
			}
			if names, err := v.Names(); err != nil || !slices.Equal(names, []string{"c1_12.1"}) {
				t.Errorf("names are %v, %v", names, err)
			}
		})
	}
}

// TestADroppedKeyIsOverwritten holds on to the file as a copy on the disk would, and looks what is left of it.
func TestADroppedKeyIsOverwritten(t *testing.T) {
	dir := t.TempDir()
	v, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Put("c1_1.1", []byte("very secret")); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(dir, "c1_1.1.key"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the key: %v, %v", info.Mode(), err)
	}
	if err := v.Drop("c1_1.1"); err != nil {
		t.Fatal(err)
	}
	left := make([]byte, 11)
	if _, err := file.ReadAt(left, 0); err != nil || !bytes.Equal(left, make([]byte, 11)) {
		t.Errorf("after the key was dropped its bytes are %q, %v", left, err)
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 0 {
		t.Errorf("the folder still holds %v, %v", all, err)
	}
}

// TestAVaultHasAMark tells two vaults apart, and knows one again.
func TestAVaultHasAMark(t *testing.T) {
	dir := t.TempDir()
	marks := map[string]string{}
	for name, path := range map[string]string{"first": dir, "again": dir, "other": t.TempDir()} {
		v, err := vault.Open(path)
		if err == nil {
			marks[name], err = v.Mark()
		}
		if names, _ := v.Names(); err != nil || len(names) > 0 {
			t.Fatalf("%s: %v; its keys are %q", name, err, names)
		}
	}
	if marks["first"] == "" || marks["first"] != marks["again"] || marks["first"] == marks["other"] {
		t.Errorf("the marks are %q", marks)
	}
}

func TestANameCannotLeaveTheFolder(t *testing.T) {
	v, err := vault.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "../x", "a/b", ".hidden", "a b"} {
		if v.Put(name, []byte("x")) == nil {
			t.Errorf("a key was kept as %q", name)
		}
	}
}
