package bot_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"echowall/storage/testenv"
)

var update = flag.Bool("update", false, "rewrite the golden conversations")

// TestConversations plays every script of testdata/conversations against the whole program: what people do stands in
// lines that begin with ">", and all that the bot did stands below; what leads up to it, in lines with "~", is not
// told. A script is one village; time passes only where the script says so, or as long as the bot needs under
// Telegram's limits.
func TestConversations(t *testing.T) {
	testenv.Unraced(t)
	files, err := filepath.Glob("testdata/conversations/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				told := play(t, dir, script)
				if *update {
					if err := os.WriteFile(file, told, 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				if diff := cmp.Diff(strings.Split(string(script), "\n"), strings.Split(string(told), "\n")); diff != "" {
					t.Errorf("the conversation went another way (-written +played):\n%s", diff)
				}
			})
		})
	}
}

// brought are the words of a header with Telegram bringing the updates, unless they say "polling": a bot that asks
// every minute what is new asks a hundred thousand times in the months that a few scripts take.
func brought(words []string) []string {
	if slices.Contains(words, "polling") {
		return words
	}
	return append(words, "webhook")
}

// act does what a line says and lets the bot come to rest. Of a program that is stopped no rest is to be waited for.
func (v *village) act(line string) {
	switch line {
	case "the program is stopped":
		v.halt()
		return
	case "the program starts again":
		v.start()
	default:
		if err := v.cast.Do(v.filled(line)); err != nil {
			v.t.Errorf("%s: %v", line, err)
		}
	}
	if v.ran != nil {
		v.settle()
	}
}

// play runs a script and returns it with what the bot did.
func play(t *testing.T, dir string, script []byte) []byte {
	v, told := perform(t, dir, script)
	v.close()
	return told
}

// perform runs a script and leaves the village open.
func perform(t *testing.T, dir string, script []byte) (*village, []byte) {
	var v *village
	var out bytes.Buffer
	for _, line := range strings.Split(string(script), "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
			out.WriteString(line + "\n")
		case strings.HasPrefix(line, "= "):
			out.WriteString(line + "\n")
			v = found(t, dir, brought(strings.Fields(strings.TrimPrefix(line, "= "))))
		case strings.HasPrefix(line, "> "), strings.HasPrefix(line, "~ "):
			if line[0] == '>' {
				out.WriteString("\n")
			}
			out.WriteString(line + "\n")
			from := len(v.server.Log())
			v.act(line[2:])
			if line[0] == '~' {
				v.tell(io.Discard, v.server.Log()[from:])
			} else {
				v.tell(&out, v.server.Log()[from:])
			}
		}
	}
	return v, out.Bytes()
}
