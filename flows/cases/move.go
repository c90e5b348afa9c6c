package cases

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
)

// Kind is the kind of stage the case is in; Closed when it is closed, and Approval while it is submitted.
func (c *Case) Kind(p *procedure.Procedure) procedure.Kind {
	if c.Closed != nil {
		return procedure.Closed
	}
	if c.IsSubmitted() {
		return procedure.Approval
	}
	return p.Stage(c.Stage).Kind
}

// Enter puts the case into a stage and forgets what belongs to a former visit there.
func (c *Case) Enter(p *procedure.Procedure, stage int, at time.Time, days calendar.Calendar) {
	s := p.Stage(stage)
	turn := 0
	if s.Kind == procedure.Evaluation && stage > c.Stage && p.Stage(c.Stage).Kind == procedure.Evaluation {
		turn = c.Evaluation.Number + 1
	}
	c.Stage, c.Entered, c.Nudged = stage, at, time.Time{}
	c.Postpone(time.Time{})
	c.Backing, c.Backers, c.Submitted = nil, nil, time.Time{}
	if !s.Within.IsZero() {
		c.Due = s.Within.After(at, days)
	}
	switch s.Kind {
	case procedure.Research:
		c.Findings = nil
	case procedure.Deliberation:
		c.Talk = Talk{Round: max(c.Talk.Round, 1), Ballots: c.Talk.Ballots}
		c.Resolution = nil
		// Those who objected to the last text hear of the next one: their objections are kept until it is published.
		c.Publicity.From, c.Publicity.Until = time.Time{}, time.Time{}
	case procedure.Publicity:
		c.Publicity = Publicity{}
	case procedure.Evaluation:
		c.Evaluation = Evaluation{Until: s.Window.After(at, days), Number: turn}
		c.Due = c.Evaluation.Until
	default: // nothing is kept of the other stages that would have to be made new
	}
}

// Postpone sets by when the case should leave its stage; what was late is so no more.
func (c *Case) Postpone(due time.Time) { c.Due, c.Overdue, c.Climbed = due, false, 0 }

// Fail begins another round of deliberation after a ballot without consensus.
func (c *Case) Fail(p *procedure.Procedure, at time.Time, days calendar.Calendar) {
	c.Talk.Round++
	c.Enter(p, c.Stage, at, days)
}

// Reopen takes the case back into a stage. It is talked over and judged anew.
func (c *Case) Reopen(p *procedure.Procedure, stage int, at time.Time, days calendar.Calendar) {
	c.Closed, c.Talk.Round = nil, 0
	c.Reopened++
	c.Enter(p, stage, at, days)
}

// Follow lets the case follow that of another community: by when something is done here is no longer said.
func (c *Case) Follow(l Link) {
	c.Lead, c.Motion, c.Talk.Ballot = &l, nil, ""
	c.Due, c.Overdue = time.Time{}, false
}

// Carry lets the case wait for the answer of a level above to which it is taken by hand.
func (c *Case) Carry(at, due time.Time) {
	c.Follow(Link{Kind: ByHand, At: at})
	c.Backing, c.Backers, c.Nudged = nil, nil, time.Time{}
	c.Postpone(due)
}

// Touch notes a public echo about something that happened.
func (c *Case) Touch(at time.Time) { c.Echoed, c.Silences = at, 0 }

// Close ends the case.
func (c *Case) Close(how Closing) {
	c.Closed, c.Due = &how, time.Time{}
	c.Talk.Ballot, c.Talk.Meeting, c.Motion = "", 0, nil
	c.Backing, c.Backers, c.Submitted = nil, nil, time.Time{}
}

// OpenObjection finds an objection by number that awaits its answer.
func (c *Case) OpenObjection(number int) *Objection {
	for i := range c.Publicity.Objections {
		if o := &c.Publicity.Objections[i]; o.Number == number && o.Ruling == "" {
			return o
		}
	}
	return nil
}

// ObjectionsOpen counts the objections that await their answer.
func (c *Case) ObjectionsOpen() int {
	n := 0
	for _, o := range c.Publicity.Objections {
		if o.Ruling == "" {
			n++
		}
	}
	return n
}

// Task finds a task by number.
func (c *Case) Task(number int) *Task {
	for i := range c.Tasks {
		if c.Tasks[i].Number == number {
			return &c.Tasks[i]
		}
	}
	return nil
}

// OpenTasks lists the tasks not done.
func (c *Case) OpenTasks() []*Task {
	var open []*Task
	for i := range c.Tasks {
		if !c.Tasks[i].IsDone() {
			open = append(open, &c.Tasks[i])
		}
	}
	return open
}

// IsStakeholder tells whether the person was invited for this case.
func (c *Case) IsStakeholder(person int) bool { return slices.Contains(c.Stakeholders, person) }
