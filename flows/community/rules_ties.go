package community

// tiesEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func tiesEvents() []kind {
	return []kind{
		kindOf[FollowerFound]("case.follower_found"),
		kindOf[EchoHeard]("case.heard"),
		kindOf[LeadFound]("case.lead_found"),
		kindOf[CaseShared]("case.shared"),
		kindOf[JointCalled]("joint.called"),
		kindOf[CommunityCounted]("joint.counted"),
		kindOf[PartnerInvited]("joint.invited"),
		kindOf[PartnerLost]("joint.lost"),
		kindOf[ShareCounted]("joint.share"),
		kindOf[LetterTurnedBack]("letter.turned_back"),
		kindOf[LinkAsked]("tie.asked"),
		kindOf[Linked]("tie.linked"),
		kindOf[LinkRefused]("tie.refused"),
		kindOf[Unlinked]("tie.unlinked"),
	}
}
