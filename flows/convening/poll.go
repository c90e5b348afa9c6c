package convening

import (
	"slices"
	"strconv"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

func pollVerb() life.Verb {
	return life.Verb{
		Name:   permission.Poll,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: pollFields,
		Decide: poll,
		Menu:   life.Menu{For: life.ForOffice, Rank: 160},
	}
}

// pollFields are those of a meeting whose date is to be found: from two dates on, one more is asked for until there are enough.
func pollFields(got form.Values) []form.Field {
	fields := []form.Field{form.New("cases", form.CaseList)}
	for i := 1; i <= meeting.MostDates; i++ {
		f := form.Field{Name: form.DateName(i), Kind: form.When, Ask: "poll." + strconv.Itoa(min(i, meeting.FewestDates+1))}
		if i > meeting.FewestDates {
			f = form.Wanted(f)
		}
		fields = append(fields, f)
		if last, have := got[f.Name]; i >= meeting.FewestDates && (!have || last == "") {
			break
		}
	}
	return append(fields, form.Wanted(form.OneOf("form", meeting.InPerson, meeting.Online)), purposeField(), form.Prose("place"))
}

// poll calls a meeting without a date: those who are invited say which of several suit them.
func poll(s *life.State, cmd life.Command) (life.Result, error) {
	if err := gathers(s, cmd); err != nil {
		return life.Result{}, err
	}
	for _, date := range cmd.Dates {
		if err := life.InFuture(s, cmd.At, date); err != nil {
			return life.Result{}, err
		}
	}
	m, err := convened(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if m.InWriting() {
		return life.Result{}, life.Refuse("refuse.poll_written")
	}
	if len(cmd.Dates) == 0 {
		return life.Result{}, life.Refuse("refuse.few_dates", say.Args{"Count": say.Num(meeting.FewestDates)})
	}
	m.Status, m.Poll = meeting.Polled, meeting.NewPoll(cmd.Dates, cmd.At)
	if len(m.Poll.Dates) < meeting.FewestDates {
		return life.Result{}, life.Refuse("refuse.few_dates", say.Args{"Count": say.Num(meeting.FewestDates)})
	}
	return life.Answer(life.One(PollOpened{Meeting: m}), "receipt.polled", life.MeetingArgs(&m))
}

func suitVerb() life.Verb {
	return life.Verb{
		Name:   permission.Suit,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Meeting(), form.New("dates", form.DateNos)),
		Decide: suit,
	}
}

// suit says which dates suit: one number takes it in or out again, several are all that suit, and none at all is a word too.
func suit(s *life.State, cmd life.Command) (life.Result, error) {
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
	for _, n := range cmd.Numbers {
		if _, ok := m.Poll.Date(n); !ok {
			return life.Result{}, noSuchDate(s, m, n)
		}
	}
	dates := slices.Clone(cmd.Numbers)
	slices.Sort(dates)
	if cmd.Word == AllDates {
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

// AllDates is the word that every date of a poll suits.
const AllDates = "all"

// ChoosesDates tells whether somebody is asked which dates suit and has not said.
func ChoosesDates(s *life.State, m *meeting.Meeting, person int) bool {
	_, said := m.Poll.Choices[person]
	return m.Expects(person) && !said
}

func noSuchDate(s *life.State, m *meeting.Meeting, n int) error {
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

func fixVerb() life.Verb {
	return life.Verb{
		Name:   permission.Fix,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.Field{Name: "number", Kind: form.Number, Ask: "fix"}),
		Decide: fix,
		Press:  pressDate(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 170},
	}
}

// fix takes one of the dates of a poll, and the meeting is scheduled.
func fix(s *life.State, cmd life.Command) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if m.Status != meeting.Polled {
		return life.Result{}, life.Refuse("refuse.no_poll", life.MeetingArgs(m))
	}
	date, ok := m.Poll.Date(cmd.Number)
	if !ok {
		return life.Result{}, noSuchDate(s, m, cmd.Number)
	}
	if err := life.InFuture(s, cmd.At, date); err != nil {
		return life.Result{}, err
	}
	return fixed(s, cmd, m, date)
}

// fixed schedules a meeting that had no date yet.
func fixed(s *life.State, cmd life.Command, m *meeting.Meeting, date time.Time) (life.Result, error) {
	after := *m
	after.At, after.Status = date, meeting.Scheduled
	if cmd.Text != "" {
		after.Place, after.Link = cmd.Text, meeting.FindLink(cmd.Text)
	}
	e := DateFixed{Meeting: m.Number, At: date, Place: after.Place, Link: after.Link, Announce: AnnounceAt(s, &after, cmd.At)}
	return life.Result{Events: life.One(e), Answer: say.Notice{
		Message: say.New("receipt.scheduled", life.MeetingArgs(&after)), Buttons: codeButton(&after),
	}}, nil
}

// SuitButtons are a button a date, and one for none.
func SuitButtons(m *meeting.Meeting) [][]say.Button {
	var rows [][]say.Button
	for i, date := range m.Poll.Dates {
		label := say.New("button.suit", say.Args{"Number": say.Num(i + 1), "When": say.Time(date), "Count": say.Num(m.Poll.Count(i + 1))})
		rows = append(rows, say.Row(say.Press(label, record.Line(permission.Suit, "M"+record.Num(m.Number), record.Num(i+1)))))
	}
	return append(rows, say.Row(say.Press(say.New("button.suit.none"), record.Line(permission.Suit, "M"+record.Num(m.Number), "none"))))
}

// PollOpened calls a meeting whose date is to be found.
type PollOpened struct {
	Meeting meeting.Meeting `json:"meeting"`
}

// Apply implements life.Event.
func (e PollOpened) Apply(s *life.State, m life.Meta) { enter(s, e.Meeting, m.At) }

// Tell implements life.Event.
func (e PollOpened) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting.Number)
	n.Show(say.Council, say.MeetingView(m.Number))
	n.Echoes(s, s.OnAgenda(m), life.Everywhere, "echo.polled", life.MeetingArgs(m), m.Asked())
	askDates(s, m, m.Asked(), n)
}

// askDates asks people which dates suit them.
func askDates(s *life.State, m *meeting.Meeting, whom []int, n *life.Notices) {
	args := life.MeetingArgs(m)
	args["Until"] = say.Time(m.Poll.Until)
	n.Tells(whom, say.New("notice.polled", args), record.Line(permission.Suit, "M"+record.Num(m.Number)), SuitButtons(m)...)
}

// DatesChosen keeps which dates suit a person.
type DatesChosen struct {
	Meeting int   `json:"meeting"`
	Person  int   `json:"person"`
	Dates   []int `json:"dates,omitempty"`
}

// Apply implements life.Event.
func (e DatesChosen) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Book, record.MeetingKey(e.Meeting)).Poll.Choose(e.Person, e.Dates)
}

// Tell implements life.Event.
func (e DatesChosen) Tell(_ *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.MeetingView(e.Meeting))
}

// PollOffered ends the asking: the best date is offered to the officers, who pick.
type PollOffered struct {
	Meeting int `json:"meeting"`
}

// Apply implements life.Event.
func (e PollOffered) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Book, record.MeetingKey(e.Meeting)).Poll.Offered = true
}

// Tell implements life.Event.
func (e PollOffered) Tell(s *life.State, meta life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	args := life.MeetingArgs(m)
	args["Count"] = say.Num(len(m.Poll.Choices))
	id := "task.fix.none"
	var rows [][]say.Button
	if best := m.Poll.Best(meta.At); best > 0 {
		date, _ := m.Poll.Date(best)
		id, args["Best"], args["Suits"] = "task.fix", say.Time(date), say.Num(m.Poll.Count(best))
		rows = fixButtons(s, m, best, meta.At)
	}
	n.Asks(s.Officers(), say.New(id, args), record.Line(permission.Fix, "M"+record.Num(m.Number)), rows...)
}

// fixButtons are the dates still to come, the best first.
func fixButtons(s *life.State, m *meeting.Meeting, best int, now time.Time) [][]say.Button {
	order := []int{best}
	for i := range m.Poll.Dates {
		if i+1 != best && m.Poll.Dates[i].After(now) {
			order = append(order, i+1)
		}
	}
	var rows [][]say.Button
	for _, k := range order {
		date, _ := m.Poll.Date(k)
		label := say.New("button.fix", say.Args{"When": say.Time(date), "Count": say.Num(m.Poll.Count(k))})
		rows = append(rows, say.Row(say.Press(label, record.Line(permission.Fix, "M"+record.Num(m.Number), record.Num(k)))))
	}
	return rows
}

// DateFixed schedules a meeting whose date was to be found.
type DateFixed struct {
	Meeting  int       `json:"meeting"`
	At       time.Time `json:"at"`
	Place    string    `json:"place"`
	Link     string    `json:"link,omitempty"`
	Announce time.Time `json:"announce,omitzero"`
}

// Apply implements life.Event.
func (e DateFixed) Apply(s *life.State, m life.Meta) {
	x := record.Edit[meeting.Meeting](s.Book, record.MeetingKey(e.Meeting))
	x.Status, x.At, x.Place, x.Link = meeting.Scheduled, e.At, e.Place, e.Link
	x.Announce, x.Changed = e.Announce, m.At
	x.Reminded = !x.Reminder().After(m.At)
	for _, c := range s.OnAgenda(x) {
		record.Edit[cases.Case](s.Book, record.CaseKey(c.Number)).Touch(m.At)
	}
}

// Tell implements life.Event.
func (e DateFixed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	announceMeeting(s, s.Meeting(e.Meeting), n)
}
