package publicity

import (
	"fmt"

	"echowall/flows/proof"
)

// objectionAllowed is the next objection, made while the window is open.
func objectionAllowed(a *proof.Act, e Objected) error {
	c := a.Now.Case(e.Case)
	if c == nil || !c.Publicity.Until.After(a.At) || e.Number != len(c.Publicity.Objections)+1 {
		return fmt.Errorf("nobody could object to case %d", e.Case)
	}
	for _, o := range c.Publicity.Objections {
		if o.By == e.By && o.Ruling == "" {
			return fmt.Errorf("person %d had objected to case %d already", e.By, e.Case)
		}
	}
	return proof.Own(a, e.By)
}

// settlingAllowed answers an objection that is open.
func settlingAllowed(a *proof.Act, e ObjectionSettled) error {
	c := a.Now.Case(e.Case)
	return proof.Unless(c != nil && c.OpenObjection(e.Number) != nil, "case %d had no open objection %d", e.Case, e.Number)
}

// publishingAllowed opens a window that is not shorter than the procedure asks.
func publishingAllowed(a *proof.Act, e Published) error {
	c := a.Now.Case(e.Case)
	if c == nil || c.Resolution == nil || !c.Publicity.Until.IsZero() {
		return fmt.Errorf("case %d had nothing to publish", e.Case)
	}
	window := a.Now.Method(c).Stage(c.Stage).Window
	return proof.Unless(
		!e.Until.Before(window.After(a.Now.Local(a.At), a.Now.Days())),
		"the window of case %d is too short",
		e.Case,
	)
}

// endAllowed ends a window that is over and without open objections.
func endAllowed(a *proof.Act, e Ended) error {
	c := a.Now.Case(e.Case)
	over := c != nil && !c.Publicity.Until.IsZero() && !c.Publicity.Until.After(a.At) && c.ObjectionsOpen() == 0
	return proof.Unless(over, "the window of case %d was not over", e.Case)
}

func namingAllowed(a *proof.Act, e FormNamed) error {
	c := a.Now.Case(e.Case)
	return proof.Unless(c != nil && c.Resolution != nil, "case %d had no resolution", e.Case)
}

func approvalAllowed(a *proof.Act, e Approved) error { return proof.Own(a, e.By) }
func returnAllowed(a *proof.Act, e Returned) error   { return proof.Own(a, e.By) }

func assemblyAllowed(a *proof.Act, e AssemblyDecided) error {
	if c := a.Now.Case(e.Case); c == nil || !c.IsSubmitted() {
		return fmt.Errorf("case %d was not before the assembly", e.Case)
	}
	return proof.Own(a, e.By)
}
