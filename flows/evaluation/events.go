package evaluation

import (
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("evaluation.rated", ratingAllowed, permission.Rate),
	}
}

// ratingAllowed is the word of somebody who is asked for it and did not do the work.
func ratingAllowed(a *proof.Act, e Rated) error {
	c, err := proof.InCase(a, e.Case)
	if err != nil {
		return err
	}
	as, asked := judgesAs(a.Now.Holders(), e.Person, a.Now.Method(c).Stage(c.Stage))
	p := a.Now.Person(e.Person)
	did := p != nil && workedOn(c, p.Details(people.Handler))
	if !asked || as != e.Rating.As || did || e.Rating.Asked != isJudge(a.Now, c, e.Person) {
		return proof.Unless(false, "person %d does not judge case %d so", e.Person, e.Case)
	}
	return proof.Own(a, e.Person)
}
