package flows_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows"
	"echowall/flows/journal"
)

// at is where in a book the first entry of a cause stands that tells of an event.
func at(book []journal.Entry, cause, event string) int {
	return slices.IndexFunc(book, func(e journal.Entry) bool {
		return e.Cause == cause &&
			slices.ContainsFunc(e.Events, func(x journal.Event) bool { return x.Type == event })
	})
}

// TestARemadeBookIsNamedWhereNobodyCouldHaveDoneIt writes the book anew: as it was it is whole, but where somebody did
// what they had no right to do, or did it at another time than they could, the entry is named, though the chain holds
// and gives the records. What the rules allow as well only its date gives away, if that goes back.
func TestARemadeBookIsNamedWhereNobodyCouldHaveDoneIt(t *testing.T) {
	swapped := func(cause, event string) func(v *village, book []journal.Entry) ([]journal.Entry, int) {
		return func(_ *village, book []journal.Entry) ([]journal.Entry, int) {
			i := at(book, cause, event)
			book[i-1], book[i] = book[i], book[i-1]
			return book, i
		}
	}
	moved := func(cause, event string, by time.Duration) func(v *village, book []journal.Entry) ([]journal.Entry, int) {
		return func(_ *village, book []journal.Entry) ([]journal.Entry, int) {
			i := at(book, cause, event)
			book[i].At = book[i].At.Add(by)
			return book, i + 1
		}
	}
	const day = 24 * time.Hour
	for name, x := range map[string]struct {
		forge func(v *village, book []journal.Entry) (forged []journal.Entry, entry int)
		want  string
	}{
		"sealed again": {func(_ *village, book []journal.Entry) ([]journal.Entry, int) { return book, 0 }, ""},
		"a role given by somebody without an office": {func(v *village, book []journal.Entry) ([]journal.Entry, int) {
			i := at(book, "appoint", "person.appointed")
			book[i].By = v.known(wang)
			return book, i + 1
		}, "no rule allows it"},
		"the end of an objection before it was made": {swapped("settle", "publicity.settled"), "no rule allows it"},
		"a paper given before the ballot":            {swapped("vote", "ballot.vote"), "no rule allows it"},
		"a vote after the close":                     {moved("vote", "ballot.vote", 9*day), "took no votes"},
		"what the clock did, too early":              {moved("tick", "case.stage", -9*day), "the clock would not"},
		"an evaluation on an earlier day":            {moved("rate", "evaluation.rated", -day), "dated"},
		"a vote left out": {func(_ *village, book []journal.Entry) ([]journal.Entry, int) {
			first := at(book, "vote", "ballot.vote")
			return slices.Delete(book, first, first+1), at(book, "vote", "ballot.closed") + 1
		}, "closed before its time"},
		"rules that nobody knows": {func(_ *village, book []journal.Entry) ([]journal.Entry, int) {
			i := len(book) / 2
			e := journal.Entry{At: book[i-1].At, Cause: "tick", Events: []journal.Event{
				{Type: "community.rules", Data: json.RawMessage(`{"version":99}`)},
			}}
			return slices.Insert(book, i, e), i + 1
		}, "no rule allows it"},
		"a rollback by somebody of the village": {func(v *village, book []journal.Entry) ([]journal.Entry, int) {
			head := `{"shown":{"seq":3,"hash":"00"},"reason":"so it was"}`
			e := journal.Entry{At: book[len(book)-1].At, By: v.known(chen), Cause: "operator", Events: []journal.Event{
				{Type: "community.rolled_back", Data: json.RawMessage(head)},
			}}
			return append(book, e), len(book) + 1
		}, "no rule allows it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := live(t)
			entry := 0
			store := v.remade(func(book []journal.Entry) (forged []journal.Entry) {
				forged, entry = x.forge(v, book)
				return forged
			})
			found, err := flows.Verify(context.Background(), store, v.methods, v.id)
			named := "entry " + itoa(int64(entry)) + ": "
			switch {
			case x.want == "dated":
				if err != nil || int(found.Backdated) != entry+1 && int(found.Backdated) != entry {
					t.Errorf("found %v, backdated %d, expected %d", err, found.Backdated, entry)
				}
			case x.want == "":
				if err != nil || found.Backdated != 0 || found.Unjudged != 0 {
					t.Errorf("found %+v, %v", found, err)
				}
			case err == nil || !strings.Contains(err.Error(), named) || !strings.Contains(err.Error(), x.want):
				t.Errorf("found %v, expected %q of %s", err, x.want, named)
			}
		})
	}
}

// TestWhatAnEarlierProgramWroteIsCounted reads a book that began before books said by which rules they stand, without
// the marks and digests of today, and came under the rules later: what cannot be checked is counted, and no more; from
// where on the rules hold, what none allows is named.
func TestWhatAnEarlierProgramWroteIsCounted(t *testing.T) {
	field := func(e *journal.Entry, event, name string) {
		for i, x := range e.Events {
			var fields map[string]json.RawMessage
			if x.Type != event || json.Unmarshal(x.Data, &fields) != nil {
				continue
			}
			delete(fields, name)
			e.Events[i].Data, _ = json.Marshal(fields)
		}
	}
	earlier := func(book []journal.Entry) ([]journal.Entry, int) {
		for i := range book {
			field(&book[i], "community.founded", "rules")
			field(&book[i], "person.joined", "user")
			field(&book[i], "ballot.vote", "paper")
		}
		under := at(book, "rate", "evaluation.rated")
		rules := journal.Entry{At: book[under].At, Cause: "tick", Events: []journal.Event{
			{Type: "community.rules", Data: json.RawMessage(`{"version":1}`)},
		}}
		return slices.Insert(book, under, rules), under
	}
	v := live(t)
	under := 0
	store := v.remade(func(book []journal.Entry) []journal.Entry {
		book, under = earlier(book)
		return book
	})
	found, err := flows.Verify(context.Background(), store, v.methods, v.id)
	if err != nil || found.Unjudged != under+1 || found.Unmarked == 0 {
		t.Errorf("found %+v, %v; %d entries stand under no rules", found, err, under+1)
	}
	for where, named := range map[int]bool{-1: false, 1: true} {
		store := v.remade(func(book []journal.Entry) []journal.Entry {
			book, under = earlier(book)
			book[under+where].By = v.known(liu)
			return book
		})
		if _, err := flows.Verify(context.Background(), store, v.methods, v.id); (err != nil) != named {
			t.Errorf("%d entries from where the rules begin: %v", where, err)
		}
	}
}
