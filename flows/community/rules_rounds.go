package community

// roundsEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func roundsEvents() []kind {
	return []kind{
		kindOf[ScheduleCalled]("schedule.called"),
		kindOf[SchedulesSet]("schedule.set"),
	}
}
