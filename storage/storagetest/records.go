package storagetest

import (
	"bytes"
	"fmt"

	"echowall/storage"
)

func recordCases() []testCase {
	return []testCase{
		{"get in the order of keys", getOrder},
		{"what is at hand is what get returns", atHand},
		{"put again replaces", putAgain},
		{"delete", deleteRecord},
		{"empty value is a value", emptyValue},
		{"range by prefix in order", rangeOrder},
		{"range sees the writes of its tx", rangeOwn},
		{"bytes belong to the caller", ownBytes},
		{"bytes are kept as they are", anyBytes},
		{"large value", largeValue},
	}
}

func text(values [][]byte) []string {
	var all []string
	for _, v := range values {
		if v == nil {
			all = append(all, "(none)")
			continue
		}
		all = append(all, string(v))
	}
	return all
}

func keys(records []storage.Record) string {
	var all string
	for _, r := range records {
		all += fmt.Sprintf("%s=%s ", r.Key, r.Value)
	}
	return all
}

func getOrder(s *subject) {
	s.put("a", "case:1", "one")
	s.put("a", "case:2", "two")
	s.put("b", "case:3", "of another community")
	s.view("a", func(r storage.Reader) error {
		got, err := r.Get("case:2", "case:3", "case:1", "case:2")
		s.same("values", []string{"two", "(none)", "one", "two"}, text(got))
		return err
	})
	s.view("a", func(r storage.Reader) error {
		got, err := r.Get()
		s.same("values of no keys", 0, len(got))
		return err
	})
	s.view("nobody", func(r storage.Reader) error {
		got, err := r.Get("case:1")
		s.same("values of an unknown community", []string{"(none)"}, text(got))
		return err
	})
}

// atHand asks a reader that tells what it has at hand, before and after it was asked for it: what it tells is true.
func atHand(s *subject) {
	s.put("a", "case:1", "one")
	agree := func(r storage.Reader, key storage.Key, want string) {
		near, ok := r.(storage.Nearby)
		if !ok {
			return
		}
		if value, known := near.Near(key); known {
			s.same("at hand "+string(key), []string{want}, text([][]byte{value}))
		}
	}
	look := func(r storage.Reader) error {
		agree(r, "case:1", "one")
		agree(r, "case:2", "(none)")
		_, err := r.Get("case:1", "case:2")
		agree(r, "case:1", "one")
		agree(r, "case:2", "(none)")
		return err
	}
	s.view("a", look)
	s.update("a", func(tx storage.Tx) error {
		if err := look(tx); err != nil {
			return err
		}
		if err := tx.Put("case:2", []byte("two")); err != nil {
			return err
		}
		agree(tx, "case:2", "two")
		err := tx.Delete("case:1")
		agree(tx, "case:1", "(none)")
		return err
	})
	s.view("a", func(r storage.Reader) error {
		agree(r, "case:1", "(none)")
		agree(r, "case:2", "two")
		return nil
	})
}

func putAgain(s *subject) {
	s.put("a", "k", "old")
	s.update("a", func(tx storage.Tx) error {
		if err := tx.Put("k", []byte("newer")); err != nil {
			return err
		}
		return tx.Put("k", []byte("newest"))
	})
	s.same("records", "k=newest ", keys(s.content("a").Records))
}

func deleteRecord(s *subject) {
	s.put("a", "k", "v")
	s.put("a", "l", "w")
	s.update("a", func(tx storage.Tx) error {
		if err := tx.Delete("k"); err != nil {
			return err
		}
		if err := tx.Delete("never there"); err != nil {
			return err
		}
		got, err := tx.Get("k", "l")
		s.same("values in the tx", []string{"(none)", "w"}, text(got))
		return err
	})
	s.same("records", "l=w ", keys(s.content("a").Records))
	s.update("a", func(tx storage.Tx) error {
		if err := tx.Delete("l"); err != nil {
			return err
		}
		return tx.Put("l", []byte("again"))
	})
	s.same("records", "l=again ", keys(s.content("a").Records))
}

func emptyValue(s *subject) {
	s.update("a", func(tx storage.Tx) error {
		if err := tx.Put("empty", []byte{}); err != nil {
			return err
		}
		if err := tx.Put("nil", nil); err != nil {
			return err
		}
		got, err := tx.Get("empty", "nil", "none")
		s.same("values in the tx", []string{"", "", "(none)"}, text(got))
		return err
	})
	s.view("a", func(r storage.Reader) error {
		got, err := r.Get("empty", "nil", "none")
		s.same("values", []string{"", "", "(none)"}, text(got))
		return err
	})
}

func rangeOrder(s *subject) {
	s.update("a", func(tx storage.Tx) error {
		for _, key := range []storage.Key{"vote:2", "case:10", "vote:10", "vote", "case:2", "voter:1", "vote:1", "vote:\xff",
			"vote;"} {
			if err := tx.Put(key, []byte("v")); err != nil {
				return err
			}
		}
		return nil
	})
	s.view("a", func(r storage.Reader) error {
		got, err := r.Range("vote:")
		s.same("vote:", "vote:1=v vote:10=v vote:2=v vote:\xff=v ", keys(got))
		return err
	})
	s.view("a", func(r storage.Reader) error {
		got, err := r.Range("none:")
		s.same("none:", "", keys(got))
		return err
	})
	s.same("all", "case:10=v case:2=v vote=v vote:1=v vote:10=v vote:2=v vote:\xff=v vote;=v voter:1=v ",
		keys(s.content("a").Records))
}

func rangeOwn(s *subject) {
	for _, key := range []storage.Key{"k:b", "k:d", "k:f", "l"} {
		s.put("a", key, "old")
	}
	s.update("a", func(tx storage.Tx) error {
		for _, key := range []storage.Key{"k:a", "k:c", "k:d", "k:g", "j"} {
			if err := tx.Put(key, []byte("new")); err != nil {
				return err
			}
		}
		if err := tx.Delete("k:b"); err != nil {
			return err
		}
		got, err := tx.Range("k:")
		s.same("k:", "k:a=new k:c=new k:d=new k:f=old k:g=new ", keys(got))
		return err
	})
	s.same("all", "j=new k:a=new k:c=new k:d=new k:f=old k:g=new l=old ", keys(s.content("a").Records))
}

func ownBytes(s *subject) {
	spoil := func(b []byte) {
		for i := range b {
			b[i] = '!'
		}
	}
	s.update("a", func(tx storage.Tx) error {
		given := []byte("value")
		if err := tx.Put("k", given); err != nil {
			return err
		}
		spoil(given)
		got, err := tx.Get("k")
		s.same("value in the tx", []string{"value"}, text(got))
		spoil(got[0])
		return err
	})
	var kept [][]byte
	s.view("a", func(r storage.Reader) (err error) {
		kept, err = r.Get("k", "k")
		return err
	})
	spoil(kept[0])
	s.put("a", "k", "other")
	s.same("value kept after the view", "value", string(kept[1]))
	s.same("records", "k=other ", keys(s.content("a").Records))
}

func anyBytes(s *subject) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	key, id := storage.Key("k:"+string(all)), storage.ID("id \x00{}\xff:")
	s.put(id, key, string(all))
	s.same("records", []storage.Record{{Key: key, Value: all}}, s.content(id).Records)
	s.same("communities", []storage.ID{id}, s.communities("", 10))
}

func largeValue(s *subject) {
	large := make([]byte, 1<<20)
	large[len(large)-1] = 1
	s.put("a", "large", string(large))
	got := s.content("a").Records
	if len(got) != 1 || !bytes.Equal(got[0].Value, large) {
		s.t.Error("the large value came back as another")
	}
}
