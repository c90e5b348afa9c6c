package work

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[TaskAssigned]("task.assigned"),
		life.EventOf[TaskClaimed]("task.claimed"),
		life.EventOf[TaskDone]("task.done"),
		life.EventOf[TaskExtended]("task.extended"),
		life.EventOf[TaskNoted]("task.noted"),
		life.EventOf[ProgressNoted]("task.progress"),
		life.EventOf[TaskRefused]("task.refused"),
	}
}
