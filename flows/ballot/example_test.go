package ballot_test

import (
	"fmt"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/procedure"
)

// Nine may vote, two thirds must, and more than half of those who do must say yes. Whoever votes again replaces their
// vote.
func ExampleBallot_Decide() {
	quorum, _ := procedure.ParseFraction("2/3")
	majority, _ := procedure.ParseFraction(">1/2")
	rule := procedure.Rule{Base: procedure.Cast, Quorum: quorum, Majority: majority, Open: calendar.Span{Days: 3}}
	opened := time.Date(2026, 6, 5, 20, 0, 0, 0, time.UTC)
	b := ballot.Open(ballot.Ballot{
		ID: ballot.Key(12, 1), Case: 12, Text: "Two lamps are set up.", Rule: rule, Entitled: 9,
	}, opened, calendar.Plain())
	fmt.Println(b.ID, "closes", b.Closes.Format("Mon 2 Jan 15:04")+", needs", b.QuorumNeeded())

	none := ballot.Choice("")
	for range 4 {
		b.Cast(none, ballot.Yes)
	}
	b.Cast(none, ballot.No)
	fmt.Println(b.Tally.Cast(), "votes:", b.Decide())
	b.Cast(none, ballot.Abstain)
	b.Cast(ballot.No, ballot.Yes)
	fmt.Println(b.Tally.Cast(), "votes:", b.Decide())
	// Output:
	// 12.1 closes Mon 8 Jun 20:00, needs 6
	// 5 votes: no_quorum
	// 6 votes: adopted
}

// People answer in words; several options are chosen by their numbers.
func ExampleParseChoice() {
	for _, word := range []string{"yes", "abstain", "1,3", "perhaps"} {
		choice, ok := ballot.ParseChoice(word)
		fmt.Printf("%q %t\n", choice, ok)
	}
	// Output:
	// "yes" true
	// "abstain" true
	// "1,3" true
	// "" false
}
