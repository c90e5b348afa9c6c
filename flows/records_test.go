package flows_test

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/talk"
	"echowall/storage"
)

// records are all records of the community, as stored.
func (v *village) records() map[string]string {
	v.t.Helper()
	all := map[string]string{}
	v.must(v.file.View(context.Background(), v.id, func(r storage.Reader) error {
		found, err := r.Range("")
		for _, x := range found {
			all[string(x.Key)] = string(x.Value)
		}
		return err
	}))
	return all
}

// keys are the keys of the records under a prefix, in order.
func (v *village) keys(prefix string) []string {
	v.t.Helper()
	var found []string
	for _, key := range slices.Sorted(maps.Keys(v.records())) {
		if strings.HasPrefix(key, prefix) {
			found = append(found, key)
		}
	}
	return found
}

// traces are the records, entries, messages and wake-ups in which a word stands.
func (v *village) traces(word string) []string {
	v.t.Helper()
	var found []string
	note := func(where, what string) {
		if strings.Contains(strings.ToLower(what), strings.ToLower(word)) {
			found = append(found, where+" "+what)
		}
	}
	for key, value := range v.records() {
		note("record", key+" "+value)
	}
	v.must(v.file.View(context.Background(), v.id, func(r storage.Reader) error {
		messages, err := r.Outbox(0, 10_000)
		for _, l := range messages {
			note("letter", l.View+" "+string(l.Body))
		}
		return err
	}))
	for _, e := range v.entries() {
		note("entry", string(e.Data))
	}
	for thing := range v.wakes() {
		note("wake-up", thing)
	}
	return found
}

// wakes are the things that wait for the clock.
func (v *village) wakes() map[string]storage.WakeUp {
	v.t.Helper()
	all := map[string]storage.WakeUp{}
	v.must(v.file.View(context.Background(), v.id, func(r storage.Reader) error {
		found, err := r.Wakes()
		for _, w := range found {
			all[w.Thing] = w
		}
		return err
	}))
	return all
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// caseText is what a case says.
func (v *village) caseText(n int) string { return v.theCase(n).Text }

// theCase is a case; zero when there is none.
func (v *village) theCase(n int) cases.Case {
	v.t.Helper()
	return look(v, func(s *life.State) (c cases.Case) {
		if s.Case(n) != nil {
			c = *s.Case(n)
		}
		return c
	})
}

// holds tells whether a user holds a role.
func (v *village) holds(u talk.User, role people.Role) bool {
	v.t.Helper()
	return look(v, func(s *life.State) bool {
		p := s.Person(s.Known(u.ID))
		return p != nil && p.Has(role)
	})
}

// reachable tells whether a user can be written to in private.
func (v *village) reachable(u talk.User) bool {
	v.t.Helper()
	return look(v, func(s *life.State) bool {
		p := s.Profile(s.Known(u.ID))
		return p != nil && p.Reachable
	})
}

// keep writes a record past the engine, drop takes one away.
func (v *village) keep(key, value string) {
	v.t.Helper()
	v.must(v.file.Update(context.Background(), v.id,
		func(tx storage.Tx) error { return tx.Put(storage.Key(key), []byte(value)) }))
}

// kept is the record of a key.
func (v *village) kept(key string) (value string) {
	v.t.Helper()
	v.must(v.file.View(context.Background(), v.id, func(r storage.Reader) error {
		values, err := r.Get(storage.Key(key))
		value = string(values[0])
		return err
	}))
	return value
}

func (v *village) drop(key string) {
	v.t.Helper()
	v.must(v.file.Update(context.Background(), v.id, func(tx storage.Tx) error { return tx.Delete(storage.Key(key)) }))
}
