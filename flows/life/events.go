package life

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []EventKind {
	return []EventKind{
		EventOf[DeadlinePassed]("case.overdue"),
		EventOf[SilenceEchoed]("case.silence"),
		EventOf[TaskOverdue]("task.overdue"),
		EventOf[CaseSubmitted]("approval.submitted"),
		EventOf[OverdueClimbed]("case.climbed"),
		EventOf[CaseClosed]("case.closed"),
		EventOf[DeadlineExtended]("case.extended"),
		EventOf[Reminded]("case.reminded"),
		EventOf[CaseReopened]("case.reopened"),
		EventOf[StageEntered]("case.stage"),
	}
}
