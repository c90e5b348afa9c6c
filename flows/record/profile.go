package record

import (
	"strings"
	"time"

	"echowall/flows/fit"
	"echowall/flows/people"
)

// number finds a person by Telegram id; the record of it lies outside the journal.
type number struct {
	Person int `json:"person"`
}

// Known is the person's number of a Telegram user; 0 when the community does not know the user.
func (s *Records) Known(user int64) int {
	if n := Get[number](s.Cache, userKey(user)); n != nil {
		return n.Person
	}
	return 0
}

// Named is the person of an @name; 0 when the community has not met it.
func (s *Records) Named(username string) int {
	if n := Get[number](s.Cache, nameKey(strings.ToLower(strings.TrimPrefix(username, "@")))); n != nil {
		return n.Person
	}
	return 0
}

// Newcomer is the number the next person will get.
func (s *Records) Newcomer() int { return s.Head().People + 1 }

// Learn keeps what Telegram tells of a person. It writes only when something changed.
func (s *Records) Learn(p people.Profile) {
	old := s.Profile(p.Person)
	if old != nil {
		p.Reachable, p.Salt, p.Looked = p.Reachable || old.Reachable, old.Salt, old.Looked
		if old.Chosen && !p.Chosen {
			p.Language, p.Chosen = old.Language, true
		}
		if p.Name == old.Name {
			p.Called = old.Called
		}
		if p == *old && (p.Called != "" || fit.Name(p.Name) == "") {
			return
		}
	}
	callAlso(s, &p, old)
	if old != nil && old.Username != "" && !strings.EqualFold(old.Username, p.Username) {
		s.forgetName(old)
	}
	Put(s.Cache, ProfileKey(p.Person), &p)
	if p.User != 0 {
		Put(s.Cache, userKey(p.User), &number{p.Person})
	}
	if p.Username != "" {
		Put(s.Cache, nameKey(strings.ToLower(p.Username)), &number{p.Person})
	}
}

// Reach notes whether a person can be written to in private: one who blocked the bot cannot.
func (s *Records) Reach(person int, can bool) {
	if p := s.Profile(person); p != nil && p.Reachable != can {
		Edit[people.Profile](s.Cache, ProfileKey(person)).Reachable = can
	}
}

// Look notes when Telegram was asked whether a person is in the group.
func Look(s *Records, person int, at time.Time) {
	if s.Profile(person) != nil {
		Edit[people.Profile](s.Cache, ProfileKey(person)).Looked = at
	}
}

// Speak keeps the language a person chose.
func (s *Records) Speak(person int, language string) {
	if s.Profile(person) != nil {
		p := Edit[people.Profile](s.Cache, ProfileKey(person))
		p.Language, p.Chosen = language, true
	}
}

// ErasePerson deletes what is personal.
func (s *Records) ErasePerson(person int) {
	p := s.Profile(person)
	if p == nil {
		return
	}
	Remove(s.Cache, ProfileKey(person))
	Remove(s.Cache, userKey(p.User))
	s.forgetName(p)
	callNoMore(s, p)
}

// forgetName frees an @name, unless somebody else bears it by now.
func (s *Records) forgetName(p *people.Profile) {
	if p.Username != "" && s.Named(p.Username) == p.Person {
		Remove(s.Cache, nameKey(strings.ToLower(p.Username)))
	}
}
