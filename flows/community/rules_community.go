package community

// communityEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func communityEvents() []kind {
	return []kind{
		kindOf[DeadlinePassed]("case.overdue"),
		kindOf[SilenceEchoed]("case.silence"),
		kindOf[TaskOverdue]("task.overdue"),
	}
}
