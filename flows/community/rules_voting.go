package community

// votingEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func votingEvents() []kind {
	return []kind{
		kindOf[ResolutionAdopted]("ballot.adopted"),
		kindOf[BallotClosed]("ballot.closed"),
		kindOf[RoundFailed]("ballot.failed"),
		kindOf[BallotOpened]("ballot.opened"),
		kindOf[Recused]("ballot.recused"),
		kindOf[BallotReminded]("ballot.reminded"),
		kindOf[VoteCast]("ballot.vote"),
	}
}
