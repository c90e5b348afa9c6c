package village

import (
	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// caused is a step that stands in the journal with its cause.
func (v *Village) caused(cause permission.Verb, by int, decide func(s *life.State) []life.Event) {
	v.TB.Helper()
	v.cause = string(cause)
	defer func() { v.cause = "" }()
	v.Step(by, decide)
}

// judge sees that what was decided would be allowed when the book is played again.
func (v *Village) judge(s *life.State, meta life.Meta) error {
	if v.cause == "" || len(v.Events) == 0 {
		return nil
	}
	if p := s.Person(meta.By); v.cause != string(proof.FromClock) && (p == nil || p.Erased) {
		return nil // a test may let somebody speak whom the engine would have given a number first, or another one
	}
	return community.Judge(s.Fork(), v.entry(meta.By, permission.Verb(v.cause), v.Events...))
}

// Rules is what the rules say to an entry that somebody has written into a book.
func (v *Village) Rules(by int, cause permission.Verb, events ...life.Event) error {
	v.TB.Helper()
	return Look(v, func(s *life.State) error { return community.Judge(s.Fork(), v.entry(by, cause, events...)) })
}

func (v *Village) entry(by int, cause permission.Verb, events ...life.Event) community.Entry {
	v.TB.Helper()
	e := community.Entry{At: v.Now, By: by, Cause: string(cause), Events: events}
	for _, x := range events {
		name, err := community.Name(x)
		if err != nil {
			v.TB.Fatal(err)
		}
		e.Names = append(e.Names, name)
	}
	return e
}
