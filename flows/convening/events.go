package convening

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("case.stakeholder", stakeholderAllowed, permission.Involve, permission.Start),
		proof.EventOf("meeting.agenda", proof.Clocked[AgendaPublished], proof.FromClock),
		proof.EventOf("meeting.answered", answerAllowed, permission.RSVP),
		proof.EventOf("meeting.called_off", callingOffAllowed, permission.CallOff, proof.FromClock, proof.FromLetter),
		proof.EventOf("meeting.chair", chairAllowed, permission.Chair),
		proof.EventOf("meeting.chased", proof.Clocked[MinutesChased], proof.FromClock),
		proof.EventOf("meeting.checked_in", checkInAllowed, permission.CheckIn, permission.Start),
		proof.EventOf("meeting.chosen", datesAllowed, permission.Suit),
		proof.EventOf("meeting.ended", proof.Clocked[MeetingEnded], proof.FromClock),
		proof.EventOf("meeting.fixed", fixAllowed, permission.Fix, permission.Reschedule),
		proof.EventOf(
			"meeting.invited",
			invitationAllowed,
			permission.Bring,
			permission.Chair,
			permission.Involve,
			permission.Appoint,
			permission.Start,
		),
		proof.EventOf("meeting.minutes", minutesAllowed, permission.Minutes),
		proof.EventOf("meeting.moved", moveAllowed, permission.Reschedule, proof.FromLetter),
		proof.EventOf("meeting.offered", offerAllowed, permission.Suit, proof.FromClock),
		proof.EventOf("meeting.opened", openingAllowed, permission.Open, proof.FromClock),
		proof.EventOf("meeting.phase", phaseAllowed, permission.Phase),
		proof.EventOf("meeting.poll_reminded", proof.Clocked[PollReminded], proof.FromClock),
		proof.EventOf("meeting.polled", pollAllowed, permission.Poll),
		proof.EventOf("meeting.reminded", proof.Clocked[MeetingReminded], proof.FromClock),
		proof.EventOf("meeting.scheduled", schedulingAllowed, permission.Schedule, proof.FromClock, proof.FromLetter),
	}
}
