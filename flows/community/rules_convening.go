package community

// conveningEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func conveningEvents() []kind {
	return []kind{
		kindOf[StakeholderInvited]("case.stakeholder"),
		kindOf[AgendaPublished]("meeting.agenda"),
		kindOf[InvitationAnswered]("meeting.answered"),
		kindOf[MeetingCalledOff]("meeting.called_off"),
		kindOf[ChairNamed]("meeting.chair"),
		kindOf[MinutesChased]("meeting.chased"),
		kindOf[CheckedIn]("meeting.checked_in"),
		kindOf[DatesChosen]("meeting.chosen"),
		kindOf[DateFixed]("meeting.fixed"),
		kindOf[PersonsInvited]("meeting.invited"),
		kindOf[MinutesRecorded]("meeting.minutes"),
		kindOf[MeetingMoved]("meeting.moved"),
		kindOf[PollOffered]("meeting.offered"),
		kindOf[MeetingOpened]("meeting.opened"),
		kindOf[PhaseEntered]("meeting.phase"),
		kindOf[PollReminded]("meeting.poll_reminded"),
		kindOf[PollOpened]("meeting.polled"),
		kindOf[MeetingReminded]("meeting.reminded"),
		kindOf[MeetingScheduled]("meeting.scheduled"),
	}
}
