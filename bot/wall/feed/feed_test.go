package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/bot/wall/feed"
)

// nine is nine in the morning in Shanghai, and a little later.
func nine() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 999, time.FixedZone("Shanghai", 8*3600)) }

func TestAMomentInAFeedIsUniversal(t *testing.T) {
	if got := feed.Stamp(nine()); got != "2026-03-02T01:00:00Z" {
		t.Errorf("written as %s", got)
	}
	if feed.Moment(time.Time{}) != nil || !feed.Moment(nine()).Equal(nine()) {
		t.Error("a time that is unset is told, or one that is set is not")
	}
}

func TestAFeedIsAsNewAsItsNewestEntry(t *testing.T) {
	at := func(hours int) string { return feed.Stamp(nine().Add(time.Duration(hours) * time.Hour)) }
	for name, c := range map[string]struct {
		entries []string
		want    string
	}{
		"empty it began then":         {nil, at(0)},
		"the newest is first":         {[]string{at(5), at(1)}, at(5)},
		"or last":                     {[]string{at(1), at(30)}, at(30)},
		"all are older than the wall": {[]string{at(-1), at(-2)}, at(0)},
	} {
		f := feed.Atom{ID: "tag:x"}
		for _, u := range c.entries {
			f.Entries = append(f.Entries, feed.Entry{Updated: u})
		}
		if _, err := f.Answer(nine()); err != nil || f.Updated != c.want {
			t.Errorf("%s: updated %s, %v", name, f.Updated, err)
		}
	}
}

func TestAFeedIsWellFormedWhateverPeopleWrite(t *testing.T) {
	hostile := "</title><script>alert(1)</script> & ]]> \x00\x1b \"桥\""
	f := feed.Atom{
		Lang: "zh-Hans", ID: "tag:x", Title: hostile, Author: hostile,
		Links:   []feed.Link{{Rel: "self", Type: "application/atom+xml", Href: `https://x.example/?a="&b=<`}},
		Entries: []feed.Entry{{ID: "1", Title: hostile, Summary: hostile}},
	}
	a, err := f.Answer(nine())
	if err != nil || a.Kind != "application/atom+xml; charset=utf-8" || !strings.HasPrefix(string(a.Body), "<?xml") {
		t.Fatalf("written as %s: %s, %v", a.Kind, a.Body, err)
	}
	var names []string
	for d := xml.NewDecoder(strings.NewReader(string(a.Body))); ; {
		token, err := d.Token()
		if token == nil {
			if err.Error() != "EOF" {
				t.Errorf("not well formed: %v", err)
			}
			break
		}
		if e, ok := token.(xml.StartElement); ok {
			if names = append(names, e.Name.Local); e.Name.Space != "http://www.w3.org/2005/Atom" {
				t.Errorf("%s is of %q", e.Name.Local, e.Name.Space)
			}
		}
	}
	want := []string{
		"feed", "id", "title", "updated", "author", "name", "link", "entry", "id", "title", "updated", "link", "summary",
	}
	if !slices.Equal(names, want) {
		t.Errorf("its elements are %v", names)
	}
	if !strings.Contains(string(a.Body), `xml:lang="zh-Hans"`) {
		t.Errorf("its language is not told: %s", a.Body)
	}
}

// Other programs read these names, so none is ever changed; what there is not is left out.
func TestTheNamesOfACase(t *testing.T) {
	always := []string{
		"number", "title", "url", "status", "stage", "step", "step_number", "steps", "raised", "updated", "overdue",
		"supporters",
	}
	told := func(c feed.Whole) []string {
		raw, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(raw, &fields); err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(maps.Keys(fields))
	}
	least := append(slices.Clone(always), "text", "history")
	slices.Sort(least)
	if got := told(feed.Whole{}); !slices.Equal(got, least) {
		t.Errorf("at least told are %v", got)
	}
	most := append(slices.Clone(least), "due", "waiting_for", "outcome", "reason", "merged_into", "photos", "findings",
		"resolution", "tasks", "judged")
	slices.Sort(most)
	full := feed.Whole{
		Case:   feed.Case{Due: feed.Moment(nine()), WaitingFor: "x", Outcome: "x", Reason: "x", MergedInto: 2},
		Photos: []string{"x"}, Findings: "x", Resolution: &feed.Resolution{}, Tasks: []feed.Task{{}},
		Judged: &feed.Judged{},
	}
	if got := told(full); !slices.Equal(got, most) {
		t.Errorf("at most told are %v", got)
	}
}
