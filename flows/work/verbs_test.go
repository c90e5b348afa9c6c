package work_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/work"
)

// on is a command on a case.
func on(verb permission.Verb, by, n int, values any) life.Command {
	return life.Command{Verb: verb, By: by, Case: n, Values: values}
}

// report says something of a task; 0 is the only one that can be meant.
func report(verb permission.Verb, by, n, task int, text string, photos ...string) life.Command {
	cmd := on(verb, by, n, work.Report{Task: task, Text: text})
	cmd.Photos = photos
	return cmd
}

// accepting is a village in which a supervisor must agree that work is done.
func accepting(t *testing.T) *village.Village {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingAcceptance, Value: record.DoneBySupervisor},
	})
	return v
}

func TestWhoIsGivenWork(t *testing.T) {
	v := village.Found(t, "six-step")
	n, talked := v.Approved(), v.Talked()
	assign := func(by, n int, unit string, due time.Time) life.Command {
		return on(permission.Assign, by, n, work.Assign{Unit: unit, Measure: "put up lamps", Due: due})
	}
	soon, given := v.Now.Add(9*village.Day), []string{"task.assigned"}
	v.Plays(t, []village.Row{
		{Rule: "a case must be there", Cmd: assign(village.Secretary, 99, "power", soon), Refused: "refuse.no_case"},
		{Rule: "a member gives no work", Cmd: assign(village.Member, n, "power", soon), Refused: "refuse.role"},
		{
			Rule: "not before it is resolved", Cmd: assign(village.Secretary, talked, "power", soon),
			Refused: "refuse.stage",
		},
		{Rule: "not for this moment", Cmd: assign(village.Secretary, n, "power", v.Now), Refused: "refuse.past"},
		{Rule: "a day must be said", Cmd: assign(village.Secretary, n, "power", time.Time{}), Refused: "refuse.past"},
		{
			Rule: "not for a day nobody means", Cmd: assign(village.Secretary, n, "power", v.Now.AddDate(5, 0, 1)),
			Refused: "refuse.too_far",
		},
		{
			Rule: "the unit is asked", Cmd: assign(village.Convener, n, "power", soon), Answer: "receipt.assigned",
			Events: given, Told: append(village.Echoed(1, "echo.assigned", "resident"), "power: duty task.work"),
		},
		{
			Rule: "a unit for which nobody works is told of", Cmd: assign(village.Secretary, n, "gas", soon),
			Answer: "receipt.assigned.nobody", Events: given, Told: village.Echoed(1, "echo.assigned", "resident"),
		},
	})
}

func TestWhichTaskIsMeant(t *testing.T) {
	v := village.Found(t, "six-step")
	bare, n := v.Approved(), v.Assigned()
	v.Assign(n, "water", 3*village.Day)
	told := []string{"task.progress"}
	v.Plays(t, []village.Row{
		{
			Rule: "a resident reports nothing", Cmd: report(permission.Progress, village.Widow, n, 1, "?"),
			Refused: "refuse.role",
		},
		{
			Rule: "there must be a task", Cmd: report(permission.Progress, village.Power, bare, 0, "?"),
			Refused: "refuse.no_task",
		},
		{
			Rule: "the one that is named must be there", Cmd: report(permission.Progress, village.Power, n, 3, "?"),
			Refused: "refuse.no_task",
		},
		{
			Rule: "that of another unit is not theirs", Cmd: report(permission.Progress, village.Power, n, 2, "?"),
			Refused: "refuse.other_unit",
		},
		{
			Rule: "the secretary must say which", Cmd: report(permission.Progress, village.Secretary, n, 0, "?"),
			Refused: "refuse.which_task",
		},
		{
			Rule: "so must the supervisor", Cmd: report(permission.Progress, village.Supervisor, n, 0, "?"),
			Refused: "refuse.which_task",
		},
		{
			Rule: "a unit has only one", Cmd: report(permission.Progress, village.Water, n, 0, "they dig"),
			Answer: "receipt.progress", Events: told, Told: village.Echoed(2, "echo.progress", "resident"),
		},
		{
			Rule: "first photos are those before the work", Answer: "receipt.progress", Events: told,
			Cmd:  report(permission.Progress, village.Secretary, n, 1, "it is dark", "a", "b"),
			Told: append(village.Echoed(2, "echo.progress", "resident"), "wall: case.evidence.before"),
		},
		{
			Rule: "the program must say which", Cmd: report(permission.Done, 0, n, 0, "done"),
			Refused: "refuse.which_task",
		},
	})
	v.Must(report(permission.Progress, village.Power, n, 0, "six stand", "a"))
	v.Plays(t, []village.Row{
		{
			Rule: "later photos are those of the work", Answer: "receipt.progress", Events: told,
			Cmd:  report(permission.Progress, village.Power, n, 0, "nine stand", "b"),
			Told: append(village.Echoed(2, "echo.progress", "resident"), "wall: case.evidence"),
		},
	})
}

func TestWhoSaysThatWorkIsDone(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Assigned()
	v.Assign(n, "water", 3*village.Day)
	v.Plays(t, []village.Row{
		{
			Rule: "a supervisor does not", Cmd: report(permission.Done, village.Supervisor, n, 1, "?"),
			Refused: "refuse.role",
		},
		{
			Rule: "another unit does not", Cmd: report(permission.Done, village.Water, n, 1, "?"),
			Refused: "refuse.other_unit",
		},
		{
			Rule: "the unit does, with photos of after the work", Answer: "receipt.done", Events: []string{"task.done"},
			Cmd:  report(permission.Done, village.Power, n, 0, "all burn", "a"),
			Told: append(village.Echoed(1, "echo.done", "resident"), "wall: case.evidence.after"),
		},
		{
			Rule: "the secretary does for a unit", Cmd: report(permission.Done, village.Secretary, n, 2, "dug"),
			Answer: "receipt.done", Events: []string{"task.done"},
		},
	})
	v.Must(report(permission.Done, village.Power, n, 0, "all burn"))
	v.Plays(t, []village.Row{
		{
			Rule: "what is done is not done again", Cmd: report(permission.Done, village.Power, n, 1, "?"),
			Refused: "refuse.no_task",
		},
		{
			Rule: "the last task ends the stage", Cmd: report(permission.Done, village.Water, n, 0, "dug"),
			Answer: "receipt.done", Events: []string{"task.done", "case.stage"},
			Told: append(village.Echoed(1, "echo.done", "resident"), "resident: duty task.rate",
				"convener: duty task.rate", "member: duty task.rate", "lawyer: duty task.rate",
				"elder: duty task.rate", "authority: duty task.rate"),
		},
	})
}

func TestWhatASupervisorAgreesTo(t *testing.T) {
	v := accepting(t)
	n := v.Assigned()
	claimed := append(village.Echoed(1, "echo.claimed", "resident"), "supervisor: duty task.pass")
	v.Plays(t, []village.Row{
		{
			Rule: "what is said to be done waits for a supervisor", Answer: "receipt.claimed",
			Cmd: report(permission.Done, village.Power, n, 0, "all burn"), Events: []string{"task.claimed"},
			Told: claimed,
		},
		{
			Rule: "nobody passes what nobody claims", Cmd: report(permission.Pass, village.Supervisor, n, 1, ""),
			Refused: "refuse.not_claimed",
		},
		{
			Rule: "nor sends it back", Cmd: report(permission.Redo, village.Supervisor, n, 1, "dark"),
			Refused: "refuse.not_claimed",
		},
		{
			Rule: "a note may be made at any time, with photos", Answer: "receipt.noted",
			Events: []string{"task.noted"},
			Cmd:    report(permission.Note, village.Supervisor, n, 1, "no fence", "a"),
			Told: append(village.Echoed(1, "echo.noted", "resident"),
				"wall: case.evidence.noted", "power: notice.noted"),
		},
		{
			Rule: "a unit makes none", Cmd: report(permission.Note, village.Power, n, 1, "no fence"),
			Refused: "refuse.role",
		},
	})
	v.Must(report(permission.Done, village.Power, n, 0, "all burn"))
	v.Plays(t, []village.Row{
		{
			Rule: "it is claimed once", Cmd: report(permission.Done, village.Power, n, 0, "all"),
			Refused: "refuse.claimed",
		},
		{
			Rule: "the secretary passes nothing", Cmd: report(permission.Pass, village.Secretary, n, 1, ""),
			Refused: "refuse.role",
		},
		{
			Rule: "the last that is passed ends the stage", Cmd: report(permission.Pass, village.Supervisor, n, 0, ""),
			Answer: "receipt.passed", Events: []string{"task.done", "case.stage"},
		},
		{
			Rule: "what is not good enough goes back to the unit", Answer: "receipt.redo",
			Events: []string{"task.refused"},
			Cmd:    report(permission.Redo, village.Supervisor, n, 0, "one is dark"),
			Told:   append(village.Echoed(1, "echo.redo", "resident"), "power: duty task.redo"),
		},
	})
	for _, g := range []people.Grant{{Role: people.Handler, Detail: "power"}, {Role: people.Supervisor}} {
		v.Must(life.Command{
			Verb: permission.Appoint, By: village.Secretary, Person: village.Widow, Values: office.Appoint{Grant: g},
		})
	}
	v.Must(village.Seconds(village.Convener, village.Widow, people.Supervisor))
	v.Plays(t, []village.Row{{
		Rule: "who works for the unit is not its judge", Cmd: report(permission.Pass, village.Widow, n, 1, ""),
		Refused: "refuse.own_matter",
	}})
}

func TestWhenMoreTimeIsGiven(t *testing.T) {
	v := village.Found(t, "six-step")
	n, raised := v.Assigned(), v.Raised()
	published, voted := v.Published(ballot.A), v.Heard()
	v.Put(voted, ballot.A)
	open, late := v.Raised(), v.Raised()
	v.Holds(open, func(c *cases.Case) { c.Due = time.Time{} })
	v.Holds(late, func(c *cases.Case) { c.Due = v.Now })
	v.Holds(n, func(c *cases.Case) { c.Tasks[0].Due = v.Now.Add(village.Day) })
	due := v.Find(n).Tasks[0].Due
	extend := func(by, n int, to time.Time) life.Command {
		return on(permission.Extend, by, n, work.Extend{Due: to, Reason: "no parts"})
	}
	far := v.Now.AddDate(6, 0, 0)
	v.Plays(t, []village.Row{
		{Rule: "a member gives none", Cmd: extend(village.Member, n, due.Add(1)), Refused: "refuse.role"},
		{Rule: "a unit gives another none", Cmd: extend(village.Water, n, due.Add(1)), Refused: "refuse.other_unit"},
		{Rule: "it is more time", Cmd: extend(village.Power, n, due), Refused: "refuse.extend_back"},
		{Rule: "a slip is not meant", Cmd: extend(village.Power, n, far), Refused: "refuse.too_far"},
		{
			Rule: "the unit, the office and the supervisors hear of it, but who asked", Answer: "receipt.extended",
			Cmd: extend(village.Power, n, due.Add(1)), Events: []string{"task.extended"},
			Told: append(village.Echoed(1, "echo.extended", "resident"),
				"secretary: notice.extended", "convener: notice.extended", "supervisor: notice.extended"),
		},
		{
			Rule: "a ballot ends by its own rule", Cmd: extend(village.Secretary, voted, far),
			Refused: "refuse.ballot_open",
		},
		{Rule: "so does a window", Cmd: extend(village.Secretary, published, far), Refused: "refuse.published"},
		{
			Rule: "what is not due is not extended", Cmd: extend(village.Secretary, open, far),
			Refused: "refuse.extend_open",
		},
		{
			Rule: "what is late is not extended", Cmd: extend(village.Secretary, late, far),
			Refused: "refuse.extend_late",
		},
		{
			Rule: "a step is given more time", Cmd: extend(village.Secretary, raised, v.Find(raised).Due),
			Refused: "refuse.extend_back",
		},
		{Rule: "a step is not given six years", Cmd: extend(village.Secretary, raised, far), Refused: "refuse.too_far"},
		{
			Rule: "those who do the step hear of it, but who asked", Answer: "receipt.extended.step",
			Cmd: extend(village.Secretary, raised, v.Find(raised).Due.Add(1)), Events: []string{"case.extended"},
			Told: append(village.Echoed(raised, "echo.extended.step", "resident"),
				"convener: notice.extended.step", "supervisor: notice.extended.step"),
		},
	})
	v.Now = due
	v.Plays(t, []village.Row{
		{
			Rule: "not when its time is over", Cmd: extend(village.Power, n, due.Add(village.Day)),
			Refused: "refuse.extend_late",
		},
	})
}

func TestWhatEventsOfWorkChange(t *testing.T) {
	at := village.Monday.Add(60 * village.Day)
	give := func(task int, unit string, due time.Time) life.Event {
		return work.TaskAssigned{Case: 1, Task: task, Unit: unit, Measure: "dig", Due: due}
	}
	one, two := give(1, "power", at), give(2, "water", at.Add(village.Day))
	for _, c := range []struct {
		rule   string
		events []life.Event
		holds  func(c cases.Case, now time.Time) bool
	}{
		{
			"the work as a whole is due with its last task", []life.Event{two, one},
			func(c cases.Case, _ time.Time) bool { return c.Due.Equal(at.Add(village.Day)) },
		},
		{
			"a task that is done is waited for no more", []life.Event{one, two, work.TaskDone{Case: 1, Task: 2}},
			func(c cases.Case, now time.Time) bool { return c.Due.Equal(at) && c.Tasks[1].Done.Equal(now) },
		},
		{
			"when all are done nothing is due", []life.Event{one, work.TaskDone{Case: 1, Task: 1, Evidence: "so"}},
			func(c cases.Case, _ time.Time) bool { return c.Due.IsZero() && c.Tasks[0].Evidence == "so" },
		},
		{
			"more time makes late no more what was", []life.Event{
				one, life.TaskOverdue{Case: 1, Task: 1},
				work.TaskExtended{Case: 1, Task: 1, Due: at.Add(5 * village.Day)},
			},
			func(c cases.Case, _ time.Time) bool {
				return !c.Overdue && !c.Tasks[0].Overdue && c.Tasks[0].Extended == 1 &&
					c.Due.Equal(at.Add(5*village.Day))
			},
		},
		{
			"twice more time counts twice", []life.Event{
				one, work.TaskExtended{Case: 1, Task: 1, Due: at.Add(1)},
				work.TaskExtended{Case: 1, Task: 1, Due: at.Add(2)},
			},
			func(c cases.Case, _ time.Time) bool {
				return c.Tasks[0].Extended == 2 && c.Tasks[0].Due.Equal(at.Add(2))
			},
		},
		{
			"of progress the last word stands, and all photos", []life.Event{
				one, work.ProgressNoted{Case: 1, Task: 1, Text: "one", Photos: []string{"a"}},
				work.ProgressNoted{Case: 1, Task: 1, Text: "two", Photos: []string{"b"}},
			},
			func(c cases.Case, _ time.Time) bool {
				return c.Tasks[0].Progress == "two" && slices.Equal(c.Tasks[0].Photos, []string{"a", "b"})
			},
		},
		{
			"what goes back is claimed no more", []life.Event{
				one, work.TaskClaimed{Case: 1, Task: 1, Evidence: "so", Photos: []string{"a"}},
				work.TaskRefused{Case: 1, Task: 1}, work.TaskClaimed{Case: 1, Task: 1, Evidence: "now"},
				work.TaskRefused{Case: 1, Task: 1},
			},
			func(c cases.Case, _ time.Time) bool {
				task := c.Tasks[0]
				return task.Claimed.IsZero() && task.Refused == 2 && task.Evidence == "now" && len(task.Photos) == 1
			},
		},
		{
			"a note changes the echo alone", []life.Event{one, work.TaskNoted{Case: 1, Task: 1, Text: "no fence"}},
			func(c cases.Case, now time.Time) bool { return c.Echoed.Equal(now) && c.Tasks[0].Progress == "" },
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Raised()
			v.Happen(0, func(s *life.State) []life.Event {
				at, _ := s.Method(s.Case(n)).First(procedure.Implementation, 0)
				return life.One(life.StageEntered{Case: n, Stage: at})
			})
			v.Now = v.Now.Add(time.Hour)
			v.Happen(0, func(*life.State) []life.Event { return c.events })
			if got := v.Find(n); !c.holds(got, v.Now) {
				t.Errorf("the case is %+v", got)
			}
			v.ProvesJournal()
		})
	}
}

func TestWhatWorkWaitsFor(t *testing.T) {
	v := accepting(t)
	n := v.Assigned()
	now := v.Now
	supervised := []people.Role{people.Supervisor}
	wait := func(tasks ...cases.Task) (life.Wait, []life.Wait) {
		c := v.Find(n)
		c.Tasks = tasks
		var w life.Wait
		also := village.Look(v, func(s *life.State) []life.Wait {
			w = work.Stage().Wait(s, &c, life.Wait{Case: n, Due: c.Due, Since: c.Entered})
			return work.Stage().Also(s, &c)
		})
		return w, also
	}
	w, also := wait()
	if w.For != "assign" || w.Verb != permission.Assign || also != nil ||
		!slices.Equal(w.Roles, []people.Role{people.Secretary}) {
		t.Errorf("where nobody has work it waits for %+v and %v", w, also)
	}
	done := cases.Task{Number: 1, Unit: "power", Due: now, Done: now}
	if w, also = wait(done); w.For != "assign" || also != nil {
		t.Errorf("where all is done it waits for %+v and %v", w, also)
	}
	later := cases.Task{Number: 2, Unit: "water", Due: now.Add(2 * village.Day)}
	sooner := cases.Task{Number: 3, Unit: "power", Due: now.Add(village.Day)}
	claimed := cases.Task{Number: 4, Unit: "gas", Due: now.Add(3 * village.Day), Claimed: now}
	w, also = wait(done, later, sooner, claimed)
	if w.For != "task" || w.Task != 3 || w.Unit != "power" ||
		!slices.Equal(w.Persons, []int{village.Power}) || !w.Due.Equal(sooner.Due) {
		t.Errorf("first it waits for %+v", w)
	}
	if len(also) != 2 || also[0].Task != 2 || !slices.Equal(also[0].Persons, []int{village.Water}) {
		t.Fatalf("beside it waits for %+v", also)
	}
	x := also[1]
	if x.For != "pass" || x.Verb != permission.Pass || !slices.Equal(x.Roles, supervised) ||
		!x.Since.Equal(now) || !x.Due.IsZero() {
		t.Errorf("what is claimed waits for %+v", x)
	}
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Supervisor,
		Values: people.Grant{Role: people.Supervisor},
	})
	v.Must(village.Seconds(village.Convener, village.Supervisor, people.Supervisor))
	if w, _ = wait(claimed); w.For != "task" || w.Persons != nil || w.Unit != "gas" {
		t.Errorf("where nobody can agree it waits for %+v", w)
	}
}

func TestWhatIsReadFromWords(t *testing.T) {
	verbs := life.TableOf(work.Verbs())
	nine := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		rule string
		verb permission.Verb
		said form.Values
		want any
	}{
		{
			"who does what by when", permission.Assign,
			form.Values{"unit": "power", "date": "2026-03-05T09:00:00Z", "text": "lamps"},
			work.Assign{Unit: "power", Due: nine, Measure: "lamps"},
		},
		{
			"more time for a task", permission.Extend,
			form.Values{"task": "12.3", "date": "2026-03-05T09:00:00Z", "text": "rain"},
			work.Extend{Task: 3, Due: nine, Reason: "rain"},
		},
		{
			"more time for a step", permission.Extend, form.Values{"task": "12", "text": "rain"},
			work.Extend{Reason: "rain"},
		},
		{
			"how a task goes", permission.Progress, form.Values{"task": "12.3", "text": "well"},
			work.Report{Task: 3, Text: "well"},
		},
		{
			"how the only one goes", permission.Done, form.Values{"task": "12", "text": "well"},
			work.Report{Text: "well"},
		},
		{
			"a task nobody can mean", permission.Note, form.Values{"task": "12.x", "text": "well"},
			work.Report{Text: "well"},
		},
	} {
		if got := verbs.Read(c.verb, life.Reading{Said: c.said, Zone: time.UTC}); got != c.want {
			t.Errorf("%s: expected %+v, read %+v", c.rule, c.want, got)
		}
	}
}
