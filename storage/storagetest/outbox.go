package storagetest

import (
	"errors"
	"fmt"

	"echowall/storage"
)

func outboxCases() []testCase {
	return []testCase{
		{"messages stay in order", outboxOrder},
		{"read from a number, at most limit", outboxPages},
		{"messages of one view coalesce", outboxCoalesce},
		{"messages of one view coalesce in one tx", outboxCoalesceOwn},
		{"messages without a view do not coalesce", outboxNews},
		{"what Send is given as number and revision does not count", outboxNumbers},
		{"sent messages go", outboxSent},
		{"a message refreshed meanwhile stays", outboxRefreshed},
		{"a view begins anew after it was sent", outboxAnew},
		{"a message gone before is gone", outboxGone},
		{"numbers are not given twice", outboxNoReuse},
		{"reads see the outbox of the tx", outboxOwn},
		{"unsent lists communities with messages", outboxUnsent},
		{"views of communities do not mix", outboxApart},
	}
}

// send queues a message and returns its number.
func (s *subject) send(id storage.ID, view, body string) (seq uint64) {
	s.t.Helper()
	s.update(id, func(tx storage.Tx) (err error) {
		seq, err = tx.Send(storage.Message{View: view, Body: []byte(body)})
		return err
	})
	return seq
}

// sent reports a message as sent and tells whether it is gone.
func (s *subject) sent(id storage.ID, seq, revision uint64) (gone bool) {
	s.t.Helper()
	s.update(id, func(tx storage.Tx) (err error) {
		gone, err = tx.Sent(seq, revision)
		return err
	})
	return gone
}

// messages writes an outbox as number.revision view=body.
func messages(all []storage.Message) string {
	var b string
	for _, l := range all {
		b += fmt.Sprintf("%d.%d %s=%s ", l.Seq, l.Revision, l.View, l.Body)
	}
	return b
}

func (s *subject) outbox(id storage.ID) string {
	s.t.Helper()
	return messages(s.content(id).Outbox)
}

func outboxOrder(s *subject) {
	first := s.send("a", "", "one")
	second := s.send("a", "card", "two")
	third := s.send("a", "", "three")
	if !(0 < first && first < second && second < third) {
		s.t.Errorf("numbers %d, %d, %d do not rise", first, second, third)
	}
	want := fmt.Sprintf("%d.0 =one %d.0 card=two %d.0 =three ", first, second, third)
	s.same("outbox", want, s.outbox("a"))
}

func outboxPages(s *subject) {
	var seqs []uint64
	for _, body := range []string{"one", "two", "three"} {
		seqs = append(seqs, s.send("a", "", body))
	}
	s.sent("a", seqs[1], 0)
	for _, c := range []struct {
		from  uint64
		limit int
		want  []uint64
	}{
		{0, 10, []uint64{seqs[0], seqs[2]}},
		{0, 1, []uint64{seqs[0]}},
		{seqs[0] + 1, 10, []uint64{seqs[2]}},
		{seqs[2], 1, []uint64{seqs[2]}},
		{seqs[2] + 1, 1, nil},
		{0, 0, nil},
	} {
		s.view("a", func(r storage.Reader) error {
			got, err := r.Outbox(c.from, c.limit)
			var numbers []uint64
			for _, l := range got {
				numbers = append(numbers, l.Seq)
			}
			s.same(fmt.Sprintf("from %d, at most %d", c.from, c.limit), c.want, numbers)
			return err
		})
	}
}

func outboxCoalesce(s *subject) {
	card := s.send("a", "card", "1 vote")
	news := s.send("a", "", "news")
	s.same("number of the refreshed", card, s.send("a", "card", "2 votes"))
	s.same("number of the refreshed", card, s.send("a", "card", "3 votes"))
	s.same("outbox", fmt.Sprintf("%d.2 card=3 votes %d.0 =news ", card, news), s.outbox("a"))
	wall := s.send("a", "wall", "another view")
	s.same("outbox", fmt.Sprintf("%d.2 card=3 votes %d.0 =news %d.0 wall=another view ", card, news, wall), s.outbox("a"))
}

func outboxCoalesceOwn(s *subject) {
	var first, second uint64
	s.update("a", func(tx storage.Tx) error {
		var err1, err2 error
		first, err1 = tx.Send(storage.Message{View: "card", Body: []byte("1 vote")})
		second, err2 = tx.Send(storage.Message{View: "card", Body: []byte("2 votes")})
		return errors.Join(err1, err2)
	})
	s.same("numbers", first, second)
	s.same("outbox", fmt.Sprintf("%d.1 card=2 votes ", first), s.outbox("a"))
}

func outboxNews(s *subject) {
	first, second := s.send("a", "", "same"), s.send("a", "", "same")
	s.same("outbox", fmt.Sprintf("%d.0 =same %d.0 =same ", first, second), s.outbox("a"))
}

func outboxNumbers(s *subject) {
	var seq uint64
	s.update("a", func(tx storage.Tx) (err error) {
		seq, err = tx.Send(storage.Message{Seq: 77, Revision: 7, View: "card", Body: []byte("body")})
		return err
	})
	s.same("outbox", fmt.Sprintf("%d.0 card=body ", seq), s.outbox("a"))
}

func outboxSent(s *subject) {
	first, second := s.send("a", "", "one"), s.send("a", "card", "two")
	s.same("gone", true, s.sent("a", first, 0))
	s.same("outbox", fmt.Sprintf("%d.0 card=two ", second), s.outbox("a"))
	s.same("gone", true, s.sent("a", second, 0))
	s.same("outbox", "", s.outbox("a"))
}

func outboxRefreshed(s *subject) {
	card := s.send("a", "card", "1 vote")
	s.send("a", "card", "2 votes")
	s.same("gone", false, s.sent("a", card, 0))
	s.same("outbox", fmt.Sprintf("%d.1 card=2 votes ", card), s.outbox("a"))
	s.same("number of the refreshed", card, s.send("a", "card", "3 votes"))
	s.same("gone", true, s.sent("a", card, 2))
	s.same("outbox", "", s.outbox("a"))
}

func outboxAnew(s *subject) {
	card := s.send("a", "card", "1 vote")
	s.send("a", "card", "2 votes")
	s.sent("a", card, 1)
	again := s.send("a", "card", "3 votes")
	if again <= card {
		s.t.Errorf("the new message has number %d, not after %d", again, card)
	}
	s.same("outbox", fmt.Sprintf("%d.0 card=3 votes ", again), s.outbox("a"))
}

func outboxGone(s *subject) {
	first := s.send("a", "", "one")
	s.sent("a", first, 0)
	s.same("gone the second time", true, s.sent("a", first, 0))
	second := s.send("a", "", "two")
	s.same("outbox", fmt.Sprintf("%d.0 =two ", second), s.outbox("a"))
}

func outboxNoReuse(s *subject) {
	first := s.send("a", "", "one")
	s.sent("a", first, 0)
	second := s.send("a", "", "two")
	if second <= first {
		s.t.Errorf("number %d follows %d", second, first)
	}
	s.same("gone", true, s.sent("a", first, 0))
	s.same("outbox", fmt.Sprintf("%d.0 =two ", second), s.outbox("a"))
}

func outboxOwn(s *subject) {
	first, card := s.send("a", "", "one"), s.send("a", "card", "1 vote")
	var news uint64
	s.update("a", func(tx storage.Tx) error {
		_, err1 := tx.Sent(first, 0)
		_, err2 := tx.Send(storage.Message{View: "card", Body: []byte("2 votes")})
		seq, err3 := tx.Send(storage.Message{Body: []byte("news")})
		got, err4 := tx.Outbox(0, 10)
		s.same("outbox in the tx", fmt.Sprintf("%d.1 card=2 votes %d.0 =news ", card, seq), messages(got))
		gone, err5 := tx.Sent(card, 0)
		s.same("gone", false, gone)
		news = seq
		return errors.Join(err1, err2, err3, err4, err5)
	})
	s.same("outbox", fmt.Sprintf("%d.1 card=2 votes %d.0 =news ", card, news), s.outbox("a"))
}

func outboxUnsent(s *subject) {
	s.same("unsent", []storage.ID(nil), s.unsent())
	first, second := s.send("b", "", "one"), s.send("b", "", "two")
	other := s.send("a", "card", "three")
	s.put("c", "k", "has no messages")
	s.same("unsent", []storage.ID{"a", "b"}, s.unsent())
	s.sent("b", first, 0)
	s.sent("a", other, 0)
	s.same("unsent", []storage.ID{"b"}, s.unsent())
	s.sent("b", second, 0)
	s.same("unsent", []storage.ID(nil), s.unsent())
	s.update("a", func(tx storage.Tx) error {
		seq, err1 := tx.Send(storage.Message{Body: []byte("there and gone")})
		_, err2 := tx.Sent(seq, 0)
		return errors.Join(err1, err2)
	})
	s.same("unsent", []storage.ID(nil), s.unsent())
}

func outboxApart(s *subject) {
	a, b := s.send("a", "card", "of a"), s.send("b", "card", "of b")
	s.same("outbox of a", fmt.Sprintf("%d.0 card=of a ", a), s.outbox("a"))
	s.same("outbox of b", fmt.Sprintf("%d.0 card=of b ", b), s.outbox("b"))
}
