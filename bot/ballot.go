package bot

import (
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/say"
)

// ballotText is how much of a frozen text a ballot shows, in characters: all that fits beside the counts.
const ballotText = 3000

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
	texts := []string{v.tell("ballot.head."+string(b.Purpose), head), v.motion(b, c), quote(b.Text, ballotText), v.class(b)}
	texts = append(texts, v.tally(b), v.turnout(b))
	if !b.IsOpen() {
		return lines(append(texts, v.tell("ballot.result."+string(b.Result), data{"Date": v.date(b.Closed)}))), nil, true
	}
	texts = append(texts, v.ballotRule(b), v.tell("ballot.closes", data{"Closes": v.moment(b.Closes)}))
	return lines(texts), [][]say.Button{community.VoteButtons(b.ID)}, true
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

// tally is the count; of a secret ballot nothing is known before its end.
func (v voice) tally(b *ballot.Ballot) string {
	if b.Rule.Secret && b.IsOpen() {
		return v.tell("ballot.secret", nil)
	}
	return v.tell("ballot.tally", data{"Yes": b.Tally.Yes, "No": b.Tally.No, "Abstain": b.Tally.Abstain})
}

// turnout is how many have voted, of how many where that is known.
func (v voice) turnout(b *ballot.Ballot) string {
	if b.Entitled == 0 {
		return v.tell("ballot.turnout.residents", data{"Count": b.Tally.Cast()})
	}
	return v.tell("ballot.turnout", data{
		"Count": b.Tally.Cast(), "Entitled": b.Voters(), "Needed": b.QuorumNeeded(), "Recused": b.Recused,
	})
}

func (v voice) ballotRule(b *ballot.Ballot) string {
	return v.tell("ballot.rule", data{"Majority": v.fraction(b.Rule.Majority), "Base": v.tell("base."+string(b.Rule.Base), nil)})
}
