package flows

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// outboxMessage makes the outbox message of a notice. Views that stand somewhere coalesce; a view shown once as an
// answer does not.
func outboxMessage(n say.Notice) (storage.Message, error) {
	body, err := json.Marshal(n)
	if err != nil {
		return storage.Message{}, fmt.Errorf("write a notice: %w", err)
	}
	l := storage.Message{Body: body}
	if n.View != "" && n.To.Chat == 0 {
		l.View = string(n.To.Room) + "/" + n.View
	}
	return l, nil
}

// OpenMessage reads the notice in an outbox message.
func OpenMessage(l storage.Message) (say.Notice, error) {
	var n say.Notice
	if err := json.Unmarshal(l.Body, &n); err != nil {
		return n, fmt.Errorf("read outbox message %d: %w", l.Seq, err)
	}
	return n, nil
}

// Posted is where a view stands.
type Posted struct {
	Chat    int64 `json:"chat"`
	Message int   `json:"message"`
	Pinned  bool  `json:"pinned,omitempty"`
	// Shows is a digest of what it shows, so that the same is not shown again.
	Shows string `json:"shows,omitempty"`
}

func postedKey(view string) string { return "x:view:" + view }

// StandingAt is where a view was posted; nil when it was not.
func StandingAt(s *life.State, view string) *Posted {
	return record.Extra[Posted](s.Records, postedKey(view))
}

// WantPosting wants what tells where a notice goes, and where what it shows or stands under was posted.
func WantPosting(s *life.State, n say.Notice) {
	s.Want(record.HeadKey)
	s.WantProfiles(append(n.Message.People(), n.To.Person)...)
	if n.To.Chat > 0 {
		s.WantUser(n.To.Chat)
	}
	s.WantCases(n.Message.Case())
	for _, view := range []string{n.View, n.Under} {
		if view != "" {
			s.Want(postedKey(view))
			talk.WantSource(s.Records, view)
		}
	}
	wantShown(s, n.View)
}

// wantShown wants what a view shows.
func wantShown(s *life.State, view string) {
	kind, which, _ := strings.Cut(view, ":")
	if kind != "" {
		s.Want(record.AgendaKey, record.HoldersKey)
	}
	switch kind {
	case "card":
		s.WantCases(record.Atoi(which))
	case "ballot":
		number, _, _ := strings.Cut(which, ".")
		s.Want(record.BallotKey(which))
		s.WantCases(record.Atoi(number))
	case "meeting":
		s.WantMeetings(record.Atoi(which))
	}
}

// KeepPosted writes, in the commit that takes a notice out of the outbox, where it was posted.
func KeepPosted(tx storage.Tx, n say.Notice, at Posted) error {
	if n.View != "" && n.To.Chat == 0 {
		if err := writeRecord(tx, postedKey(n.View), at); err != nil {
			return err
		}
	}
	about := talk.AboutOf(n)
	if at.Message == 0 || about.Line == "" && (at.Chat < 0 || n.Edit != 0) {
		return nil // in private it is kept of all that was said whose it was
	}
	if known, err := knows(tx, at.Chat); err != nil || !known {
		return err
	}
	return writeRecord(tx, talk.AboutKey(at.Chat, at.Message), about)
}

// knows tells whether a chat may be written down: not the private chat of somebody who was erased while the message was
// under way. The id of a private chat is the user's, and positive.
func knows(tx storage.Tx, chat int64) (known bool, err error) {
	if chat < 0 {
		return true, nil
	}
	err = ReadFrom(tx, nil, func(s *life.State) error {
		known = s.Known(chat) != 0
		return nil
	})
	return known, err
}

// Undelivered writes that a notice could not be delivered. Somebody who cannot be reached is remembered as such, and
// the secretaries are told once of each person who holds a role, and of rooms in every case.
func Undelivered(tx storage.Tx, methods *procedure.Registry, n say.Notice) error {
	s := community.NewState(cacheOf(tx), methods)
	var sheet *life.State
	var tell []say.Notice
	err := ask(tx, s, func() error {
		sheet = s.Fork()
		tell = undelivered(sheet, n)
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range sheet.Changed() {
		if err := writeRecord(tx, c.Key, c.Value); err != nil {
			return err
		}
	}
	return sendAll(tx, tell)
}

func undelivered(s *life.State, n say.Notice) []say.Notice {
	s.Want(record.HeadKey, record.HoldersKey)
	if n.To.Person != 0 {
		s.WantPeople(n.To.Person)
		s.Want(toldKey(n.To.Person))
	}
	if s.Head() == nil || n.To.Community != "" {
		return nil
	}
	m := say.New("bot.undeliverable_room")
	told := 0
	if n.To.Person != 0 {
		told = n.To.Person
		p, profile := s.Person(told), s.Profile(told)
		knew := profile == nil || !profile.Reachable && record.Extra[struct{}](s.Records, toldKey(told)) != nil
		if profile != nil {
			s.Reach(told, false)
		}
		if p == nil || len(p.Grants) == 0 || knew {
			return nil
		}
		record.SetExtra(s.Records, toldKey(told), &struct{}{})
		m = say.New("bot.undeliverable", say.Args{"Person": say.Person(told)})
	} else if n.To.Chat != 0 || !s.Head().Present || n.View != "" && !firstRefused(s, n.View) {
		return nil
	}
	var tell []say.Notice
	for _, officer := range s.Holders().Of(people.Secretary) {
		if officer != told {
			tell = append(tell, say.Notice{To: say.Address{Person: officer}, Message: m})
		}
	}
	return tell
}

// firstRefused tells whether a view that was refused stands nowhere, and nobody has been told of that yet.
func firstRefused(s *life.State, view string) bool {
	key := "x:refused:" + view
	if StandingAt(s, view) != nil || record.Extra[struct{}](s.Records, key) != nil {
		return false
	}
	record.SetExtra(s.Records, key, &struct{}{})
	return true
}

// toldKey remembers that the secretaries know that a person cannot be reached.
func toldKey(person int) string { return "x:told:" + strconv.Itoa(person) }
