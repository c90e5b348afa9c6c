package proof

import (
	"echowall/flows/life"
	"echowall/flows/permission"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []EventKind {
	return []EventKind{
		EventOf("case.overdue", Clocked[life.DeadlinePassed], FromClock),
		EventOf("case.silence", Clocked[life.SilenceEchoed], FromClock),
		EventOf("task.overdue", Clocked[life.TaskOverdue], FromClock),
		EventOf("approval.submitted", submitAllowed, moved()...),
		EventOf("case.climbed", Clocked[life.OverdueClimbed], FromClock),
		EventOf("case.closed", closeAllowed, moved(permission.Withdraw, permission.Brought)...),
		EventOf("case.extended", extendAllowed, permission.Extend),
		EventOf("case.reminded", Clocked[life.Reminded], FromClock),
		EventOf("case.reopened", reopenAllowed, permission.Reopen, permission.Rate, FromClock, FromLetter),
		EventOf("case.stage", stageAllowed, moved()...),
	}
}
