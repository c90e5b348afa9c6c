package community

import (
	"echowall/flows/life"
)

// ownEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func ownEvents() []life.EventKind {
	return []life.EventKind{
		life.EventOf[DeadlinePassed]("case.overdue"),
		life.EventOf[SilenceEchoed]("case.silence"),
		life.EventOf[TaskOverdue]("task.overdue"),
	}
}
