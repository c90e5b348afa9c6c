package ties

import (
	"slices"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/flows/voting"
)

func jointVerb() life.Verb {
	return life.Verb{
		Name:   permission.Joint,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("tie", form.TieNo)),
		Decide: life.With(readNeighbour, joint),
		Menu:   life.Menu{For: life.ForOffice, Rank: 630},
	}
}

// joint asks another community to deliberate a case together: it comes on its wall as well, its members are invited,
// and it votes for itself.
func joint(s *life.State, cmd life.Command, with Neighbour) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	t := tieOf(s, with.Tie)
	switch {
	case t == nil:
		return life.Result{}, life.Amiss("tie", life.Refuse("refuse.no_tie", say.Args{"Number": say.Num(with.Tie)}))
	case c.Follower(t.Community) != nil:
		return life.Result{}, life.Refuse("refuse.partner", life.CaseArgs(c, say.Args{"Name": say.Text(t.Name)}))
	case c.Talk.Ballot != "" || c.Counting():
		return life.Result{}, life.Refuse("refuse.ballot_open", life.CaseArgs(c))
	}
	e := PartnerInvited{Case: c.Number, Community: t.Community, Name: t.Name}
	return life.Answer(life.One(e), "receipt.joint", life.CaseArgs(c, say.Args{"Name": say.Text(t.Name)}))
}

// invitedTo is a case that another community wants to deliberate together.
func invitedTo(s *life.State, l life.Dispatch) []life.Event {
	head := s.Head()
	p := s.Current()
	stage, ok := p.First(procedure.Deliberation, 0)
	for ok && p.Stage(stage).Preliminary { // the community that leads has the talk beforehand
		stage, ok = p.First(procedure.Deliberation, stage+1)
	}
	if !ok {
		stage, _ = p.First(procedure.Screening, 0)
	}
	return life.One(CaseShared{
		Case: head.Cases + 1, Title: l.Title, Text: l.Text, Photos: l.Photos, Procedure: p.ID, Version: p.Version,
		Stage: stage,
		Lead:  cases.Link{Community: l.From, Name: l.Name, Case: l.Case, Kind: cases.Joint},
	})
}

// leadMeets puts the meeting of the community that leads into the calendar here as well.
func leadMeets(s *life.State, c *cases.Case, l life.Dispatch) []life.Event {
	if m := s.Meeting(c.Talk.Meeting); c.Talk.Meeting != 0 && m.Status == meeting.Scheduled {
		return life.One(convening.MeetingMoved{Meeting: m.Number, At: l.At, Place: l.Place})
	}
	return life.One(convening.MeetingScheduled{Meeting: meeting.Meeting{
		Number: s.Head().Meetings + 1, Cases: []int{c.Number}, At: l.At, Place: l.Place, Status: meeting.Scheduled,
		Invited: convening.Invited(s, []int{c.Number}),
	}})
}

func leadCallsOff(s *life.State, c *cases.Case, l life.Dispatch) []life.Event {
	if m := s.Meeting(c.Talk.Meeting); c.Talk.Meeting == 0 || m.Status != meeting.Scheduled {
		return nil
	}
	return life.One(convening.MeetingCalledOff{Meeting: c.Talk.Meeting, Reason: l.Text})
}

// leadVotes opens the ballot of this community on the text of the one that leads. Where nobody may vote, that is the
// answer.
func leadVotes(s *life.State, c *cases.Case, l life.Dispatch, at time.Time) []life.Event {
	events := ballotOff(s, c)
	b := ballot.Ballot{Purpose: ballot.Resolution, Text: l.Ballot.Text, Class: l.Ballot.Class, Rule: l.Ballot.Rule}
	e, err := voting.Opening(s, c, b, life.Command{At: at, Seed: l.Seed})
	if err != nil {
		return append(events, JointCounted{Case: c.Number, Ballot: l.Ballot.ID, Result: ballot.NoQuorum})
	}
	// All close together; only where the dispatch was very late is there a day for it all the same.
	if e.Ballot.Closes = l.Ballot.Closes; e.Ballot.Closes.Before(at.Add(time.Hour)) {
		e.Ballot.Closes = at.Add(24 * time.Hour)
	}
	e.Lead = l.Ballot.ID
	return append(events, e)
}

// ballotOff ends a ballot that is open here when the community that leads goes on without it.
func ballotOff(s *life.State, c *cases.Case) []life.Event {
	b := s.OpenBallot(c)
	if b == nil {
		return nil
	}
	return life.One(voting.BallotClosed{Ballot: b.ID, Result: ballot.Void, Tally: b.Tally})
}

// fromFollower is what a community that follows a case says: how it voted, or what somebody there said.
func fromFollower(s *life.State, l life.Dispatch) []life.Event {
	c := s.Case(l.Yours)
	if c == nil || c.Closed != nil || c.Follower(l.From) == nil || c.Kind(s.Method(c)) != procedure.Deliberation {
		return nil
	}
	if l.Subject == life.DispatchStatement {
		return life.One(research.StatementMade{Case: c.Number, Number: c.Statements + 1, Of: l.Name, Text: l.Text})
	}
	// A count belongs to a ballot that is open, or closed here while others are awaited; any other came too late.
	awaited := c.Talk.Ballot == l.Ballot.ID || c.Counting()
	counted := slices.ContainsFunc(c.Talk.Counts, func(x cases.Count) bool { return x.Community == l.From })
	if counted || !awaited || !c.Partner(l.From) || l.Ballot.ID != ballot.Key(c.Number, c.Talk.Ballots) {
		return nil
	}
	e := CommunityCounted{Case: c.Number,
		Count: cases.Count{Community: l.From, Name: l.Name, Result: l.Result, Tally: l.Tally}}
	return append(life.One(e), conclude(s, c, &e.Count)...)
}

// CountOwn is what follows the close of a ballot in a joint deliberation: here the result is one of several, and where
// another community leads, it goes there.
func CountOwn(s *life.State, c *cases.Case, b *ballot.Ballot, result ballot.Result) []life.Event {
	if c.Lead != nil {
		return life.One(JointCounted{Case: c.Number, Ballot: c.Lead.Ballot, Result: result, Tally: b.Tally})
	}
	e := CommunityCounted{Case: c.Number, Count: cases.Count{Name: s.Head().Name, Result: result, Tally: b.Tally}}
	return append(life.One(e), conclude(s, c, &e.Count)...)
}

// conclude decides a joint deliberation once every community has counted, last being a count the records do not hold
// yet: a text is adopted when each of them has adopted it.
func conclude(s *life.State, c *cases.Case, last *cases.Count) []life.Event {
	counts := slices.Clone(c.Talk.Counts)
	if last != nil {
		counts = append(counts, *last)
	}
	others := len(c.Partners())
	if last == nil {
		others-- // one has gone
	}
	if len(counts) == 0 || len(counts) <= others {
		return nil
	}
	for _, x := range counts {
		if x.Result != ballot.Adopted {
			return life.One(voting.RoundFailed{Case: c.Number, Result: x.Result})
		}
	}
	b := s.Ballot(ballot.Key(c.Number, c.Talk.Ballots))
	return life.One(voting.ResolutionAdopted{Case: c.Number, Ballot: b.ID, Text: b.Text, Class: b.Class},
		voting.AfterAdoption(s, c, b))
}

// PartnerInvited asks another community to deliberate a case together.
type PartnerInvited struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
	Name      string `json:"name"`
}

// Apply implements life.Event.
func (e PartnerInvited) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Followers = append(c.Followers, cases.Link{Community: e.Community, Name: e.Name, Kind: cases.Joint, At: m.At})
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e PartnerInvited) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Dispatch(s, e.Community, life.Dispatch{Subject: life.DispatchInvite, Case: c.Number, Title: c.Title, Text: c.Text,
		Photos: c.Photos})
	n.UnderWay(s, c, cases.Link{Community: e.Community})
	n.EchoTo(s, c, life.NotAlong, "echo.joint", say.Args{"Name": say.Text(e.Name)})
}

// PartnerLost takes a community out of a joint deliberation that it cannot take part in.
type PartnerLost struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
}

// Apply implements life.Event.
func (e PartnerLost) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Followers = slices.DeleteFunc(c.Followers,
		func(l cases.Link) bool { return l.Community == e.Community && l.Kind == cases.Joint })
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e PartnerLost) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	name := ""
	if t := s.Tie(e.Community); t != nil {
		name = t.Name
	}
	n.Echo(s, s.Case(e.Case), "echo.partner_lost", say.Args{"Name": say.Text(name)})
}

// CaseShared opens a case that another community leads: it is deliberated here as well.
type CaseShared struct {
	Case      int        `json:"case"`
	Title     string     `json:"title"`
	Text      string     `json:"text"`
	Photos    []string   `json:"photos,omitempty"`
	Procedure string     `json:"procedure"`
	Version   int        `json:"version"`
	Stage     int        `json:"stage"`
	Lead      cases.Link `json:"lead"`
}

// Apply implements life.Event.
func (e CaseShared) Apply(s *life.State, m life.Meta) {
	head := record.Edit[record.Community](s.Cache, record.HeadKey)
	head.Cases = e.Case
	head.Open = append(head.Open, e.Case)
	c := &cases.Case{
		Number: e.Case, Title: e.Title, Text: e.Text, Photos: e.Photos, Raised: m.At, Procedure: e.Procedure,
		Version: e.Version,
		Track:   procedure.Hard, Echoed: m.At,
	}
	if p := s.MethodOf(e.Procedure, e.Version); p != nil {
		c.Enter(p, e.Stage, s.Local(m.At), s.Days())
	}
	lead := e.Lead
	lead.At = m.At
	c.Follow(lead)
	record.Put(s.Cache, record.CaseKey(e.Case), c)
}

// Tell implements life.Event.
func (e CaseShared) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Dispatch(s, e.Lead.Community, life.Dispatch{Subject: life.DispatchOpened, Case: c.Number, Yours: e.Lead.Case})
	n.Echo(s, c, "echo.shared", life.LeadArgs(c))
	told := append(s.Electorate(c), s.Secretaries()...)
	slices.Sort(told)
	n.Tells(slices.Compact(told), say.New("notice.shared",
		life.CaseArgs(c, life.LeadArgs(c), say.Args{"Text": say.Text(c.Text)})), "")
}

// CommunityCounted is the result of one community in a joint deliberation; "" is this one.
type CommunityCounted struct {
	Case  int         `json:"case"`
	Count cases.Count `json:"count"`
}

// Apply implements life.Event.
func (e CommunityCounted) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Talk.Counts = append(c.Talk.Counts, e.Count)
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e CommunityCounted) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.EchoTo(s, c, notTo(e.Count.Community), "echo.counted", countArgs(e.Count))
}

// JointCounted is the result of this community in a deliberation that another leads.
type JointCounted struct {
	Case   int           `json:"case"`
	Ballot string        `json:"ballot"`
	Result ballot.Result `json:"result"`
	Tally  ballot.Tally  `json:"tally"`
}

// Apply implements life.Event.
func (e JointCounted) Apply(s *life.State, m life.Meta) {
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Touch(m.At)
}

// Tell implements life.Event.
func (e JointCounted) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Dispatch(s, c.Lead.Community, life.Dispatch{
		Subject: life.DispatchCounted, Case: c.Number, Yours: c.Lead.Case, Ballot: &ballot.Ballot{ID: e.Ballot},
		Result: e.Result, Tally: e.Tally,
	})
	n.Echo(s, c, "echo.counted", countArgs(cases.Count{Name: s.Head().Name, Result: e.Result, Tally: e.Tally}))
}

func countArgs(x cases.Count) say.Args {
	return say.Args{
		"Name": say.Text(x.Name), "Result": say.Msg("count." + string(x.Result)),
		"Yes": say.Num(x.Tally.Yes), "No": say.Num(x.Tally.No), "Abstain": say.Num(x.Tally.Abstain),
	}
}
