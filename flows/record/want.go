package record

import (
	"strings"

	"echowall/flows/ballot"
	"echowall/flows/cases"
)

// What will be read is wanted first, so that it is read together; see Book.Want.

// WantUser wants what tells which person a user is.
func (b *Cache) WantUser(user int64) { b.Want(userKey(user)) }

// WantNamed wants what tells which person bears an @name.
func (b *Cache) WantNamed(username string) {
	b.Want(nameKey(strings.ToLower(strings.TrimPrefix(username, "@"))))
}

// WantPeople wants persons, with what is personal of them.
func (b *Cache) WantPeople(numbers ...int) {
	for _, n := range numbers {
		if n != 0 {
			b.Want(PersonKey(n), ProfileKey(n))
		}
	}
}

// WantProfiles wants what is personal of persons.
func (b *Cache) WantProfiles(numbers ...int) { wantEach(b, ProfileKey, numbers) }

// WantCases wants cases.
func (b *Cache) WantCases(numbers ...int) { wantEach(b, CaseKey, numbers) }

// WantMeetings wants meetings.
func (b *Cache) WantMeetings(numbers ...int) { wantEach(b, MeetingKey, numbers) }

// WantSupporters wants those who support a case.
func (b *Cache) WantSupporters(number int) { b.WantRange(supportPrefix(number)) }

// WantStatements wants what was said on a case, from one statement to another.
func (b *Cache) WantStatements(number, first, last int) {
	for k := first; k <= last; k++ {
		b.Want(StatementKey(number, k))
	}
}

// WantBallots wants all ballots on a case.
func (b *Cache) WantBallots(c *cases.Case) {
	for k := 1; k <= c.Talk.Ballots; k++ {
		b.Want(BallotKey(ballot.Key(c.Number, k)))
	}
}

// WantTalks wants where cases are talked over: the ballot that is open, and the meeting.
func (b *Cache) WantTalks(of ...*cases.Case) {
	for _, c := range of {
		if c.Talk.Ballot != "" {
			b.Want(BallotKey(c.Talk.Ballot))
		}
		b.WantMeetings(c.Talk.Meeting)
	}
}

// wantEach wants the records of numbers; 0 is the number of none.
func wantEach(b *Cache, key func(int) string, numbers []int) {
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
