package storagetest

import (
	"errors"

	"echowall/storage"
)

func eraseCases() []testCase {
	return []testCase{
		{"nothing is left", eraseAll},
		{"others stay", eraseOthers},
		{"what was never there", eraseNothing},
	}
}

// fill gives a community something of everything.
func (s *subject) fill(id storage.ID) {
	s.t.Helper()
	s.update(id, func(tx storage.Tx) error {
		_, errAppend := tx.Append([]byte("entry"))
		_, errSend := tx.Send(storage.Message{Body: []byte("body")})
		_, errView := tx.Send(storage.Message{View: "view", Body: []byte("body")})
		_, errOnce := tx.Once("update", noon())
		return errors.Join(tx.Put("k", []byte("v")), tx.Wake("thing", noon()), errAppend, errSend, errView, errOnce)
	})
}

func eraseAll(s *subject) {
	s.fill("a")
	s.ok(s.Assign(s.ctx, storage.Chats, "-100", "a"))
	s.ok(s.Erase(s.ctx, "a"))
	s.same("content", content{}, s.content("a"))
	s.same("communities", []storage.ID(nil), s.communities("", 10))
	s.same("unsent", []storage.ID(nil), s.unsent())
	s.same("due", []storage.WakeUp(nil), s.due(after(1), 10))
	s.same("directory", "a", s.look(storage.Chats, "-100"))
	s.ok(s.Check(s.ctx))

	s.update("a", func(tx storage.Tx) error {
		first, err := tx.Once("update", noon())
		if err == nil && !first {
			err = errors.New("an id is still known")
		}
		return err
	})
	s.update("a", func(tx storage.Tx) error {
		seq, err := tx.Append([]byte("entry"))
		if err == nil && seq != 1 {
			err = errors.New("the journal does not begin anew")
		}
		_, errSend := tx.Send(storage.Message{View: "view", Body: []byte("anew")})
		return errors.Join(err, errSend)
	})
	s.same("messages", places([]storage.Message{{View: "view", Body: []byte("anew")}}), places(s.content("a").Outbox))
}

func eraseOthers(s *subject) {
	s.fill("a")
	s.fill("aa")
	want := s.content("aa")
	s.ok(s.Erase(s.ctx, "a"))
	s.same("content", want, s.content("aa"))
	s.same("communities", []storage.ID{"aa"}, s.communities("", 10))
	s.same("unsent", []storage.ID{"aa"}, s.unsent())
	s.same("due", []storage.WakeUp{{Community: "aa", Thing: "thing", At: noon()}}, s.due(after(1), 10))
}

func eraseNothing(s *subject) {
	s.ok(s.Erase(s.ctx, "a"))
	s.same("communities", []storage.ID(nil), s.communities("", 10))
	if err := s.Erase(s.ctx, ""); err == nil {
		s.t.Error("a community without a name was erased")
	}
}
