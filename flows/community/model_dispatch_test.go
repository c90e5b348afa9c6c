package community_test

import (
	"fmt"
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/screening"
	"echowall/flows/ties"
	"echowall/flows/voting"
)

// The communities around a village on its random way.
const (
	up   = "up"   // the level above
	side = "side" // a neighbour
	low  = "low"  // a community below
)

// tie gives a village its neighbours.
func (w *walk) tie() {
	w.TB.Helper()
	for _, name := range []string{up, side, low} {
		kin := map[string]record.Kin{up: record.Above, side: record.Beside, low: record.Below}[name]
		w.Happen(0, func(*life.State) []life.Event {
			return []life.Event{ties.Linked{Community: name, Name: name, Kin: kin}}
		})
		w.check(command{})
	}
}

// receive lets a dispatch come.
func (w *walk) receive(l life.Dispatch) {
	w.TB.Helper()
	l.Name = l.From
	w.Step(0, func(s *life.State) []life.Event { return ties.Receive(s, l, w.Now) })
	w.check(command{})
}

// dispatch makes up a dispatch: mostly one that fits a case, some quite wild.
func (g *guesser) dispatch(v *village.Village) (l life.Dispatch) {
	v.Ask(func(s *life.State) {
		n := g.someCase(s)
		c := s.Case(n)
		told, how := say.New("echo.unopposed"),
			cases.Closing{Outcome: pick(g, cases.Solved, cases.Declined, cases.Explained), Reason: "so it is"}
		rule := procedure.Rule{
			Electorate: procedure.Council, Base: procedure.Cast, Majority: procedure.Fraction{Num: 1, Den: 2, More: true},
			Secret: g.IntN(2) > 0,
			Quorum: procedure.Fraction{Num: 1, Den: 2},
		}
		l = life.Dispatch{
			From: pick(g, up, side, low, "nobody"), Case: 1 + g.IntN(9), Yours: n, Title: "The bridge", Text: "It is slippery",
			Told: &told, How: &how,
			Result: pick(g, ballot.Adopted, ballot.Adopted, ballot.Rejected), Tally: ballot.Tally{Yes: 2}, At: v.Now.Add(day),
			Place: "the bridge",
			Ballot: &ballot.Ballot{ID: fmt.Sprintf("%d.%d", n, 1+g.IntN(3)), Text: "strips", Class: ballot.A, Rule: rule,
				Closes: v.Now.Add(2 * day)},
			Subject: pick(g, subjects...), About: pick(g, life.DispatchInvite, life.DispatchRefer, life.DispatchLink),
		}
		if c == nil || g.IntN(5) == 0 {
			return
		}
		switch partners := c.Partners(); {
		case c.Lead != nil:
			l.From, l.Case = c.Lead.Community, max(c.Lead.Case, 1)
			l.Subject = pick(g, life.DispatchOpened, life.DispatchEcho, life.DispatchClosed, life.DispatchReopened,
				life.DispatchBallot, life.DispatchMeeting, life.DispatchCallOff)
		case len(partners) > 0:
			l.From, l.Subject = pick(g, partners...).Community,
				pick(g, life.DispatchCounted, life.DispatchStatement, life.DispatchOpened)
			l.Ballot.ID = ballot.Key(n, c.Talk.Ballots)
		case len(s.Head().Open) < 10:
			l.From, l.Subject = low, life.DispatchRefer
			if g.IntN(2) > 0 {
				l.From, l.Subject = side, life.DispatchInvite
			}
		}
	})
	return l
}

var subjects = []life.Subject{
	life.DispatchLinked, life.DispatchRefused, life.DispatchOpened, life.DispatchEcho, life.DispatchClosed,
	life.DispatchReopened, life.DispatchMeeting, life.DispatchCallOff, life.DispatchBallot, life.DispatchCounted,
	life.DispatchStatement, "gossip",
}

// seeOthers follows what several communities do together.
func (m *model) seeOthers(e life.Event) bool {
	switch e := e.(type) {
	case screening.CaseReferred:
		x := m.matter(e.Case)
		ok := x.lead == "" && x.ballot == "" &&
			slices.Contains([]procedure.Kind{procedure.Screening, procedure.Deliberation}, x.kind())
		x.lead = e.Community
		return ok
	case ties.CaseShared:
		p, _ := m.methods.Latest(m.method)
		m.matters = append(m.matters, &matter{
			method: p, open: true, stage: e.Stage, supporters: map[int]bool{}, objections: map[int]bool{}, tasks: map[int]bool{},
			partners: map[string]bool{}, lead: e.Lead.Community,
		})
		return e.Case == len(m.matters)
	case ties.PartnerInvited:
		x := m.matter(e.Case)
		ok := !x.partners[e.Community] && x.lead == "" && x.kind() == procedure.Deliberation
		x.partners[e.Community] = true
		return ok
	case ties.PartnerLost:
		x := m.matter(e.Case)
		ok := x.partners[e.Community]
		delete(x.partners, e.Community)
		return ok
	case ties.CommunityCounted:
		x := m.matter(e.Case)
		x.counts = append(x.counts, e.Count.Result)
		return len(x.counts) <= len(x.partners)+1
	case voting.BallotOpened:
		m.matter(e.Ballot.Case).counts = nil
	case voting.RoundFailed:
		m.matter(e.Case).counts = nil
	case voting.ResolutionAdopted:
		x := m.matter(e.Case)
		no := slices.ContainsFunc(x.counts, func(r ballot.Result) bool { return r != ballot.Adopted })
		return x.lead == "" && (len(x.partners) == 0 || len(x.counts) == len(x.partners)+1 && !no)
	}
	return true
}

// answerFor lets the other communities do what a case waits for them to do, and tells whether it waits for any.
func (w *walk) answerFor(c cases.Case) bool {
	w.TB.Helper()
	switch {
	case c.Lead != nil:
		how := cases.Closing{Outcome: cases.Solved}
		w.receive(life.Dispatch{Subject: life.DispatchClosed, From: c.Lead.Community, Case: c.Lead.Case, Yours: c.Number,
			How: &how})
	case c.Counting():
		for _, p := range c.Partners() {
			w.receive(life.Dispatch{
				Subject: life.DispatchCounted, From: p.Community, Yours: c.Number, Result: ballot.Adopted,
				Ballot: &ballot.Ballot{ID: ballot.Key(c.Number, c.Talk.Ballots)},
			})
		}
	default:
		return false
	}
	return true
}
