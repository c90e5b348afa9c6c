package outbox

import "cmp"

// turns say in which round of a queue each answer goes. In a group each who asked is answered once in a round, so that
// somebody with two hundred commands delays the first answer to another by one message, and not by two hundred. News,
// and what is said in private, has no turn: it goes by its arrival alone. Answers of which it is not known who asked
// are as those to one person.
type turns struct {
	// last are the rounds of those who asked, as far as they have a turn or had one since the queue began.
	last map[asked]uint64
	// round is the one that is under way, by class.
	round map[int]uint64
}

// asked is somebody who waits for answers of a class.
type asked struct {
	class int
	asker int64
}

// turn is the place of an answer: the round in which it goes, 0 for what has none, and how many rounds off that was
// when it came. In a round those go first who have asked for less.
type turn struct{ round, off uint64 }

// compare orders turns, the first first.
func (a turn) compare(b turn) int {
	return cmp.Or(cmp.Compare(a.round, b.round), cmp.Compare(a.off, b.off))
}

// give is the turn of a message that joins those that wait: in the round under way, or in the one after that in which
// the same person was answered last, or will be.
func (t *turns) give(s Slip) turn {
	if !s.Group || s.Class <= 0 {
		return turn{}
	}
	if t.last == nil {
		t.last, t.round = map[asked]uint64{}, map[int]uint64{}
	}
	who := asked{s.Class, s.Asker}
	now := t.round[s.Class]
	t.last[who] = max(now, t.last[who]+1)
	return turn{t.last[who], t.last[who] - now}
}

// take notes that a message was taken up.
func (t *turns) take(it *item) {
	if it.turn.round > 0 {
		t.round[it.slip.Class] = max(t.round[it.slip.Class], it.turn.round)
	}
}
