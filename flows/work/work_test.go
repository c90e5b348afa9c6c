package work_test

import (
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/work"
)

func TestATaskIsExtendedBeforeItIsLate(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Assigned()
	v.Told("task.work", village.Power)
	due := v.Find(n).Tasks[0].Due
	extend := func(to time.Time) life.Command {
		return life.Command{
			Verb: permission.Extend, By: village.Power, Case: n, Values: work.Extend{Due: to, Reason: "no parts"},
		}
	}
	v.Refused("refuse.extend_back", extend(due))
	v.Must(extend(due.Add(5 * village.Day)))
	v.HeardIn(say.Wall, "echo.extended")
	v.Refused("refuse.too_far", extend(due.AddDate(6, 0, 0)))
	v.Pass(15 * village.Day)
	v.Refused("refuse.extend_late", extend(due.Add(9*village.Day)))
}

func TestALateTaskIsToldOnceAndChased(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Approved()
	v.Assign(n, "power", village.Day)
	v.Pass(village.Day)
	v.HeardIn(say.Wall, "echo.task_overdue")
	v.Told("task.chase", village.Power)
	if thing, at := v.NextWake(); !at.After(v.Now) {
		t.Errorf("%s wants to be looked at again at once", thing)
	}
	if c := v.Find(n); !c.Overdue || !c.Tasks[0].Overdue {
		t.Errorf("got %+v", c)
	}
}

func TestUnitsWorkOnTheirOwnTasks(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Assigned()
	past := life.Command{
		Verb: permission.Assign, By: village.Secretary, Case: n,
		Values: work.Assign{Unit: "water", Measure: "dig", Due: v.Now},
	}
	v.Refused("refuse.past", past)
	v.Refused("refuse.other_unit", life.Command{
		Verb: permission.Done, By: village.Water, Case: n, Values: work.Report{Text: "?"},
	})
	v.Assign(n, "water", 3*village.Day)
	v.Assign(n, "gas", 4*village.Day)
	v.Refused("refuse.which_task", life.Command{
		Verb: permission.Done, By: village.Secretary, Case: n, Values: work.Report{Text: "which"},
	})
	v.Refused("refuse.no_task", life.Command{
		Verb: permission.Done, By: village.Secretary, Case: n, Values: work.Report{Task: 9, Text: "none"},
	})
	v.Must(life.Command{
		Verb: permission.Progress, By: village.Power, Case: n,
		Values: work.Report{Text: "six stand"}, Photos: []string{"a"},
	})
	v.HeardIn(say.Wall, "case.evidence.before")
	v.Must(life.Command{
		Verb: permission.Progress, By: village.Supervisor, Case: n, Values: work.Report{Task: 2, Text: "they dig"},
	})
	v.Must(life.Command{Verb: permission.Done, By: village.Power, Case: n, Values: work.Report{Text: "twelve stand"}})
	v.Is(n, procedure.Implementation)
	if c := v.Find(n); !c.Due.Equal(c.Tasks[2].Due) {
		t.Errorf("due %v, though the last open task is due %v", c.Due, c.Tasks[2].Due)
	}
	v.Must(life.Command{Verb: permission.Done, By: village.Water, Case: n, Values: work.Report{Text: "dug"}})
	v.Must(life.Command{Verb: permission.Done, By: village.Secretary, Case: n, Values: work.Report{Text: "laid"}})
	v.Is(n, procedure.Evaluation)
	v.Told(
		"task.rate", village.Convener, village.Member, village.Lawyer, village.Elder, village.Authority,
		village.Resident,
	)
}

// TestEveryStepCanBeExtended: before its time is over, with a reason, and all concerned hear of it.
func TestEveryStepCanBeExtended(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Accepted(procedure.Big)
	due := v.Find(n).Due
	to := func(at time.Time) life.Command {
		return life.Command{
			Verb: permission.Extend, By: village.Secretary, Case: n,
			Values: work.Extend{Due: at, Reason: "The water is high"},
		}
	}
	more := due.Add(3 * village.Day)
	v.Refused("refuse.extend_back", to(due.Add(-village.Day)))
	v.Must(to(more))
	v.HeardIn(say.Wall, "echo.extended.step")
	v.Told("notice.extended.step", village.Convener, village.Supervisor)
	if c := v.Find(n); !c.Due.Equal(more) || c.Overdue {
		t.Errorf("due %s, late %v", c.Due, c.Overdue)
	}
	v.Now = more
	v.Refused("refuse.extend_late", to(due.Add(9*village.Day)))
	published := v.Published(ballot.A)
	v.Refused("refuse.published", life.Command{
		Verb: permission.Extend, By: village.Secretary, Case: published,
		Values: work.Extend{Due: v.Now.Add(30 * village.Day), Reason: "More time"},
	})
	voted := v.Heard()
	v.Put(voted, ballot.A)
	v.Refused("refuse.ballot_open", life.Command{
		Verb: permission.Extend, By: village.Secretary, Case: voted,
		Values: work.Extend{Due: v.Now.Add(30 * village.Day), Reason: "More time"},
	})
}
