package convening

import (
	"strconv"
	"time"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Poll is a meeting whose date is to be found among several.
type Poll struct {
	Cases   []int
	Dates   []time.Time
	Form    meeting.Form
	Purpose meeting.Purpose
	Place   string
}

func readPoll(got life.Reading) Poll {
	call := Poll{
		Cases: got.Numbers("cases"), Form: meeting.Form(got.Said["form"]),
		Purpose: meeting.Purpose(got.Said["purpose"]), Place: got.Said["text"],
	}
	for i := 1; i <= meeting.MostDates; i++ {
		if date := got.Moment(form.DateName(i)); !date.IsZero() {
			call.Dates = append(call.Dates, date)
		}
	}
	return call
}

func pollVerb() life.Verb {
	return life.Verb{
		Name:   permission.Poll,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: pollFields,
		Decide: life.With(readPoll, poll),
		Wants:  life.Wanting(func(s *life.State, _ life.Command, call Poll) { s.WantCases(call.Cases...) }),
		Menu:   life.Menu{For: life.ForOffice, Rank: 160},
	}
}

// pollFields are those of a meeting whose date is to be found: from two dates on, one more is asked for until there are
// enough.
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
	return append(fields, form.Wanted(form.OneOf("form", meeting.InPerson, meeting.Online)), purposeField(),
		form.Prose("place"))
}

// poll calls a meeting without a date: those who are invited say which of several suit them.
func poll(s *life.State, cmd life.Command, call Poll) (life.Result, error) {
	var dates []date
	for i, at := range call.Dates {
		dates = append(dates, date{form.DateName(i + 1), at})
	}
	if err := gathers(s, cmd, call.Cases, dates...); err != nil {
		return life.Result{}, err
	}
	for _, d := range dates {
		if err := d.toCome(cmd.At); err != nil {
			return life.Result{}, err
		}
	}
	m := NewMeeting(s, call.Cases, call.Place, cmd.At)
	m.Form, m.Purpose = call.Form, call.Purpose
	if err := reachable(&m); err != nil {
		return life.Result{}, err
	}
	if m.InWriting() {
		return life.Result{}, life.Refuse("refuse.poll_written")
	}
	if len(call.Dates) == 0 {
		return life.Result{}, life.Refuse("refuse.few_dates", say.Args{"Count": say.Num(meeting.FewestDates)})
	}
	m.Status, m.Poll = meeting.Polled, meeting.NewPoll(call.Dates, cmd.At)
	if len(m.Poll.Dates) < meeting.FewestDates {
		return life.Result{}, life.Amiss(form.DateName(meeting.FewestDates),
			life.Refuse("refuse.few_dates", say.Args{"Count": say.Num(meeting.FewestDates)}))
	}
	return life.Answer(life.One(PollOpened{Meeting: m}), "receipt.polled", life.MeetingArgs(&m))
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
	askDates(m, m.Asked(), n)
}

// askDates asks people which dates suit them.
func askDates(m *meeting.Meeting, whom []int, n *life.Notices) {
	args := life.MeetingArgs(m)
	args["Until"] = say.Time(m.Poll.Until)
	n.Tells(whom, say.New("notice.polled", args), record.Line(permission.Suit, "M"+record.Num(m.Number)),
		SuitButtons(m)...)
}

// PollOffered ends the asking: the best date is offered to the officers, who pick.
type PollOffered struct {
	Meeting int `json:"meeting"`
}

// Apply implements life.Event.
func (e PollOffered) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Poll.Offered = true
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
		rows = fixButtons(m, best, meta.At)
	}
	n.Asks(s.Officers(), say.New(id, args), record.Line(permission.Fix, "M"+record.Num(m.Number)), rows...)
}
