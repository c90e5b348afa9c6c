package rollcall

import (
	"echowall/flows/ballot"
	"echowall/flows/say"
)

// mostEntered is how many votes that were entered are named one by one: an echo must stay a message.
const mostEntered = 20

// Entered tells how many votes of a ballot were given on paper or through others, whose they are, who entered and who
// saw each; ok is false where there are none.
func Entered(b *ballot.Ballot) (told say.Message, ok bool) {
	if len(b.Entered) == 0 {
		return told, false
	}
	var each []say.Arg
	for _, e := range b.Entered[:min(len(b.Entered), mostEntered)] {
		each = append(each, say.Msg("ballot.entered.one", say.Args{
			"Person": say.Person(e.Person), "By": say.Person(e.By), "Witness": say.Person(e.SeenBy),
		}))
	}
	return say.New("ballot.entered", say.Args{
		"Count": say.Num(len(b.Entered)), "Votes": say.Clauses(each...), "More": say.Num(len(b.Entered) - len(each)),
	}), true
}

// Choice is a choice in words: the options by what they say. b may be nil, where what it is of is not known.
func Choice(b *ballot.Ballot, c ballot.Choice) say.Arg {
	options := c.Options()
	if len(options) == 0 || b == nil || options[len(options)-1] > len(b.Options) {
		return say.Msg("choice." + string(c))
	}
	var texts []say.Arg
	for _, n := range options {
		texts = append(texts, say.Text(b.Options[n-1]))
	}
	return say.List(texts...)
}
