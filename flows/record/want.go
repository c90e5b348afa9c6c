package record

import (
	"strings"

	"echowall/flows/ballot"
	"echowall/flows/cases"
)

// What will be read is wanted first, so that it is read together; see Book.Want.

// WantUser wants what tells which person a user is.
func (b *Book) WantUser(user int64) { b.Want(userKey(user)) }

// WantNamed wants what tells which person bears an @name.
func (b *Book) WantNamed(username string) {
	b.Want(nameKey(strings.ToLower(strings.TrimPrefix(username, "@"))))
}

// WantPeople wants persons, with what is personal of them.
func (b *Book) WantPeople(numbers ...int) {
	for _, n := range numbers {
		if n != 0 {
			b.Want(PersonKey(n), ProfileKey(n))
		}
	}
}

// WantProfiles wants what is personal of persons.
func (b *Book) WantProfiles(numbers ...int) { wantEach(b, ProfileKey, numbers) }

// WantCases wants cases.
func (b *Book) WantCases(numbers ...int) { wantEach(b, CaseKey, numbers) }

// WantMeetings wants meetings.
func (b *Book) WantMeetings(numbers ...int) { wantEach(b, MeetingKey, numbers) }

// WantSupporters wants those who support a case.
func (b *Book) WantSupporters(number int) { b.WantRange(supportPrefix(number)) }

// WantStatements wants what was said on a case, from one statement to another.
func (b *Book) WantStatements(number, first, last int) {
	for k := first; k <= last; k++ {
		b.Want(StatementKey(number, k))
	}
}

// WantBallots wants all ballots on a case.
func (b *Book) WantBallots(c *cases.Case) {
	for k := 1; k <= c.Talk.Ballots; k++ {
		b.Want(BallotKey(ballot.Key(c.Number, k)))
	}
}

// WantTalks wants where cases are talked over: the ballot that is open, and the meeting.
func (b *Book) WantTalks(of ...*cases.Case) {
	for _, c := range of {
		if c.Talk.Ballot != "" {
			b.Want(BallotKey(c.Talk.Ballot))
		}
		b.WantMeetings(c.Talk.Meeting)
	}
}

// wantEach wants the records of numbers; 0 is the number of none.
func wantEach(b *Book, key func(int) string, numbers []int) {
	for _, n := range numbers {
		if n > 0 {
			b.Want(key(n))
		}
	}
}

// UpTo are the numbers given so far, when n was the last.
func UpTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i + 1
	}
	return all
}
