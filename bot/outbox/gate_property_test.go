package outbox_test

import (
	"cmp"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"echowall/bot/outbox"
	"echowall/flows/clock"
)

// passage is one call through the gate, times since the beginning.
type passage struct {
	outbox.Slip
	came, passed time.Duration
}

// closure is one Hold.
type closure struct {
	chat      int64
	at, until time.Duration
}

func (c closure) closes(chat int64, at time.Duration) bool {
	return (c.chat == 0 || c.chat == chat) && c.at <= at && at < c.until
}

func drawPassages(t *rapid.T) []passage {
	moment := rapid.Custom(func(t *rapid.T) time.Duration {
		return time.Duration(rapid.IntRange(0, 90_000).Draw(t, "ms")) * time.Millisecond
	})
	all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) passage {
		chat := int64(rapid.IntRange(-2, 3).Draw(t, "chat"))
		return passage{Slip: outbox.Slip{Chat: chat, Group: chat < 0, Class: rapid.IntRange(0, 1).Draw(t, "class")},
			came: moment.Draw(t, "came")}
	}), 1, 60).Draw(t, "passages")
	for range rapid.IntRange(0, 80).Draw(t, "rush") { // calls that only the limit over all holds
		all = append(all, passage{came: all[0].came})
	}
	return all
}

// drawClosures draws holds that begin at moments, by a microsecond, at which nothing else happens: else who comes first
// is chance.
func drawClosures(t *rapid.T) []closure {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) closure {
		at := time.Duration(rapid.IntRange(0, 90).Draw(t, "at"))*time.Second + time.Microsecond
		span := time.Duration(rapid.IntRange(1, 40).Draw(t, "for"))*time.Second + time.Microsecond
		return closure{int64(rapid.IntRange(-2, 3).Draw(t, "held")), at, at + span}
	}), 0, 4).Draw(t, "closures")
}

// play lets the passages happen and notes when each passed.
func play(t *testing.T, passages []passage, closures []closure) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Telegram())
		began := time.Now()
		var all sync.WaitGroup
		for _, c := range closures {
			all.Go(func() {
				time.Sleep(c.at)
				g.Hold(c.chat, began.Add(c.until))
			})
		}
		for i := range passages {
			p := &passages[i]
			all.Go(func() {
				time.Sleep(p.came)
				if err := g.Enter(t.Context(), p.Slip); err != nil {
					t.Error(err)
				}
				p.passed = time.Since(began)
			})
		}
		all.Wait()
	})
}

// bears tells, the dumb way, whether the limits bear one more call of a slip at a time, after the calls before it.
func bears(before []passage, s outbox.Slip, at time.Duration) bool {
	inSecond, chat := 0, []time.Duration{}
	for _, p := range before {
		if p.passed > at-time.Second {
			inSecond++
		}
		if p.Chat == s.Chat {
			chat = append(chat, p.passed)
		}
	}
	if inSecond >= 30 {
		return false
	}
	for i, from := range chat {
		calls, span := len(chat)-i+1, at-from
		switch {
		case s.Chat == 0:
		case calls > 3+int(span/time.Second):
			return false
		case s.Group && calls > 5+int(span/(4*time.Second)):
			return false
		}
	}
	return true
}

func TestGateProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		passages, closures := drawPassages(rt), drawClosures(rt)
		play(t, passages, closures)
		slices.SortFunc(passages, func(a, b passage) int { return cmp.Compare(a.passed, b.passed) })
		for i, p := range passages {
			held := func(at time.Duration) bool {
				return slices.ContainsFunc(closures, func(c closure) bool { return c.closes(p.Chat, at) })
			}
			just := p.passed - 1
			switch n := inMinute(passages[:i+1], p); {
			case held(p.passed):
				rt.Fatalf("%+v passed a closed gate", p)
			case !bears(passages[:i], p.Slip, p.passed):
				rt.Fatalf("%+v passed beyond the limits", p)
			case p.Group && n > 20:
				rt.Fatalf("%d calls in the minute before %+v", n, p)
			case p.passed > p.came && !held(just) && bears(until(passages, just), p.Slip, just):
				rt.Fatalf("%+v waited for nothing", p)
			}
			if j := slices.IndexFunc(passages[i+1:], p.overtook); j >= 0 {
				rt.Fatalf("%+v went before %+v", p, passages[i+1+j])
			}
		}
	})
}

// overtook tells whether o was there before p passed, could have passed as well as p, and is of a higher class.
func (p passage) overtook(o passage) bool {
	return o.came < p.passed && p.passed < o.passed && o.Class > p.Class && (o.Chat == p.Chat || o.Chat == 0)
}

// until are the passages not after a time.
func until(passages []passage, at time.Duration) []passage {
	return slices.DeleteFunc(slices.Clone(passages), func(p passage) bool { return p.passed > at })
}

// inMinute counts the calls of a group in the minute that ends with last.
func inMinute(passages []passage, last passage) int {
	n := 0
	for _, p := range passages {
		if p.Chat == last.Chat && p.passed > last.passed-time.Minute {
			n++
		}
	}
	return n
}
