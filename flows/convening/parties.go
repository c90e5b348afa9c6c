package convening

import (
	"echowall/flows/life"
	"echowall/flows/say"
)

// warnOfParties tells the office which party of four is not invited to a meeting.
func warnOfParties(n *life.Notices, s *life.State, number int, invited []int) {
	missing := s.PartiesMissing(invited)
	if len(missing) == 0 {
		return
	}
	var all []say.Arg
	for _, party := range missing {
		all = append(all, say.Msg("party."+party))
	}
	n.Tells(s.Officers(), say.New("notice.parties", say.Args{"Meeting": say.Num(number), "Parties": say.List(all...)}), "")
}
