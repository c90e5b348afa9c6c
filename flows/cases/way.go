package cases

import "echowall/flows/procedure"

// Passage is a step on the way of a case, and how far the case has come with it.
type Passage struct {
	Names map[string]string
	State StepState
}

// StepState is whether a step is over.
type StepState string

// The states of a step.
const (
	StepDone StepState = "done"
	StepNow  StepState = "now"
	StepNext StepState = "next"
)

// Way is the steps of a case, without what its track leaves out and, once it is closed, without what it never came to.
func (c *Case) Way(p *procedure.Procedure) []Passage {
	var way []Passage
	for _, step := range p.Steps() {
		state := StepNext
		switch {
		case c.skips(p, step) && (step.First > c.Stage || step.Last < c.Stage), step.First > c.Stage && c.Closed != nil:
			continue
		case step.Last < c.Stage, c.Closed != nil:
			state = StepDone
		case step.First <= c.Stage:
			state = StepNow
		}
		way = append(way, Passage{Names: step.Names, State: state})
	}
	return way
}

// skips tells whether the track of a case leaves out a whole step.
func (c *Case) skips(p *procedure.Procedure, step procedure.Step) bool {
	for i := step.First; i <= step.Last; i++ {
		if !p.LeavesOut(c.Track, i) {
			return false
		}
	}
	return true
}

// Late tells whether something about a case should have been done by now, and the residents were told so.
func (c *Case) Late() bool {
	if c.Overdue {
		return true
	}
	for _, t := range c.OpenTasks() {
		if t.Overdue {
			return true
		}
	}
	return false
}
