package storage_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"echowall/storage"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// note is a record in its third version. testdata holds what earlier programs wrote; such files are added, never
// changed.
type note struct {
	Title string `json:"title"`
	Votes int    `json:"votes"`
}

func noteSchema() storage.Schema {
	return storage.Schema{Kind: "note",
		Upgrades: []func(json.RawMessage) (json.RawMessage, error){nameToTitle, votesToNumber}}
}

// nameToTitle was the change of version 2.
func nameToTitle(raw json.RawMessage) (json.RawMessage, error) {
	var old struct{ Name, Votes string }
	if err := json.Unmarshal(raw, &old); err != nil {
		return nil, err
	}
	return json.Marshal(map[string]string{"title": old.Name, "votes": old.Votes})
}

// votesToNumber was the change of version 3.
func votesToNumber(raw json.RawMessage) (json.RawMessage, error) {
	var old struct {
		Title string
		Votes json.Number `json:"votes"`
	}
	if err := json.Unmarshal(raw, &old); err != nil {
		return nil, err
	}
	n, err := old.Votes.Int64()
	if err != nil {
		return nil, err
	}
	return json.Marshal(note{Title: old.Title, Votes: int(n)})
}

func TestSchemaReadsEveryVersion(t *testing.T) {
	files, err := filepath.Glob("testdata/note.v*.json")
	if err != nil || len(files) != len(noteSchema().Upgrades)+1 {
		t.Fatalf("there are %d files, want one for each version (%v)", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got note
			if err := noteSchema().Decode(raw, &got); err != nil {
				t.Fatal(err)
			}
			if want := (note{Title: "Well", Votes: 3}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

// What this program writes is the newest file, byte for byte.
func TestSchemaWritesTheNewest(t *testing.T) {
	got, err := noteSchema().Encode(note{Title: "Well", Votes: 3})
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/note.v3.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != strings.TrimSpace(string(want)) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSchemaRefuses(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"nothing":                {``, "decode note: "},
		"no envelope":            {`[]`, "decode note: "},
		"no version":             {`{"d":{}}`, "decode note: version 0 is not one this program knows (1 to 3)"},
		"a version before all":   {`{"v":-1,"d":{}}`, "decode note: version -1 "},
		"a newer version":        {`{"v":4,"d":{}}`, "decode note: version 4 is not one this program knows (1 to 3)"},
		"no data":                {`{"v":3}`, "decode note: "},
		"data of another kind":   {`{"v":3,"d":"text"}`, "decode note: "},
		"a failing upgrade":      {`{"v":2,"d":{"votes":"many"}}`, "upgrade note from version 2: "},
		"a failing first of two": {`{"v":1,"d":[]}`, "upgrade note from version 1: "},
	} {
		t.Run(name, func(t *testing.T) {
			var got note
			err := noteSchema().Decode([]byte(c.raw), &got)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want an error that begins with %q", err, c.want)
			}
		})
	}
}

func TestSchemaErrorsAreWrapped(t *testing.T) {
	refused := errors.New("refused")
	s := storage.Schema{Kind: "note", Upgrades: []func(json.RawMessage) (json.RawMessage, error){
		func(json.RawMessage) (json.RawMessage, error) { return nil, refused },
	}}
	if err := s.Decode([]byte(`{"v":1,"d":{}}`), &note{}); !errors.Is(err, refused) {
		t.Errorf("got %v, want it to wrap the upgrade's error", err)
	}
	var unsupported *json.UnsupportedTypeError
	if _, err := s.Encode(make(chan int)); !errors.As(err, &unsupported) || !strings.HasPrefix(err.Error(),
		"encode note: ") {
		t.Errorf("got %v, want it to wrap the encoder's error", err)
	}
}

// TestAnyRecordReadsAsItWasWritten takes the short way and the long one: what was written by this program, and the same
// with blanks in it, as a person who mends a record may leave it.
func TestAnyRecordReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := note{Title: rapid.String().Draw(t, "title"), Votes: rapid.Int().Draw(t, "votes")}
		raw, err := noteSchema().Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		var spaced bytes.Buffer
		if err := json.Indent(&spaced, raw, "", "  "); err != nil {
			t.Fatal(err)
		}
		want.Title = strings.ToValidUTF8(want.Title, "\ufffd")
		for _, raw := range [][]byte{raw, spaced.Bytes()} {
			var got note
			if err := noteSchema().Decode(raw, &got); err != nil || got != want {
				t.Fatalf("%s reads %+v: %v", raw, got, err)
			}
		}
	})
}

func TestEverySpaceHasAnotherName(t *testing.T) {
	seen := map[storage.Space]bool{}
	for _, space := range storage.Spaces() {
		if seen[space] || space == "" || strings.ContainsAny(string(space), ":*?[") {
			t.Errorf("the space %q", space)
		}
		seen[space] = true
	}
}
