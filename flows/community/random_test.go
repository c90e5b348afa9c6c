package community_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/community"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/flows/voting"
	"echowall/storage/testenv"
)

const (
	stepsPerRun = 1700
	// enough is how many random commands of a run prove what is claimed, on the average.
	enough = 1666
)

// TestRandomCommandsBreakNoPromise lets random people give random commands at random times, in villages of each
// procedure, alone and tied to others.
func TestRandomCommandsBreakNoPromise(t *testing.T) {
	runs, seed := 12, testenv.Seed(t)
	if testenv.IsLong() {
		runs = 60
	}
	var total atomic.Int64
	t.Run("runs", func(t *testing.T) {
		for run := range runs {
			method := []string{"six-step", "hall", "street", "four-rings", "six-plus-four", "ten-step"}[run%6]
			t.Run(fmt.Sprintf("%s-%d", method, run), func(t *testing.T) {
				t.Parallel()
				w := &walk{
					Village: village.Found(t, method), model: newModel(village.Methods(t), method),
					guesser: &guesser{Rand: rand.New(rand.NewPCG(seed, uint64(run))), gone: map[int]bool{}},
				}
				w.model.people = shyer
				if w.tied = run%2 > 0; w.tied {
					w.tie()
				}
				total.Add(int64(w.walk(stepsPerRun)))
				w.closeAll()
				w.ProvesJournal()
			})
		}
	})
	t.Logf("%d random commands", total.Load())
	if want := int64(runs * enough); !t.Failed() && total.Load() < want {
		t.Errorf("only %d random commands, expected %d", total.Load(), want)
	}
}

// walk is one village on its random way, with the bystander beside it.
type walk struct {
	*village.Village
	model *model
	*guesser
	// tied says that there are other communities around, from which dispatches come.
	tied bool
}

// walk gives random commands, and returns how many: what the clock asks for counts as well.
func (w *walk) walk(steps int) int {
	for step := range steps {
		switch w.IntN(20) {
		case 0:
			w.late()
		case 1:
			w.sleep(time.Duration(w.IntN(30)) * time.Hour)
		case 3:
			if w.tied {
				w.receive(w.dispatch(w.Village))
			} else {
				w.random()
			}
		case 2:
			w.Now = w.Now.Add(time.Duration(w.IntN(90)) * time.Minute)
			w.random()
		default:
			w.random()
		}
		if step%97 == 0 {
			w.Reopen()
		}
		if step%25 == 0 {
			w.keepsPromises(w.Head().Open)
		}
	}
	return steps
}

func (w *walk) random() {
	if w.Head().People < 25 && w.IntN(100) == 0 {
		w.Join()
		w.check(command{})
		return
	}
	cmd := w.command(w.Village)
	w.Do(cmd)
	if len(w.Events) > 0 && cmd.Verb == permission.Erase {
		w.gone[cmd.By] = true
	}
	w.check(cmd)
}

// sleep lets time pass with a punctual clock, checked at every tick.
func (w *walk) sleep(d time.Duration) {
	end := w.Now.Add(d)
	for {
		thing, at := w.NextWake()
		if thing == "" || at.After(end) {
			w.Now = end
			return
		}
		w.Now = village.Later(w.Now, at)
		if !w.Tick(thing) {
			w.TB.Fatalf("%s asked to be looked at %s, and nothing was due", thing, at)
		}
		w.check(command{})
	}
}

// late lets the clock look at some thing at a time nobody asked for: until it is quiet, which it must become.
func (w *walk) late() {
	w.Now = w.Now.Add(time.Duration(w.IntN(24)) * time.Hour)
	var all []string
	w.Ask(func(s *life.State) { all = append(village.Things(s), "case:999", "meeting:999", "nothing") })
	thing := pick(w.guesser, all...)
	for tries := 0; w.Tick(thing); tries++ {
		if w.check(command{}); tries > 20 {
			w.TB.Fatalf("%s is never quiet", thing)
		}
	}
	if at := village.Look(w.Village, func(s *life.State) time.Time { return community.Wake(s, thing) }); !at.IsZero() &&
		!at.After(w.Now) {
		w.TB.Fatalf("%s is quiet at %s, and wants to be looked at %s", thing, w.Now, at)
	}
}

// said is what a command says to a ballot; "" where it is on none.
func said(cmd command) ballot.Choice {
	switch x := cmd.Values.(type) {
	case voting.Vote:
		return x.Choice
	case voting.Witness:
		return x.Choice
	}
	return ""
}

// check holds what the last step came to against the model and the promises.
func (w *walk) check(cmd command) {
	w.TB.Helper()
	w.model.choice, w.model.code = said(cmd), w.Code
	if err := w.model.see(w.Events); err != nil {
		w.TB.Fatalf("%s by %d: %v", cmd.Verb, cmd.By, err)
	}
	touched := map[int]bool{}
	for i, x := range w.model.matters {
		if x.open || cmd.Case == i+1 {
			touched[i+1] = len(w.Events) > 0
		}
	}
	for n, changed := range touched {
		if changed {
			w.agrees(n)
		}
	}
	w.agreesInAll()
	for _, n := range w.Notices {
		w.proper(n)
	}
	if cmd.By != shy && cmd.By != shyer {
		w.hides(w.Answer.Message)
	}
}

// agrees holds a case against the model.
func (w *walk) agrees(n int) {
	w.TB.Helper()
	x := w.model.matter(n)
	w.Ask(func(s *life.State) {
		c := s.Case(n)
		switch {
		case c.Number != n || (c.Closed == nil) != x.open || c.Kind(s.Method(c)) != x.kind() || x.open && c.Stage != x.stage:
			w.TB.Fatalf("case #%d stands in stage %d (%s), the model's in %d (%s)", n, c.Stage, c.Kind(s.Method(c)), x.stage,
				x.kind())
		case c.Supporters != len(x.supporters):
			w.TB.Fatalf("case #%d has %d supporters, the model %d", n, c.Supporters, len(x.supporters))
		case c.Talk.Ballot != x.ballot:
			w.TB.Fatalf("case #%d has the ballot %q, the model %q", n, c.Talk.Ballot, x.ballot)
		case c.ObjectionsOpen() != len(x.openOnes(x.objections)) || len(c.OpenTasks()) != len(x.openOnes(x.tasks)):
			w.TB.Fatalf("case #%d has %d objections and %d tasks open", n, c.ObjectionsOpen(), len(c.OpenTasks()))
		case c.Talk.Ballot != "":
			w.counts(s, c.Talk.Ballot)
		}
	})
}

// counts holds the tally of an open ballot against its votes, as kept and as the model counts them.
func (w *walk) counts(s *life.State, id string) {
	w.TB.Helper()
	b, p := s.Ballot(id), w.model.polls[id]
	if b == nil {
		return
	}
	var kept ballot.Tally
	for _, v := range s.Votes(id) {
		kept.Add(v.Value.Choice, 1)
	}
	want := p.count()
	if b.Rule.Secret {
		want = ballot.Tally{Sealed: want.Cast()}
	}
	if b.Tally != kept || b.Tally != want {
		w.TB.Fatalf("ballot %s: tally %+v, votes kept %+v, the model's %+v", id, b.Tally, kept, want)
	}
}

// agreesInAll holds the community against the model.
func (w *walk) agreesInAll() {
	w.TB.Helper()
	h := w.Head()
	var open []int
	for i, x := range w.model.matters {
		if x.open {
			open = append(open, i+1)
		}
	}
	if h.Cases != len(w.model.matters) || h.People != w.model.people || fmt.Sprint(h.Open) != fmt.Sprint(open) {
		w.TB.Fatalf("the community counts %d cases, %d people, open %v; the model %d, %d, %v",
			h.Cases, h.People, h.Open, len(w.model.matters), w.model.people, open)
	}
}

// keepsPromises asks that every case is looked at before its next echo is due.
func (w *walk) keepsPromises(open []int) {
	w.TB.Helper()
	w.Ask(func(s *life.State) {
		for _, n := range open {
			c := s.Case(n)
			promise := s.Head().Echo.After(c.Echoed.In(s.Location()), s.Days())
			if at := community.Wake(s, fmt.Sprintf("case:%d", n)); at.IsZero() || at.After(promise) {
				w.TB.Fatalf("case #%d is looked at %s, its echo is due %s", n, at, promise)
			}
		}
	})
}

// proper asks that a notice has one address, says one thing, and names none of the shy.
func (w *walk) proper(n say.Notice) {
	w.TB.Helper()
	addresses := 0
	for _, set := range []bool{n.To.Room != "", n.To.Person != 0, n.To.Chat != 0, n.To.Community != ""} {
		if set {
			addresses++
		}
	}
	if n.Dispatch != nil {
		for _, p := range []int{shy, shyer} {
			if strings.Contains(string(n.Dispatch.Body), fmt.Sprintf(`"p":%d`, p)) {
				w.TB.Fatalf("a dispatch names person %d: %s", p, n.Dispatch.Body)
			}
		}
	}
	if addresses != 1 || n.Dispatch == nil && (n.View == "") == (n.Message.ID == "") || n.To.Person > w.model.people {
		w.TB.Fatalf("an improper notice: %+v", n)
	}
	w.hides(n.Message)
}

// hides asks that a message names none of those who raise anonymously.
func (w *walk) hides(m say.Message) {
	w.TB.Helper()
	for _, a := range m.Args {
		w.hidesIn(m.ID, a)
	}
}

func (w *walk) hidesIn(id string, a say.Arg) {
	w.TB.Helper()
	for _, named := range []*int{a.Person, a.Mention} {
		if named != nil && (*named == shy || *named == shyer) {
			w.TB.Fatalf("%s names person %d, who raises anonymously", id, *named)
		}
	}
	if a.Msg != nil {
		w.hides(*a.Msg)
	}
	for _, x := range slices.Concat(a.List, a.Clauses, a.Lines) {
		w.hidesIn(id, x)
	}
}
