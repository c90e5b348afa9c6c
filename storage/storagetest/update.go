package storagetest

import (
	"errors"
	"time"

	"echowall/storage"
)

func updateCases() []testCase {
	return []testCase{
		{"an error of fn is returned as it is", errorAsIs},
		{"an error keeps nothing", errorKeepsNothing},
		{"a panic keeps nothing", panicKeepsNothing},
		{"reads see the writes before them", readsOwn},
		{"views do not see what is not committed", noDirtyRead},
		{"an error of a view is returned as it is", viewError},
	}
}

// writeAll writes one of each.
func writeAll(tx storage.Tx) error {
	_, errAppend := tx.Append([]byte("entry"))
	_, errSend := tx.Send(storage.Message{View: "card", Body: []byte("message")})
	_, errOnce := tx.Once("update 1", noon())
	return errors.Join(tx.Put("k", []byte("v")), errAppend, errSend, errOnce, tx.Wake("thing", noon()))
}

// written is what writeAll leaves in community a.
func written() content {
	return content{
		Records: []storage.Record{{Key: "k", Value: []byte("v")}},
		Journal: []storage.Entry{{Seq: 1, Data: []byte("entry")}},
		Outbox:  []storage.Message{{Seq: 1, View: "card", Body: []byte("message")}},
		Wakes:   []storage.WakeUp{{Community: "a", Thing: "thing", At: noon()}},
	}
}

func errorAsIs(s *subject) {
	err := s.Update(s.ctx, "a", func(storage.Tx) error { return errRefused })
	if err != errRefused { //nolint:errorlint // not errors.Is: the contract says as it is
		s.t.Errorf("got %v, want the error of fn itself", err)
	}
}

func viewError(s *subject) {
	err := s.View(s.ctx, "a", func(storage.Reader) error { return errRefused })
	if !errors.Is(err, errRefused) {
		s.t.Errorf("got %v, want the error of fn", err)
	}
}

// untouched looks whether a failed Update of a left traces.
func (s *subject) untouched() {
	s.t.Helper()
	s.same("content", content{}, s.content("a"))
	s.same("communities", []storage.ID(nil), s.communities("", 10))
	s.same("unsent", []storage.ID(nil), s.unsent())
	s.same("next wake-up", time.Time{}, s.nextWake())
	s.update("a", writeAll)
	s.same("content after the first that succeeds", written(), s.content("a"))
}

func errorKeepsNothing(s *subject) {
	err := s.Update(s.ctx, "a", func(tx storage.Tx) error {
		return errors.Join(writeAll(tx), errRefused)
	})
	if !errors.Is(err, errRefused) {
		s.t.Fatalf("got %v", err)
	}
	s.untouched()
}

func panicKeepsNothing(s *subject) {
	err := func() (err error) {
		defer func() {
			// A store may return the panic or let it through; it must not stand still.
			if r := recover(); r != nil {
				err = errRefused
			}
		}()
		return s.Update(s.ctx, "a", func(tx storage.Tx) error {
			if err := writeAll(tx); err != nil {
				return err
			}
			panic("by the test")
		})
	}()
	if err == nil {
		s.t.Fatal("a panic is no success")
	}
	s.untouched()
}

func readsOwn(s *subject) {
	s.update("a", func(tx storage.Tx) error {
		if err := writeAll(tx); err != nil {
			return err
		}
		c, err := read(tx)
		s.same("content in the tx", written(), c)
		return err
	})
	s.same("content", written(), s.content("a"))
}

func noDirtyRead(s *subject) {
	s.update("a", func(tx storage.Tx) error {
		if err := writeAll(tx); err != nil {
			return err
		}
		return s.View(s.ctx, "a", func(r storage.Reader) error {
			c, err := read(r)
			s.same("content beside the tx", content{}, c)
			return err
		})
	})
}
