package voting

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/residency"
	"echowall/flows/rollcall"
	"echowall/flows/say"
)

// Proxy is a vote that was given on paper or through somebody, and the person who saw it.
type Proxy struct {
	Choice  ballot.Choice
	Witness int
}

func readProxy(got life.Reading) Proxy {
	return Proxy{Choice: ballot.Choice(got.Said["choice"]), Witness: got.Person("witness")}
}

func proxyVerb() life.Verb {
	return life.Verb{
		Name:   permission.Proxy,
		Roles:  []people.Role{people.Secretary},
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("person", form.Person), form.Choice(), form.New("witness", form.Person)),
		Decide: life.With(readProxy, proxy),
		Menu:   life.Menu{For: life.ForOffice, Rank: 280},
	}
}

// proxy enters a vote given on paper or through somebody. It counts once the witness confirms it, and never in place of
// a vote that was cast in person.
func proxy(s *life.State, cmd life.Command, said Proxy) (life.Result, error) {
	c, b, err := current(s, cmd, "")
	if err != nil {
		return life.Result{}, err
	}
	args := life.CaseArgs(c, say.Args{"Person": say.Person(cmd.Person), "Witness": say.Person(said.Witness)})
	if b.Rule.Secret {
		return life.Result{}, life.Refuse("refuse.secret_proxy", args)
	}
	if err := life.MayVote(s, b, cmd.Person); err != nil || s.Person(cmd.Person) == nil ||
		b.Rule.Electorate == procedure.Residents && !residency.Counts(s, cmd.Person) {
		return life.Result{}, life.Refuse("refuse.proxy_not_entitled", args)
	}
	if old := s.Vote(b.ID, cmd.Person); old != nil && old.Choice != "" {
		id := "refuse.proxy_voted"
		if old.EnteredBy != 0 {
			id = "refuse.proxy_entered"
		}
		return life.Result{}, life.Refuse(id, args)
	}
	if !b.Takes(said.Choice) {
		return life.Result{}, life.Refuse("refuse.choice", life.CaseArgs(c, say.Args{"Choices": choicesArg(b)}))
	}
	switch {
	case said.Witness == cmd.By || said.Witness == cmd.Person:
		return life.Result{}, life.Refuse("refuse.witness_self", args)
	case s.Person(said.Witness) == nil || !life.Reached(s, said.Witness):
		return life.Result{}, life.Refuse("refuse.witness_unreached", args)
	}
	e := VoteEntered{Ballot: b.ID, Person: cmd.Person, Choice: said.Choice, By: cmd.By, Witness: said.Witness}
	args["Choice"] = rollcall.Choice(b, e.Choice)
	return life.Answer(life.One(e), "receipt.proxy", args)
}

// VoteEntered asks a witness for a vote that somebody gave on paper or through others. It does not count yet.
type VoteEntered struct {
	Ballot  string        `json:"ballot"`
	Person  int           `json:"person"`
	Choice  ballot.Choice `json:"choice"`
	By      int           `json:"by"`
	Witness int           `json:"witness"`
}

// Apply implements life.Event.
func (e VoteEntered) Apply(s *life.State, _ life.Meta) {
	record.Edit[ballot.Vote](s.Cache, record.VoteKey(e.Ballot, e.Person)).Pending =
		&ballot.Pending{Choice: e.Choice, EnteredBy: e.By, Witness: e.Witness}
}

// Tell implements life.Event.
func (e VoteEntered) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	b := s.Ballot(e.Ballot)
	args := ballotArgs(s, b)
	args["By"], args["Person"], args["Witness"] = say.Person(e.By), say.Person(e.Person), say.Person(e.Witness)
	args["Choice"] = rollcall.Choice(b, e.Choice)
	saw := record.Line(permission.Witness, b.ID, record.Num(e.Person), string(e.Choice))
	n.Tells([]int{e.Witness}, say.New("notice.witness", args), saw, say.Row(say.Press(say.New("button.witness"), saw)))
	n.Tells([]int{e.Person}, say.New("notice.proxy", args), "vote "+b.ID, BallotButtons(b, "")...)
}

// Witness is what somebody saw: whose vote in which ballot, and what it was.
type Witness struct {
	Ballot string
	Voter  int
	Choice ballot.Choice
}

func readWitness(got life.Reading) Witness {
	return Witness{Ballot: readVote(got).Ballot, Voter: got.Number("voter"), Choice: ballot.Choice(got.Said["choice"])}
}

func witnessVerb() life.Verb {
	return life.Verb{
		Name:   permission.Witness,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Ballot(), form.New("voter", form.Number), form.Choice()),
		Decide: life.With(readWitness, witness),
		Wants: life.Wanting(func(s *life.State, _ life.Command, saw Witness) {
			s.Want(record.BallotKey(saw.Ballot), record.VoteKey(saw.Ballot, saw.Voter))
		}),
	}
}

// leastAfterEntry is how long a ballot stays open at least after a vote that somebody else entered, so that the voter
// and everybody else can see it in time.
const leastAfterEntry = 24 * time.Hour

// witness lets a vote count that was entered, by the word of the person named as its witness.
func witness(s *life.State, cmd life.Command, saw Witness) (life.Result, error) {
	c, b, err := current(s, cmd, saw.Ballot)
	if err != nil {
		return life.Result{}, err
	}
	v := s.Vote(b.ID, saw.Voter)
	args := life.CaseArgs(c, say.Args{"Person": say.Person(saw.Voter)})
	switch {
	case v == nil || v.Pending == nil || v.Pending.Choice != saw.Choice:
		return life.Result{}, life.Refuse("refuse.witness_nothing", args)
	case v.Pending.Witness != cmd.By:
		args["Witness"] = say.Person(v.Pending.Witness)
		return life.Result{}, life.Refuse("refuse.witness_other", args)
	}
	return cast(s, cmd, c, b, seen(s, b, saw.Voter, v.Pending, cmd.At))
}

// seen is a vote that was entered for somebody and that its witness confirms.
func seen(s *life.State, b *ballot.Ballot, voter int, p *ballot.Pending, at time.Time) VoteCast {
	e := VoteCast{Ballot: b.ID, Person: voter, Choice: p.Choice, EnteredBy: p.EnteredBy, SeenBy: p.Witness}
	if until := s.Local(at.Add(leastAfterEntry)); until.After(b.Closes) {
		e.Closes = until
	}
	return e
}

// vote is the vote as it is kept.
func (e VoteCast) vote(at time.Time) ballot.Vote {
	return ballot.Vote{
		Choice: e.Choice, At: at, Reason: e.Reason, EnteredBy: e.EnteredBy, SeenBy: e.SeenBy, Witness: e.Witness,
		Paper: e.Paper,
	}
}

// extend keeps a ballot open for longer: who was reminded of the old end will be reminded of the new one.
func (e VoteCast) extend(s *life.State, b *ballot.Ballot, at time.Time) {
	if e.Closes.IsZero() {
		return
	}
	b.Closes, b.Reminded = e.Closes, 0
	for _, t := range life.BallotRungs(s, s.Case(b.Case), b) {
		if !t.After(at) {
			b.Reminded++
		}
	}
}

// tellEntered says in public whose vote was entered by whom, and who saw it: what nobody is told of nobody can check.
func (e VoteCast) tellEntered(s *life.State, n *life.Notices) {
	b := s.Ballot(e.Ballot)
	args := ballotArgs(s, b)
	args["By"], args["Person"], args["Witness"] = say.Person(e.EnteredBy), say.Person(e.Person), say.Person(e.SeenBy)
	n.Add(say.Notice{
		To: say.Address{Room: say.Council}, Under: say.BallotView(b.ID), Quiet: true,
		Message: say.New("notice.entered", args),
	})
}
