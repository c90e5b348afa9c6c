package convening

import (
	"slices"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Suit is which dates of a poll suit somebody: some by their numbers, or all, or none.
type Suit struct {
	Dates []int
	All   bool
}

func readSuit(got life.Reading) Suit {
	return Suit{Dates: got.Numbers("dates"), All: got.Said["dates"] == form.AllDates}
}

func suitVerb() life.Verb {
	return life.Verb{
		Name:   permission.Suit,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Meeting(), form.New("dates", form.DateNos)),
		Decide: life.With(readSuit, suit),
	}
}

// suit says which dates suit: one number takes it in or out again, several are all that suit, and none at all is a word
// too.
func suit(s *life.State, cmd life.Command, said Suit) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	switch {
	case m.Status != meeting.Polled:
		return life.Result{}, life.Refuse("refuse.no_poll", life.MeetingArgs(m))
	case !m.Expects(cmd.By):
		return life.Result{}, life.Refuse("refuse.not_invited", life.MeetingArgs(m))
	}
	for _, n := range said.Dates {
		if _, ok := m.Poll.Date(n); !ok {
			return life.Result{}, life.Amiss("dates", noSuchDate(m, n))
		}
	}
	dates := slices.Clone(said.Dates)
	slices.Sort(dates)
	if said.All {
		for i := range m.Poll.Dates {
			dates = append(dates, i+1)
		}
	} else if len(dates) == 1 {
		dates = m.Poll.Toggled(cmd.By, dates[0])
	}
	events := life.One(DatesChosen{Meeting: m.Number, Person: cmd.By, Dates: dates})
	after := meeting.Poll{Dates: m.Poll.Dates, Choices: map[int][]int{}}
	for p, x := range m.Poll.Choices {
		after.Choose(p, x)
	}
	after.Choose(cmd.By, dates)
	if !m.Poll.Offered && after.Answered(m.Invited) {
		events = append(events, PollOffered{Meeting: m.Number})
	}
	args := life.MeetingArgs(m)
	id := "receipt.chosen.none"
	if len(dates) > 0 {
		id, args["Dates"] = "receipt.chosen", say.List(dateArgs(m, dates)...)
	}
	return life.Answer(events, id, args)
}

// ChoosesDates tells whether somebody is asked which dates suit and has not said.
func ChoosesDates(m *meeting.Meeting, person int) bool {
	_, said := m.Poll.Choices[person]
	return m.Expects(person) && !said
}

func noSuchDate(m *meeting.Meeting, n int) error {
	return life.Refuse("refuse.no_such_date", say.Args{
		"Meeting": say.Num(m.Number), "Number": say.Num(n), "Last": say.Num(len(m.Poll.Dates)),
	})
}

func dateArgs(m *meeting.Meeting, numbers []int) []say.Arg {
	var all []say.Arg
	for _, n := range numbers {
		if date, ok := m.Poll.Date(n); ok {
			all = append(all, say.Time(date))
		}
	}
	return all
}

// SuitButtons are a button a date, and one for none.
func SuitButtons(m *meeting.Meeting) [][]say.Button {
	var rows [][]say.Button
	for i, date := range m.Poll.Dates {
		label := say.New("button.suit",
			say.Args{"Number": say.Num(i + 1), "When": say.Time(date), "Count": say.Num(m.Poll.Count(i + 1))})
		rows = append(rows, say.Row(say.Press(label,
			record.Line(permission.Suit, "M"+record.Num(m.Number), record.Num(i+1)))))
	}
	return append(rows, say.Row(say.Press(say.New("button.suit.none"),
		record.Line(permission.Suit, "M"+record.Num(m.Number), "none"))))
}

// DatesChosen keeps which dates suit a person.
type DatesChosen struct {
	Meeting int   `json:"meeting"`
	Person  int   `json:"person"`
	Dates   []int `json:"dates,omitempty"`
}

// Apply implements life.Event.
func (e DatesChosen) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Poll.Choose(e.Person, e.Dates)
}

// Tell implements life.Event.
func (e DatesChosen) Tell(_ *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.MeetingView(e.Meeting))
}
