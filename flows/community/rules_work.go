package community

// workEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func workEvents() []kind {
	return []kind{
		kindOf[TaskAssigned]("task.assigned"),
		kindOf[TaskClaimed]("task.claimed"),
		kindOf[TaskDone]("task.done"),
		kindOf[TaskExtended]("task.extended"),
		kindOf[TaskNoted]("task.noted"),
		kindOf[ProgressNoted]("task.progress"),
		kindOf[TaskRefused]("task.refused"),
	}
}
