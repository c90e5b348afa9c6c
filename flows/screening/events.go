package screening

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[CaseAccepted]("case.accepted"),
		life.EventOf[CaseCarried]("case.carried"),
		life.EventOf[CaseReferred]("case.referred"),
		life.EventOf[SentBack]("case.sent_back"),
		life.EventOf[VerdictBacked]("screening.backed"),
	}
}
