package voting

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/rollcall"
	"echowall/flows/say"
)

// BallotOpened puts a text to the vote. Motion is the decision of screening it is about, where it is one.
type BallotOpened struct {
	Ballot   ballot.Ballot  `json:"ballot"`
	Entitled []int          `json:"entitled,omitempty"`
	Motion   *cases.Verdict `json:"motion,omitempty"`
	// Lead is the ballot of the community that leads, where several vote on one text.
	Lead string `json:"lead,omitempty"`

	// open is what opens the seals of a secret ballot. It reaches neither the journal nor the records.
	open []byte
}

// Key is what opens the seals of a secret ballot, to be kept outside the store; nil where the ballot is open.
func (e BallotOpened) Key() []byte { return e.open }

// Apply implements life.Event.
func (e BallotOpened) Apply(s *life.State, m life.Meta) {
	b := e.Ballot
	record.Put(s.Cache, record.BallotKey(b.ID), &b)
	for _, p := range e.Entitled {
		record.Put(s.Cache, record.VoteKey(b.ID, p), &ballot.Vote{})
	}
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(b.Case))
	c.Talk.Ballot = b.ID
	c.Talk.Ballots++
	c.Motion = e.Motion
	c.Talk.Counts = nil
	if c.Lead != nil {
		c.Lead.Ballot = e.Lead
	}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e BallotOpened) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	b := s.Ballot(e.Ballot.ID)
	c := s.Case(b.Case)
	n.Show(say.Council, say.BallotView(b.ID))
	afar := life.Elsewhere(life.Everywhere)
	if b.Purpose == ballot.Resolution {
		afar = life.NotAlong
	}
	n.EchoTo(s, c, afar, "echo.ballot."+string(b.Purpose), ballotArgs(s, b))
	if b.Purpose == ballot.Resolution {
		n.TellPartners(s, c, life.BallotDispatch(b))
	}
	n.Tells(e.Entitled, say.New("notice.vote."+string(b.Purpose), ballotArgs(s, b)), "vote "+b.ID, BallotButtons(b, "")...)
}

// VoteCast counts a vote. Of a secret vote the choice is not here: it lies sealed outside the journal until the close.
type VoteCast struct {
	Ballot string        `json:"ballot"`
	Person int           `json:"person"`
	Choice ballot.Choice `json:"choice"`
	// Reason is why, in the voter's own words.
	Reason string `json:"reason,omitempty"`
	// EnteredBy is who entered a vote that was given on paper or through somebody, SeenBy the witness who confirmed it.
	EnteredBy int `json:"entered_by,omitempty"`
	SeenBy    int `json:"seen_by,omitempty"`
	// Witness is who is said to have seen it, in a book from before witnesses confirmed what they saw.
	Witness string `json:"witness,omitempty"`
	// Closes is until when the ballot stays open now, where the vote moves that.
	Closes time.Time `json:"closes,omitzero"`
	// Paper is the digest of the sealed paper of a secret vote.
	Paper string `json:"paper,omitempty"`

	// paper never reaches the journal nor a record: only sealed is kept, as long as the ballot is open.
	paper  ballot.Paper
	sealed []byte
}

// Apply implements life.Event.
func (e VoteCast) Apply(s *life.State, m life.Meta) {
	b := record.Edit[ballot.Ballot](s.Cache, record.BallotKey(e.Ballot))
	v := record.Edit[ballot.Vote](s.Cache, record.VoteKey(e.Ballot, e.Person))
	b.Cast(v.Choice, e.Choice)
	*v = e.vote(m.At)
	b.Enter(e.Person, *v)
	e.extend(s, b, m.At)
	if e.sealed != nil {
		record.Put(s.Cache, record.SealKey(e.Ballot, e.Person), &ballot.Seal{Sealed: e.sealed})
	}
	if !b.Rule.Secret && e.EnteredBy == 0 {
		life.TookPart(s, s.Case(b.Case), e.Person, m.At)
	}
}

// Tell implements life.Event.
func (e VoteCast) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.BallotView(e.Ballot))
	if e.SeenBy != 0 {
		e.tellEntered(s, n)
	}
}

// Recused takes a voter out of a ballot's count.
type Recused struct {
	Ballot string `json:"ballot"`
	Person int    `json:"person"`
	Reason string `json:"reason"`
}

// Apply implements life.Event.
func (e Recused) Apply(s *life.State, m life.Meta) {
	b := record.Edit[ballot.Ballot](s.Cache, record.BallotKey(e.Ballot))
	v := record.Edit[ballot.Vote](s.Cache, record.VoteKey(e.Ballot, e.Person))
	b.Recuse(v.Choice, s.WasPresent(s.Case(b.Case), e.Person))
	*v = ballot.Vote{Recused: true, At: m.At}
	b.Enter(e.Person, *v)
	record.Remove(s.Cache, record.SealKey(e.Ballot, e.Person))
}

// Tell implements life.Event.
func (e Recused) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.BallotView(e.Ballot))
	c := s.Case(s.Ballot(e.Ballot).Case)
	n.Add(say.Notice{
		To: say.Address{Room: say.Council}, Under: say.BallotView(e.Ballot),
		Message: say.New("notice.recused",
			life.CaseArgs(c, say.Args{"Person": say.Person(e.Person), "Reason": say.Text(e.Reason)})),
	})
}

// BallotReminded notes that those who have not voted were reminded.
type BallotReminded struct {
	Ballot string `json:"ballot"`
	Count  int    `json:"count"`
}

// Apply implements life.Event.
func (e BallotReminded) Apply(s *life.State, _ life.Meta) {
	record.Edit[ballot.Ballot](s.Cache, record.BallotKey(e.Ballot)).Reminded = e.Count
}

// Tell implements life.Event.
func (e BallotReminded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	b := s.Ballot(e.Ballot)
	n.Add(say.Notice{
		To: say.Address{Room: say.Council}, Under: say.BallotView(b.ID), Quiet: true,
		Message: say.New("notice.turnout", ballotArgs(s, b)),
	})
	reminder := say.New("notice.reminder.vote", ballotArgs(s, b))
	n.Unreached(s, s.Case(b.Case),
		n.Reach(s, life.NotVoted(s, e.Ballot), n.Tells, reminder, "vote "+b.ID, BallotButtons(b, "")...))
}

// BallotClosed ends a ballot with its count. Of a secret one the seals are destroyed; the receipts tell each voter, and
// nobody else, how their vote was counted.
type BallotClosed struct {
	Ballot   string        `json:"ballot"`
	Result   ballot.Result `json:"result"`
	Tally    ballot.Tally  `json:"tally"`
	Receipts []string      `json:"receipts,omitempty"`
	// Winner is the number of the option that won.
	Winner int `json:"winner,omitempty"`
}

// Apply implements life.Event.
func (e BallotClosed) Apply(s *life.State, m life.Meta) {
	b := record.Edit[ballot.Ballot](s.Cache, record.BallotKey(e.Ballot))
	b.Result, b.Tally, b.Winner, b.Closed = e.Result, e.Tally, e.Winner, m.At
	if b.Rule.Secret {
		record.Put(s.Cache, record.ReceiptsKey(e.Ballot), &ballot.Receipts{Lines: e.Receipts})
		for _, x := range record.List[ballot.Seal](s.Cache, record.SealPrefix(e.Ballot)) {
			record.Remove(s.Cache, record.SealPrefix(e.Ballot)+x.Key)
		}
	}
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(b.Case))
	c.Talk.Ballot = ""
	c.Touch(m.At)
	record.AccountsOf(s.Records).Forget(m.At)
}

// Tell implements life.Event.
func (e BallotClosed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.BallotView(e.Ballot))
	b := s.Ballot(e.Ballot)
	if len(e.Receipts) > 0 {
		n.Add(receiptsNotice(b, e.Receipts))
	}
	id := ""
	switch {
	case e.Result == ballot.Lost:
		id = "echo.ballot_lost"
	case e.Result == ballot.Replaced:
		id = "echo.ballot_replaced"
	case b.Purpose == ballot.Screening && e.Result != ballot.Adopted:
		id = "echo.motion_failed"
	default:
		return
	}
	c := s.Case(b.Case)
	n.Echo(s, c, id, ballotArgs(s, b))
	life.Call(s, c, n)
}

// RoundFailed begins another round after a ballot without consensus.
type RoundFailed struct {
	Case   int           `json:"case"`
	Result ballot.Result `json:"result"`
	// To is where the procedure lets a no lead instead: a kind of stage, or refer.
	To string `json:"to,omitempty"`
}

// Apply implements life.Event.
func (e RoundFailed) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	p := s.Method(c)
	from := c.Stage
	c.Fail(p, s.Local(m.At), s.Days())
	if back, ok := p.Back(from, c.Track, procedure.Closed); ok && e.To != "" {
		c.Enter(p, back, s.Local(m.At), s.Days())
	}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e RoundFailed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	b := s.Ballot(ballot.Key(c.Number, c.Talk.Ballots))
	args := ballotArgs(s, b)
	args["Round"] = say.Num(c.Talk.Round)
	id := "echo.round." + string(e.Result)
	switch {
	case c.Closed != nil || c.Lead != nil:
		return // it is told where it went
	case e.To != "":
		id = "echo.round.back"
	case len(c.Partners()) > 0:
		id = "echo.round.joint"
	}
	n.Echo(s, c, id, args)
	life.Call(s, c, n)
}

// ResolutionAdopted keeps what was adopted.
type ResolutionAdopted struct {
	Case   int          `json:"case"`
	Ballot string       `json:"ballot"`
	Text   string       `json:"text"`
	Class  ballot.Class `json:"class"`
}

// Apply implements life.Event.
func (e ResolutionAdopted) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Resolution = &cases.Resolution{Text: e.Text, Class: e.Class, Ballot: e.Ballot, At: m.At}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e ResolutionAdopted) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := ballotArgs(s, s.Ballot(e.Ballot))
	args["Class"], args["Text"] = say.Msg("class."+string(e.Class)), say.Text(e.Text)
	n.Echo(s, c, "echo.adopted", args)
}

func ballotArgs(s *life.State, b *ballot.Ballot) say.Args {
	args := say.Args{
		"Case": say.Case(b.Case), "Text": say.Text(b.Text), "Class": say.Text(string(b.Class)), "Closes": say.Time(b.Closes),
		"Yes": say.Num(b.Tally.Yes), "No": say.Num(b.Tally.No), "Abstain": say.Num(b.Tally.Abstain),
		"Cast": say.Num(b.Tally.Cast()), "Present": say.Num(b.Present), "Entitled": say.Num(b.Voters()),
		"Needed": say.Num(b.QuorumNeeded()),
	}
	if b.Named {
		args["Named"] = say.Num(1)
	}
	if told, ok := rollcall.Entered(b); ok {
		args["Entered"] = say.Arg{Msg: &told}
	}
	if b.Manner != "" {
		args["Options"], args["Manner"] = optionLines(b), say.Msg("manner."+string(b.Manner))
	}
	if b.Rule.QuorumBy == procedure.Present {
		args["ByPresence"] = say.Num(1)
	}
	if c := s.Case(b.Case); c != nil {
		args["Title"] = say.Title(c.Title)
		if c.Motion != nil {
			args["Motion"] = say.Msg("motion."+string(c.Motion.Kind), life.VerdictArgs(*c.Motion))
		}
	}
	return args
}
