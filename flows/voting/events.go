package voting

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[ResolutionAdopted]("ballot.adopted"),
		life.EventOf[BallotClosed]("ballot.closed"),
		life.EventOf[RoundFailed]("ballot.failed"),
		life.EventOf[BallotOpened]("ballot.opened"),
		life.EventOf[VoteEntered]("ballot.entered"),
		life.EventOf[Recused]("ballot.recused"),
		life.EventOf[BallotReminded]("ballot.reminded"),
		life.EventOf[VoteCast]("ballot.vote"),
	}
}
