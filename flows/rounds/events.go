package rounds

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[ScheduleCalled]("schedule.called"),
		life.EventOf[SchedulesSet]("schedule.set"),
	}
}
