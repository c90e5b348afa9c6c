package extract_test

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/community"
	"echowall/flows/extract"
	"echowall/flows/journal"
	"echowall/storage"
)

// book is a journal in memory, which may break off: a reader that is asked for nothing else.
type book struct {
	storage.Reader
	entries []storage.Entry
	fails   error
	asked   int
}

// Journal implements storage.Reader.
func (b *book) Journal(from uint64, limit int) ([]storage.Entry, error) {
	b.asked++
	if b.fails != nil && b.asked > 1 {
		return nil, b.fails
	}
	rest := b.entries[min(int(from)-1, len(b.entries)):]
	return rest[:min(limit, len(rest))], nil
}

// writes adds an entry with events to a book.
func (b *book) writes(t *testing.T, at time.Time, events ...journal.Event) journal.Entry {
	t.Helper()
	var head journal.Head
	if n := len(b.entries); n > 0 {
		last, err := journal.Open(b.entries[n-1].Data)
		if err != nil {
			t.Fatal(err)
		}
		head = last.Head()
	}
	e, raw, err := journal.Seal(head, at, 7, "cause", events)
	if err != nil {
		t.Fatal(err)
	}
	b.entries = append(b.entries, storage.Entry{Seq: e.Seq, Data: raw})
	return e
}

// told are the facts that are told of a book.
func told(t *testing.T, b *book) ([]extract.Fact, error) {
	t.Helper()
	var facts []extract.Fact
	err := extract.Each(b, func(f extract.Fact) error { facts = append(facts, f); return nil })
	return facts, err
}

func event(name, data string) journal.Event {
	return journal.Event{Type: name, Data: json.RawMessage(data)}
}

var nine = time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("Shanghai", 8*3600))

// public is what may be told of which event. It stands here once more, so that nothing becomes public by a slip.
func public() map[string]string {
	return map[string]string{
		"case.raised": "case procedure text title version", "case.reworded": "case text title",
		"case.stage": "case stage why", "case.accepted": "case stage track", "case.closed": "case how",
		"case.reopened": "case reason stage", "case.recurred": "case earlier", "case.supported": "case count",
		"case.overdue": "case", "case.silence": "case", "research.findings": "case text", "research.confirmed": "case",
		"meeting.moved": "at meeting place", "meeting.called_off": "meeting reason", "meeting.opened": "meeting",
		"meeting.minutes": "meeting text", "ballot.closed": "ballot result tally",
		"ballot.adopted": "ballot case class text", "ballot.failed": "case", "publicity.published": "as case until",
		"publicity.named": "as case", "publicity.objected": "case number text",
		"publicity.settled": "case number reason ruling", "publicity.ended": "case", "approval.submitted": "case",
		"approval.assembly": "agreed case text", "approval.approved": "case", "approval.returned": "case reason",
		"task.assigned": "case due measure task unit", "task.extended": "case due reason task",
		"task.progress": "case task text", "task.done": "case evidence task", "task.overdue": "case task",
	}
}

// fieldsOf are the names of all data that an event of a name has.
func fieldsOf(t *testing.T, name string) []string {
	t.Helper()
	e, err := community.DecodeEvent(name, []byte("{}"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i := range reflect.TypeOf(e).NumField() {
		f := reflect.TypeOf(e).Field(i)
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.IsExported() && tag != "-" {
			all = append(all, tag)
		}
	}
	return all
}

func TestWhatMayBeToldOfEachEvent(t *testing.T) {
	names := community.EventNames()
	for name := range public() {
		if !slices.Contains(names, name) {
			t.Errorf("%s is told, and never happens", name)
		}
	}
	for _, name := range names {
		data := map[string]string{"by": "7", "person": "7", "raiser": "7"}
		fields := fieldsOf(t, name)
		for _, f := range fields {
			data[f] = "x"
		}
		raw, err := json.Marshal(data)
		if err != nil {
			t.Fatal(err)
		}
		b := &book{}
		b.writes(t, nine, event(name, string(raw)))
		facts, err := told(t, b)
		want, may := public()[name]
		if err != nil || len(facts) > 1 || (len(facts) == 1) != may {
			t.Errorf("%s: told are %+v, %v", name, facts, err)
			continue
		}
		if !may {
			continue
		}
		if got := strings.Join(slices.Sorted(maps.Keys(facts[0].Data)), " "); got != want {
			t.Errorf("%s: told are %q, expected %q", name, got, want)
		}
		for _, f := range strings.Fields(want) {
			if !slices.Contains(fields, f) {
				t.Errorf("%s: it has no %s to tell", name, f)
			}
		}
	}
}

func TestHowAFactIsTold(t *testing.T) {
	for _, c := range []struct {
		rule string
		data string
		want map[string]string
	}{
		{
			"what it has is told as it stands", `{"case":3,"text":"烂灯 <b>"}`,
			map[string]string{"case": "3", "text": `"烂灯 <b>"`},
		},
		{"what it lacks is left out", `{"case":3}`, map[string]string{"case": "3"}},
		{"nothing is nothing", `{}`, map[string]string{}},
		{"what is null stays null", `{"case":null}`, map[string]string{"case": "null"}},
		{"a name in other letters is another name", `{"CASE":3,"Text":"x"}`, map[string]string{}},
		{"who did it is never told", `{"case":3,"by":7,"entered_by":1,"photos":["a"]}`, map[string]string{"case": "3"}},
	} {
		b := &book{}
		e := b.writes(t, nine, event("research.findings", c.data))
		facts, err := told(t, b)
		if err != nil || len(facts) != 1 {
			t.Errorf("%s: %+v, %v", c.rule, facts, err)
			continue
		}
		got := map[string]string{}
		for name, raw := range facts[0].Data {
			got[name] = string(raw)
		}
		f := facts[0]
		if !maps.Equal(got, c.want) || f.Seq != 1 || f.Hash != e.Hash || !f.At.Equal(nine) || f.Event != "research.findings" {
			t.Errorf("%s: told is %+v", c.rule, f)
		}
	}
}

func TestABookIsToldInOrder(t *testing.T) {
	for _, n := range []int{0, 1, 99, 100, 101, 250} {
		b := &book{}
		for i := range n {
			b.writes(t, nine.Add(time.Duration(i)*time.Minute), event("case.overdue", `{"case":1}`))
		}
		facts, err := told(t, b)
		if err != nil || len(facts) != n {
			t.Errorf("of %d entries %d are told: %v", n, len(facts), err)
		}
		for i, f := range facts {
			if f.Seq != uint64(i+1) || !f.At.Equal(nine.Add(time.Duration(i)*time.Minute)) {
				t.Errorf("told as number %d is %+v", i+1, f)
			}
		}
	}
}

func TestSeveralEventsOfOneEntryShareItsHash(t *testing.T) {
	b := &book{}
	first := b.writes(t, nine, event("ballot.vote", `{"person":7}`), event("ballot.closed", `{"ballot":"1.1"}`),
		event("ballot.adopted", `{"case":1}`))
	b.writes(t, nine)
	last := b.writes(t, nine, event("a word of the future", `{"case":1}`), event("case.overdue", `{"case":1}`))
	facts, err := told(t, b)
	if err != nil || len(facts) != 3 || facts[0].Hash != first.Hash || facts[1].Hash != first.Hash ||
		facts[2].Hash != last.Hash || facts[2].Seq != 3 {
		t.Errorf("told are %+v, %v", facts, err)
	}
}

func TestWhereTheTellingEnds(t *testing.T) {
	away := errors.New("away")
	for _, c := range []struct {
		rule  string
		spoil func(t *testing.T, b *book)
		want  error  // nil where only the text tells
		text  string // of the error
		told  int
	}{
		{
			"an entry that is no JSON", func(_ *testing.T, b *book) {
				b.entries = append(b.entries, storage.Entry{Seq: 3, Data: []byte("{")})
			}, journal.ErrAltered, "entry 3", 2,
		},
		{
			"a forged one", func(_ *testing.T, b *book) {
				b.entries = append(b.entries, storage.Entry{Seq: 3, Data: []byte(`{"hash":"00","entry":{}}`)})
			}, journal.ErrAltered, "entry 3", 2,
		},
		{
			"one altered after it was sealed", func(_ *testing.T, b *book) {
				raw := strings.Replace(string(b.entries[1].Data), `"case":1`, `"case":2`, 1)
				b.entries[1].Data = []byte(raw)
			}, journal.ErrAltered, "entry 2", 1,
		},
		{
			"one that is missing", func(_ *testing.T, b *book) { b.entries = b.entries[1:] }, journal.ErrGap, "entry 1", 0,
		},
		{
			"one that stands there twice", func(_ *testing.T, b *book) { b.entries = append(b.entries, b.entries[1]) },
			journal.ErrGap, "entry 3", 2,
		},
		{
			"one of another book", func(t *testing.T, b *book) {
				other := &book{}
				other.writes(t, nine.Add(1))
				other.writes(t, nine, event("case.overdue", `{"case":1}`))
				b.entries[1] = other.entries[1]
			}, journal.ErrPrev, "entry 2", 1,
		},
		{
			"an event that is a word", func(t *testing.T, b *book) { b.writes(t, nine, event("case.raised", `"yes"`)) },
			nil, "entry 3: read case.raised", 2,
		},
		{
			"an event that is a list", func(t *testing.T, b *book) { b.writes(t, nine, event("case.raised", `[1]`)) },
			nil, "entry 3: read case.raised", 2,
		},
		{
			"a store that is away", func(_ *testing.T, b *book) { b.fails = away }, away, "read the journal", 2,
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			b := &book{}
			for range 2 {
				b.writes(t, nine, event("case.overdue", `{"case":1}`))
			}
			c.spoil(t, b)
			facts, err := told(t, b)
			if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) ||
				len(facts) != c.told {
				t.Errorf("after %d facts: %v", len(facts), err)
			}
		})
	}
}

func TestAnEventThatIsPrivateMayBeAnything(t *testing.T) {
	b := &book{}
	b.writes(t, nine, event("ballot.vote", `"yes"`), event("person.joined", `[]`), journal.Event{Type: "unheard.of"})
	if facts, err := told(t, b); err != nil || facts != nil {
		t.Errorf("told are %+v, %v", facts, err)
	}
}

func TestWhoListensNoMoreIsToldNoMore(t *testing.T) {
	b := &book{}
	for range 3 {
		b.writes(t, nine, event("case.overdue", `{"case":1}`))
	}
	enough, heard := errors.New("enough"), 0
	err := extract.Each(b, func(extract.Fact) error { heard++; return enough })
	if !errors.Is(err, enough) || heard != 1 {
		t.Errorf("told were %d: %v", heard, err)
	}
}
