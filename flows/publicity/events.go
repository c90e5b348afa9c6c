package publicity

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[Approved]("approval.approved"),
		life.EventOf[AssemblyDecided]("approval.assembly"),
		life.EventOf[Returned]("approval.returned"),
		life.EventOf[Ended]("publicity.ended"),
		life.EventOf[FormNamed]("publicity.named"),
		life.EventOf[Objected]("publicity.objected"),
		life.EventOf[Published]("publicity.published"),
		life.EventOf[ObjectionSettled]("publicity.settled"),
	}
}
