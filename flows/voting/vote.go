package voting

import (
	"strings"
	"unicode/utf8"

	"echowall/flows/ballot"
	"echowall/flows/cases"
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

// current finds the open ballot a command means: the one it names, or the open one of its case. When its time is over
// it takes nothing more, though the clock may not have looked yet.
func current(s *life.State, cmd life.Command, id string) (*cases.Case, *ballot.Ballot, error) {
	if id != "" {
		b := s.Ballot(id)
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

// Vote is what a voter says to a ballot.
type Vote struct {
	// Ballot is its id; "" means the open one of the case.
	Ballot string
	Choice ballot.Choice
	// Reason is why, in the voter's own words; it is published with the vote.
	Reason string
}

// maxReason is how long a reason may be, in characters: it stands in a line of the roll call.
const maxReason = 300

func readVote(got life.Reading) Vote {
	v := Vote{
		Choice: ballot.Choice(got.Said["choice"]), Reason: strings.Join(strings.Fields(got.Said["text"]), " "),
	}
	if of, which := got.Dotted("ballot"); which != 0 {
		v.Ballot = ballot.Key(of, which)
	}
	return v
}

// wantVote wants the ballot that is named, and what the voter has said to it so far.
func wantVote(s *life.State, cmd life.Command, said Vote) {
	if said.Ballot != "" {
		s.Want(record.BallotKey(said.Ballot), record.VoteKey(said.Ballot, cmd.By))
	}
}

func voteVerb() life.Verb {
	return life.Verb{
		Name:   permission.Vote,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Ballot(), form.Choice(), form.Optional(form.Prose("vote"))),
		Decide: life.With(readVote, vote),
		Wants:  life.Wanting(wantVote),
		Press:  pressVote(),
		Help:   []life.HelpLine{{Reader: "member", Rank: 20}},
	}
}

// vote casts a vote of one's own; the last one counts.
func vote(s *life.State, cmd life.Command, said Vote) (life.Result, error) {
	c, b, err := current(s, cmd, said.Ballot)
	if err != nil {
		return life.Result{}, err
	}
	if err := life.MayVote(s, b, cmd.By); err != nil {
		return life.Result{}, err
	}
	if b.Rule.Secret && cmd.Aloud {
		return life.Result{}, life.Refuse("refuse.secret_aloud", life.CaseArgs(c))
	}
	var first []life.Event
	if b.Rule.Electorate == procedure.Residents {
		if first, err = residency.ToVote(s, cmd); err != nil {
			return life.Result{}, err
		}
	}
	switch n := utf8.RuneCountInString(said.Reason); {
	case n > 0 && b.Rule.Secret:
		return life.Result{}, life.Refuse("refuse.secret_reason", life.CaseArgs(c))
	case n > maxReason:
		return life.Result{}, life.Refuse("refuse.reason_long",
			life.CaseArgs(c, say.Args{"Count": say.Num(n), "Most": say.Num(maxReason)}))
	}
	result, err := cast(s, cmd, c, b, VoteCast{
		Ballot: b.ID, Person: cmd.By, Choice: said.Choice, Reason: said.Reason,
	})
	if err != nil {
		return life.Result{}, err
	}
	result.Events = append(first, result.Events...)
	return result, nil
}

// cast makes the events of a vote, and of the close when nobody is left who could change the result.
func cast(s *life.State, cmd life.Command, c *cases.Case, b *ballot.Ballot, e VoteCast) (life.Result, error) {
	if !b.Takes(e.Choice) {
		return life.Result{}, life.Amiss("choice",
			life.Refuse("refuse.choice", life.CaseArgs(c, say.Args{"Choices": choicesArg(b)})))
	}
	old := s.Vote(b.ID, e.Person)
	args := life.CaseArgs(c, say.Args{"Choice": rollcall.Choice(b, e.Choice)})
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
		e.Choice, e.sealed, e.Paper = ballot.Sealed, sealed, ballot.Digest(sealed)
		args["Receipt"] = say.Text(e.paper.Receipt)
		id += ".secret"
	}
	if e.SeenBy != 0 {
		id = "receipt.witnessed"
		args["Person"] = say.Person(e.Person)
	}
	after := *b
	after.Cast(oldChoice(old), e.Choice)
	after.Enter(e.Person, e.vote(cmd.At))
	events := life.One(e)
	if over(s, &after) {
		events = append(events, Finish(s, c, &after, &e)...)
		if !b.Rule.Secret {
			if id = "receipt.voted.last"; !after.Complete() {
				id = "receipt.voted.certain"
			}
		}
	}
	result, err := life.Answer(events, id, args)
	result.Answer.Unwritten = b.Rule.Secret
	return result, err
}

// over tells whether a ballot ends before its time: all have voted in person, or the rule lets it end once nothing can
// change the result. Where somebody voted through others it never does, for they may still vote themselves.
func over(s *life.State, b *ballot.Ballot) bool {
	return endsEarly(b) && s.Countable(b)
}

func endsEarly(b *ballot.Ballot) bool {
	return len(b.Entered) == 0 && (b.Complete() || b.Rule.Early && b.Decided())
}

func oldChoice(v *ballot.Vote) ballot.Choice {
	if v == nil {
		return ""
	}
	return v.Choice
}

func recuseVerb() life.Verb {
	return life.Verb{
		Name:   permission.Recuse,
		Roles:  []people.Role{people.Member, people.Convener, people.Stakeholder},
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.Prose("recuse")),
		Decide: life.With(life.ReadProse, recuse),
		Menu:   life.Menu{For: life.ForOffice, Rank: 140},
		Help:   []life.HelpLine{{Reader: "member", Rank: 60}},
	}
}

// recuse takes a voter out of the count, with the reason.
func recuse(s *life.State, cmd life.Command, reason life.Prose) (life.Result, error) {
	c, b, err := current(s, cmd, "")
	if err != nil {
		return life.Result{}, err
	}
	if err := life.MayVote(s, b, cmd.By); err != nil {
		return life.Result{}, err
	}
	e := Recused{Ballot: b.ID, Person: cmd.By, Reason: reason.Text}
	after := *b
	after.Recuse(oldChoice(s.Vote(b.ID, cmd.By)), s.WasPresent(c, cmd.By))
	after.Enter(cmd.By, ballot.Vote{Recused: true})
	events := life.One(e)
	if over(s, &after) {
		events = append(events, Finish(s, c, &after, nil, cmd.By)...)
	}
	return life.Answer(events, "receipt.recused", life.CaseArgs(c))
}

func pressVote() life.Press {
	return life.Press{
		Buttons: func(s *life.State, w life.Wait) [][]say.Button {
			return BallotButtons(s.Ballot(s.Case(w.Case).Talk.Ballot), "")
		},
		About: func(s *life.State, w life.Wait) string { return record.Line(w.Verb, s.Case(w.Case).Talk.Ballot) },
	}
}
