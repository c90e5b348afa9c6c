package convening

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[StakeholderInvited]("case.stakeholder"),
		life.EventOf[AgendaPublished]("meeting.agenda"),
		life.EventOf[InvitationAnswered]("meeting.answered"),
		life.EventOf[MeetingCalledOff]("meeting.called_off"),
		life.EventOf[ChairNamed]("meeting.chair"),
		life.EventOf[MinutesChased]("meeting.chased"),
		life.EventOf[CheckedIn]("meeting.checked_in"),
		life.EventOf[DatesChosen]("meeting.chosen"),
		life.EventOf[DateFixed]("meeting.fixed"),
		life.EventOf[PersonsInvited]("meeting.invited"),
		life.EventOf[MeetingEnded]("meeting.ended"),
		life.EventOf[MinutesRecorded]("meeting.minutes"),
		life.EventOf[MeetingMoved]("meeting.moved"),
		life.EventOf[PollOffered]("meeting.offered"),
		life.EventOf[MeetingOpened]("meeting.opened"),
		life.EventOf[PhaseEntered]("meeting.phase"),
		life.EventOf[PollReminded]("meeting.poll_reminded"),
		life.EventOf[PollOpened]("meeting.polled"),
		life.EventOf[MeetingReminded]("meeting.reminded"),
		life.EventOf[MeetingScheduled]("meeting.scheduled"),
	}
}
