package office

import (
	"fmt"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/say"
)

// longestMute is for how many days somebody can be muted at most at a time.
const longestMute = 90

// Mute is for how long somebody is muted.
type Mute struct{ Span calendar.Span }

func readMute(got life.Reading) Mute { return Mute{Span: got.Span("span")} }

// whom are the fields by which somebody is named, or whoever raised a case.
func whom(got form.Values) []form.Field {
	switch {
	case got["case"] != "":
		return []form.Field{form.Case()}
	case got["person"] != "":
		return []form.Field{form.New("person", form.Person)}
	}
	// What is asked for and may be left out is read as a line, so that a name fits as well.
	either := form.Field{Name: "case", Kind: form.CaseNo, Ask: "whom"}
	return []form.Field{form.Wanted(either), form.New("person", form.Person)}
}

func muteVerb() life.Verb {
	return life.Verb{
		Name:  permission.Mute,
		Roles: []people.Role{people.Secretary},
		Fields: func(got form.Values) []form.Field {
			return append(whom(got), form.Field{Name: "span", Kind: form.Span, Ask: "mute"})
		},
		Decide: life.With(readMute, mute),
		Menu:   life.Menu{For: life.ForOffice, Rank: 422},
	}
}

// mute keeps somebody for a while from putting more before the others.
func mute(s *life.State, cmd life.Command, of Mute) (life.Result, error) {
	to, err := meant(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	until := of.Span.After(cmd.At, s.Days())
	if !until.After(cmd.At) || until.After(cmd.At.AddDate(0, 0, longestMute)) {
		return life.Result{}, life.Amiss("span", life.Refuse("refuse.mute_span", say.Args{"Days": say.Num(longestMute)}))
	}
	if p := s.Person(to.Person); p != nil && len(p.Grants) > 0 {
		return life.Result{}, life.Refuse("refuse.mute_office", say.Args{
			"Person": say.Person(to.Person), "Roles": personnel.RolesArg(p),
		})
	}
	return life.Answer(life.One(Muted{Whom: to, Until: until}), "receipt.muted", to.Args(say.Args{
		"Until": say.Time(until),
	}))
}

func unmuteVerb() life.Verb {
	return life.Verb{
		Name:   permission.Unmute,
		Roles:  []people.Role{people.Secretary},
		Fields: whom,
		Decide: life.Plain(unmute),
		Menu:   life.Menu{For: life.ForOffice, Rank: 423},
	}
}

// unmute ends a mute before its time. That of whoever raised a case without a name is said to end in any case, for
// whether there was one could tell who it is.
func unmute(s *life.State, cmd life.Command) (life.Result, error) {
	to, err := meant(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if p := s.Person(to.Person); to.Case == 0 && !cmd.At.Before(p.MuteOf(0)) {
		return life.Result{}, life.Refuse("refuse.not_muted", to.Args())
	}
	return life.Answer(life.One(Unmuted{to}), "receipt.unmuted", to.Args())
}

// meant is who is meant by a command. Of a matter that bears a name it is the person of that name.
func meant(s *life.State, cmd life.Command) (Whom, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return Whom{}, err
	}
	to := Whom{Person: cmd.Person}
	if cmd.Case != 0 {
		c := s.Case(cmd.Case)
		switch {
		case c == nil:
			return Whom{}, life.Refuse("refuse.no_case", say.Args{"Case": say.Case(cmd.Case)})
		case c.Raiser == 0 || c.EnteredBy != 0:
			return Whom{}, life.Refuse("refuse.mute_nobody", say.Args{"Case": say.Case(cmd.Case)})
		case c.Anonymous:
			return Whom{Case: cmd.Case}, nil
		}
		to.Person = c.Raiser
	}
	if p := s.Person(to.Person); p == nil || p.Erased {
		return Whom{}, life.Refuse("refuse.no_person")
	}
	return to, nil
}

// Whom is somebody by name, or whoever raised a case without one: then the case alone is told, here and in the book.
type Whom struct {
	Person int `json:"person,omitempty"`
	Case   int `json:"case,omitempty"`
}

// Args are the data of a message about who is meant.
func (w Whom) Args(more ...say.Args) say.Args {
	args := say.Args{}
	if w.Case != 0 {
		args["Case"] = say.Num(w.Case)
	} else {
		args["Person"] = say.Person(w.Person)
	}
	for _, m := range more {
		for k, v := range m {
			args[k] = v
		}
	}
	return args
}

// is the number of who is meant.
func (w Whom) is(s *life.State) int {
	if w.Case != 0 {
		return s.Case(w.Case).Raiser
	}
	return w.Person
}

// Muted mutes somebody. Of whoever raised a case it is nothing where that person holds an office, and only the person
// could know.
type Muted struct {
	Whom
	Until time.Time `json:"until"`
}

// Apply implements life.Event.
func (e Muted) Apply(s *life.State, m life.Meta) {
	p := record.Edit[people.Person](s.Cache, record.PersonKey(e.is(s)))
	if len(p.Grants) == 0 {
		p.Mute(people.Mute{Case: e.Case, Until: e.Until}, m.At)
	}
}

// Tell implements life.Event.
func (e Muted) Tell(s *life.State, m life.Meta, n *life.Notices) {
	p := s.Person(e.is(s))
	if until := p.MutedUntil(m.At); !p.Erased && !until.IsZero() {
		args := say.Args{"Until": say.Time(until)}
		if e.Case != 0 {
			args["Case"] = say.Num(e.Case)
		}
		n.Person(p.Number, say.New("notice.muted", args))
	}
}

// Unmuted ends a mute before its time.
type Unmuted struct{ Whom }

// Apply implements life.Event.
func (e Unmuted) Apply(s *life.State, m life.Meta) {
	record.Edit[people.Person](s.Cache, record.PersonKey(e.is(s))).Unmute(e.Case, m.At)
}

// Tell implements life.Event.
func (e Unmuted) Tell(s *life.State, m life.Meta, n *life.Notices) {
	p := s.Person(e.is(s))
	if !p.Erased && len(p.Grants) == 0 && p.MuteOf(e.Case).Equal(m.At) && p.MutedUntil(m.At).IsZero() {
		n.Person(p.Number, say.New("notice.unmuted"))
	}
}

// muteAllowed mutes for no longer than that may be, and nobody who holds an office by name.
func muteAllowed(a *proof.Act, e Muted) error {
	if err := e.allowed(a); err != nil {
		return err
	}
	p := a.Now.Person(e.Person)
	if p != nil && len(p.Grants) > 0 {
		return fmt.Errorf("person %d holds an office and was muted", e.Person)
	}
	most := a.At.AddDate(0, 0, longestMute+1) // a day may be longer where the clocks are set back
	return proof.Unless(e.Until.After(a.At) && e.Until.Before(most), "somebody was muted until %s", e.Until)
}

// unmuteAllowed ends the mute of who has one, as far as may be told.
func unmuteAllowed(a *proof.Act, e Unmuted) error {
	if err := e.allowed(a); err != nil || e.Case != 0 {
		return err
	}
	return proof.Unless(a.At.Before(a.Now.Person(e.Person).MuteOf(0)), "person %d was not muted", e.Person)
}

// allowed refuses who is not there, and one by a case who raised it under a name.
func (w Whom) allowed(a *proof.Act) error {
	if w.Case != 0 {
		c := a.Now.Case(w.Case)
		named := c == nil || !c.Anonymous || c.Raiser == 0 || c.EnteredBy != 0
		return proof.Unless(!named && w.Person == 0, "whoever raised case %d was not to be meant so", w.Case)
	}
	p := a.Now.Person(w.Person)
	return proof.Unless(p != nil && !p.Erased, "there was no person %d", w.Person)
}
