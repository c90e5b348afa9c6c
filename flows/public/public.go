// Package public is what of a community everybody may see: the one place that decides it. Pages, feeds and interfaces
// of bot/wall show what stands here and nothing else of the records.
//
// It shows what the residents' group is told: issues, who is waited for, findings, results of ballots, resolutions,
// objections with their answers, work and its photos, judgements, meetings with their minutes. It names those who hold
// an office, for names are on the wall (上墙), and nobody else: a page is read by more people than a group, so whoever
// raised, supported, objected, spoke, voted or judged is not named on it, whether they asked for that or not. In the
// minutes those who spoke in an office are named as those who came are, and so are those whose votes stand below a
// ballot; the others are residents. Of persons who
// were erased it shows nothing.
package public

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/record"
)

// Community is what is public of the whole.
type Community struct {
	Name, Language string
	Zone           *time.Location
	Founded        time.Time
	// Code ends the address of its pages; Listed says that the world may know it.
	Code   string
	Listed bool
	// Tag is a word that stays the community's when the code is renewed.
	Tag string
	// Door is the start code by which residents raise a case.
	Door string
	// Method names the procedure that new cases begin under.
	Method map[string]string
	// Opened and Ended count the cases that are open and closed.
	Opened, Ended int
}

// Of is the community of a state; ok is false where there is none, or where it has no page.
func Of(s *life.State) (c Community, ok bool) {
	h := s.Head()
	if h == nil || h.Page.Code == "" {
		return c, false
	}
	c = Community{
		Name: h.Name, Language: h.Language, Zone: s.Location(), Founded: h.Founded, Code: h.Page.Code, Listed: h.Page.Public,
		Tag: tag(h.Door), Door: h.Door, Opened: len(h.Open), Ended: h.Cases - len(h.Open),
	}
	if p := s.Current(); p != nil {
		c.Method = p.Names
	}
	return c, true
}

// tag is made of what never changes, and does not tell it.
func tag(door string) string {
	sum := sha256.Sum256([]byte("tag:" + door))
	return hex.EncodeToString(sum[:6])
}

// Seat is somebody who holds an office.
type Seat struct {
	Role people.Role
	// Detail is the kind, unit or speciality that goes with it.
	Detail, Name string
}

// Council lists who sits where, in the order in which offices are shown. Who was erased, or has told no name, has no
// seat on it.
func Council(s *life.State) []Seat {
	var seats []Seat
	holders := s.Holders()
	for _, x := range holders.List {
		record.WantCalled(s.Records, x.Person)
	}
	for _, role := range people.Granted() {
		for _, x := range holders.List {
			if x.Role != role {
				continue
			}
			if name := record.CalledOf(s.Records, x.Person).Plain(); name != "" {
				seats = append(seats, Seat{Role: role, Detail: x.Detail, Name: name})
			}
		}
	}
	return seats
}
