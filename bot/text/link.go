package text

import (
	"echowall/flows/cases"
	"echowall/flows/procedure"
)

// together says on the card which other communities have to do with a case, and how each of them voted.
func (v voice) together(c *cases.Case) string {
	var all []string
	if c.Follows(cases.ReferredUp) {
		all = append(all, v.tell("card.lead", data{"Name": escape(oneLine(c.Lead.Name)), "Lead": c.Lead.Case}))
	}
	var names []string
	for _, p := range c.Partners() {
		names = append(names, escape(oneLine(p.Name)))
	}
	if len(names) > 0 {
		all = append(all, v.tell("card.joint", data{"Names": v.list(names)}))
	}
	for _, x := range c.Talk.Counts {
		all = append(all, v.tell("card.count", data{
			"Name": escape(oneLine(x.Name)), "Result": v.tell("count."+string(x.Result), nil),
			"Yes": x.Tally.Yes, "No": x.Tally.No, "Abstain": x.Tally.Abstain,
		}))
	}
	return lines(all)
}

// sorted says where a matter came from and of what sort it is, where somebody said so.
func (v voice) sorted(c *cases.Case) string {
	if c.Weighed != nil && c.Track == "" {
		return lines([]string{v.source(c), v.tell("card.weighed", data{
			"Track": v.tell("track."+string(c.Weighed.Track), nil), "Level": v.tell("level."+string(c.Weighed.Level), nil),
			"Untold": c.Weighed.Level == procedure.Township && c.Lead == nil && c.Closed == nil,
		})})
	}
	return v.source(c)
}

func (v voice) source(c *cases.Case) string {
	if c.Topic == "" && (c.Source == "" || c.Source == cases.FromPublic) {
		return ""
	}
	d := data{"Source": v.tell("source."+string(c.Source), nil)}
	if c.Topic != "" {
		d["Topic"] = v.tell("topic."+string(c.Topic), nil)
	}
	return v.tell("card.sorted", d)
}
