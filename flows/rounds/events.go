package rounds

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("schedule.called", proof.Clocked[ScheduleCalled], proof.FromClock),
		proof.EventOf("schedule.set", settingAllowed, permission.Settings, permission.Procedure, proof.FromClock),
	}
}
