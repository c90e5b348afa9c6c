package intake

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[PhotosAdded]("case.photos"),
		life.EventOf[CaseRaised]("case.raised"),
		life.EventOf[Recurred]("case.recurred"),
		life.EventOf[CaseReworded]("case.reworded"),
		life.EventOf[CaseSorted]("case.sorted"),
		life.EventOf[CaseSupported]("case.supported"),
	}
}
