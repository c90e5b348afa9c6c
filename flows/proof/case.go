package proof

import (
	"fmt"
	"slices"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
)

// moved lists what brings a case to its next stage or to its end, besides what is decided by a ballot.
func moved(more ...permission.Verb) []permission.Verb {
	return append([]permission.Verb{
		permission.Support, permission.Take, permission.Screen, permission.Back, permission.Confirm, permission.Minutes,
		permission.Settle,
		permission.Approve, permission.Return, permission.Assembly, permission.Done, permission.Pass, permission.Close,
		permission.Vote, permission.Witness, permission.Recuse, permission.Tally, FromClock, FromLetter,
	}, more...)
}

// ledHere are the events of which each leads a case out of its stage, by the verb that brings it.
func ledHere() map[permission.Verb]string {
	return map[permission.Verb]string{
		permission.Confirm: "research.confirmed", permission.Approve: "approval.approved",
		permission.Return:   "approval.returned",
		permission.Assembly: "approval.assembly", permission.Done: "task.done", permission.Pass: "task.done",
		permission.Minutes: "meeting.minutes", permission.Settle: "publicity.settled", permission.Support: "case.supported",
	}
}

// decided tells whether a ballot of the entry decided what follows; that it follows from its votes has been seen with
// its close.
func decided(a *Act) bool { return a.After("ballot.closed") }

// led refuses what leads a case out of its stage without what that takes.
func led(a *Act) error {
	if name, needed := ledHere()[a.Cause]; needed && !a.After(name) {
		return fmt.Errorf("comes without %s", name)
	}
	switch a.Cause {
	case permission.Vote, permission.Witness, permission.Recuse, permission.Tally:
		return Unless(decided(a), "comes without the close of a ballot")
	case FromLetter:
		return Unless(decided(a) || a.After("joint.counted", "joint.lost"), "comes without a count")
	}
	return nil
}

// stageAllowed holds a stage that a case enters against the procedure: it is the next on its track, or where a no
// leads.
func stageAllowed(a *Act, e life.StageEntered) error {
	c := a.Now.Case(e.Case)
	if c == nil {
		return fmt.Errorf("there was no case %d", e.Case)
	}
	if a.Cause == FromClock || decided(a) {
		return nil
	}
	if err := led(a); err != nil {
		return err
	}
	p := a.Now.Method(c)
	if e.Why == life.Quietly {
		return Unless(
			p.Stage(c.Stage).Kind == procedure.Intake && e.Stage == life.ScreeningAt(a.Now, c) && len(a.Rest) > 0,
			"case %d was not screened out of intake",
			e.Case,
		)
	}
	if a.Cause == permission.Screen || a.Cause == permission.Back || a.Cause == permission.Support {
		enough := p.Stage(c.Stage).Supporters
		if p.Stage(c.Stage).Kind != procedure.Intake || enough == 0 || c.Supporters < enough {
			return fmt.Errorf("case %d has %d supporters, %d are needed", e.Case, c.Supporters, enough)
		}
	}
	if next, ok := p.Next(c.Stage, c.Track); ok && next == e.Stage {
		return Unless(len(c.OpenTasks()) == 0 || !a.After("task.done"), "case %d has work that is not done", e.Case)
	}
	return Unless(
		slices.Contains(backwards(a, c, p), e.Stage),
		"stage %d does not follow on stage %d of case %d",
		e.Stage,
		c.Stage,
		e.Case,
	)
}

// backwards are the stages to which a no leads.
func backwards(a *Act, c *cases.Case, p *procedure.Procedure) []int {
	if a.Cause != permission.Return && a.Cause != permission.Settle && a.Cause != permission.Assembly {
		return nil
	}
	var all []int
	for _, origin := range []procedure.Kind{procedure.Deliberation, procedure.Research} {
		back, ok := p.Back(c.Stage, c.Track, origin)
		if !ok {
			back, ok = p.Last(origin, c.Stage)
		}
		if ok {
			all = append(all, back)
		}
	}
	return all
}

// closeAllowed holds the end of a case against what ends it.
func closeAllowed(a *Act, e life.CaseClosed) error {
	c := a.Now.Case(e.Case)
	if c == nil || c.Closed != nil {
		return fmt.Errorf("case %d was not open", e.Case)
	}
	if a.Cause == FromClock || a.Cause == FromLetter && c.Lead != nil || decided(a) {
		return nil
	}
	if err := led(a); err != nil {
		return err
	}
	how := e.How.Outcome
	switch a.Cause {
	case permission.Withdraw:
		return Unless(how == cases.Withdrawn && c.Talk.Ballot == "", "case %d cannot be withdrawn as %s", e.Case, how)
	case permission.Screen, permission.Back:
		screened := []cases.Outcome{cases.Declined, cases.Merged, cases.Answered, cases.Referred}
		if !slices.Contains(screened, how) {
			return fmt.Errorf("screening does not end case %d as %s", e.Case, how)
		}
		if err := Screened(a, e.Case); err != nil {
			return err
		}
		return mergeAllowed(a, e)
	case permission.Brought:
		byHand := how == cases.Referred && c.Follows(cases.ByHand)
		return Unless(byHand, "case %d was not taken to the level above by hand", e.Case)
	case permission.Close:
		judged := c.Evaluation.Count() > 0 && !c.Evaluation.Failed(a.Now.Method(c).Stage(c.Stage))
		return Unless(
			judged && how == c.Evaluation.Outcome(),
			"those who judged case %d did not find it %s",
			e.Case,
			how,
		)
	case permission.Settle:
		return Unless(how == cases.Explained || how == cases.Solved, "an answer does not end case %d as %s", e.Case, how)
	}
	_, more := a.Now.Method(c).Next(c.Stage, c.Track)
	return Unless(how == cases.Solved && !more, "case %d has stages to come and cannot end as %s", e.Case, how)
}

// Screened refuses what becomes of a case in screening before all conveners have said the same, where that is asked
// for, and without a ballot where the council decides.
func Screened(a *Act, number int) error {
	c := a.Before.Case(number)
	if c == nil || a.Cause == FromClock || decided(a) {
		return nil
	}
	if life.ScreeningStage(a.Before, c).Council && c.Kind(a.Before.Method(c)) != procedure.Deliberation {
		return fmt.Errorf("only the council screens case %d", number)
	}
	conveners := a.Before.Holders().Of(people.Convener)
	if a.Before.Head().Conveners != record.BothConveners || len(conveners) < 2 {
		return nil
	}
	for _, p := range conveners {
		if p != a.By && !slices.Contains(c.Backers, p) {
			return fmt.Errorf("convener %d did not agree to what became of case %d", p, number)
		}
	}
	return nil
}

func mergeAllowed(a *Act, e life.CaseClosed) error {
	if e.How.Outcome != cases.Merged {
		return nil
	}
	into := a.Now.Case(e.How.Into)
	return Unless(
		into != nil && into.Closed == nil && into.Number != e.Case,
		"case %d cannot be merged into %d",
		e.Case,
		e.How.Into,
	)
}

// reopenAllowed holds a case that goes on against how it had ended, or was judged.
func reopenAllowed(a *Act, e life.CaseReopened) error {
	c := a.Now.Case(e.Case)
	switch {
	case c == nil:
		return fmt.Errorf("there was no case %d", e.Case)
	case a.Cause == FromClock:
		return nil
	case e.Stage < 0 || e.Stage >= len(a.Now.Method(c).Stages):
		return fmt.Errorf("case %d has no stage %d", e.Case, e.Stage)
	case a.Cause == permission.Rate:
		return Unless(
			a.After("evaluation.rated") && c.Raiser == a.By && c.Evaluation.Refused,
			"the raiser did not find case %d unsolved",
			e.Case,
		)
	case a.Cause == FromLetter:
		return Unless(c.Closed != nil && e.Lead, "case %d was not closed", e.Case)
	}
	return Unless(c.Closed != nil && c.Closed.Outcome != cases.Merged, "case %d was not closed", e.Case)
}

// submitAllowed lets a resolution of class B wait for a decision.
func submitAllowed(a *Act, e life.CaseSubmitted) error {
	c := a.Now.Case(e.Case)
	return Unless(
		c != nil && c.Resolution != nil && (a.Cause == FromClock || led(a) == nil),
		"case %d has no resolution to submit",
		e.Case,
	)
}

// extendAllowed gives more time to a stage whose time is not over.
func extendAllowed(a *Act, e life.DeadlineExtended) error {
	c := a.Now.Case(e.Case)
	late := c == nil || c.Due.IsZero() || !c.Due.After(a.At) || !e.Due.After(c.Due) || c.Talk.Ballot != ""
	return Unless(!late, "the time of case %d could not be extended", e.Case)
}
