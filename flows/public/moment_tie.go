package public

import (
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/say"
	"echowall/flows/screening"
	"echowall/flows/ties"
)

// tied tells what a case has to do with other communities: handed up, heard from there, deliberated together.
func tied(s *life.State, e life.Event) (Moment, bool) {
	switch e := e.(type) {
	case screening.CaseReferred:
		if e.Reason == "" {
			return moment(e.Case, "moment.referred.plain", "", say.Args{"Name": say.Text(e.Name)})
		}
		return moment(e.Case, "moment.referred", e.Reason, say.Args{"Name": say.Text(e.Name)})
	case screening.CaseCarried:
		return moment(e.Case, "moment.carried", e.Reason, say.Args{"From": say.Text(e.From)})
	case screening.SentBack:
		return moment(e.Case, "moment.sent_back", e.Text)
	case ties.LeadFound:
		return moment(e.Case, "moment.lead_found", "", leads(s, e.Case))
	case ties.EchoHeard:
		args := leads(s, e.Case)
		args["Heard"] = say.Arg{Msg: &e.Told}
		return moment(e.Case, "moment.heard", "", args)
	case ties.CaseShared:
		return moment(e.Case, "moment.shared", e.Text, say.Args{"Name": say.Text(e.Lead.Name), "Lead": say.Num(e.Lead.Case)})
	case ties.PartnerInvited:
		return moment(e.Case, "moment.joint", "", say.Args{"Name": say.Text(e.Name)})
	case ties.PartnerLost:
		name := ""
		if t := s.Tie(e.Community); t != nil {
			name = t.Name
		}
		return moment(e.Case, "moment.partner_lost", "", say.Args{"Name": say.Text(name)})
	case ties.CommunityCounted:
		return counted(e.Case, e.Count)
	case ties.JointCounted:
		return counted(e.Case, cases.Count{Name: s.Head().Name, Result: e.Result, Tally: e.Tally})
	}
	return Moment{}, false
}

// leads says which community leads a case, and under which number.
func leads(s *life.State, number int) say.Args {
	args := say.Args{"Name": say.Text(""), "Lead": say.Num(0)}
	if c := s.Case(number); c != nil && c.Lead != nil {
		args["Name"], args["Lead"] = say.Text(c.Lead.Name), say.Num(c.Lead.Case)
	}
	return args
}

// counted is how one community voted.
func counted(number int, x cases.Count) (Moment, bool) {
	return moment(number, "moment.counted", "", say.Args{
		"Name": say.Text(x.Name), "Result": say.Msg("count." + string(x.Result)), "Yes": say.Num(x.Tally.Yes),
		"No":      say.Num(x.Tally.No),
		"Abstain": say.Num(x.Tally.Abstain),
	})
}
