package vault_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"echowall/storage/vault"
)

// opened is a vault in a folder of its own.
func opened(t *testing.T) (v *vault.Folder, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "vault")
	v, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return v, dir
}

func TestAVaultIsReadableToNobodyElse(t *testing.T) {
	v, dir := opened(t)
	if err := v.Put("c1_1.1", []byte("key")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]fs.FileMode{dir: 0o700, filepath.Join(dir, "c1_1.1.key"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", path, info.Mode(), err, want)
		}
	}
}

func TestANameIsOfLettersDigitsDotsHyphensAndUnderscores(t *testing.T) {
	v, _ := opened(t)
	for _, name := range []string{"a", "Z", "0", "c1_12.1", "a-b", "a.", "-", "_", strings.Repeat("n", 200)} {
		if err := v.Put(name, []byte("key")); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if got, err := v.Get(name); string(got) != "key" || err != nil {
			t.Errorf("%q is read as %q, %v", name, got, err)
		}
	}
	for _, name := range []string{".", "..", ".a", "a\x00", "a\nb", `a\b`, "村", "a:b", "/etc/passwd", "a@", "[", "`",
		"{"} {
		if err := v.Put(name, []byte("key")); err == nil || !strings.Contains(err.Error(), "no name") {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAKeyIsWholeOrNotThere(t *testing.T) {
	v, dir := opened(t)
	long := bytes.Repeat([]byte("k"), 1<<20)
	for _, key := range [][]byte{long, []byte("short"), {}} {
		if err := v.Put("c1_1.1", key); err != nil {
			t.Fatal(err)
		}
		if got, err := v.Get("c1_1.1"); err != nil || !bytes.Equal(got, key) {
			t.Errorf("a key of %d bytes reads %d, %v", len(key), len(got), err)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v: what it was written by is left", files, err)
	}
}

func TestOnlyKeysAreListed(t *testing.T) {
	v, dir := opened(t)
	if _, err := v.Mark(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"new-123", "note.txt", "key"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"b", "a"} {
		if err := v.Put(name, nil); err != nil {
			t.Fatal(err)
		}
	}
	if names, err := v.Names(); err != nil || !slices.Equal(names, []string{"a", "b"}) {
		t.Errorf("the keys are %q, %v", names, err)
	}
}

func TestAVaultThatIsGoneSaysSo(t *testing.T) {
	v, dir := opened(t)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	_, errNames := v.Names()
	_, errMark := v.Mark()
	for what, err := range map[string]error{"put": v.Put("a", nil), "names": errNames, "mark": errMark} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if key, err := v.Get("a"); key != nil || err != nil {
		t.Errorf("a key of it is %q, %v, want none", key, err)
	}
}

func TestAKeyThatCannotBeReadOrDestroyedIsNoneOfThose(t *testing.T) {
	v, dir := opened(t)
	if err := os.Mkdir(filepath.Join(dir, "a.key"), 0o700); err != nil { // as nobody can open for writing
		t.Fatal(err)
	}
	if key, err := v.Get("a"); key != nil || err == nil {
		t.Errorf("it is read as %q, %v", key, err)
	}
	if err := v.Drop("a"); err == nil || !strings.Contains(err.Error(), "destroy a key") {
		t.Errorf("it is dropped: %v", err)
	}
}

func TestManyAgreeOnTheMarkOfANewVault(t *testing.T) {
	_, dir := opened(t)
	marks := make([]string, 16)
	var all sync.WaitGroup
	for i := range marks {
		all.Go(func() { // each as if it were a process of its own
			v, err := vault.Open(dir)
			if err == nil {
				marks[i], err = v.Mark()
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if slices.Sort(marks); marks[0] == "" || marks[0] != marks[len(marks)-1] {
		t.Errorf("the marks are %q", slices.Compact(marks))
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
}
