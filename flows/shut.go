package flows

import (
	"fmt"
	"time"

	"echowall/flows/community"
	"echowall/flows/places"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/storage"
)

// shut is what is known of a place that takes nothing for the moment.
type shut struct {
	Since time.Time   `json:"since"`
	Why   say.Closure `json:"why"`
	// Seen is the number of the last message that was looked at for what must not wait.
	Seen uint64 `json:"seen"`
}

func shutKey(chat int64, thread int) string { return fmt.Sprintf("x:shut:%d:%d", chat, thread) }

// NoteShut writes that a place takes nothing for the moment. The first time the secretaries are told where, why, and
// what helps. The echoes that wait for the wall are told in the home group meanwhile, where that is another place and
// takes them; whoever follows a case hears of it in private in any case.
func NoteShut(tx storage.Tx, methods *procedure.Registry, chat int64, thread int, why say.Closure,
	now time.Time) error {
	key := shutKey(chat, thread)
	was, err := readRecord[shut](tx, key)
	if err != nil {
		return err
	}
	is := shut{Since: now.UTC(), Why: why}
	if was != nil {
		is.Since, is.Seen = was.Since, was.Seen
	}
	s := community.NewState(cacheOf(tx), methods)
	var tell []say.Notice
	err = ask(tx, s, func() error {
		tell = nil
		if was == nil || was.Why != why {
			tell = places.Shut(s, places.Room(s, chat, thread), why)
		}
		return nil
	})
	if err != nil {
		return err
	}
	waiting, err := tx.Outbox(is.Seen+1, 1000)
	if err != nil {
		return err
	}
	for _, l := range waiting {
		is.Seen = l.Seq
		n, err := OpenMessage(l)
		if err != nil {
			continue // the deliverer gives it up
		}
		err = ask(tx, s, func() error {
			h := s.Head()
			homeShut := h == nil || record.Extra[shut](s.Records, shutKey(h.Chat, 0)) != nil
			tell = append(tell, places.Meanwhile(s, n, places.Room(s, chat, thread), homeShut)...)
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := writeRecord(tx, key, is); err != nil {
		return err
	}
	return sendAll(tx, tell)
}

// NoteOpen writes, in a commit that takes out what was posted, that a place takes something again where it did not.
func NoteOpen(tx storage.Tx, methods *procedure.Registry, chat int64, thread int) error {
	if chat >= 0 {
		return nil
	}
	key := shutKey(chat, thread)
	was, err := readRecord[shut](tx, key)
	if err != nil || was == nil {
		return err
	}
	s := community.NewState(cacheOf(tx), methods)
	var tell []say.Notice
	err = ask(tx, s, func() error {
		tell = places.Open(s, places.Room(s, chat, thread), was.Why)
		return nil
	})
	if err != nil {
		return err
	}
	if err := tx.Delete(storage.Key(key)); err != nil {
		return err
	}
	return sendAll(tx, tell)
}

// sendAll puts notices into the outbox.
func sendAll(tx storage.Tx, notices []say.Notice) error {
	for _, n := range notices {
		l, err := outboxMessage(n)
		if err != nil {
			return err
		}
		if _, err := tx.Send(l); err != nil {
			return err
		}
	}
	return nil
}
