package flows_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"echowall/flows/talk"
	"echowall/storage"
)

// A leak is something of a secret vote that is written down.
type leak struct {
	name string
	// late says that it is one only when the ballot is counted.
	late bool
	// what is written of a voter.
	what func(p *polling, voter talk.User) string
}

// leaks are what a careless program, or one that means it, might write down of a vote.
func leaks() []leak {
	last := func(all []string) string { return all[len(all)-1] }
	return []leak{
		{"voter and choice", false, func(p *polling, u talk.User) string {
			return fmt.Sprintf(`{"v":1,"d":{"voter":%d,"choice":"%s"}}`, u.ID, last(p.choices[u.ID]))
		}},
		{"a vote as in an open ballot", false, func(p *polling, u talk.User) string {
			return fmt.Sprintf(`{"ballot":"1.1","person":3,"choice":"%s"}`, last(p.choices[u.ID]))
		}},
		{"a map of votes", false, func(p *polling,
			u talk.User) string {
			return fmt.Sprintf(`{"%d":"%s"}`, u.ID, last(p.choices[u.ID]))
		}},
		{"@name and choice", false, func(p *polling,
			u talk.User) string {
			return "@" + u.Username + " says " + last(p.choices[u.ID])
		}},
		{"a receipt", false, func(p *polling, u talk.User) string { return "given out: " + last(p.receipts[u.ID]) }},
		{"voter and receipt", false, func(p *polling, u talk.User) string {
			return fmt.Sprintf(`{"user":%d,"code":"%s"}`, u.ID, strings.ToLower(last(p.receipts[u.ID])))
		}},
		{"all voters with their receipts", true, func(p *polling, _ talk.User) string {
			var b strings.Builder
			for _, u := range voters() {
				fmt.Fprintf(&b, "%d %s,", u.ID, last(p.receipts[u.ID]))
			}
			return b.String()
		}},
		{"the receipts in the order of the votes", true, func(p *polling, _ talk.User) string {
			var b strings.Builder
			for _, u := range voters() {
				fmt.Fprintf(&b, "%s %s,", last(p.receipts[u.ID]), last(p.choices[u.ID]))
			}
			return b.String()
		}},
		{"all receipts but the last", true, func(p *polling, _ talk.User) string {
			var b strings.Builder
			for _, u := range voters()[1:] {
				fmt.Fprintf(&b, "%s,", last(p.receipts[u.ID]))
			}
			return b.String()
		}},
		{"a receipt that was replaced", false, func(p *polling, _ talk.User) string { return p.receipts[voters()[2].ID][0] }},
	}
}

// places are where it might be written, by what the search calls them.
func places() map[string]func(p *polling, text string) error {
	in := func(write func(tx storage.Tx, text string) error) func(*polling, string) error {
		return func(p *polling, text string) error {
			return p.store.Update(p.t.Context(), hall, func(tx storage.Tx) error { return write(tx, text) })
		}
	}
	return map[string]func(*polling, string) error{
		"record x:leak": in(func(tx storage.Tx, text string) error { return tx.Put("x:leak", []byte(text)) }),
		"record x:note": in(func(tx storage.Tx,
			text string) error {
			return tx.Put(storage.Key("x:note:"+text), []byte("{}"))
		}),
		"message": in(func(tx storage.Tx, text string) error {
			_, err := tx.Send(storage.Message{Body: []byte(text)})
			return err
		}),
		"entry": in(func(tx storage.Tx, text string) error { _, err := tx.Append([]byte(text)); return err }),
		"directory": func(p *polling, text string) error {
			return p.store.Assign(p.t.Context(), storage.DeadLetters, "9", text)
		},
		"log: ": func(p *polling, text string) error {
			_, err := fmt.Fprintf(&p.log, "level=DEBUG msg=%q\n", text)
			return err
		},
	}
}

// forms are how it might be written.
func forms() map[string]func(string) string {
	return map[string]func(string) string{
		"plain":      func(s string) string { return s },
		"hex":        func(s string) string { return hex.EncodeToString([]byte(s)) },
		"base64":     func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		"compressed": func(s string) string { return base64.RawURLEncoding.EncodeToString(packed(s)) },
	}
}

func packed(s string) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write([]byte(s))
	if err = errors.Join(err, w.Close()); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// TestWhateverLinksAVoterIsFound plants each leak in each form and place, before the close and after it, and holds the
// search of TestNothingLinksAVoterToASecretVote to finding it. Without the leak the search finds nothing.
func TestWhateverLinksAVoterIsFound(t *testing.T) {
	for _, closed := range []bool{false, true} {
		p := voted(t, onBolt)
		key := p.key()
		if closed {
			p.closes()
		}
		b := p.asKnown(key)
		p.clean(b)
		for _, l := range leaks() {
			if l.late && !closed {
				continue
			}
			for form, written := range forms() {
				raw := []byte(written(l.what(p, voters()[1])))
				if told := b.BetrayalsIn("it", raw); len(told) == 0 {
					t.Errorf("closed %v: %s, %s, is not found in a thing", closed, l.name, form)
				}
			}
		}
		for form, written := range forms() {
			if len(b.Betrayals("it", []byte(written(string(key))))) == 0 {
				t.Errorf("the key is not found, %s", form)
			}
		}
	}
}

// TestALeakIsFoundWhereverItIs plants a leak in every place of either store, so that the whole search, from the files
// to the lines of the log, is seen to find it; and one that is deleted again, for a store remembers what was deleted.
func TestALeakIsFoundWhereverItIs(t *testing.T) {
	for name, open := range openers() {
		t.Run(name, func(t *testing.T) {
			p := voted(t, open)
			b := p.asKnown(p.key())
			text := leaks()[0].what(p, voters()[1])
			err := errors.Join(places()["record x:leak"](p, text),
				p.store.Update(t.Context(), hall, func(tx storage.Tx) error { return tx.Delete("x:leak") }))
			if err != nil {
				t.Fatal(err)
			}
			if told := p.betrayals(b); len(told) == 0 ||
				slices.ContainsFunc(told, func(x string) bool { return strings.HasPrefix(x, "record") }) {
				t.Errorf("of what was deleted is told: %q", told)
			}
			for _, write := range places() {
				if err := write(p, base64.StdEncoding.EncodeToString([]byte(text))); err != nil {
					t.Fatal(err)
				}
			}
			told := p.betrayals(b)
			want := append(slices.Collect(maps.Keys(places())), "backup", "log",
				map[string]string{"bolt": "echowall.db", "redis": "dump.rdb"}[name])
			for _, place := range want {
				if !slices.ContainsFunc(told,
					func(x string) bool { return strings.HasPrefix(x, place) && strings.Contains(x, "base64") }) {
					t.Errorf("not found in %s, but in %q", place, told)
				}
			}
		})
	}
}
