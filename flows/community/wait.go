package community

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// Wait says who is asked to do what by when in a case: the line on the card, the end of every echo, the entries of /mine and
// /queue, and what a refusal hints at are all this one thing.
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
	id := "wait." + w.For
	if w.Due.IsZero() {
		return say.New(id, args)
	}
	args["Due"] = say.Date(w.Due)
	return say.New(id+".by", args).Until(w.Due, id)
}

// byCalendar tells whether only what comes round by itself is waited for: somebody may do it earlier, but nobody owes it.
func (w Wait) byCalendar() bool { return w.For == "gather" || w.For == "collect" }

// Hint says which command would bring the case on.
func (w Wait) Hint() say.Message {
	return say.New("hint."+w.For, say.Args{"Case": say.Case(w.Case)})
}

// Wait finds who is asked to do what in a case. A closed case waits for nobody.
func (s *State) Wait(c *cases.Case) Wait {
	w := Wait{Case: c.Number, Due: c.Due, Since: c.Entered}
	office := []people.Role{people.Secretary, people.Convener}
	if c.Lead != nil && c.Closed == nil {
		return s.waitLead(c, w)
	}
	if c.Backing != nil && c.Closed == nil {
		w.For, w.Verb, w.Persons = "backing", permission.Back, s.unbacked(c.Backers)
		return w
	}
	switch c.Kind(s.Method(c)) {
	case procedure.Closed:
		return Wait{Case: c.Number, For: "closed"}
	case procedure.Intake:
		w.For, w.Verb, w.Roles = "intake", permission.Screen, office
		if next := s.next(schedule.Collect); !next.IsZero() && (w.Due.IsZero() || next.Before(w.Due)) {
			w.For, w.Due = "collect", next
		}
	case procedure.Screening:
		return s.waitScreening(c, w)
	case procedure.Research:
		w = s.researchers(c, w)
		if c.Findings != nil {
			w.Persons = nil
			w.For, w.Verb, w.Roles = "confirm", permission.Confirm, office
		}
		if s.Method(c).Stage(c.Stage).Plan {
			w.For = map[string]string{"findings": "plan", "confirm": "planned"}[w.For]
		}
	case procedure.Deliberation:
		return s.waitTalk(c, w)
	case procedure.Publicity:
		return s.waitPublicity(c, w)
	case procedure.Approval:
		if c.IsSubmitted() {
			return s.waitDecision(w)
		}
		w.For, w.Verb, w.Roles = "approval", permission.Approve, s.actors(c, []people.Role{people.Authority})
	case procedure.Implementation:
		return s.waitWork(c, w)
	case procedure.Evaluation:
		w.For, w.Verb, w.Due = "rating", permission.Rate, c.Evaluation.Until
	}
	return w
}

// actors are the roles the procedure names for the stage, else those given.
func (s *State) actors(c *cases.Case, otherwise []people.Role) []people.Role {
	if by := s.Method(c).Stage(c.Stage).By; len(by) > 0 {
		return by
	}
	return otherwise
}

func (s *State) waitScreening(c *cases.Case, w Wait) Wait {
	if c.Talk.Ballot != "" {
		return s.waitVotes(c, w)
	}
	w.For, w.Verb = "screening", permission.Screen
	w.Roles = s.actors(c, []people.Role{people.Secretary, people.Convener})
	return w
}

// waitLead is who is waited for in a case that another community leads: those here who are to vote on it, else that community.
func (s *State) waitLead(c *cases.Case, w Wait) Wait {
	if c.Talk.Ballot != "" {
		return s.waitVotes(c, w)
	}
	w.For, w.Unit, w.Since = "lead", c.Lead.Name, c.Lead.At
	return w
}

func (s *State) waitVotes(c *cases.Case, w Wait) Wait {
	w.For, w.Verb, w.Roles = "votes", permission.Vote, []people.Role{people.Member}
	if b := s.Ballot(c.Talk.Ballot); b != nil {
		w.Due, w.Since = b.Closes, b.Opened
	}
	return w
}

func (s *State) waitTalk(c *cases.Case, w Wait) Wait {
	w.Roles = []people.Role{people.Secretary, people.Convener}
	stage := s.Method(c).Stage(c.Stage)
	switch {
	case c.Talk.Ballot != "":
		return s.waitVotes(c, w)
	case c.Counting():
		w.For, w.Roles, w.Due = "counts", nil, time.Time{}
	case stage.Rounds > 0 && c.Talk.Round > stage.Rounds:
		w.For, w.Verb = "referral", permission.Screen
	case stage.Meeting && !c.Talk.Heard && c.Talk.Meeting != 0:
		w.For, w.Verb = "session", permission.Open
		if m := s.Meeting(c.Talk.Meeting); m != nil && m.Status == meeting.Polled {
			w.For, w.Verb = "date", permission.Fix
		} else if m != nil {
			w.Due = m.At
		}
	case stage.Meeting && !c.Talk.Heard:
		w.For, w.Verb = "meeting", permission.Schedule
		if next := s.nextSession(); !next.IsZero() {
			w.For, w.Due = "gather", next
		}
	case stage.Preliminary:
		w.For, w.Verb = "gist", permission.Minutes
	default:
		w.For, w.Verb = "ballot", permission.Resolve
	}
	return w
}

// nextSession is the next hour for which the agenda is gathered by itself; zero where none is.
func (s *State) nextSession() time.Time {
	a, b := s.next(schedule.Session), s.next(schedule.Monthly)
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func (s *State) waitPublicity(c *cases.Case, w Wait) Wait {
	w.Roles = []people.Role{people.Secretary}
	switch {
	case c.Publicity.Until.IsZero():
		w.For, w.Verb = "publish", permission.Publish
	case c.ObjectionsOpen() > 0:
		w.For, w.Verb, w.Due = "objections", permission.Settle, c.Publicity.Until
	default:
		w.For, w.Roles, w.Due = "window", nil, c.Publicity.Until
	}
	return w
}

// nextTask is the open task due first; nil where none is open.
func (s *State) nextTask(c *cases.Case) *cases.Task {
	open := c.OpenTasks()
	if len(open) == 0 {
		return nil
	}
	return slices.MinFunc(open, func(a, b *cases.Task) int { return a.Due.Compare(b.Due) })
}

func (s *State) waitWork(c *cases.Case, w Wait) Wait {
	open := c.OpenTasks()
	if len(open) == 0 {
		w.For, w.Verb, w.Roles = "assign", permission.Assign, []people.Role{people.Secretary}
		return w
	}
	return s.waitTask(s.nextTask(c), w)
}

// waitTask is who is waited for in an open task.
func (s *State) waitTask(t *cases.Task, w Wait) Wait {
	if !t.Claimed.IsZero() && s.mustPass() {
		return s.waitPass(t, w)
	}
	w.For, w.Verb, w.Unit, w.Task, w.Due = "task", permission.Done, t.Unit, t.Number, t.Due
	w.Persons = s.Holders().Unit(t.Unit)
	return w
}

// waits are all who are waited for in a case: the one of Wait, and those of the tasks that are due later.
func (s *State) waits(c *cases.Case) []Wait {
	all := []Wait{s.Wait(c)}
	if c.Kind(s.Method(c)) != procedure.Implementation || c.Lead != nil || len(c.OpenTasks()) == 0 {
		return all
	}
	next := s.nextTask(c)
	for _, t := range c.OpenTasks() {
		if t.Number != next.Number {
			all = append(all, s.waitTask(t, Wait{Case: c.Number, Since: c.Entered}))
		}
	}
	return all
}
