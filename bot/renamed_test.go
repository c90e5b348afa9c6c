package bot_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"echowall/storage/testenv"
)

// heard are the conversations in which it shows who hears what: codes, secret votes, ties, receipts beside echoes,
// photos, quiet hours.
const heard = "^TestConversations$/" +
	"^(council|early-end|joint|minimum|page|papers|quiet-hours-zh|referred-up|setup|ways-to-raise)$"

// renaming makes an id in which nothing of the old one can be seen, and finds the old one again. What is no new id
// stays as it is, for the renderer has texts of its own.
const renaming = `
const renamed = "\x00"

func mixed(id string) string {
	seed := os.Getenv("ECHOWALL_RENAME")
	mix := []byte(id)
	for i := range mix {
		mix[i] ^= seed[i%len(seed)] & 0x1f
	}
	return string(mix)
}
`

// TestRenamedMessagesReachTheSamePeople plays conversations with a program in which every message has another id, a
// random one in each run: say.New gives it, and the catalogue alone knows which text it stands for. Whatever else looks
// at an id meets one that it does not know. The same people must hear the same things.
func TestRenamedMessagesReachTheSamePeople(t *testing.T) {
	if os.Getenv("ECHOWALL_RENAME") != "" {
		t.Skip("this is the program with other ids")
	}
	testenv.Long(t)
	dir := t.TempDir()
	swapped := map[string]string{}
	swap := func(file string, changes ...string) {
		path, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		swapped[path] = rewritten(t, dir, file, changes...)
	}
	swap("../flows/say/say.go",
		"import (\n", "import (\n\t\"os\"\n",
		"// Message names a message", renaming+"\n// Message names a message",
		"return Message{ID: id}", "return Message{ID: renamed + mixed(id)}",
		"return Message{ID: id, ", "return Message{ID: renamed + mixed(id), ")
	swap("../locales/locales.go",
		"import (\n", "import (\n\t\"os\"\n",
		"var embedded embed.FS\n", "var embedded embed.FS\n"+renaming,
		"map[string]any, count *int) (string, error) {\n",
		"map[string]any, count *int) (string, error) {\n"+
			"\tif other, ok := strings.CutPrefix(id, renamed); ok {\n\t\tid = mixed(other)\n\t}\n")
	overlay := filepath.Join(dir, "overlay.json")
	list, err := json.Marshal(map[string]any{"Replace": swapped})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(overlay, list, 0o600); err != nil {
		t.Fatal(err)
	}
	seed := fmt.Sprintf("%016x", rand.Uint64())
	cmd := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-overlay", overlay, "-run", heard, ".")
	cmd.Env = append(os.Environ(), "ECHOWALL_RENAME="+seed)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("with ECHOWALL_RENAME=%s people hear something else: %v\n%s", seed, err, out)
	}
}

// rewritten is a source file of the program with some of its text changed, in a folder of the test; it returns where.
func rewritten(t *testing.T, dir, file string, changes ...string) (at string) {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(source)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("%s no longer has %q", file, changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	at = filepath.Join(dir, filepath.Base(file))
	if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}
