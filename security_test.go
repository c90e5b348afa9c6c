package echowall

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestWhatIsPromisedOfSecurityIsHeld looks for each test that docs/security.md names.
func TestWhatIsPromisedOfSecurityIsHeld(t *testing.T) {
	raw, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]bool{}
	for _, m := range regexp.MustCompile("`(Test[A-Za-z0-9]+)`").FindAllStringSubmatch(string(raw), -1) {
		missing[m[1]] = true
	}
	if len(missing) == 0 {
		t.Fatal("docs/security.md names no test")
	}
	err = fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for name := range missing {
			if strings.Contains(string(text), "func "+name+"(") {
				delete(missing, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range missing {
		t.Errorf("docs/security.md leans on %s, which is no test", name)
	}
}
