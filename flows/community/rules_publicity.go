package community

// publicityEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func publicityEvents() []kind {
	return []kind{
		kindOf[Approved]("approval.approved"),
		kindOf[AssemblyDecided]("approval.assembly"),
		kindOf[Returned]("approval.returned"),
		kindOf[PublicityEnded]("publicity.ended"),
		kindOf[FormNamed]("publicity.named"),
		kindOf[Objected]("publicity.objected"),
		kindOf[Published]("publicity.published"),
		kindOf[ObjectionSettled]("publicity.settled"),
	}
}
