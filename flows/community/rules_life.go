package community

// lifeEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func lifeEvents() []kind {
	return []kind{
		kindOf[CaseSubmitted]("approval.submitted"),
		kindOf[OverdueClimbed]("case.climbed"),
		kindOf[CaseClosed]("case.closed"),
		kindOf[DeadlineExtended]("case.extended"),
		kindOf[CaseReferred]("case.referred"),
		kindOf[Reminded]("case.reminded"),
		kindOf[CaseReopened]("case.reopened"),
		kindOf[StageEntered]("case.stage"),
		kindOf[Appointed]("person.appointed"),
		kindOf[CodeIssued]("person.code"),
		kindOf[Dismissed]("person.dismissed"),
		kindOf[Erased]("person.erased"),
		kindOf[PersonJoined]("person.joined"),
	}
}
