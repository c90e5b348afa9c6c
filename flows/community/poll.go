package community

import (
	"slices"
	"strconv"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func pollVerb() Verb {
	return Verb{
		Name:   permission.Poll,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: pollFields,
		Decide: (*State).poll,
		Menu:   Menu{For: ForOffice, Rank: 160},
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
func (s *State) poll(cmd Command) (Result, error) {
	if err := s.gathers(cmd); err != nil {
		return Result{}, err
	}
	for _, date := range cmd.Dates {
		if err := s.inFuture(cmd.At, date); err != nil {
			return Result{}, err
		}
	}
	m, err := s.convened(cmd)
	if err != nil {
		return Result{}, err
	}
	if m.InWriting() {
		return Result{}, refuse("refuse.poll_written")
	}
	if len(cmd.Dates) == 0 {
		return Result{}, refuse("refuse.few_dates", say.Args{"Count": say.Num(meeting.FewestDates)})
	}
	m.Status, m.Poll = meeting.Polled, meeting.NewPoll(cmd.Dates, cmd.At)
	if len(m.Poll.Dates) < meeting.FewestDates {
		return Result{}, refuse("refuse.few_dates", say.Args{"Count": say.Num(meeting.FewestDates)})
	}
	return answer(one(PollOpened{Meeting: m}), "receipt.polled", meetingArgs(&m))
}

func suitVerb() Verb {
	return Verb{
		Name:   permission.Suit,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Meeting(), form.New("dates", form.DateNos)),
		Decide: (*State).suit,
	}
}

// suit says which dates suit: one number takes it in or out again, several are all that suit, and none at all is a word too.
func (s *State) suit(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	switch {
	case m.Status != meeting.Polled:
		return Result{}, refuse("refuse.no_poll", meetingArgs(m))
	case !m.Expects(cmd.By):
		return Result{}, refuse("refuse.not_invited", meetingArgs(m))
	}
	for _, n := range cmd.Numbers {
		if _, ok := m.Poll.Date(n); !ok {
			return Result{}, s.noSuchDate(m, n)
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
	events := one(DatesChosen{Meeting: m.Number, Person: cmd.By, Dates: dates})
	after := meeting.Poll{Dates: m.Poll.Dates, Choices: map[int][]int{}}
	for p, x := range m.Poll.Choices {
		after.Choose(p, x)
	}
	after.Choose(cmd.By, dates)
	if !m.Poll.Offered && after.Answered(m.Invited) {
		events = append(events, PollOffered{Meeting: m.Number})
	}
	args := meetingArgs(m)
	id := "receipt.chosen.none"
	if len(dates) > 0 {
		id, args["Dates"] = "receipt.chosen", say.List(dateArgs(m, dates)...)
	}
	return answer(events, id, args)
}

// AllDates is the word that every date of a poll suits.
const AllDates = "all"

// choosesDates tells whether somebody is asked which dates suit and has not said.
func (s *State) choosesDates(m *meeting.Meeting, person int) bool {
	_, said := m.Poll.Choices[person]
	return m.Expects(person) && !said
}

func (s *State) noSuchDate(m *meeting.Meeting, n int) error {
	return refuse("refuse.no_such_date", say.Args{
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

func fixVerb() Verb {
	return Verb{
		Name:   permission.Fix,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.Field{Name: "number", Kind: form.Number, Ask: "fix"}),
		Decide: (*State).fix,
		Press:  pressDate(),
		Menu:   Menu{For: ForOffice, Rank: 170},
	}
}

// fix takes one of the dates of a poll, and the meeting is scheduled.
func (s *State) fix(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	if m.Status != meeting.Polled {
		return Result{}, refuse("refuse.no_poll", meetingArgs(m))
	}
	date, ok := m.Poll.Date(cmd.Number)
	if !ok {
		return Result{}, s.noSuchDate(m, cmd.Number)
	}
	if err := s.inFuture(cmd.At, date); err != nil {
		return Result{}, err
	}
	return s.fixed(cmd, m, date)
}

// fixed schedules a meeting that had no date yet.
func (s *State) fixed(cmd Command, m *meeting.Meeting, date time.Time) (Result, error) {
	after := *m
	after.At, after.Status = date, meeting.Scheduled
	if cmd.Text != "" {
		after.Place, after.Link = cmd.Text, meeting.FindLink(cmd.Text)
	}
	e := DateFixed{Meeting: m.Number, At: date, Place: after.Place, Link: after.Link, Announce: s.announceAt(&after, cmd.At)}
	return Result{Events: one(e), Answer: say.Notice{
		Message: say.New("receipt.scheduled", meetingArgs(&after)), Buttons: codeButton(&after),
	}}, nil
}

// SuitButtons are a button a date, and one for none.
func SuitButtons(m *meeting.Meeting) [][]say.Button {
	var rows [][]say.Button
	for i, date := range m.Poll.Dates {
		label := say.New("button.suit", say.Args{"Number": say.Num(i + 1), "When": say.Time(date), "Count": say.Num(m.Poll.Count(i + 1))})
		rows = append(rows, say.Row(say.Press(label, line(permission.Suit, "M"+num(m.Number), num(i+1)))))
	}
	return append(rows, say.Row(say.Press(say.New("button.suit.none"), line(permission.Suit, "M"+num(m.Number), "none"))))
}

// PollOpened calls a meeting whose date is to be found.
type PollOpened struct {
	Meeting meeting.Meeting `json:"meeting"`
}

func (e PollOpened) apply(s *State, m Meta) { s.enter(e.Meeting, m.At) }

func (e PollOpened) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting.Number)
	n.show(say.Council, say.MeetingView(m.Number))
	n.echoes(s, s.onAgenda(m), everywhere, "echo.polled", meetingArgs(m), m.Asked())
	s.askDates(m, m.Asked(), n)
}

// askDates asks people which dates suit them.
func (s *State) askDates(m *meeting.Meeting, whom []int, n *Notices) {
	args := meetingArgs(m)
	args["Until"] = say.Time(m.Poll.Until)
	n.tells(whom, say.New("notice.polled", args), line(permission.Suit, "M"+num(m.Number)), SuitButtons(m)...)
}

// DatesChosen keeps which dates suit a person.
type DatesChosen struct {
	Meeting int   `json:"meeting"`
	Person  int   `json:"person"`
	Dates   []int `json:"dates,omitempty"`
}

func (e DatesChosen) apply(s *State, _ Meta) {
	edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Poll.Choose(e.Person, e.Dates)
}

func (e DatesChosen) announce(_ *State, _ Meta, n *Notices) {
	n.show(say.Council, say.MeetingView(e.Meeting))
}

// PollOffered ends the asking: the best date is offered to the officers, who pick.
type PollOffered struct {
	Meeting int `json:"meeting"`
}

func (e PollOffered) apply(s *State, _ Meta) {
	edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Poll.Offered = true
}

func (e PollOffered) announce(s *State, meta Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	args := meetingArgs(m)
	args["Count"] = say.Num(len(m.Poll.Choices))
	id := "task.fix.none"
	var rows [][]say.Button
	if best := m.Poll.Best(meta.At); best > 0 {
		date, _ := m.Poll.Date(best)
		id, args["Best"], args["Suits"] = "task.fix", say.Time(date), say.Num(m.Poll.Count(best))
		rows = s.fixButtons(m, best, meta.At)
	}
	n.asks(s.officers(), say.New(id, args), line(permission.Fix, "M"+num(m.Number)), rows...)
}

// fixButtons are the dates still to come, the best first.
func (s *State) fixButtons(m *meeting.Meeting, best int, now time.Time) [][]say.Button {
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
		rows = append(rows, say.Row(say.Press(label, line(permission.Fix, "M"+num(m.Number), num(k)))))
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

func (e DateFixed) apply(s *State, m Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	x.Status, x.At, x.Place, x.Link = meeting.Scheduled, e.At, e.Place, e.Link
	x.Announce, x.Changed = e.Announce, m.At
	x.Reminded = !x.Reminder().After(m.At)
	for _, c := range s.onAgenda(x) {
		edit[cases.Case](s.Book, caseKey(c.Number)).Touch(m.At)
	}
}

func (e DateFixed) announce(s *State, _ Meta, n *Notices) { s.announceMeeting(s.Meeting(e.Meeting), n) }
