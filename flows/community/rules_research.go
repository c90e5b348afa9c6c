package community

// researchEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func researchEvents() []kind {
	return []kind{
		kindOf[FindingsConfirmed]("research.confirmed"),
		kindOf[FindingsRecorded]("research.findings"),
		kindOf[TeamJoined]("research.team"),
		kindOf[Visited]("research.visit"),
		kindOf[CaseWeighed]("screening.weighed"),
		kindOf[StatementMade]("statement.made"),
	}
}
