package community

// screeningEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func screeningEvents() []kind {
	return []kind{
		kindOf[CaseAccepted]("case.accepted"),
		kindOf[VerdictBacked]("screening.backed"),
	}
}
