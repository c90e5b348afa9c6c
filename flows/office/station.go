package office

import (
	"slices"
	"strings"

	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
)

// What a station has (六有): a place, a sign, what is needed to meet, rules, records of what was done, and fixed members.
// Some places ask for more: funds, staff, members attached to it.
const (
	HasSite     = "site"
	HasSign     = "sign"
	HasGear     = "gear"
	HasRules    = "rules"
	HasRecords  = "records"
	HasMembers  = "fixed"
	HasFunds    = "funds"
	HasStaff    = "staff"
	HasAttached = "attached"
)

// StationItems lists what the secretary says of a station; the rest is seen from the records.
func StationItems() []string {
	return []string{HasSite, HasSign, HasGear, HasFunds, HasStaff, HasAttached}
}

// Have is one thing that a station must have.
type Have struct {
	Item string
	// Text is what the secretary says of it, Count how many the records hold; "" and 0 where it is missing.
	Text  string
	Count int
}

// There tells whether the station has it.
func (h Have) There() bool { return h.Text != "" || h.Count > 0 }

// Station is what the community's station has, and what of the six it lacks; of what only some places ask for, what
// there is.
func Station(s *life.State) []Have {
	said := s.Head().Station
	site := said[HasSite]
	if site == "" {
		site = s.Head().Place
	}
	all := []Have{
		{Item: HasSite, Text: site}, {Item: HasSign, Text: said[HasSign]}, {Item: HasGear, Text: said[HasGear]},
		{Item: HasRules, Count: len(s.Current().Steps())}, {Item: HasRecords, Count: recorded(s)},
		{Item: HasMembers, Count: len(s.Holders().Of(people.Member, people.Convener))},
	}
	for _, item := range []string{HasFunds, HasStaff, HasAttached} {
		if said[item] != "" {
			all = append(all, Have{Item: item, Text: said[item]})
		}
	}
	return all
}

// recorded is how many meetings have minutes.
func recorded(s *life.State) int {
	n := 0
	s.WantMeetings(record.UpTo(s.Head().Meetings)...)
	for i := 1; i <= s.Head().Meetings; i++ {
		if m := s.Meeting(i); m != nil && m.HasMinutes() {
			n++
		}
	}
	return n
}

// Nothing is the word for having none; whoever reads the command has found it in what people said.
const Nothing = "none"

// setStation says what the station has of a thing, or that it has none.
func setStation(s *life.State, to Setting) (life.Result, error) {
	e := StationSet{Item: to.Item, Text: strings.TrimSpace(to.Value)}
	if !slices.Contains(StationItems(), e.Item) {
		return life.Result{}, life.Refuse("refuse.have")
	}
	id := "receipt.station"
	if strings.EqualFold(e.Text, Nothing) {
		e.Text, id = "", "receipt.station.none"
	}
	var buttons [][]say.Button
	if code := s.Head().Page.Code; code != "" {
		buttons = append(buttons, say.Row(say.Button{Label: say.New("button.page"), Page: code, Below: "council"}))
	}
	return life.Result{Events: life.One(e), Answer: say.Notice{
		Message: say.New(id, say.Args{"Item": say.Msg("have." + e.Item), "Text": say.Text(e.Text)}), Buttons: buttons,
	}}, nil
}

// StationSet keeps what the station has of a thing; "" where it has none.
type StationSet struct {
	Item string `json:"item"`
	Text string `json:"text,omitempty"`
}

// Apply implements life.Event.
func (e StationSet) Apply(s *life.State, _ life.Meta) {
	h := record.Edit[record.Community](s.Cache, record.HeadKey)
	if h.Station == nil {
		h.Station = map[string]string{}
	}
	h.Station[e.Item] = e.Text
	if e.Text == "" {
		delete(h.Station, e.Item)
	}
}

// Tell implements life.Event.
func (e StationSet) Tell(_ *life.State, _ life.Meta, _ *life.Notices) {}
