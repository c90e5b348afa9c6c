package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoCommunityIsFoundedUnapproved reads the file of the chats in which one may be founded, also after it has
// changed, and refuses settings that would leave the door open by mistake.
func TestNoCommunityIsFoundedUnapproved(t *testing.T) {
	file := filepath.Join(t.TempDir(), "approved")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# villages\n-100 # Willow Village\n\n")
	f := CommunitiesFlags{Communities: "approved", Approved: file}
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	may := f.MayFound()
	for _, c := range []struct {
		text string
		chat int64
		want bool
	}{{"-100 # Willow Village", -100, true}, {"-100", -200, false}, {"-100\n-200", -200, true}, {"", -100, false}} {
		write(c.text)
		if got, err := may(c.chat); err != nil || got != c.want {
			t.Errorf("with %q, in %d: %t %v", c.text, c.chat, got, err)
		}
	}
	write("Willow Village")
	if got, err := may(-100); err == nil || got {
		t.Errorf("with a file that cannot be read: %t %v", got, err)
	}
	if (CommunitiesFlags{Communities: "open"}).MayFound() != nil {
		t.Error("open asks for leave")
	}
	for want, f := range map[string]CommunitiesFlags{
		"ECHOWALL_COMMUNITIES": {Communities: "closed"},
		"is not set":           {Communities: "approved"},
		"expected a file":      {Communities: "approved", Approved: file + "x"},
		"line 1":               {Communities: "approved", Approved: file},
	} {
		if err := f.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", f, err, want)
		}
	}
}
