package community_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// The cast of every village. The shy raise anonymously and never act under a role.
const (
	secretary = 1 + iota
	convener
	member
	lawyer
	elder
	supervisor
	authority
	power // handles for the power company
	water // handles for the waterworks
	expert
	resident
	neighbour
	widow
	shy
	shyer
)

// monday is when every village is founded: 9 in the morning in Shanghai.
var monday = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

// village is one community with its store, journal and clock, kept as the engine keeps it.
type village struct {
	tb      testing.TB
	methods *procedure.Book
	kept    map[string][]byte
	state   *life.State
	journal []entry
	now     time.Time
	codes   int
	// keys open the seals of secret ballots.
	keys map[string][]byte
	// code is that of the last command.
	code string
	// What the last step came to.
	events  []life.Event
	notices []say.Notice
	answer  say.Notice
}

type entry struct {
	name string
	data []byte
	meta life.Meta
}

func decode(_ string, raw []byte, v any) error { return json.Unmarshal(raw, v) }

// methods are the six steps and the procedures of the tests.
func methods(tb testing.TB) *procedure.Book {
	tb.Helper()
	book, err := knownMethods()
	if err != nil {
		tb.Fatal(err)
	}
	return book
}

// knownMethods are read once for all villages, for none changes them.
var knownMethods = sync.OnceValues(func() (*procedure.Book, error) {
	folder := fstest.MapFS{}
	for name, path := range map[string]string{
		"six-step.yaml": "../procedure/data/six-step.yaml", "hall.yaml": "testdata/hall.yaml",
		"street.yaml":    "testdata/street.yaml",
		"six-links.yaml": "../procedure/data/six-links.yaml", "five-step.yaml": "../procedure/data/five-step.yaml",
		"four-rings.yaml": "../procedure/data/four-rings.yaml", "six-plus-four.yaml": "../procedure/data/six-plus-four.yaml",
		"ten-step.yaml": "../../docs/procedures/ten-step.yaml", "bimonthly.yaml": "../procedure/data/bimonthly.yaml",
	} {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		folder[name] = &fstest.MapFile{Data: raw}
	}
	return procedure.Load(folder)
})

// bare is a village nobody has founded yet.
func bare(tb testing.TB) *village {
	v := &village{tb: tb, methods: methods(tb), kept: map[string][]byte{}, now: monday}
	v.reopen()
	return v
}

// found makes a village with its cast under a procedure.
func found(tb testing.TB, method string) *village {
	v := bare(tb)
	v.must(life.Command{Verb: permission.Setup, By: secretary, Admin: true, Chat: -100, Values: office.Founding{
		Name: "Willow Lane", Method: method, Language: "en", Zone: "Asia/Shanghai",
	}})
	v.meet(secretary)
	for range shyer - 1 {
		v.join()
	}
	for person, grant := range map[int]people.Grant{
		convener: {Role: people.Convener}, member: {Role: people.Member}, lawyer: {Role: people.Member, Detail: "legal"},
		elder: {Role: people.Member}, supervisor: {Role: people.Supervisor}, authority: {Role: people.Authority},
		power: {Role: people.Handler, Detail: "power"}, water: {Role: people.Handler, Detail: "water"},
		expert: {Role: people.Expert, Detail: "lighting"},
	} {
		v.must(life.Command{
			Verb: permission.Appoint, By: secretary, Person: person, Values: office.Appoint{Grant: grant},
		})
	}
	return v
}

// join lets somebody new act for the first time and returns the number.
func (v *village) join() int {
	v.tb.Helper()
	var n int
	v.happen(0, func(s *life.State) []life.Event {
		n = s.Newcomer()
		return []life.Event{personnel.PersonJoined{Person: n}}
	})
	v.meet(n)
	return n
}

// meet lets somebody open the private chat.
func (v *village) meet(n int) {
	v.ask(func(s *life.State) {
		sheet := s.Fork()
		sheet.Learn(people.Profile{Person: n, User: int64(1000 + n), Name: fmt.Sprintf("P%d", n),
			Username: fmt.Sprintf("user%d", n), Reachable: true})
		sheet.Merge()
	})
}

// loses lets somebody close the private chat.
func (v *village) loses(n int) {
	v.tb.Helper()
	v.ask(func(s *life.State) {
		sheet := s.Fork()
		sheet.Reach(n, false)
		sheet.Merge()
	})
}

// reopen forgets what has been read, as the engine does after every batch.
func (v *village) reopen() {
	if v.state != nil {
		v.keep()
	}
	v.state = community.NewState(record.NewBook(decode), v.methods).WithKeys(v.opens)
}

// opens finds the keys of secret ballots, which lie outside the records.
func (v *village) opens(ballot string) ([]byte, bool) { return v.keys[ballot], true }

// keep stores what was changed.
func (v *village) keep() {
	v.tb.Helper()
	for _, c := range v.state.Changed() {
		if c.Value == nil {
			delete(v.kept, c.Key)
			continue
		}
		raw, err := json.Marshal(c.Value)
		if err != nil {
			v.tb.Fatal(err)
		}
		v.kept[c.Key] = raw
	}
	v.state.Settle()
}

// fill reads what the book was asked for; it tells whether there was anything.
func (v *village) fill() bool {
	missing := v.state.Missing()
	for _, key := range missing {
		prefix, isRange := strings.CutSuffix(key, "*")
		if !isRange {
			v.state.Fill(key, v.kept[key])
			continue
		}
		for stored, raw := range v.kept {
			if strings.HasPrefix(stored, prefix) {
				v.state.Fill(stored, raw)
			}
		}
		v.state.FillRange(prefix)
	}
	if err := v.state.Err(); err != nil {
		v.tb.Fatal(err)
	}
	return len(missing) > 0
}

// ask runs fn until all it asked for was there.
func (v *village) ask(fn func(s *life.State)) {
	v.tb.Helper()
	for {
		v.try(fn)
		if !v.fill() {
			return
		}
	}
}

func (v *village) try(fn func(s *life.State)) {
	defer func() {
		if r := recover(); r != nil && !v.state.Lacks() {
			panic(r)
		}
	}()
	fn(v.state)
}

// look reads something from the village.
func look[T any](v *village, fn func(s *life.State) T) T {
	v.tb.Helper()
	var found T
	v.ask(func(s *life.State) { found = fn(s) })
	return found
}

// do gives a command. A refusal changes nothing and is told by its message.
func (v *village) do(cmd life.Command) *life.Refusal {
	v.tb.Helper()
	v.codes++
	cmd.At = v.now
	cmd.Seed, cmd.Seal = fmt.Appendf(nil, "%032d", v.codes), ballot.SealPaper
	if cmd.Code == "" {
		cmd.Code = fmt.Sprintf("code%d", v.codes)
	}
	v.code = cmd.Code
	var result life.Result
	var err error
	v.step(cmd.By, func(s *life.State) []life.Event {
		result, err = community.Decide(s, cmd)
		return result.Events
	})
	v.answer = result.Answer
	if err == nil {
		return nil
	}
	var refusal *life.Refusal
	if !errors.As(err, &refusal) || len(result.Events) > 0 {
		v.tb.Fatalf("%s: expected a refusal without events, got %v with %d events", cmd.Verb, err, len(result.Events))
	}
	return refusal
}

// tick lets the clock look at a thing, and tells whether anything came of it.
func (v *village) tick(thing string) bool {
	v.tb.Helper()
	v.step(0, func(s *life.State) []life.Event { return community.Tick(s, thing, v.now) })
	return len(v.events) > 0
}

// happen lets events happen without a command.
func (v *village) happen(by int, events func(s *life.State) []life.Event) {
	v.tb.Helper()
	v.step(by, events)
}

// step decides, applies and announces on a sheet of its own, lays it onto the state, and writes the journal.
func (v *village) step(by int, decide func(s *life.State) []life.Event) {
	v.tb.Helper()
	meta := life.Meta{At: v.now, By: by}
	var sheet *life.State
	var touched int
	v.ask(func(s *life.State) {
		sheet = s.Fork()
		v.events, v.notices, v.answer = decide(sheet), nil, say.Notice{}
		touched = len(sheet.Changed())
		for _, e := range v.events {
			life.Apply(sheet, e, meta)
		}
		after := len(sheet.Changed())
		for _, e := range v.events {
			v.notices = append(v.notices, life.Announce(sheet, e, meta)...)
		}
		touched += len(sheet.Changed()) - after
	})
	if touched != 0 {
		v.tb.Fatalf("deciding and announcing %T wrote %d records; only events may", v.events, touched)
	}
	sheet.Merge()
	for _, e := range v.events {
		v.lock(e)
		v.journal = append(v.journal, v.written(e, meta))
	}
}

// lock takes the key of a secret ballot aside, and destroys it when the ballot is closed.
func (v *village) lock(e life.Event) {
	switch e := e.(type) {
	case voting.BallotOpened:
		if v.keys == nil {
			v.keys = map[string][]byte{}
		}
		v.keys[e.Ballot.ID] = e.Key()
	case voting.BallotClosed:
		delete(v.keys, e.Ballot)
	}
}

// written is an event as the journal keeps it.
func (v *village) written(e life.Event, meta life.Meta) entry {
	v.tb.Helper()
	name, err := community.Name(e)
	if err != nil {
		v.tb.Fatal(err)
	}
	data, err := json.Marshal(e)
	if err != nil {
		v.tb.Fatal(err)
	}
	return entry{name, data, meta}
}

// must gives a command that may not be refused.
func (v *village) must(cmd life.Command) {
	v.tb.Helper()
	if r := v.do(cmd); r != nil {
		v.tb.Fatalf("%s by %d: refused with %s", cmd.Verb, cmd.By, r.Message.ID)
	}
}

// refused gives a command that must be refused with a message.
func (v *village) refused(id string, cmd life.Command) {
	v.tb.Helper()
	if r := v.do(cmd); r == nil || r.Message.ID != id {
		v.tb.Fatalf("%s by %d: expected %s, got %v", cmd.Verb, cmd.By, id, r)
	}
}

// pass lets time go by; the clock looks at everything at the very moments it asked for.
func (v *village) pass(d time.Duration) {
	v.tb.Helper()
	end := v.now.Add(d)
	for {
		thing, at := v.nextWake()
		if thing == "" || at.After(end) {
			break
		}
		v.now = later(v.now, at)
		if !v.tick(thing) {
			v.tb.Fatalf("%s asked to be looked at %s, and nothing was due", thing, at)
		}
	}
	v.now = end
}

// nextWake is the thing that first wants to be looked at.
func (v *village) nextWake() (thing string, at time.Time) {
	v.ask(func(s *life.State) {
		thing, at = "", time.Time{}
		for _, x := range things(s) {
			if t := community.Wake(s, x); !t.IsZero() && (thing == "" || t.Before(at)) {
				thing, at = x, t
			}
		}
	})
	return thing, at
}

func things(s *life.State) []string {
	all := []string{"community"}
	for _, n := range s.Head().Open {
		all = append(all, fmt.Sprintf("case:%d", n))
	}
	for _, n := range s.Head().Coming {
		all = append(all, fmt.Sprintf("meeting:%d", n))
	}
	for n := range s.Head().People {
		all = append(all, fmt.Sprintf("person:%d", n+1))
	}
	return all
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// folded are the records that the journal alone yields.
func (v *village) folded() map[string]string {
	v.tb.Helper()
	s := community.NewState(record.NewBook(decode), v.methods)
	s.FillRange("")
	for _, e := range v.journal {
		event, err := community.DecodeEvent(e.name, e.data)
		if err != nil {
			v.tb.Fatal(err)
		}
		life.Apply(s, event, e.meta)
	}
	all := map[string]string{}
	for _, c := range s.Changed() {
		if raw, _ := json.Marshal(c.Value); c.Value != nil && !strings.HasPrefix(c.Key, "x:") {
			all[c.Key] = string(raw)
		}
	}
	return all
}

// provesJournal holds the records against what the journal yields.
func (v *village) provesJournal() {
	v.tb.Helper()
	v.keep()
	folded := v.folded()
	for _, key := range slices.Sorted(maps.Keys(v.kept)) {
		if !strings.HasPrefix(key, "x:") && folded[key] != string(v.kept[key]) {
			v.tb.Fatalf("record %s is\n%s\nthe journal yields\n%s", key, v.kept[key], folded[key])
		}
		delete(folded, key)
	}
	for key := range folded {
		v.tb.Fatalf("the journal yields a record %s that is not kept", key)
	}
}

func thingOf(n int) string { return fmt.Sprintf("case:%d", n) }
