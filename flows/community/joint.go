package community

import (
	"slices"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func jointVerb() Verb {
	return Verb{
		Name:   permission.Joint,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("tie", form.TieNo)),
		Decide: (*State).joint,
		Menu:   Menu{For: ForOffice, Rank: 630},
	}
}

// joint asks another community to deliberate a case together: it comes on its wall as well, its members are invited, and it
// votes for itself.
func (s *State) joint(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	t := s.tieOf(cmd.Number)
	switch {
	case t == nil:
		return Result{}, refuse("refuse.no_tie", say.Args{"Number": say.Num(cmd.Number)})
	case c.Follower(t.Community) != nil:
		return Result{}, refuse("refuse.partner", caseArgs(c, say.Args{"Name": say.Text(t.Name)}))
	case c.Talk.Ballot != "" || c.Counting():
		return Result{}, refuse("refuse.ballot_open", caseArgs(c))
	}
	e := PartnerInvited{Case: c.Number, Community: t.Community, Name: t.Name}
	return answer(one(e), "receipt.joint", caseArgs(c, say.Args{"Name": say.Text(t.Name)}))
}

// invitedTo is a case that another community wants to deliberate together.
func (s *State) invitedTo(l Letter) []Event {
	head := s.Head()
	p := s.Current()
	stage, ok := p.First(procedure.Deliberation, 0)
	for ok && p.Stage(stage).Preliminary { // the community that leads has the talk beforehand
		stage, ok = p.First(procedure.Deliberation, stage+1)
	}
	if !ok {
		stage, _ = p.First(procedure.Screening, 0)
	}
	return one(CaseShared{
		Case: head.Cases + 1, Title: l.Title, Text: l.Text, Photos: l.Photos, Procedure: p.ID, Version: p.Version, Stage: stage,
		Lead: cases.Link{Community: l.From, Name: l.Name, Case: l.Case, Kind: cases.Joint},
	})
}

// leadMeets puts the meeting of the community that leads into the calendar here as well.
func (s *State) leadMeets(c *cases.Case, l Letter) []Event {
	if m := s.Meeting(c.Talk.Meeting); c.Talk.Meeting != 0 && m.Status == meeting.Scheduled {
		return one(MeetingMoved{Meeting: m.Number, At: l.At, Place: l.Place})
	}
	return one(MeetingScheduled{Meeting: meeting.Meeting{
		Number: s.Head().Meetings + 1, Cases: []int{c.Number}, At: l.At, Place: l.Place, Status: meeting.Scheduled,
		Invited: s.invited([]int{c.Number}),
	}})
}

func (s *State) leadCallsOff(c *cases.Case, l Letter) []Event {
	if m := s.Meeting(c.Talk.Meeting); c.Talk.Meeting == 0 || m.Status != meeting.Scheduled {
		return nil
	}
	return one(MeetingCalledOff{Meeting: c.Talk.Meeting, Reason: l.Text})
}

// leadVotes opens the ballot of this community on the text of the one that leads. Where nobody may vote, that is the answer.
func (s *State) leadVotes(c *cases.Case, l Letter, at time.Time) []Event {
	events := s.ballotOff(c)
	b := ballot.Ballot{Purpose: ballot.Resolution, Text: l.Ballot.Text, Class: l.Ballot.Class, Rule: l.Ballot.Rule}
	e, err := s.opening(c, b, Command{At: at, Seed: l.Seed})
	if err != nil {
		return append(events, ShareCounted{Case: c.Number, Ballot: l.Ballot.ID, Result: ballot.NoQuorum})
	}
	// All close together; only where the letter was very late is there a day for it all the same.
	if e.Ballot.Closes = l.Ballot.Closes; e.Ballot.Closes.Before(at.Add(time.Hour)) {
		e.Ballot.Closes = at.Add(24 * time.Hour)
	}
	e.Lead = l.Ballot.ID
	return append(events, e)
}

// ballotOff ends a ballot that is open here when the community that leads goes on without it.
func (s *State) ballotOff(c *cases.Case) []Event {
	b := s.openBallot(c)
	if b == nil {
		return nil
	}
	return one(BallotClosed{Ballot: b.ID, Result: ballot.Void, Tally: b.Tally})
}

// fromFollower is what a community that follows a case says: how it voted, or what somebody there said.
func (s *State) fromFollower(l Letter) []Event {
	c := s.Case(l.Yours)
	if c == nil || c.Closed != nil || c.Follower(l.From) == nil || c.Kind(s.Method(c)) != procedure.Deliberation {
		return nil
	}
	if l.Subject == LetterStatement {
		return one(StatementMade{Case: c.Number, Number: c.Statements + 1, Of: l.Name, Text: l.Text})
	}
	// A count belongs to a ballot that is open, or closed here while others are awaited; any other came too late.
	awaited := c.Talk.Ballot == l.Ballot.ID || c.Counting()
	counted := slices.ContainsFunc(c.Talk.Counts, func(x cases.Count) bool { return x.Community == l.From })
	if counted || !awaited || !c.Partner(l.From) || l.Ballot.ID != ballot.Key(c.Number, c.Talk.Ballots) {
		return nil
	}
	e := CommunityCounted{Case: c.Number, Count: cases.Count{Community: l.From, Name: l.Name, Result: l.Result, Tally: l.Tally}}
	return append(one(e), s.conclude(c, &e.Count)...)
}

// countOwn is what follows the close of a ballot in a joint deliberation: here the result is one of several, and where another
// community leads, it goes there.
func (s *State) countOwn(c *cases.Case, b *ballot.Ballot, result ballot.Result) []Event {
	if c.Lead != nil {
		return one(ShareCounted{Case: c.Number, Ballot: c.Lead.Ballot, Result: result, Tally: b.Tally})
	}
	e := CommunityCounted{Case: c.Number, Count: cases.Count{Name: s.Head().Name, Result: result, Tally: b.Tally}}
	return append(one(e), s.conclude(c, &e.Count)...)
}

// conclude decides a joint deliberation once every community has counted, last being a count the records do not hold yet: a text is
// adopted when each of them has adopted it.
func (s *State) conclude(c *cases.Case, last *cases.Count) []Event {
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
			return one(RoundFailed{Case: c.Number, Result: x.Result})
		}
	}
	b := s.Ballot(ballot.Key(c.Number, c.Talk.Ballots))
	return one(ResolutionAdopted{Case: c.Number, Ballot: b.ID, Text: b.Text, Class: b.Class}, s.afterAdoption(c, b))
}

// PartnerInvited asks another community to deliberate a case together.
type PartnerInvited struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
	Name      string `json:"name"`
}

func (e PartnerInvited) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Followers = append(c.Followers, cases.Link{Community: e.Community, Name: e.Name, Kind: cases.Joint, At: m.At})
	c.Touch(m.At)
}

func (e PartnerInvited) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.mail(s, e.Community, Letter{Subject: LetterInvite, Case: c.Number, Title: c.Title, Text: c.Text, Photos: c.Photos})
	if m := s.Meeting(c.Talk.Meeting); c.Talk.Meeting != 0 && m.Status == meeting.Scheduled {
		n.mail(s, e.Community, Letter{Subject: LetterMeeting, Case: c.Number, At: m.At, Place: m.Place})
	}
	n.echoTo(s, c, notAlong, "echo.joint", say.Args{"Name": say.Text(e.Name)})
}

// PartnerLost takes a community out of a joint deliberation that it cannot take part in.
type PartnerLost struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
}

func (e PartnerLost) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Followers = slices.DeleteFunc(c.Followers, func(l cases.Link) bool { return l.Community == e.Community && l.Kind == cases.Joint })
	c.Touch(m.At)
}

func (e PartnerLost) announce(s *State, _ Meta, n *Notices) {
	name := ""
	if t := s.Tie(e.Community); t != nil {
		name = t.Name
	}
	n.echo(s, s.Case(e.Case), "echo.partner_lost", say.Args{"Name": say.Text(name)})
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

func (e CaseShared) apply(s *State, m Meta) {
	head := edit[Community](s.Book, headKey)
	head.Cases = e.Case
	head.Open = append(head.Open, e.Case)
	c := &cases.Case{
		Number: e.Case, Title: e.Title, Text: e.Text, Photos: e.Photos, Raised: m.At, Procedure: e.Procedure, Version: e.Version,
		Track: procedure.Hard, Echoed: m.At,
	}
	if p := s.MethodOf(e.Procedure, e.Version); p != nil {
		c.Enter(p, e.Stage, s.local(m.At), s.Days())
	}
	lead := e.Lead
	lead.At = m.At
	c.Follow(lead)
	put(s.Book, caseKey(e.Case), c)
}

func (e CaseShared) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.mail(s, e.Lead.Community, Letter{Subject: LetterOpened, Case: c.Number, Yours: e.Lead.Case})
	n.echo(s, c, "echo.shared", leadArgs(c))
	told := append(s.electorate(c), s.secretaries()...)
	slices.Sort(told)
	n.tells(slices.Compact(told), say.New("notice.shared", caseArgs(c, leadArgs(c), say.Args{"Text": say.Text(c.Text)})), "")
}

// CommunityCounted is the result of one community in a joint deliberation; "" is this one.
type CommunityCounted struct {
	Case  int         `json:"case"`
	Count cases.Count `json:"count"`
}

func (e CommunityCounted) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Talk.Counts = append(c.Talk.Counts, e.Count)
	c.Touch(m.At)
}

func (e CommunityCounted) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echoTo(s, c, notTo(e.Count.Community), "echo.counted", countArgs(e.Count))
}

// ShareCounted is the result of this community in a deliberation that another leads.
type ShareCounted struct {
	Case   int           `json:"case"`
	Ballot string        `json:"ballot"`
	Result ballot.Result `json:"result"`
	Tally  ballot.Tally  `json:"tally"`
}

func (e ShareCounted) apply(s *State, m Meta) {
	edit[cases.Case](s.Book, caseKey(e.Case)).Touch(m.At)
}

func (e ShareCounted) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.mail(s, c.Lead.Community, Letter{
		Subject: LetterCounted, Case: c.Number, Yours: c.Lead.Case, Ballot: &ballot.Ballot{ID: e.Ballot}, Result: e.Result, Tally: e.Tally,
	})
	n.echo(s, c, "echo.counted", countArgs(cases.Count{Name: s.Head().Name, Result: e.Result, Tally: e.Tally}))
}

func countArgs(x cases.Count) say.Args {
	return say.Args{
		"Name": say.Text(x.Name), "Result": say.Msg("count." + string(x.Result)),
		"Yes": say.Num(x.Tally.Yes), "No": say.Num(x.Tally.No), "Abstain": say.Num(x.Tally.Abstain),
	}
}

// tellPartners writes to the communities that deliberate a case together.
func (n *Notices) tellPartners(s *State, c *cases.Case, l Letter) {
	for _, p := range c.Partners() {
		l.Case, l.Yours = c.Number, p.Case
		n.mail(s, p.Community, l)
	}
}
