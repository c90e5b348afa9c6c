package text

import (
	"unicode/utf8"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/rollcall"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// ballotText is how much of a frozen text a ballot shows, in characters: all that fits beside the counts.
const ballotText = 2400

// rollText is how much of its roll call it shows, in characters.
const rollText = 900

// ballot is a vote as it stands: the frozen text, the count as far as it may be known, and the result.
func (v voice) ballot(id string) (string, [][]say.Button, bool) {
	b := v.s.Ballot(id)
	if b == nil {
		return "", nil, false
	}
	c := v.s.Case(b.Case)
	if c == nil {
		return "", nil, false
	}
	head := data{"Case": b.Case, "Title": v.title(c.Title)}
	texts := []string{v.tell("ballot.head."+string(b.Purpose), head), v.motion(b, c), quote(b.Text, ballotText),
		v.class(b)}
	texts = append(texts, v.tally(b), v.turnout(b))
	if !b.IsOpen() {
		return lines(append(texts, v.ballotResult(b), v.roll(b), v.entered(b))), receiptButtons(b), true
	}
	texts = append(texts, v.ballotRule(b), v.tell("ballot.closes", data{"Closes": v.moment(b.Closes)}), v.roll(b),
		v.entered(b))
	return lines(texts), voting.RoomButtons(b), true
}

// motion is the decision of screening that a ballot is on.
func (v voice) motion(b *ballot.Ballot, c *cases.Case) string {
	if b.Purpose != ballot.Screening || c.Motion == nil {
		return ""
	}
	d := data{"Into": c.Motion.Into}
	if c.Motion.Track != "" {
		d["Track"] = v.tell("track."+string(c.Motion.Track), nil)
	}
	if c.Motion.Ground != "" {
		d["Ground"] = v.tell("ground."+string(c.Motion.Ground), nil)
	}
	return v.tell("ballot.motion", data{"Motion": v.tell("motion."+string(c.Motion.Kind), d)})
}

func (v voice) class(b *ballot.Ballot) string {
	if b.Class == "" {
		return ""
	}
	return v.tell("ballot.class", data{"Class": v.tell("class."+string(b.Class), nil)})
}

// tally is the count; of a secret or hidden ballot nothing is told before its end.
func (v voice) tally(b *ballot.Ballot) string {
	if id := hidden(b); id != "" {
		return lines(append(v.options(b, "ballot.option"), v.tell(id, nil)))
	}
	if b.Manner != "" {
		return v.optionTally(b)
	}
	return v.tell("ballot.tally", data{"Yes": b.Tally.Yes, "No": b.Tally.No, "Abstain": b.Tally.Abstain})
}

// hidden says why no count is shown; "" where one is.
func hidden(b *ballot.Ballot) string {
	switch {
	case !b.IsOpen():
		return ""
	case b.Rule.Secret:
		return "ballot.secret"
	case b.Rule.Hidden:
		return "ballot.hidden"
	}
	return ""
}

// turnout is how many have voted, of how many where that is known.
func (v voice) turnout(b *ballot.Ballot) string {
	if b.Entitled == 0 {
		return v.tell("ballot.turnout.residents", data{"Count": b.Tally.Cast()})
	}
	told := v.tell("ballot.turnout", data{
		"Count": b.Tally.Cast(), "Entitled": b.Voters(), "Needed": b.QuorumNeeded(), "Recused": b.Recused,
		"Present":    b.Present,
		"ByPresence": b.Rule.QuorumBy == procedure.Present,
	})
	if n := rollcall.Left(v.s.Records, b); n > 0 {
		return lines([]string{told, v.tell("ballot.left", data{"Count": n, "Entitled": b.Voters()})})
	}
	return told
}

// roll is who voted how and why, folded up where it is long, as far as there is room.
func (v voice) roll(b *ballot.Ballot) string {
	if b.IsOpen() && b.Named && !b.Rule.Hidden && b.Tally.Cast() == 0 {
		return v.tell("ballot.named", nil)
	}
	left, shown := rollText, []string{}
	all := v.values(rollcall.Lines(v.s.Records, b, mostVotes))
	for i, l := range all {
		if left -= utf8.RuneCountInString(l); left < 0 {
			shown = append(shown, v.tell("ballot.roll.more", data{"Count": b.Tally.Cast() - i}))
			break
		}
		shown = append(shown, l)
	}
	switch {
	case len(shown) == 0:
		return ""
	case len(shown) > 3:
		return "<blockquote expandable>" + lines(shown) + "</blockquote>"
	}
	return "<blockquote>" + lines(shown) + "</blockquote>"
}

// mostVotes is how many votes a message shows one by one.
const mostVotes = 60

// entered tells which votes were given through others, by whom and seen by whom.
func (v voice) entered(b *ballot.Ballot) string {
	told, ok := rollcall.Entered(b)
	if !ok {
		return ""
	}
	return v.message(told)
}

// options are the options of a ballot, a line each, with how often each was chosen.
func (v voice) options(b *ballot.Ballot, id string) []string {
	var all []string
	for i, o := range b.Options {
		all = append(all, v.tell(id, data{"Number": i + 1, "Text": escape(o), "Count": b.Tally.Options[i]}))
	}
	return all
}

func (v voice) optionTally(b *ballot.Ballot) string {
	all := v.options(b, "ballot.option.count")
	return lines(append(all, v.tell("ballot.tally.abstain", data{"Count": b.Tally.Abstain})))
}

// ballotResult is how a ballot ended, with the option that won.
func (v voice) ballotResult(b *ballot.Ballot) string {
	d := data{"Date": v.date(b.Closed)}
	if b.Winner > 0 && b.Winner <= len(b.Options) {
		d["Winner"] = escape(b.Options[b.Winner-1])
	}
	return v.tell("ballot.result."+string(b.Result), d)
}

// receiptButtons let those who voted in secret check how their vote was counted.
func receiptButtons(b *ballot.Ballot) [][]say.Button {
	if !b.Rule.Secret || b.Tally.Cast() == b.Tally.Sealed {
		return nil
	}
	return [][]say.Button{say.Row(say.Press(say.New("button.receipt"), string(permission.Receipt)))}
}

// ballotRule says what it takes to be adopted, and whether the ballot may end early.
func (v voice) ballotRule(b *ballot.Ballot) string {
	d := data{"Majority": v.fraction(b.Rule.Majority), "Base": v.tell("base."+string(b.Rule.Base), nil),
		"Early": b.Rule.Early}
	if b.Manner != "" {
		return v.tell("ballot.rule."+string(b.Manner), d)
	}
	return v.tell("ballot.rule", d)
}
