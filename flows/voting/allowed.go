package voting

import (
	"fmt"
	"slices"
	"strings"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/proof"
)

// ending are the verbs that may end a ballot.
func ending(more ...permission.Verb) []permission.Verb {
	return append([]permission.Verb{
		permission.Vote, permission.Witness, permission.Recuse, permission.Tally, proof.FromClock, proof.FromLetter,
	}, more...)
}

// opened finds a ballot that takes votes at the time of an entry, and its case.
func opened(a *proof.Act, id string) (*cases.Case, *ballot.Ballot, error) {
	b := a.Now.Ballot(id)
	if b == nil || !b.IsOpen() || !b.Closes.After(a.At) {
		return nil, nil, fmt.Errorf("ballot %s took no votes", id)
	}
	return a.Now.Case(b.Case), b, nil
}

// voteAllowed is a vote by somebody entitled, before the close, for what can be chosen.
func voteAllowed(a *proof.Act, e VoteCast) error {
	_, b, err := opened(a, e.Ballot)
	if err != nil {
		return err
	}
	if err := life.MayVote(a.Now, b, e.Person); err != nil {
		return fmt.Errorf("person %d has no vote in ballot %s: %w", e.Person, e.Ballot, err)
	}
	if a.Cause == permission.Witness {
		return proof.Unless(witnessed(a, b, e), "nobody saw such a vote of person %d", e.Person)
	}
	if b.Rule.Secret {
		return proof.Unless(
			e.Choice == ballot.Sealed && len(e.Paper) == digestLen && e.Person == a.By && e.Reason == "",
			"the vote of person %d is not sealed",
			e.Person,
		)
	}
	return proof.Unless(
		proof.SameJSON(e, VoteCast{Ballot: b.ID, Person: a.By, Choice: e.Choice, Reason: e.Reason}) && b.Takes(e.Choice),
		"person %d cannot have voted so",
		e.Person,
	)
}

// witnessed tells whether a vote is the one that was entered for somebody, by the word of the witness who was named.
func witnessed(a *proof.Act, b *ballot.Ballot, e VoteCast) bool {
	v := a.Now.Vote(b.ID, e.Person)
	if v == nil || v.Pending == nil || v.Pending.Witness != a.By {
		return false
	}
	return proof.SameJSON(e, seen(a.Now, b, e.Person, v.Pending, a.At))
}

// enteringAllowed is a vote for somebody entitled who has not voted, that waits for the word of another as its witness.
func enteringAllowed(a *proof.Act, e VoteEntered) error {
	_, b, err := opened(a, e.Ballot)
	if err != nil {
		return err
	}
	if err := life.MayVote(a.Now, b, e.Person); err != nil {
		return fmt.Errorf("person %d has no vote in ballot %s: %w", e.Person, e.Ballot, err)
	}
	if v := a.Now.Vote(b.ID, e.Person); b.Rule.Secret || !b.Takes(e.Choice) || v != nil && v.Choice != "" {
		return fmt.Errorf("no such vote can be entered for person %d", e.Person)
	}
	if e.Witness == a.By || e.Witness == e.Person || a.Now.Person(e.Witness) == nil {
		return fmt.Errorf("person %d is no witness", e.Witness)
	}
	return proof.Own(a, e.By)
}

// digestLen is how long a digest of ballot.Digest is.
const digestLen = 64

// recusalAllowed takes out of a ballot whoever asks for it and has a vote.
func recusalAllowed(a *proof.Act, e Recused) error {
	_, b, err := opened(a, e.Ballot)
	if err == nil {
		err = life.MayVote(a.Now, b, e.Person)
	}
	if err != nil {
		return err
	}
	return proof.Own(a, e.Person)
}

// openingAllowed holds a ballot that is opened against its procedure: what it asks for, who may vote, until when.
func openingAllowed(a *proof.Act, e BallotOpened) error {
	c := a.Now.Case(e.Ballot.Case)
	switch {
	case c == nil || c.Closed != nil:
		return fmt.Errorf("case %d was not open", e.Ballot.Case)
	case c.Talk.Ballot != "" && a.Cause != proof.FromLetter:
		return fmt.Errorf("a ballot on case %d was open", c.Number)
	case e.Ballot.ID != ballot.Key(c.Number, c.Talk.Ballots+1):
		return fmt.Errorf("%s was not the next ballot on case %d", e.Ballot.ID, c.Number)
	case e.Ballot.Rule.Secret != (len(e.Ballot.Key) > 0):
		return fmt.Errorf("ballot %s has no key to seal with, or one it does not need", e.Ballot.ID)
	case a.Cause == proof.FromLetter:
		return proof.Unless(c.Lead != nil && e.Lead != "", "nobody else leads case %d", c.Number)
	}
	if err := seemly(a, c, e); err != nil {
		return err
	}
	want, entitled := asOpened(a, c, e)
	if !proof.SameJSON(e.Ballot, want) {
		return fmt.Errorf("ballot %s is not opened as its procedure asks", e.Ballot.ID)
	}
	return proof.Unless(slices.Equal(e.Entitled, entitled), "others had a vote in ballot %s", e.Ballot.ID)
}

// seemly refuses a ballot for which a case is not ready.
func seemly(a *proof.Act, c *cases.Case, e BallotOpened) error {
	stage := a.Now.Method(c).Stage(c.Stage)
	if e.Ballot.Purpose == ballot.Screening {
		return proof.Unless(
			e.Motion != nil && life.ScreeningStage(a.Now, c).Council,
			"the council does not screen case %d",
			c.Number,
		)
	}
	switch {
	case stage.Preliminary, stage.Meeting && !c.Talk.Heard, stage.Rounds > 0 && c.Talk.Round > stage.Rounds, c.Counting():
		return fmt.Errorf("case %d was not ready for a ballot", c.Number)
	}
	return life.Ready(a.Now, c)
}

// asOpened is the ballot on a text as the procedure has it, and who has a vote in it.
func asOpened(a *proof.Act, c *cases.Case, e BallotOpened) (ballot.Ballot, []int) {
	rule := a.Now.Method(c).Stage(c.Stage).Ballot
	if e.Ballot.Purpose == ballot.Screening {
		rule = life.ScreeningStage(a.Now, c).Ballot
	}
	want := ballot.Ballot{
		ID: e.Ballot.ID, Case: c.Number, Purpose: e.Ballot.Purpose, Text: e.Ballot.Text, Class: e.Ballot.Class,
		Manner: e.Ballot.Manner, Options: e.Ballot.Options, Rule: rule, Key: e.Ballot.Key, Named: !rule.Secret,
	}
	var entitled []int
	if rule.Electorate == procedure.Council {
		entitled = a.Now.Electorate(c)
		want.Entitled, want.Present = len(entitled), a.Now.PresentOf(c, entitled)
	}
	want = ballot.Open(want, a.Now.Local(a.At), a.Now.Days())
	if until := window(a.Now, c, a.At); !until.IsZero() {
		want.Closes = until
	}
	return want, entitled
}

// closeAllowed holds the end of a ballot against its votes, and what the entry tells of next against what follows from
// that end.
func closeAllowed(a *proof.Act, e BallotClosed) error {
	b := a.Now.Ballot(e.Ballot)
	if b == nil || !b.IsOpen() {
		return fmt.Errorf("ballot %s was not open", e.Ballot)
	}
	c := a.Now.Case(b.Case)
	if a.Cause == proof.FromLetter {
		return proof.Unless(
			e.Result == ballot.Void && c.Lead != nil,
			"a letter does not end ballot %s as %s",
			e.Ballot,
			e.Result,
		)
	}
	if err := dueToClose(a, b); err != nil {
		return err
	}
	counted, failed, err := countedAs(a, b, e)
	if err != nil {
		return err
	}
	want := result(a.Now, c, &counted, failed)
	want.Receipts = e.Receipts
	if !proof.SameJSON(e, want) {
		return fmt.Errorf("ballot %s ends as %s, and its votes give %s", e.Ballot, e.Result, want.Result)
	}
	return proof.Unless(
		proof.SameEvents(a.Rest, following(a.Now, c, &counted, e)),
		"what follows is not what ballot %s gives",
		e.Ballot,
	)
}

// dueToClose refuses an end before its time.
func dueToClose(a *proof.Act, b *ballot.Ballot) error {
	early := a.After("ballot.vote", "ballot.recused") && endsEarly(b)
	certain := a.Cause == permission.Tally && len(b.Entered) == 0 && (b.Complete() || b.Decided())
	return proof.Unless(early || certain || !b.Closes.After(a.At), "ballot %s was closed before its time", b.ID)
}

// countedAs is a ballot with its votes counted: those in the book or, of a secret one, those on its receipts, which
// must be as many as the votes that were sealed.
func countedAs(
	a *proof.Act,
	b *ballot.Ballot,
	e BallotClosed,
) (counted ballot.Ballot, failed ballot.Result, err error) {
	counted = *b
	if !b.Rule.Secret {
		counted.Tally = tallied(a.Now, b.ID)
		return counted, "", proof.Unless(
			counted.Tally == b.Tally,
			"the votes of ballot %s are others than were counted",
			b.ID,
		)
	}
	counted.Tally = ballot.Tally{}
	if e.Result == ballot.Lost || e.Result == ballot.Replaced {
		return counted, e.Result, proof.Unless(len(e.Receipts) == 0, "ballot %s was not counted and has receipts", b.ID)
	}
	if len(e.Receipts) != b.Tally.Sealed {
		return counted, "", fmt.Errorf("ballot %s has %d receipts for %d votes", b.ID, len(e.Receipts), b.Tally.Sealed)
	}
	for _, r := range e.Receipts {
		_, choice, _ := strings.Cut(r, " ")
		if !b.Takes(ballot.Choice(choice)) {
			return counted, "", fmt.Errorf("ballot %s counts a choice that it does not take", b.ID)
		}
		counted.Tally.Add(ballot.Choice(choice), 1)
	}
	return counted, "", nil
}

// tallied counts the votes of a ballot anew.
func tallied(s *life.State, id string) (t ballot.Tally) {
	for _, x := range s.Votes(id) {
		t.Add(x.Value.Choice, 1)
	}
	return t
}

// adoptionAllowed and failureAllowed are what follows when ballots were counted, which has been held against the count;
// a joint deliberation is concluded by the count of the last community.
func adoptionAllowed(a *proof.Act, e ResolutionAdopted) error {
	b := a.Now.Ballot(e.Ballot)
	joint := a.After("joint.counted", "joint.lost")
	return proof.Unless(
		b != nil && b.Case == e.Case && (joint || a.After("ballot.closed")),
		"no ballot on case %d was counted",
		e.Case,
	)
}

func failureAllowed(a *proof.Act, e RoundFailed) error {
	return proof.Unless(
		a.After("ballot.closed", "joint.counted", "joint.lost"),
		"no ballot on case %d was counted",
		e.Case,
	)
}
