package convening

import (
	"fmt"
	"slices"

	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/proof"
)

// stakeholderAllowed lets somebody have a say in a case: by the word of the office, or by the link it gave.
func stakeholderAllowed(a *proof.Act, e StakeholderInvited) error {
	c := a.Now.Case(e.Case)
	if c == nil || a.Now.Person(e.Person) == nil || c.IsStakeholder(e.Person) {
		return fmt.Errorf("person %d could not get a say in case %d", e.Person, e.Case)
	}
	if a.Cause == permission.Involve {
		return nil
	}
	code, err := personnel.Code(a, e.Code, personnel.UseCase)
	if err != nil {
		return err
	}
	if code.Case != e.Case {
		return fmt.Errorf("code %s is for case %d", e.Code, code.Case)
	}
	return proof.Own(a, e.Person)
}

// called refuses a new meeting that has not the next number, or is on cases that are not there for it.
func called(a *proof.Act, m meeting.Meeting) error {
	if m.Number != a.Now.Head().Meetings+1 {
		return fmt.Errorf("%d was not the next number of a meeting", m.Number)
	}
	for _, n := range m.Cases {
		c, err := proof.InCase(a, n)
		if err != nil {
			return fmt.Errorf("case %d cannot be on the agenda: %w", n, err)
		}
		if a.Nobody() {
			continue
		}
		if c.Talk.Meeting != 0 && !c.Talk.Heard || c.Talk.Ballot != "" {
			return fmt.Errorf("case %d is on another agenda, or voted on", n)
		}
		if err := life.Ready(a.Now, c); err != nil {
			return err
		}
	}
	return proof.Unless(slices.Equal(m.Invited, Invited(a.Now, m.Cases)), "others are asked to meeting %d", m.Number)
}

func schedulingAllowed(a *proof.Act, e MeetingScheduled) error {
	if e.Meeting.Status != meeting.Scheduled || a.Cause == permission.Schedule && !e.Meeting.At.After(a.At) {
		return fmt.Errorf("meeting %d cannot be called so", e.Meeting.Number)
	}
	return called(a, e.Meeting)
}

func pollAllowed(a *proof.Act, e PollOpened) error {
	if e.Meeting.Status != meeting.Polled {
		return fmt.Errorf("meeting %d is no poll", e.Meeting.Number)
	}
	return called(a, e.Meeting)
}

// ahead finds a meeting that has not begun.
func ahead(a *proof.Act, number int) error {
	_, err := meetingOf(a, number, meeting.Scheduled, meeting.Polled)
	return err
}

func moveAllowed(a *proof.Act, e MeetingMoved) error {
	_, err := meetingOf(a, e.Meeting, meeting.Scheduled)
	return err
}

func fixAllowed(a *proof.Act, e DateFixed) error {
	_, err := meetingOf(a, e.Meeting, meeting.Polled)
	if err != nil {
		return err
	}
	return proof.Unless(e.At.After(a.At), "meeting %d is on a day that had passed", e.Meeting)
}

func callingOffAllowed(a *proof.Act, e MeetingCalledOff) error { return ahead(a, e.Meeting) }
func chairAllowed(a *proof.Act, e ChairNamed) error            { return ahead(a, e.Meeting) }

func openingAllowed(a *proof.Act, e MeetingOpened) error {
	_, err := meetingOf(a, e.Meeting, meeting.Scheduled)
	return err
}

// answerAllowed is the answer of somebody who is asked.
func answerAllowed(a *proof.Act, e InvitationAnswered) error {
	m, err := meetingOf(a, e.Meeting, meeting.Scheduled)
	if err != nil {
		return err
	}
	if !m.Expects(e.Person) || m.InWriting() {
		return fmt.Errorf("person %d is not asked to meeting %d", e.Person, e.Meeting)
	}
	return proof.Own(a, e.Person)
}

// checkInAllowed is somebody who is asked and came, by their own word or by that of the office or the chair, who may
// enter them until the meeting is over.
func checkInAllowed(a *proof.Act, e CheckedIn) error {
	m, err := meetingOf(a, e.Meeting)
	if err != nil {
		return err
	}
	takenIn := m.Receives(a.At) || m.Status == meeting.Open // in earlier programs for as long as that
	if !m.Expects(e.Person) || m.InWriting() || !takenIn {
		return fmt.Errorf("person %d could not check in to meeting %d", e.Person, e.Meeting)
	}
	if e.Person == a.By {
		return nil
	}
	return proof.May(a, permission.Minutes, e.Meeting)
}

// datesAllowed are dates of the poll, chosen by somebody who is asked.
func datesAllowed(a *proof.Act, e DatesChosen) error {
	m, err := meetingOf(a, e.Meeting, meeting.Polled)
	if err != nil {
		return err
	}
	for _, n := range e.Dates {
		if _, ok := m.Poll.Date(n); !ok {
			return fmt.Errorf("meeting %d has no date %d", e.Meeting, n)
		}
	}
	if !m.Expects(e.Person) {
		return fmt.Errorf("person %d is not asked to meeting %d", e.Person, e.Meeting)
	}
	return proof.Own(a, e.Person)
}

func offerAllowed(a *proof.Act, e PollOffered) error {
	m, err := meetingOf(a, e.Meeting, meeting.Polled)
	if err != nil || a.Cause == proof.FromClock {
		return err
	}
	return proof.Unless(
		!m.Poll.Offered && m.Poll.Answered(m.Invited),
		"not all have answered the poll of meeting %d",
		e.Meeting,
	)
}

// invitationAllowed asks guests by the word of the office; as entitled are asked only those who have become so in the
// same entry.
func invitationAllowed(a *proof.Act, e PersonsInvited) error {
	m, err := meetingOf(a, e.Meeting)
	if err != nil {
		return err
	}
	for _, p := range e.Persons {
		if a.Now.Person(p) == nil || slices.Contains(m.Invited, p) {
			return fmt.Errorf("person %d could not be asked to meeting %d", p, e.Meeting)
		}
	}
	if e.Guests {
		return proof.Unless(a.Cause == permission.Bring || a.Cause == permission.Chair, "/%s asks no guests", a.Cause)
	}
	entitled := Invited(a.Now, m.Cases)
	for _, p := range e.Persons {
		if !slices.Contains(entitled, p) {
			return fmt.Errorf("person %d is not entitled to come to meeting %d", p, e.Meeting)
		}
	}
	return nil
}

func minutesAllowed(a *proof.Act, e MinutesRecorded) error {
	_, err := meetingOf(a, e.Meeting, meeting.Open, meeting.Over)
	return err
}

func phaseAllowed(a *proof.Act, e PhaseEntered) error {
	m, err := meetingOf(a, e.Meeting, meeting.Open)
	if err != nil {
		return err
	}
	next := max(m.Phase, 1) + 1
	return proof.Unless(
		e.Phase == next && next <= len(Phases(a.Now, m)),
		"phase %d does not follow in meeting %d",
		e.Phase,
		e.Meeting,
	)
}

// meetingOf finds a meeting that has one of the states, or, where none is named, is not called off.
func meetingOf(a *proof.Act, number int, states ...meeting.Status) (*meeting.Meeting, error) {
	m := a.Now.Meeting(number)
	if m == nil {
		return nil, fmt.Errorf("there was no meeting %d", number)
	}
	for _, s := range states {
		if m.Status == s {
			return m, nil
		}
	}
	if len(states) > 0 || m.Status == meeting.CalledOff {
		return nil, fmt.Errorf("meeting %d was %s", number, m.Status)
	}
	return m, nil
}
