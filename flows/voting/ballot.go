package voting

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// Verbs are those of ballots.
func Verbs() []life.Verb {
	return []life.Verb{
		resolveVerb(), chooseVerb(), voteVerb(), markVerb(), proxyVerb(), recuseVerb(), tallyVerb(), receiptVerb(),
	}
}

func resolveVerb() life.Verb {
	return life.Verb{
		Name:   permission.Resolve,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.OneOf("class", "A", "B", "C"), form.Prose("resolve")),
		Decide: resolve,
		Menu:   life.Menu{For: life.ForOffice, Rank: 250},
		Help:   []life.HelpLine{{Reader: "secretary", Rank: 50}},
	}
}

// resolve freezes a text and puts it to the vote.
func resolve(s *life.State, cmd life.Command) (life.Result, error) {
	return putToVote(s, cmd, ballot.Ballot{Text: cmd.Text})
}

// putToVote opens the ballot on a resolution.
func putToVote(s *life.State, cmd life.Command, b ballot.Ballot) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	stage := s.Method(c).Stage(c.Stage)
	switch {
	case c.Talk.Ballot != "":
		return life.Result{}, life.Refuse("refuse.ballot_open", life.CaseArgs(c))
	case c.Counting():
		return life.Result{}, life.Refuse("refuse.counting", life.CaseArgs(c))
	case stage.Preliminary:
		return life.Result{}, life.Refuse("refuse.preliminary", life.CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(life.Waiting(s, c).Hint())}}))
	case stage.Meeting && !c.Talk.Heard:
		return life.Result{}, life.Refuse("refuse.not_heard", life.CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(life.Waiting(s, c).Hint())}}))
	case stage.Rounds > 0 && c.Talk.Round > stage.Rounds:
		return life.Result{}, life.Refuse("refuse.rounds", life.CaseArgs(c, say.Args{"Count": say.Num(stage.Rounds)}))
	}
	if err := life.Ready(s, c); err != nil {
		return life.Result{}, err
	}
	b.Purpose, b.Class, b.Rule = ballot.Resolution, cmd.Class, stage.Ballot
	e, err := Opening(s, c, b, cmd)
	if err != nil {
		return life.Result{}, err
	}
	return life.Answer(life.One(e), "receipt.ballot_opened", life.CaseArgs(c, say.Args{"Closes": say.Time(e.Ballot.Closes)}))
}

// Opening begins a ballot on a case: its number, who may vote, and until when.
func Opening(s *life.State, c *cases.Case, b ballot.Ballot, cmd life.Command) (BallotOpened, error) {
	b.ID, b.Case = ballot.Key(c.Number, c.Talk.Ballots+1), c.Number
	var entitled []int
	if b.Rule.Electorate == procedure.Council {
		if entitled = s.Electorate(c); len(entitled) == 0 {
			return BallotOpened{}, life.Refuse("refuse.no_council", life.CaseArgs(c))
		}
		b.Entitled, b.Present = len(entitled), s.PresentOf(c, entitled)
	}
	b = ballot.Open(b, s.Local(cmd.At), s.Days())
	if until := window(s, c, cmd.At); !until.IsZero() {
		b.Closes = until
	}
	e := BallotOpened{Ballot: b, Entitled: entitled}
	if !b.Rule.Secret {
		return e, nil
	}
	if !s.HasKeys() {
		return e, life.Refuse("refuse.no_vault", life.CaseArgs(c))
	}
	var err error
	e.open, e.Ballot.Key, err = ballot.NewBox(cmd.Seed)
	return e, err
}

// shortest is the least time that people have for their votes in writing, however late in the window a plan is put to them.
const shortest = 24 * time.Hour

// window is when a ballot opened in a written meeting closes: with the meeting; zero where there is none, or too little is left of it.
func window(s *life.State, c *cases.Case, at time.Time) time.Time {
	if m := s.Hearing(c, at); m != nil && m.InWriting() && !m.Until.Before(at.Add(shortest)) {
		return s.Local(m.Until)
	}
	return time.Time{}
}

// current finds the open ballot a command means: the one it names, or the open one of its case. When its time is over it takes
// nothing more, though the clock may not have looked yet.
func current(s *life.State, cmd life.Command) (*cases.Case, *ballot.Ballot, error) {
	if cmd.Ballot != "" {
		b := s.Ballot(cmd.Ballot)
		if b == nil {
			return nil, nil, life.Refuse("refuse.no_ballot", say.Args{"Case": say.Case(cmd.Case)})
		}
		if !b.IsOpen() {
			return nil, nil, life.Refuse("refuse.ballot_closed", say.Args{"Case": say.Case(b.Case)})
		}
		cmd.Case = b.Case
	}
	c, err := life.InCase(s, cmd)
	if err != nil {
		return nil, nil, err
	}
	b := s.OpenBallot(c)
	switch {
	case b == nil:
		return nil, nil, life.Refuse("refuse.no_ballot", life.CaseArgs(c))
	case !b.Closes.After(cmd.At) && cmd.Verb != permission.Tally:
		return nil, nil, life.Refuse("refuse.ballot_closed", life.CaseArgs(c))
	}
	return c, b, nil
}

func voteVerb() life.Verb {
	return life.Verb{
		Name:   permission.Vote,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Ballot(), form.Choice()),
		Decide: vote,
		Press:  pressVote(),
		Help:   []life.HelpLine{{Reader: "member", Rank: 20}},
	}
}

// vote casts a vote of one's own; the last one counts.
func vote(s *life.State, cmd life.Command) (life.Result, error) {
	c, b, err := current(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if err := life.MayVote(s, b, cmd.By); err != nil {
		return life.Result{}, err
	}
	if b.Rule.Secret && cmd.Aloud {
		return life.Result{}, life.Refuse("refuse.secret_aloud", life.CaseArgs(c))
	}
	return cast(s, cmd, c, b, VoteCast{Ballot: b.ID, Person: cmd.By, Choice: cmd.Choice})
}

// cast makes the events of a vote, and of the close when nobody is left who could change the result.
func cast(s *life.State, cmd life.Command, c *cases.Case, b *ballot.Ballot, e VoteCast) (life.Result, error) {
	if !b.Takes(e.Choice) {
		return life.Result{}, life.Refuse("refuse.choice", life.CaseArgs(c, say.Args{"Choices": choicesArg(b)}))
	}
	old := s.Vote(b.ID, e.Person)
	args := life.CaseArgs(c, say.Args{"Choice": ChoiceArg(b, e.Choice)})
	id := "receipt.voted"
	if old != nil && old.Choice != "" {
		id = "receipt.voted.again"
	}
	if b.Rule.Secret {
		e.paper = ballot.Paper{Choice: e.Choice, Receipt: ballot.ReceiptCode(b.ID, cmd.Code)}
		sealed, err := cmd.Seal(b.Key, e.paper)
		if err != nil {
			return life.Result{}, err
		}
		e.Choice, e.sealed = ballot.Sealed, sealed
		args["Receipt"] = say.Text(e.paper.Receipt)
		id += ".secret"
	}
	if e.EnteredBy != 0 {
		id = "receipt.proxy"
		args["Person"] = say.Person(e.Person)
	}
	after := *b
	after.Cast(oldChoice(old), e.Choice)
	events := life.One(e)
	if over(s, &after) {
		events = append(events, Finish(s, c, &after, &e)...)
		if !b.Rule.Secret && e.EnteredBy == 0 {
			if id = "receipt.voted.last"; !after.Complete() {
				id = "receipt.voted.certain"
			}
		}
	}
	result, err := life.Answer(events, id, args)
	result.Answer.Unwritten = b.Rule.Secret
	return result, err
}

// over tells whether a ballot ends before its time: all have voted, or the rule lets it end once nothing can change the result.
func over(s *life.State, b *ballot.Ballot) bool {
	return (b.Complete() || b.Rule.Early && b.Decided()) && s.Countable(b)
}

func oldChoice(v *ballot.Vote) ballot.Choice {
	if v == nil {
		return ""
	}
	return v.Choice
}

func proxyVerb() life.Verb {
	return life.Verb{
		Name:   permission.Proxy,
		Roles:  []people.Role{people.Secretary},
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("person", form.Person), form.Choice(), form.Prose("witness")),
		Decide: proxy,
		Menu:   life.Menu{For: life.ForOffice, Rank: 280},
	}
}

// proxy enters a vote given on paper or through somebody, with who saw it.
func proxy(s *life.State, cmd life.Command) (life.Result, error) {
	c, b, err := current(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if b.Rule.Secret {
		return life.Result{}, life.Refuse("refuse.secret_proxy", life.CaseArgs(c))
	}
	if err := life.MayVote(s, b, cmd.Person); err != nil {
		return life.Result{}, life.Refuse("refuse.proxy_not_entitled", life.CaseArgs(c, say.Args{"Person": say.Person(cmd.Person)}))
	}
	e := VoteCast{Ballot: b.ID, Person: cmd.Person, Choice: cmd.Choice, EnteredBy: cmd.By, Witness: cmd.Text}
	return cast(s, cmd, c, b, e)
}

func recuseVerb() life.Verb {
	return life.Verb{
		Name:   permission.Recuse,
		Roles:  []people.Role{people.Member, people.Convener, people.Stakeholder},
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.Prose("recuse")),
		Decide: recuse,
		Menu:   life.Menu{For: life.ForOffice, Rank: 140},
		Help:   []life.HelpLine{{Reader: "member", Rank: 60}},
	}
}

// recuse takes a voter out of the count, with the reason.
func recuse(s *life.State, cmd life.Command) (life.Result, error) {
	c, b, err := current(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if err := life.MayVote(s, b, cmd.By); err != nil {
		return life.Result{}, err
	}
	e := Recused{Ballot: b.ID, Person: cmd.By, Reason: cmd.Text}
	after := *b
	after.Recuse(oldChoice(s.Vote(b.ID, cmd.By)), s.WasPresent(c, cmd.By))
	events := life.One(e)
	if over(s, &after) {
		events = append(events, Finish(s, c, &after, nil, cmd.By)...)
	}
	return life.Answer(events, "receipt.recused", life.CaseArgs(c))
}

// Stage is the stage in which a case is talked over and voted on.
func Stage() life.Stage { return life.Stage{Kind: procedure.Deliberation, Wait: waitTalk} }

func waitTalk(s *life.State, c *cases.Case, w life.Wait) life.Wait {
	w.Roles = []people.Role{people.Secretary, people.Convener}
	stage := s.Method(c).Stage(c.Stage)
	switch {
	case c.Talk.Ballot != "":
		return life.WaitVotes(s, c, w)
	case c.Counting():
		w.For, w.Roles, w.Due = "counts", nil, time.Time{}
	case stage.Rounds > 0 && c.Talk.Round > stage.Rounds:
		w.For, w.Verb = "referral", permission.Screen
	case stage.Meeting && !c.Talk.Heard && c.Talk.Meeting != 0:
		w.For, w.Verb = "session", permission.Open
		if m := s.Meeting(c.Talk.Meeting); m != nil && m.Status == meeting.Polled {
			w.For, w.Verb = "date", permission.Fix
		} else if m != nil {
			w.Due = m.At
		}
	case stage.Meeting && !c.Talk.Heard:
		w.For, w.Verb = "meeting", permission.Schedule
		if next := nextSession(s); !next.IsZero() {
			w.For, w.Due = "gather", next
		}
	case stage.Preliminary:
		w.For, w.Verb = "gist", permission.Minutes
	default:
		w.For, w.Verb = "ballot", permission.Resolve
	}
	return w
}

// nextSession is the next hour for which the agenda is gathered by itself; zero where none is.
func nextSession(s *life.State) time.Time {
	a, b := s.Next(schedule.Session), s.Next(schedule.Monthly)
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func pressVote() life.Press {
	return life.Press{
		Buttons: func(s *life.State, w life.Wait) [][]say.Button {
			return BallotButtons(s.Ballot(s.Case(w.Case).Talk.Ballot), "")
		},
		About: func(s *life.State, w life.Wait) string { return record.Line(w.Verb, s.Case(w.Case).Talk.Ballot) },
	}
}
