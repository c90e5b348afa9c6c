package record_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"echowall/flows/record"
)

// note is a record as a test writes it.
type note struct {
	Text  string   `json:"text,omitempty"`
	Lines []string `json:"lines,omitempty"`
}

// texts are the notes under a prefix, as "key=text"; "?" where they have not been read.
func texts(b *record.Cache, prefix string) []string {
	var all []string
	unread, _ := record.Attempt(func() error {
		for _, x := range record.List[note](b, prefix) {
			all = append(all, x.Key+"="+x.Value.Text)
		}
		return nil
	})
	if unread {
		return []string{"?"}
	}
	return all
}

// textOf is what a note says; "-" where there is none, "?" where it has not been read or cannot be.
func textOf(b *record.Cache, key string) string {
	text := "-"
	unread, _ := record.Attempt(func() error {
		if n := record.Get[note](b, key); n != nil {
			text = n.Text
		}
		return nil
	})
	if unread {
		return "?"
	}
	return text
}

func TestWhatWasNotReadIsAskedForInOrderAndOnce(t *testing.T) {
	b := record.NewCache(decode)
	if b.Missing() != nil {
		t.Fatal("something is missing before anything was asked")
	}
	got := []string{textOf(b, "vote:2"), textOf(b.Fork().Fork(), "vote:1"), textOf(b, "vote:2")}
	if got = append(got, texts(b.Fork(), "note:")...); !slices.Equal(got, []string{"?", "?", "?", "?"}) {
		t.Errorf("what nobody has read is %q", got)
	}
	if got := b.Missing(); !slices.Equal(got, []string{"note:*", "vote:1", "vote:2"}) {
		t.Errorf("asks for %v", got)
	}
	if b.Missing() != nil {
		t.Error("the same question is asked twice")
	}
	if textOf(b, "vote:2"); b.Missing() == nil {
		t.Error("a question that got no answer is not asked again")
	}
}

func TestWhatIsKnownNotToBeThereIsNotAskedFor(t *testing.T) {
	for what, c := range map[string]struct {
		tell  func(b *record.Cache)
		known bool
	}{
		"nothing was told":          {func(*record.Cache) {}, false},
		"it was looked for":         {func(b *record.Cache) { b.Fill("vote:12:7", nil) }, true},
		"its neighbour was":         {func(b *record.Cache) { b.Fill("vote:12:77", nil) }, false},
		"all of its kind were read": {func(b *record.Cache) { b.FillRange("vote:12:") }, true},
		"everything was":            {func(b *record.Cache) { b.FillRange("") }, true},
		"another ballot's were":     {func(b *record.Cache) { b.FillRange("vote:1:") }, false},
		"its number is new":         {func(b *record.Cache) { record.Vacant(b, "vote:12:7") }, true},
		"it was deleted":            {func(b *record.Cache) { record.Remove(b, "vote:12:7") }, true},
		"it was new and is deleted": {func(b *record.Cache) {
			record.Put(b, "vote:12:7", &note{})
			record.Remove(b, "vote:12:7")
		}, true},
	} {
		b := record.NewCache(decode)
		sheet := b.Fork()
		c.tell(b)
		want := "?"
		if c.known {
			want = "-"
		}
		got, asked := textOf(sheet, "vote:12:7"), b.Missing()
		if got != want || (asked == nil) != c.known || b.Err() != nil {
			t.Errorf("%s: read %q, asked for %v, %v", what, got, asked, b.Err())
		}
	}
}

// What the store says late must not undo what was decided meanwhile.
func TestWhatIsReadLateDoesNotReplaceWhatWasWritten(t *testing.T) {
	b := record.NewCache(decode)
	record.Put(b, "note:1", &note{Text: "new"})
	record.Remove(b, "note:2")
	record.Vacant(b, "note:1") // it is there, so it is not vacant
	for _, key := range []string{"note:1", "note:2"} {
		b.Fill(key, []byte(`{"text":"old"}`))
		b.Fill(key, nil)
	}
	if got := textOf(b, "note:1") + textOf(b, "note:2"); got != "new-" {
		t.Errorf("read %s", got)
	}
}

func TestWhoReadsIsNotDisturbedByWhoEdits(t *testing.T) {
	b := cacheOf(map[string]string{"note:1": `{"text":"a","lines":["x"]}`})
	seen := record.Get[note](b, "note:1")
	mine := record.Edit[note](b, "note:1")
	mine.Text, mine.Lines[0] = "b", "y"
	if seen.Text != "a" || seen.Lines[0] != "x" {
		t.Errorf("what was read before has become %+v", seen)
	}
	if again := record.Edit[note](b, "note:1"); again != mine {
		t.Error("a second edit begins anew")
	}
	b.Settle()
	kept := record.Get[note](b, "note:1")
	record.Edit[note](b, "note:1").Text = "c"
	if kept.Text != "b" || textOf(b, "note:1") != "c" {
		t.Errorf("what was kept has become %+v, and reads %q now", kept, textOf(b, "note:1"))
	}
}

func TestAnEditOfNothingBeginsARecord(t *testing.T) {
	b := record.NewCache(decode)
	b.FillRange("note:")
	record.Edit[note](b, "note:1").Text = "a"
	record.Remove(b, "note:1")
	if n := record.Edit[note](b, "note:1"); n.Text != "" {
		t.Errorf("what was deleted comes back as %+v", n)
	}
	if got := fmt.Sprint(texts(b, "note:")); got != "[1=]" {
		t.Errorf("listed are %s", got)
	}
}

func TestASheetIsSeenBelowOnlyOnceItIsMerged(t *testing.T) {
	stored := map[string]string{"note:1": `{"text":"a"}`, "note:2": `{"text":"b"}`}
	for what, c := range map[string]struct {
		change func(b *record.Cache)
		want   string
	}{
		"nothing":     {func(*record.Cache) {}, "[1=a 2=b]"},
		"an edit":     {func(b *record.Cache) { record.Edit[note](b, "note:1").Text = "c" }, "[1=c 2=b]"},
		"a deletion":  {func(b *record.Cache) { record.Remove(b, "note:1") }, "[2=b]"},
		"an addition": {func(b *record.Cache) { record.Put(b, "note:10", &note{Text: "c"}) }, "[1=a 10=c 2=b]"},
		"deleted and written anew": {func(b *record.Cache) {
			record.Remove(b, "note:1")
			record.Put(b, "note:1", &note{Text: "c"})
		}, "[1=c 2=b]"},
		"a sheet on the sheet": {func(b *record.Cache) {
			record.Remove(b, "note:2")
			upper := b.Fork()
			record.Edit[note](upper, "note:1").Text = "c"
			upper.Merge()
			record.Remove(b.Fork(), "note:1") // is thrown away
		}, "[1=c]"},
	} {
		b := cacheOf(stored)
		b.FillRange("note:")
		sheet := b.Fork()
		c.change(sheet)
		if got := fmt.Sprint(texts(sheet, "note:")); got != c.want {
			t.Errorf("%s: the sheet reads %s, expected %s", what, got, c.want)
		}
		if got := fmt.Sprint(texts(b, "note:")); got != "[1=a 2=b]" || len(b.Changed()) > 0 {
			t.Errorf("%s: below reads %s before the merge, changed is %v", what, got, b.Changed())
		}
		sheet.Merge()
		if got := fmt.Sprint(texts(b, "note:")); got != c.want {
			t.Errorf("%s: below reads %s after the merge, expected %s", what, got, c.want)
		}
	}
}

func TestWhatIsWrittenOverADeletionIsThere(t *testing.T) {
	b := record.NewCache(decode)
	for _, write := range []func(b *record.Cache){
		func(b *record.Cache) { record.Put(b, "note:1", &note{Text: "a"}) },
		func(b *record.Cache) { record.Edit[note](b, "note:1").Text = "a" },
	} {
		record.Remove(b, "note:1")
		sheet := b.Fork()
		write(sheet)
		sheet.Merge()
		if got := textOf(b, "note:1"); got != "a" {
			t.Errorf("reads %q", got)
		}
	}
}

func TestWhatWasChangedIsListedInOrderUntilItIsKept(t *testing.T) {
	b := cacheOf(map[string]string{"note:3": `{"text":"c"}`, "note:9": `{"text":"i"}`})
	record.Put(b, "note:2", &note{Text: "b"})
	sheet := b.Fork()
	record.Remove(sheet, "note:1")
	record.Edit[note](sheet, "note:3").Text = "C"
	textOf(sheet, "note:9")
	sheet.Merge()
	var got []string
	for _, c := range b.Changed() {
		if n, ok := c.Value.(*note); ok {
			got = append(got, c.Key+"="+n.Text)
		} else {
			got = append(got, fmt.Sprint(c.Key, "=", c.Value))
		}
	}
	if want := []string{"note:1=<nil>", "note:2=b", "note:3=C"}; !slices.Equal(got, want) {
		t.Errorf("changed are %v", got)
	}
	if b.Settle(); len(b.Changed()) > 0 || textOf(b, "note:3") != "C" || textOf(b, "note:1") != "-" {
		t.Errorf("after it was kept: changed %v, missing %v", b.Changed(), b.Missing())
	}
}

func TestAListIsWholeOrAskedFor(t *testing.T) {
	for what, c := range map[string]struct {
		read []string // the ranges
		want string
	}{
		"nothing of it was read":  {nil, "asks for [vote:12:*]"},
		"it was":                  {[]string{"vote:12:"}, "[10=c 7=a 8=b]"},
		"more than it was":        {[]string{"vote:"}, "[10=c 7=a 8=b]"},
		"a part of it was":        {[]string{"vote:12:1"}, "asks for [vote:12:*]"},
		"another, and everything": {[]string{"vote:1:", ""}, "[10=c 7=a 8=b]"},
	} {
		b := cacheOf(map[string]string{"vote:12:7": `{"text":"a"}`, "vote:12:8": `{"text":"b"}`, "vote:1:2": "{}",
			"vote:121:2": "{}"})
		for _, prefix := range c.read {
			b.FillRange(prefix)
		}
		sheet := b.Fork()
		record.Put(sheet, "vote:12:10", &note{Text: "c"})
		got := fmt.Sprint(texts(sheet, "vote:12:"))
		if got == "[?]" {
			got = fmt.Sprintf("asks for %v", b.Missing())
		}
		if got != c.want {
			t.Errorf("%s: %s, expected %s", what, got, c.want)
		}
	}
}

// A broken record stops whoever needs it, each time anew, and nobody else.
func TestABrokenRecordStopsWhoAsksForItAndNobodyElse(t *testing.T) {
	b := cacheOf(map[string]string{"note:1": `{"text":`, "note:2": `[]`, "note:3": `{"text":"c"}`})
	sheet := b.Fork()
	if textOf(sheet, "note:3") != "c" || b.Err() != nil {
		t.Error("a sound record stumbles over a broken one")
	}
	for range 2 {
		if got := textOf(sheet, "note:1") + textOf(sheet, "note:2"); got != "??" || b.Missing() != nil {
			t.Errorf("read %q, and something is missing", got)
		}
		if err := b.Err(); err == nil || !strings.Contains(err.Error(), "unexpected end of JSON") {
			t.Errorf("expected the first fault, got %v", err)
		}
		if err := b.Err(); err != nil {
			t.Errorf("a fault is told twice: %v", err)
		}
	}
}
