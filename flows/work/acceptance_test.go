package work_test

import (
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/work"
)

func TestASupervisorFindsThatWorkIsDone(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingAcceptance, Value: record.DoneBySupervisor},
	})
	n := village.Roads()[procedure.Implementation](v)
	v.Must(life.Command{
		Verb: permission.Assign, By: village.Secretary, Case: n,
		Values: work.Assign{Unit: "water", Measure: "the pipe", Due: v.Now.Add(9 * village.Day)},
	})
	v.Refused("refuse.not_claimed", life.Command{
		Verb: permission.Pass, By: village.Supervisor, Case: n, Values: work.Report{Task: 1},
	})
	v.Must(life.Command{
		Verb: permission.Progress, By: village.Power, Case: n,
		Values: work.Report{Text: "dug up"}, Photos: []string{"hole"},
	})
	v.Must(life.Command{
		Verb: permission.Note, By: village.Supervisor, Case: n,
		Values: work.Report{Task: 1, Text: "The hole has no fence"},
	})
	v.Told("notice.noted", village.Power)
	v.Must(life.Command{
		Verb: permission.Done, By: village.Power, Case: n,
		Values: work.Report{Text: "closed"}, Photos: []string{"road"},
	})
	v.Told("task.pass", village.Supervisor)
	v.Refused("refuse.claimed", life.Command{
		Verb: permission.Done, By: village.Power, Case: n, Values: work.Report{Text: "closed"},
	})
	v.Refused("refuse.role", life.Command{
		Verb: permission.Pass, By: village.Power, Case: n, Values: work.Report{Task: 1},
	})
	v.Must(life.Command{
		Verb: permission.Redo, By: village.Supervisor, Case: n, Values: work.Report{Task: 1, Text: "It is still open"},
	})
	v.Told("task.redo", village.Power)
	v.Must(life.Command{Verb: permission.Done, By: village.Power, Case: n, Values: work.Report{Text: "now closed"}})
	v.Must(life.Command{Verb: permission.Pass, By: village.Supervisor, Case: n, Values: work.Report{Task: 1}})
	v.Is(n, procedure.Implementation)
	v.Must(life.Command{Verb: permission.Done, By: village.Water, Case: n, Values: work.Report{Text: "flows"}})
	v.Must(life.Command{Verb: permission.Pass, By: village.Supervisor, Case: n, Values: work.Report{Task: 2}})
	v.Is(n, procedure.Evaluation)
	if task := v.Find(n).Tasks[0]; task.Refused != 1 || task.Evidence != "now closed" {
		t.Errorf("the task ended as %+v", task)
	}
	v.ProvesJournal()
}

func TestWithoutSupervisorsTheUnitSaysThatWorkIsDone(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingAcceptance, Value: record.DoneBySupervisor},
	})
	n := village.Roads()[procedure.Implementation](v)
	v.Must(life.Command{Verb: permission.Done, By: village.Power, Case: n, Values: work.Report{Text: "they shine"}})
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Supervisor,
		Values: people.Grant{Role: people.Supervisor},
	})
	v.Must(village.Seconds(village.Convener, village.Supervisor, people.Supervisor))
	v.Must(life.Command{
		Verb: permission.Done, By: village.Power, Case: n, Values: work.Report{Text: "they shine"},
	}) // nobody is left to agree
	v.Is(n, procedure.Evaluation)
}
