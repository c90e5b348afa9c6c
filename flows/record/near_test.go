package record_test

import (
	"fmt"
	"slices"
	"testing"

	"echowall/flows/record"
)

func TestWhatIsAtHandNeedNotBeFetched(t *testing.T) {
	var asked []string
	b := cacheOf(map[string]string{"note:1": `{"text":"read"}`})
	b.Near = func(key string) ([]byte, bool) {
		asked = append(asked, key)
		switch key {
		case "note:2":
			return []byte(`{"text":"near"}`), true
		case "note:3":
			return nil, true
		}
		return nil, false
	}
	sheet := b.Fork()
	record.Put(sheet, "note:5", &note{Text: "written"})
	for range 2 {
		for key, want := range map[string]string{"note:1": "read", "note:2": "near", "note:3": "-", "note:4": "?",
			"note:5": "written"} {
			if got := textOf(sheet, key); got != want {
				t.Errorf("%s reads %q, expected %q", key, got, want)
			}
		}
	}
	if got := b.Missing(); !slices.Equal(got, []string{"note:4"}) {
		t.Errorf("to be fetched are %v", got)
	}
	slices.Sort(asked)
	if want := []string{"note:2", "note:3", "note:4", "note:4"}; !slices.Equal(asked, want) {
		t.Errorf("looked for nearby: %v", asked)
	}
}

// recollection is a Memory that counts.
type recollection struct {
	known map[string]any
	kept  []string
}

func (r *recollection) Recall(key string, raw []byte) any { return r.known[key+string(raw)] }

func (r *recollection) Keep(key string, raw []byte, value any) {
	r.known[key+string(raw)] = value
	r.kept = append(r.kept, key)
}

func TestWhatIsRememberedIsNotDecodedAgain(t *testing.T) {
	decoded := map[string]int{}
	memory := &recollection{known: map[string]any{`note:3{"text":"c"}`: &record.Tie{Name: "another type"}}}
	read := func(stored map[string]string) *record.Cache {
		b := record.NewCache(func(key string, raw []byte, v any) error {
			decoded[key]++
			return decode(key, raw, v)
		})
		b.Memory = memory
		for key, raw := range stored {
			b.Fill(key, []byte(raw))
		}
		return b
	}
	stored := map[string]string{"note:1": `{"text":"a"}`, "note:2": `{"text":`, "note:3": `{"text":"c"}`}
	for range 2 {
		b := read(stored)
		got := textOf(b.Fork(), "note:1")
		for _, key := range []string{"note:1", "note:2", "note:3"} {
			got += textOf(b, key)
		}
		if got != "aa?c" {
			t.Errorf("read %s", got)
		}
	}
	stored["note:1"] = `{"text":"A"}`
	if got := textOf(read(stored), "note:1"); got != "A" {
		t.Errorf("what was written since is remembered as %q", got)
	}
	if got := fmt.Sprint(decoded); got != "map[note:1:2 note:2:2 note:3:1]" {
		t.Errorf("decoded %s", got)
	}
	if slices.Sort(memory.kept); !slices.Equal(memory.kept, []string{"note:1", "note:1", "note:3"}) {
		t.Errorf("kept %v", memory.kept)
	}
}

// What is remembered is shared: an edit must leave it alone.
func TestAnEditLeavesTheMemoryAlone(t *testing.T) {
	memory := &recollection{known: map[string]any{}}
	for range 2 {
		b := cacheOf(map[string]string{"note:1": `{"text":"a","lines":["x"]}`})
		b.Memory = memory
		n := record.Edit[note](b, "note:1")
		if n.Text != "a" || n.Lines[0] != "x" {
			t.Fatalf("remembered is %+v", n)
		}
		n.Text, n.Lines[0] = "b", "y"
	}
}

func TestWhatSomebodyElseWroteIsReadAnew(t *testing.T) {
	b := cacheOf(map[string]string{"note:1": `{"text":"a"}`, "note:2": `{"text":"b"}`, "vote:1": `{"text":"v"}`})
	b.FillRange("note:")
	b.FillRange("vote:")
	b.Fill("seal:1", nil)
	b.Forget("note:1", "seal:1")
	got := textOf(b, "note:1") + textOf(b, "seal:1") + textOf(b, "note:2")
	if got += fmt.Sprint(texts(b, "vote:"), texts(b, "note:")); got != "??b[1=v] [?]" {
		t.Errorf("read %s", got)
	}
	if got := b.Missing(); !slices.Equal(got, []string{"note:*", "note:1", "seal:1"}) {
		t.Fatalf("asks for %v", got)
	}
	b.Fill("note:1", []byte(`{"text":"A"}`))
	b.FillRange("note:")
	if got := fmt.Sprint(texts(b, "note:")); got != "[1=A 2=b]" {
		t.Errorf("read anew: %s", got)
	}
}

// A change that was not kept is lost with what it was made on; it must not be taken for a deletion.
func TestAForgottenChangeDeletesNothing(t *testing.T) {
	b := cacheOf(map[string]string{"note:1": `{"text":"a"}`})
	record.Edit[note](b, "note:1").Text = "b"
	record.Put(b, "note:2", &note{})
	b.Forget("note:1")
	if got := b.Changed(); len(got) != 1 || got[0].Key != "note:2" {
		t.Errorf("changed are %v", got)
	}
}
