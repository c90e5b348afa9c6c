package meeting

import "time"

const (
	day = 24 * time.Hour
	// doors is how long before its time those who come may check in, longest how long after it has begun.
	doors   = time.Hour
	longest = 12 * time.Hour
	// patience is how long after its end a meeting waits for its minutes.
	patience = 7 * day
)

// Receives tells whether one can check in: from an hour before its time, for as long as a meeting can last, unless it
// is over before. Nobody has to come to a written meeting.
func (m *Meeting) Receives(at time.Time) bool {
	begun := m.Opened
	if m.At.After(begun) {
		begun = m.At // it was opened early
	}
	return !m.InWriting() && at.Before(begun.Add(longest)) &&
		(m.Status == Open || m.Status == Scheduled && !at.Before(m.At.Add(-doors)))
}

// Hears tells whether what is said on its cases belongs to the meeting: from its opening until its minutes are
// recorded, and in writing until its window ends.
func (m *Meeting) Hears(at time.Time) bool {
	return m.Status == Open && (!m.InWriting() || at.Before(m.Until))
}

// Reminder is when the invited are reminded: a day before.
func (m *Meeting) Reminder() time.Time { return m.At.Add(-day) }

// Close is when an open meeting is expected to be over and its minutes are asked for: at the end of the window of a
// written one, else two hours after it began, which may have been early or late.
func (m *Meeting) Close() time.Time {
	if m.InWriting() {
		return m.Until
	}
	return m.Opened.Add(usual)
}

// Chase is when the minutes are asked for next: once the meeting is expected to be over, a day and three days later;
// zero after that.
func (m *Meeting) Chase() time.Time {
	switch m.Chased {
	case 0:
		return m.Close()
	case 1:
		return m.Close().Add(day)
	case 2:
		return m.Close().Add(3 * day)
	}
	return time.Time{}
}

// Lapse is when an open meeting ends though nobody has handed in its minutes: a week after it was expected to be over.
func (m *Meeting) Lapse() time.Time { return m.Close().Add(patience) }

// NextLook is when the meeting next wants to be looked at; zero when it does not.
func (m *Meeting) NextLook() time.Time {
	switch m.Status {
	case Polled:
		return m.Poll.NextLook()
	case Scheduled:
		return m.nextBefore()
	case Open:
		if next := m.Chase(); !next.IsZero() {
			return next
		}
		return m.Lapse()
	default:
		return time.Time{}
	}
}

// nextBefore is the earliest of what happens before the meeting, and its time.
func (m *Meeting) nextBefore() time.Time {
	next := m.At
	if !m.Announce.IsZero() && m.Announce.Before(next) {
		next = m.Announce
	}
	if !m.Reminded && m.Reminder().Before(next) {
		next = m.Reminder()
	}
	return next
}
