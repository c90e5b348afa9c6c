package talk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/residency"
)

// Listen finds the person who speaks. Somebody new gets a number, which is kept only if something comes of it.
func (c Conversation) Listen(s *life.State, said Said) *Speech {
	p := &Speech{
		Conversation: c, answers: answers{s: s, said: &said},
		dialogs: dialogs{s.Records, dialogKey(said.User.ID, said.Chat.ID), said.At},
	}
	if s.Head() == nil {
		p.by = 1
		return p
	}
	if said.User.ID == 0 {
		// A channel that says its binding code has no person behind it.
		return p
	}
	p.new = s.Known(said.User.ID) == 0
	p.want(s.Known(said.User.ID))
	p.by = p.person(said.User, said.Chat.Private)
	p.Keep = said.Chat.Private
	p.looked()
	return p
}

// looked keeps whether the person was found in the residents' group, whatever comes of what was said.
func (p *Speech) looked() {
	if p.said.Lives == nil {
		return
	}
	p.Keep = true
	record.Look(p.s.Records, p.by, p.said.At)
	for _, e := range residency.Found(p.s, p.by, *p.said.Lives) {
		life.Apply(p.s, e, life.Meta{At: p.said.At.UTC(), By: p.by})
		p.Joined = append(p.Joined, e)
	}
}

// person is the number of a user, given now if there was none.
func (p *Speech) person(u User, reachable bool) int {
	n := p.s.Known(u.ID)
	if n == 0 {
		mark := func(n int) string { return people.Mark(u.ID, p.salt(n)) }
		var joined life.Event
		if n = record.AccountsOf(p.s.Records).Returning(u.ID); n != 0 {
			joined = personnel.PersonReturned{Person: n, User: mark(n)}
		} else {
			n = p.s.Newcomer()
			joined = personnel.PersonJoined{Person: n, User: mark(n)}
		}
		life.Apply(p.s, joined, life.Meta{At: p.said.At.UTC(), By: p.by})
		p.Joined = append(p.Joined, joined)
		p.Met = append(p.Met, u.ID)
	}
	p.s.Learn(p.profile(u, n, reachable))
	return n
}

// profile is what is kept of a user, with the salt of the mark that the book has of them, should they be new.
func (p *Speech) profile(u User, person int, reachable bool) people.Profile {
	profile := u.profile(person, reachable)
	profile.Salt = p.salt(person)
	return profile
}

// salt is fresh random for each person that comes with what was said, and the same when it is tried again.
func (p *Speech) salt(person int) string {
	sum := sha256.Sum256(fmt.Appendf(slices.Clone(p.said.Seed), "salt of person %d", person))
	return hex.EncodeToString(sum[:16])
}

// Marked puts the mark of who sets a community up into the book: the first person, who has no number before.
func (p *Speech) Marked(cmd life.Command, events []life.Event) []life.Event {
	for i, e := range events {
		if joined, ok := e.(personnel.PersonJoined); ok && cmd.Verb == permission.Setup {
			joined.User = people.Mark(p.said.User.ID, p.salt(joined.Person))
			events[i] = joined
		}
	}
	return events
}
