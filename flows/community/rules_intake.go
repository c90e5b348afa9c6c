package community

// intakeEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func intakeEvents() []kind {
	return []kind{
		kindOf[PhotosAdded]("case.photos"),
		kindOf[CaseRaised]("case.raised"),
		kindOf[Recurred]("case.recurred"),
		kindOf[CaseReworded]("case.reworded"),
		kindOf[CaseSorted]("case.sorted"),
		kindOf[CaseSupported]("case.supported"),
	}
}
