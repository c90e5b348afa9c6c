package work

import (
	"fmt"
	"slices"

	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/proof"
	"echowall/flows/record"
)

// openTask finds a task that is not done and that the person may speak of: a handler only of what the own unit has to
// do.
func openTask(a *proof.Act, number, task int) (*cases.Task, error) {
	c := a.Now.Case(number)
	if c == nil || c.Task(task) == nil || c.Task(task).IsDone() {
		return nil, fmt.Errorf("case %d had no open task %d", number, task)
	}
	t := c.Task(task)
	p := a.Now.Person(a.By)
	if p == nil ||
		!p.Has(people.Secretary) && !p.Has(people.Supervisor) && !record.WorksFor(p.Details(people.Handler), t.Unit) {
		return nil, fmt.Errorf("person %d has nothing to do with task %d.%d", a.By, number, task)
	}
	return t, nil
}

// assigningAllowed is the next task of a case, due in the future.
func assigningAllowed(a *proof.Act, e TaskAssigned) error {
	c := a.Now.Case(e.Case)
	return proof.Unless(
		c != nil && e.Task == len(c.Tasks)+1 && e.Due.After(a.At),
		"task %d.%d cannot be given so",
		e.Case,
		e.Task,
	)
}

func claimAllowed(a *proof.Act, e TaskClaimed) error {
	t, err := openTask(a, e.Case, e.Task)
	if err != nil {
		return err
	}
	if !t.Claimed.IsZero() || !a.Now.MustPass() {
		return fmt.Errorf("task %d.%d could not be claimed", e.Case, e.Task)
	}
	return proof.Own(a, e.By)
}

// doneAllowed ends a task: by the word of the unit, or of a supervisor where that is asked for, who is not of the unit
// while another could be.
func doneAllowed(a *proof.Act, e TaskDone) error {
	t, err := openTask(a, e.Case, e.Task)
	if err != nil {
		return err
	}
	if e.Passed {
		err = judgedBySupervisor(a, t)
	} else {
		err = proof.Unless(!a.Now.MustPass(), "nobody but a supervisor finds task %d.%d done", e.Case, e.Task)
	}
	if err != nil {
		return err
	}
	return proof.Own(a, e.By)
}

func judgedBySupervisor(a *proof.Act, t *cases.Task) error {
	others := slices.DeleteFunc(a.Now.Holders().Of(people.Supervisor), func(p int) bool { return p == a.By })
	own := record.WorksFor(a.Now.Person(a.By).Details(people.Handler), t.Unit) && len(others) > 0
	return proof.Unless(!t.Claimed.IsZero() && !own, "task %d could not be judged by person %d", t.Number, a.By)
}

func refusalAllowed(a *proof.Act, e TaskRefused) error {
	t, err := openTask(a, e.Case, e.Task)
	if err == nil {
		err = judgedBySupervisor(a, t)
	}
	if err != nil {
		return err
	}
	return proof.Own(a, e.By)
}

// extensionAllowed gives more time to a task whose time is not over.
func extensionAllowed(a *proof.Act, e TaskExtended) error {
	t, err := openTask(a, e.Case, e.Task)
	if err != nil {
		return err
	}
	return proof.Unless(
		t.Due.After(a.At) && e.Due.After(t.Due),
		"the time of task %d.%d could not be extended",
		e.Case,
		e.Task,
	)
}

func progressAllowed(a *proof.Act, e ProgressNoted) error {
	if _, err := openTask(a, e.Case, e.Task); err != nil {
		return err
	}
	return proof.Own(a, e.By)
}

func noteAllowed(a *proof.Act, e TaskNoted) error {
	if _, err := openTask(a, e.Case, e.Task); err != nil {
		return err
	}
	return proof.Own(a, e.By)
}
