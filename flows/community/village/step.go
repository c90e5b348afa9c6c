package village

import (
	"errors"
	"fmt"

	"echowall/flows/ballot"
	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// Do gives a command. A refusal changes nothing and is told by its message.
func (v *Village) Do(cmd life.Command) *life.Refusal {
	v.TB.Helper()
	v.codes++
	cmd.At = v.Now
	cmd.Seed, cmd.Seal = fmt.Appendf(nil, "%032d", v.codes), ballot.SealPaper
	if cmd.Code == "" {
		cmd.Code = fmt.Sprintf("code%d", v.codes)
	}
	v.Code = cmd.Code
	var result life.Result
	var err error
	v.caused(cmd.Verb, cmd.By, func(s *life.State) []life.Event {
		result, err = community.Decide(s, cmd)
		return result.Events
	})
	v.Answer = result.Answer
	if err == nil {
		return nil
	}
	var refusal *life.Refusal
	if errors.As(err, &refusal) && refusal.Reason == life.AskGroup && !v.Away[cmd.By] {
		cmd.Chat, cmd.InGroup = v.Head().Chat, true // Telegram finds them in the group
		return v.Do(cmd)
	}
	if !errors.As(err, &refusal) || len(result.Events) > 0 {
		v.TB.Fatalf("%s: expected a refusal without events, got %v with %d events", cmd.Verb, err, len(result.Events))
	}
	return refusal
}

// Must gives a command that may not be refused.
func (v *Village) Must(cmd life.Command) {
	v.TB.Helper()
	if r := v.Do(cmd); r != nil {
		v.TB.Fatalf("%s by %d: refused with %s", cmd.Verb, cmd.By, r.Message.ID)
	}
}

// Refused gives a command that must be refused with a message.
func (v *Village) Refused(id string, cmd life.Command) {
	v.TB.Helper()
	if r := v.Do(cmd); r == nil || r.Message.ID != id {
		v.TB.Fatalf("%s by %d: expected %s, got %v", cmd.Verb, cmd.By, id, r)
	}
}

// Happen lets events happen without a command.
func (v *Village) Happen(by int, events func(s *life.State) []life.Event) {
	v.TB.Helper()
	v.Step(by, events)
}

// Step decides, applies and announces on a sheet of its own, lays it onto the state, and writes the journal.
func (v *Village) Step(by int, decide func(s *life.State) []life.Event) {
	v.TB.Helper()
	meta := life.Meta{At: v.Now, By: by}
	var sheet *life.State
	var touched int
	var judged error
	v.Ask(func(s *life.State) {
		sheet = s.Fork()
		v.Events, v.Notices, v.Answer = decide(sheet), nil, say.Notice{}
		judged = v.judge(s, meta)
		touched = len(sheet.Changed())
		for _, e := range v.Events {
			life.Apply(sheet, e, meta)
		}
		after := len(sheet.Changed())
		for _, e := range v.Events {
			v.Notices = append(v.Notices, life.Announce(sheet, e, meta)...)
		}
		touched += len(sheet.Changed()) - after
	})
	if judged != nil {
		v.TB.Fatalf("%s by %d at %s came to %+v, which would not be allowed: %v", v.cause, by, v.Now, v.Events, judged)
	}
	if touched != 0 {
		v.TB.Fatalf("deciding and announcing %T wrote %d records; only events may", v.Events, touched)
	}
	sheet.Merge()
	for _, e := range v.Events {
		v.lock(e)
		v.Journal = append(v.Journal, v.written(e, meta))
	}
}

// lock takes the key of a secret ballot aside, and destroys it when the ballot is closed.
func (v *Village) lock(e life.Event) {
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

// Seconds is the press of a second officer on a change of an office of trust that waits.
func Seconds(by, person int, r people.Role) life.Command {
	return life.Command{Verb: permission.Second, By: by, Values: office.Change{Person: person, Role: r}}
}
