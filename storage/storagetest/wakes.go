package storagetest

import (
	"errors"
	"time"

	"echowall/storage"
)

func wakeCases() []testCase {
	return []testCase{
		{"one per thing", wakeOne},
		{"the zero time removes", wakeRemove},
		{"due up to now, earliest first", wakeDue},
		{"due at most limit", wakeLimit},
		{"next is the earliest", wakeNext},
		{"reads see the wake-ups of the tx", wakeOwn},
		{"things and communities of any name", wakeNames},
		{"times far away", wakeFar},
		{"the moment counts, not the place", wakeZone},
	}
}

func (s *subject) wake(id storage.ID, thing string, at time.Time) {
	s.t.Helper()
	s.update(id, func(tx storage.Tx) error { return tx.Wake(thing, at) })
}

func wakeOne(s *subject) {
	s.wake("a", "case:1", after(time.Hour))
	s.wake("a", "case:1", after(time.Minute))
	want := []storage.WakeUp{{Community: "a", Thing: "case:1", At: after(time.Minute)}}
	s.same("wakes", want, s.content("a").Wakes)
	s.same("due", want, s.due(after(2*time.Hour), 10))
	s.wake("a", "case:1", after(3*time.Hour))
	s.same("due after it was put off", []storage.WakeUp(nil), s.due(after(2*time.Hour), 10))
}

func wakeRemove(s *subject) {
	s.wake("a", "case:1", noon())
	s.wake("a", "case:2", noon())
	s.wake("a", "case:1", time.Time{})
	s.wake("a", "never there", time.Time{})
	want := []storage.WakeUp{{Community: "a", Thing: "case:2", At: noon()}}
	s.same("wakes", want, s.content("a").Wakes)
	s.same("due", want, s.due(noon(), 10))
	s.wake("a", "case:2", time.Time{})
	s.same("next", time.Time{}, s.nextWake())
	s.same("due", []storage.WakeUp(nil), s.due(noon(), 10))
}

func wakeDue(s *subject) {
	s.wake("b", "late", after(time.Hour))
	s.wake("a", "and last", after(2*time.Hour))
	s.wake("a", "early", noon())
	s.wake("b", "earlier", after(-time.Hour))
	all := []storage.WakeUp{
		{Community: "b", Thing: "earlier", At: after(-time.Hour)},
		{Community: "a", Thing: "early", At: noon()},
		{Community: "b", Thing: "late", At: after(time.Hour)},
		{Community: "a", Thing: "and last", At: after(2 * time.Hour)},
	}
	s.same("due before all", []storage.WakeUp(nil), s.due(after(-time.Hour-time.Second), 10))
	s.same("due at noon", all[:2], s.due(noon(), 10))
	s.same("due a second before one", all[:2], s.due(after(time.Hour-time.Second), 10))
	s.same("due in the end", all, s.due(after(time.Hour*24), 10))
	s.same("still due", all, s.due(after(time.Hour*24), 10))
	s.same("wakes of a", []storage.WakeUp{all[1], all[3]}, s.content("a").Wakes)
}

func wakeLimit(s *subject) {
	s.wake("a", "first", noon())
	s.wake("b", "second", after(time.Second))
	s.wake("a", "third", after(2*time.Second))
	s.same("two", 2, len(s.due(after(time.Hour), 2)))
	s.same("the first", "first", s.due(after(time.Hour), 1)[0].Thing)
	s.same("none", 0, len(s.due(after(time.Hour), 0)))
}

func wakeNext(s *subject) {
	s.same("next of none", time.Time{}, s.nextWake())
	s.wake("b", "late", after(time.Hour))
	s.same("next", after(time.Hour), s.nextWake())
	s.wake("a", "early", noon())
	s.same("next", noon(), s.nextWake())
	s.wake("a", "early", after(2*time.Hour))
	s.same("next", after(time.Hour), s.nextWake())
	s.wake("b", "late", time.Time{})
	s.same("next", after(2*time.Hour), s.nextWake())
}

func wakeOwn(s *subject) {
	s.wake("a", "one", after(time.Hour))
	s.wake("a", "two", after(2*time.Hour))
	s.update("a", func(tx storage.Tx) error {
		err1 := tx.Wake("one", time.Time{})
		err2 := tx.Wake("two", after(4*time.Hour))
		err3 := tx.Wake("a third", after(3*time.Hour))
		got, err4 := tx.Wakes()
		s.same("wakes in the tx", []storage.WakeUp{
			{Community: "a", Thing: "a third", At: after(3 * time.Hour)},
			{Community: "a", Thing: "two", At: after(4 * time.Hour)},
		}, got)
		return errors.Join(err1, err2, err3, err4)
	})
}

func wakeNames(s *subject) {
	all := []storage.WakeUp{
		{Community: "a", Thing: "b|c", At: noon()},
		{Community: "a|b", Thing: "c", At: after(time.Second)},
		{Community: "a\x00", Thing: "\x00b", At: after(2 * time.Second)},
		{Community: "a", Thing: "\x00\x00b:{}", At: after(3 * time.Second)},
		{Community: "村", Thing: "会议", At: after(4 * time.Second)},
	}
	for _, w := range all {
		s.wake(w.Community, w.Thing, w.At)
	}
	s.same("due", all, s.due(after(time.Hour), 10))
}

func wakeFar(s *subject) {
	all := []storage.WakeUp{
		{Community: "a", Thing: "long past", At: time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC)},
		{Community: "a", Thing: "the epoch", At: time.Unix(0, 0).UTC()},
		{Community: "a", Thing: "far future", At: time.Date(2250, 1, 1, 0, 0, 0, 0, time.UTC)},
	}
	for _, w := range all {
		s.wake(w.Community, w.Thing, w.At)
	}
	s.same("due", all, s.due(time.Date(2260, 1, 1, 0, 0, 0, 0, time.UTC), 10))
	s.same("due at noon", all[:2], s.due(noon(), 10))
}

func wakeZone(s *subject) {
	beijing := time.FixedZone("Beijing", 8*60*60)
	s.wake("a", "thing", noon().In(beijing))
	s.same("due", []storage.WakeUp{{Community: "a", Thing: "thing", At: noon()}}, s.due(noon().In(beijing), 10))
}
