package life

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// Wait says who is asked to do what by when in a case: the line on the card, the end of every echo, the entries of
// /mine and /queue, and what a refusal hints at are all this one thing.
type Wait struct {
	// For is what is waited for, the end of a message id: "wait.findings", "hint.findings".
	For string
	// Verb is the command that would do it; "" when only time passes.
	Verb permission.Verb
	// Roles or Persons are those who are asked.
	Roles   []people.Role
	Persons []int
	// Unit is the unit that is asked, in implementation, and Task what it has to do.
	Unit string
	Task int
	// Due is by when; zero when nobody said. Since is since when it is waited.
	Due, Since time.Time
	Case       int
}

// Message says in words who is waited for.
func (w Wait) Message() say.Message {
	args := say.Args{"Case": say.Case(w.Case), "Since": say.Date(w.Since), "Unit": say.Text(w.Unit)}
	if w.For == "carried" || w.For == "submitted" {
		args["Who"] = Persons(w.Persons)
	}
	id := "wait." + w.For
	if w.Due.IsZero() {
		return say.New(id, args)
	}
	args["Due"] = say.Date(w.Due)
	return say.New(id+".by", args).Until(w.Due, id)
}

// byCalendar tells whether only what comes round by itself is waited for: somebody may do it earlier, but nobody owes
// it.
func (w Wait) byCalendar() bool { return w.For == "gather" || w.For == "collect" }

// Hint says which command would bring the case on.
func (w Wait) Hint() say.Message {
	return say.New("hint."+w.For, say.Args{"Case": say.Case(w.Case)})
}

// Waiting finds who is asked to do what in a case. A closed case waits for nobody.
func Waiting(s *State, c *cases.Case) Wait {
	w := Wait{Case: c.Number, Due: c.Due, Since: c.Entered}
	if c.Lead != nil && c.Closed == nil {
		return waitLead(s, c, w)
	}
	if c.Backing != nil && c.Closed == nil {
		w.For, w.Verb, w.Persons = "backing", permission.Back, Unbacked(s, c.Backers)
		return w
	}
	if c.Kind(s.Method(c)) == procedure.Closed {
		return Wait{Case: c.Number, For: "closed"}
	}
	return StageOf(s, c).Wait(s, c, w)
}

// Actors are the roles the procedure names for the stage, else those given.
func Actors(s *State, c *cases.Case, otherwise []people.Role) []people.Role {
	if by := s.Method(c).Stage(c.Stage).By; len(by) > 0 {
		return by
	}
	return otherwise
}

// waitLead is who is waited for in a case that another community leads: those here who are to vote on it, else that
// community.
func waitLead(s *State, c *cases.Case, w Wait) Wait {
	if c.Talk.Ballot != "" {
		return WaitVotes(s, c, w)
	}
	w.For, w.Unit, w.Since = "lead", c.Lead.Name, c.Lead.At
	switch {
	case c.Follows(cases.ReferredUp) && c.Lead.Case == 0:
		w.For = "received"
	case c.Follows(cases.ByHand):
		w.For, w.Verb, w.Persons = "carried", permission.Brought, s.Holders().Of(people.Secretary)
	}
	return w
}

// WaitVotes is waiting for those who have not voted in the open ballot.
func WaitVotes(s *State, c *cases.Case, w Wait) Wait {
	w.For, w.Verb, w.Roles = "votes", permission.Vote, []people.Role{people.Member}
	if b := s.Ballot(c.Talk.Ballot); b != nil {
		w.Due, w.Since = b.Closes, b.Opened
	}
	return w
}

// Waits are all who are waited for in a case: the one of Wait, and those whom its stage waits for beside.
func Waits(s *State, c *cases.Case) []Wait {
	all := []Wait{Waiting(s, c)}
	if also := StageOf(s, c).Also; also != nil && c.Lead == nil {
		all = append(all, also(s, c)...)
	}
	return all
}

// Unbacked are the conveners whose word is awaited.
func Unbacked(s *State, by []int) []int {
	return slices.DeleteFunc(s.Holders().Of(people.Convener), func(p int) bool { return slices.Contains(by, p) })
}
