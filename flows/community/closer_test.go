package community_test

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/record"
	"echowall/flows/screening"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// closeAll brings every open case to its close by legal commands: no state that is reached may be a dead end.
func (w *walk) closeAll() {
	w.TB.Helper()
	w.staff()
	for _, n := range w.Head().Open {
		for tries := 0; w.model.matter(n).open; tries++ {
			if tries > 60 {
				w.TB.Fatalf("case #%d cannot be closed: %+v", n, w.Find(n))
			}
			w.closer(n)
		}
	}
}

// staff fills the offices that the walk may have emptied.
func (w *walk) staff() {
	w.TB.Helper()
	boss := w.holder(people.Secretary)
	for _, role := range []people.Role{people.Convener, people.Member, people.Authority} {
		if w.holder(role) == 0 {
			w.appoints(role, boss)
		}
	}
}

// appoints gives a role to the first who may hold it and does not, besides those who are named first.
func (w *walk) appoints(r people.Role, first ...int) {
	w.TB.Helper()
	count := func() int {
		return len(village.Look(w.Village, func(s *life.State) []int { return s.Holders().Of(r) }))
	}
	before := count()
	for p := 1; p <= w.Head().People; p++ {
		first = append(first, p)
	}
	for _, p := range first {
		if w.give(command{
			Verb: permission.Appoint, By: w.holder(people.Secretary), Person: p,
			Values: office.Appoint{Grant: people.Grant{Role: r}},
		}); count() > before {
			return
		}
		w.Now = w.Now.Add(personnel.Wait) // an office of trust takes a second officer, or two days
		w.Tick(record.PersonKey(p))
		if w.check(command{}); count() > before {
			return
		}
	}
}

func (w *walk) holder(r people.Role) int {
	held := village.Look(w.Village, func(s *life.State) []int { return s.Holders().Of(r) })
	if len(held) == 0 {
		return 0
	}
	return held[0]
}

// give gives a command of which something may come, or not.
func (w *walk) give(cmd command) {
	w.TB.Helper()
	w.Do(cmd)
	w.check(cmd)
}

// wait lets the clock look at a case when it next asks for it.
func (w *walk) wait(n int) {
	w.TB.Helper()
	at := village.Look(w.Village, func(s *life.State) time.Time { return community.Wake(s, village.ThingOf(n)) })
	w.Now = village.Later(w.Now, at)
	w.Tick(village.ThingOf(n))
	w.check(command{})
}

// closer does the next thing that may bring a case on, as a tired secretary would.
func (w *walk) closer(n int) {
	w.TB.Helper()
	c := w.Find(n)
	boss := w.holder(people.Secretary)
	if c.Follows(cases.ByHand) {
		w.give(command{Verb: permission.Brought, By: boss, Case: n, Values: screening.Brought{Text: "next year"}})
		return
	}
	if w.answerFor(c) {
		return
	}
	if c.Talk.Ballot != "" {
		w.everybodySaysYes(c)
		return
	}
	switch w.model.matter(n).kind() {
	case procedure.Intake, procedure.Screening:
		w.allSay(n, cases.Verdict{Kind: cases.Answer, Text: "it is done"})
	case procedure.Research:
		w.give(command{
			Verb: permission.Research, By: w.holder(people.Member), Case: n, Values: life.Prose{Text: "seen"},
		})
		w.each(command{Verb: permission.Confirm, Case: n}, people.Office()...)
	case procedure.Deliberation:
		w.talk(c, boss)
	case procedure.Publicity:
		w.give(command{Verb: permission.Publish, By: boss, Case: n})
		for _, o := range c.Publicity.Objections {
			w.each(command{
				Verb: permission.Settle, Case: n,
				Values: publicity.Settle{Number: o.Number, Ruling: cases.Dismissed, Reason: "no"},
			}, people.Office()...)
		}
		w.wait(n)
	case procedure.Approval:
		w.each(command{Verb: permission.Approve, Case: n}, people.Authority)
		// Where the authority has a part in it the assembly decides.
		w.each(command{
			Verb: permission.Assembly, Case: n, Values: publicity.Assembly{Agreed: true, Text: "all"},
		}, people.Office()...)
		if w.model.matter(n).kind() == procedure.Approval {
			w.appoints(people.Authority) // who has no part in it
		}
	case procedure.Implementation:
		w.give(command{
			Verb: permission.Assign, By: boss, Case: n,
			Values: work.Assign{Unit: "power", Measure: "do it", Due: w.Now.Add(day)},
		})
		for _, t := range w.Find(n).Tasks {
			w.give(command{Verb: permission.Done, By: boss, Case: n, Values: work.Report{Task: t.Number, Text: "done"}})
			for _, p := range village.Look(w.Village, func(s *life.State) []int { return s.Holders().Of(people.Supervisor) }) {
				w.give(command{Verb: permission.Pass, By: p, Case: n, Values: work.Report{Task: t.Number}})
			}
			if found := w.Find(n); found.Task(t.Number).Done.IsZero() {
				w.appoints(people.Supervisor) // who has no part in it
			}
		}
	case procedure.Evaluation:
		for p := 1; p <= w.Head().People; p++ {
			w.give(command{
				Verb: permission.Rate, By: p, Case: n, Values: cases.Rating{Solved: cases.RatedSolved, Satisfied: true},
			})
		}
		w.wait(n)
	default:
	}
}

// allSay lets every officer give the same verdict: it may take more than one.
func (w *walk) allSay(n int, v cases.Verdict) {
	w.TB.Helper()
	w.each(command{Verb: permission.Screen, Case: n, Values: v}, people.Office()...)
}

// each lets all who hold one of some offices give a command: who has a part in the case may not.
func (w *walk) each(cmd command, roles ...people.Role) {
	w.TB.Helper()
	for _, p := range village.Look(w.Village, func(s *life.State) []int { return s.Holders().Of(roles...) }) {
		cmd.By = p
		w.give(cmd)
	}
}

func (w *walk) talk(c cases.Case, boss int) {
	w.TB.Helper()
	if c.Talk.Round > 1 {
		w.allSay(c.Number, cases.Verdict{Kind: cases.Refer, Text: "above us"})
		return
	}
	w.give(command{Verb: permission.Involve, By: boss, Case: c.Number, Person: boss})
	w.give(command{
		Verb: permission.Schedule, By: boss,
		Values: convening.Schedule{Cases: []int{c.Number}, When: w.Now.Add(4 * day), Place: "hall"},
	})
	if m := w.Find(c.Number).Talk.Meeting; w.polls(m) {
		w.give(command{
			Verb: permission.Reschedule, By: boss, Meeting: m, Values: convening.Reschedule{When: w.Now.Add(day)},
		})
	}
	w.give(command{Verb: permission.Open, By: boss, Meeting: w.Find(c.Number).Talk.Meeting})
	if m := w.Find(c.Number).Talk.Meeting; village.Look(w.Village,
		func(s *life.State) bool { return s.Method(s.Case(c.Number)).Stage(c.Stage).Preliminary }) {
		w.give(command{Verb: permission.Minutes, By: boss, Meeting: m, Values: convening.Minutes{Text: "talked over"}})
		return
	}
	w.give(command{
		Verb: permission.Resolve, By: boss, Case: c.Number, Values: voting.Resolve{Class: ballot.C, Text: "not now"},
	})
}

// polls tells whether the date of a meeting is still to be found.
func (w *walk) polls(number int) bool {
	return village.Look(w.Village, func(s *life.State) bool {
		m := s.Meeting(number)
		return m != nil && m.Status == meeting.Polled
	})
}

func (w *walk) everybodySaysYes(c cases.Case) {
	w.TB.Helper()
	for p := 1; p <= w.Head().People; p++ {
		if !w.gone[p] && w.Find(c.Number).Talk.Ballot == c.Talk.Ballot {
			w.give(command{Verb: permission.Vote, By: p, Case: c.Number, Values: voting.Vote{Choice: ballot.Yes}})
		}
	}
	w.wait(c.Number)
}
