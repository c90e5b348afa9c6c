package ties

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[FollowerFound]("case.follower_found"),
		life.EventOf[EchoHeard]("case.heard"),
		life.EventOf[LeadFound]("case.lead_found"),
		life.EventOf[CaseShared]("case.shared"),
		life.EventOf[JointCalled]("joint.called"),
		life.EventOf[CommunityCounted]("joint.counted"),
		life.EventOf[PartnerInvited]("joint.invited"),
		life.EventOf[PartnerLost]("joint.lost"),
		life.EventOf[JointCounted]("joint.share"),
		life.EventOf[DispatchTurnedBack]("letter.turned_back"),
		life.EventOf[LinkAsked]("tie.asked"),
		life.EventOf[Linked]("tie.linked"),
		life.EventOf[LinkRefused]("tie.refused"),
		life.EventOf[Unlinked]("tie.unlinked"),
	}
}
