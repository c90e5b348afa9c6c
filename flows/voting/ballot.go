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
		resolveVerb(), chooseVerb(), voteVerb(), markVerb(), proxyVerb(), witnessVerb(), recuseVerb(), tallyVerb(),
		receiptVerb(),
	}
}

// Resolve is a text to be voted on.
type Resolve struct {
	Class ballot.Class
	Text  string
}

func readResolve(got life.Reading) Resolve {
	return Resolve{Class: ballot.Class(got.Said["class"]), Text: got.Said["text"]}
}

func resolveVerb() life.Verb {
	return life.Verb{
		Name:   permission.Resolve,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.OneOf("class", "A", "B", "C"), form.Prose("resolve")),
		Decide: life.With(readResolve, resolve),
		Menu:   life.Menu{For: life.ForOffice, Rank: 250},
		Help:   []life.HelpLine{{Reader: "secretary", Rank: 50}},
	}
}

// resolve freezes a text and puts it to the vote.
func resolve(s *life.State, cmd life.Command, put Resolve) (life.Result, error) {
	return putToVote(s, cmd, ballot.Ballot{Class: put.Class, Text: put.Text})
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
		return life.Result{}, life.Refuse("refuse.preliminary",
			life.CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(life.Waiting(s, c).Hint())}}))
	case stage.Meeting && !c.Talk.Heard:
		return life.Result{}, life.Refuse("refuse.not_heard",
			life.CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(life.Waiting(s, c).Hint())}}))
	case stage.Rounds > 0 && c.Talk.Round > stage.Rounds:
		return life.Result{}, life.Refuse("refuse.rounds", life.CaseArgs(c, say.Args{"Count": say.Num(stage.Rounds)}))
	}
	if err := life.Ready(s, c); err != nil {
		return life.Result{}, err
	}
	b.Purpose, b.Rule = ballot.Resolution, stage.Ballot
	e, err := Opening(s, c, b, cmd)
	if err != nil {
		return life.Result{}, err
	}
	return life.Answer(life.One(e), "receipt.ballot_opened",
		life.CaseArgs(c, say.Args{"Closes": say.Time(e.Ballot.Closes)}))
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
	if b.Rule.Electorate == procedure.Residents && s.Head().Residents == record.Anyone {
		return BallotOpened{}, life.Refuse("refuse.residents_unknown", life.CaseArgs(c))
	}
	b.Named = !b.Rule.Secret
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

// shortest is the least time that people have for their votes in writing, however late in the window a plan is put to
// them.
const shortest = 24 * time.Hour

// window is when a ballot opened in a written meeting closes: with the meeting; zero where there is none, or too little
// is left of it.
func window(s *life.State, c *cases.Case, at time.Time) time.Time {
	if m := s.Hearing(c, at); m != nil && m.InWriting() && !m.Until.Before(at.Add(shortest)) {
		return s.Local(m.Until)
	}
	return time.Time{}
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
