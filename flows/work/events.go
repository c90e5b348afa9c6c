package work

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("task.assigned", assigningAllowed, permission.Assign),
		proof.EventOf("task.claimed", claimAllowed, permission.Done),
		proof.EventOf("task.done", doneAllowed, permission.Done, permission.Pass),
		proof.EventOf("task.extended", extensionAllowed, permission.Extend),
		proof.EventOf("task.noted", noteAllowed, permission.Note),
		proof.EventOf("task.progress", progressAllowed, permission.Progress),
		proof.EventOf("task.refused", refusalAllowed, permission.Redo),
	}
}
