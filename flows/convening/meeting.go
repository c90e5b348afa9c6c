package convening

import (
	"slices"
	"time"

	"echowall/flows/calendar"
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

// Verbs are those of meetings.
func Verbs() []life.Verb {
	return []life.Verb{
		involveVerb(),
		scheduleVerb(), pollVerb(), suitVerb(), fixVerb(), rescheduleVerb(), callOffVerb(), chairVerb(),
		bringVerb(), rsvpVerb(), checkInVerb(), openVerb(), phaseVerb(), minutesVerb(), meetingsVerb(),
	}
}

// Schedule is a meeting with a date.
type Schedule struct {
	Cases []int
	When  time.Time
	Form  meeting.Form
	// Window is how long a written meeting runs; zero where nobody said.
	Window  calendar.Span
	Purpose meeting.Purpose
	Place   string
}

func readSchedule(got life.Reading) Schedule {
	return Schedule{
		Cases: got.Numbers("cases"), When: got.Moment("when"),
		Form: meeting.Form(got.Said["form"]), Window: got.Span("span"),
		Purpose: meeting.Purpose(got.Said["purpose"]), Place: got.Said["text"],
	}
}

func scheduleVerb() life.Verb {
	return life.Verb{
		Name:   permission.Schedule,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: scheduleFields,
		Decide: life.With(readSchedule, schedule),
		Wants:  life.Wanting(func(s *life.State, _ life.Command, call Schedule) { s.WantCases(call.Cases...) }),
		Menu:   life.Menu{For: life.ForOffice, Rank: 150},
		Help:   []life.HelpLine{{Reader: "secretary", Rank: 40}},
	}
}

// scheduleFields are those of a meeting with a date. A written one has a window in which people speak and vote, and no
// place.
func scheduleFields(got form.Values) []form.Field {
	fields := []form.Field{form.New("cases", form.CaseList), form.New("when", form.When),
		form.Wanted(form.OneOf("form", meeting.Forms()...))}
	if got["form"] == string(meeting.Written) {
		return append(fields, form.Field{Name: "span", Kind: form.Span, Ask: "window"}, purposeField())
	}
	return append(fields, purposeField(), form.Prose("place"))
}

// purposeField is what a meeting is for beside talking a matter over.
func purposeField() form.Field { return form.Optional(form.OneOf("purpose", meeting.Purposes()...)) }

// schedule calls a meeting on one or several cases that are in deliberation.
func schedule(s *life.State, cmd life.Command, call Schedule) (life.Result, error) {
	on := date{"when", call.When}
	if err := gathers(s, cmd, call.Cases, on); err != nil {
		return life.Result{}, err
	}
	if err := on.toCome(cmd.At); err != nil {
		return life.Result{}, err
	}
	m := NewMeeting(s, call.Cases, call.Place, cmd.At)
	m.Form, m.Purpose = call.Form, call.Purpose
	if err := reachable(&m); err != nil {
		return life.Result{}, err
	}
	m.At, m.Status = call.When, meeting.Scheduled
	if m.InWriting() {
		m.Until = windowOf(call).After(s.Local(m.At), s.Days())
	}
	m.Announce = AnnounceAt(s, &m, cmd.At)
	m.Reminded = !m.Reminder().After(cmd.At)
	id := "receipt.scheduled"
	if m.InWriting() {
		id += ".written"
	}
	return life.Result{Events: life.One(MeetingScheduled{Meeting: m}), Answer: say.Notice{
		Message: say.New(id, shortNotice(s, &m)), Buttons: codeButton(&m),
	}}, nil
}

// windowOf is how long a written meeting runs: three days where nobody said.
func windowOf(call Schedule) calendar.Span {
	if call.Window.IsZero() {
		return calendar.Span{Days: 3}
	}
	return call.Window
}

// shortNotice says how long ahead the agenda should have been published, where there is less time.
func shortNotice(s *life.State, m *meeting.Meeting) say.Args {
	args := life.MeetingArgs(m)
	if notice := noticeOf(s, m.Cases); m.Announce.IsZero() && !notice.IsZero() {
		args["Notice"] = say.Span(notice)
	}
	return args
}

// codeButton shows the code that hangs on the wall of the room.
func codeButton(m *meeting.Meeting) [][]say.Button {
	if m.Held() != meeting.InPerson {
		return nil
	}
	return [][]say.Button{say.Row(say.Press(say.New("button.code"), record.Line(permission.QR, "M"+record.Num(m.Number))))}
}

// date is a date that was said, with the name of its field.
type date struct {
	field string
	at    time.Time
}

func (d date) toCome(now time.Time) error { return life.Amiss(d.field, life.InFuture(now, d.at)) }

// gathers checks that cases may be put on the agenda of a meeting at each of some dates.
func gathers(s *life.State, cmd life.Command, numbers []int, dates ...date) error {
	if err := life.Allowed(s, cmd); err != nil {
		return err
	}
	for _, n := range numbers {
		one := cmd
		one.Case = n
		c, err := life.InCase(s, one)
		if err != nil {
			return err
		}
		if c.Talk.Meeting != 0 && !c.Talk.Heard {
			return life.Refuse("refuse.on_agenda", life.CaseArgs(c, say.Args{"Meeting": say.Num(c.Talk.Meeting)}))
		}
		if c.Talk.Ballot != "" {
			return life.Refuse("refuse.ballot_open", life.CaseArgs(c))
		}
		for _, d := range dates {
			if err := Timely(s, c, cmd.At, d.at); err != nil && d.at.After(cmd.At) {
				return life.Amiss(d.field, err)
			}
		}
		if err := life.Ready(s, c); err != nil {
			return err
		}
	}
	return nil
}

// Timely refuses a meeting that would be held sooner than the procedure lets it be called. Urgent matters do not wait.
func Timely(s *life.State, c *cases.Case, now, when time.Time) error {
	notice := s.Method(c).Stage(c.Stage).Notice
	if notice.IsZero() || c.Track == procedure.Urgent {
		return nil
	}
	if earliest := notice.After(s.Local(now), s.Days()); when.Before(earliest) {
		return life.Refuse("refuse.notice",
			life.CaseArgs(c, say.Args{"Within": say.Span(notice), "Earliest": say.Time(earliest)}))
	}
	return nil
}

// reachable refuses an online meeting without a link.
func reachable(m *meeting.Meeting) error {
	if m.Form == meeting.Online && m.Link == "" {
		return life.Amiss("text", life.Refuse("refuse.no_link", life.MeetingArgs(m)))
	}
	return nil
}

// NewMeeting is a meeting on cases, with those who are asked to come.
func NewMeeting(s *life.State, numbers []int, place string, at time.Time) meeting.Meeting {
	s.WantCases(numbers...)
	m := meeting.Meeting{
		Number: s.Head().Meetings + 1, Cases: numbers, Place: place, Link: meeting.FindLink(place), Called: at.UTC(),
		Chairs: chairs(s), Invited: Invited(s, numbers),
	}
	for _, n := range numbers {
		m.Said = append(m.Said, meeting.Said{Case: n, First: s.Case(n).Statements + 1})
	}
	return m
}

// chairs are who chairs a meeting where nobody else is named: the conveners, often two, else the secretaries.
func chairs(s *life.State) []int {
	if all := s.Holders().Of(people.Convener); len(all) > 0 {
		return all
	}
	return s.Holders().Of(people.Secretary)
}

// noticeOf is how long before a meeting on cases its agenda is published: as the community has set it, else the longest
// that the procedures of the cases ask for.
func noticeOf(s *life.State, numbers []int) calendar.Span {
	longest := s.Head().Notice
	if !longest.IsZero() {
		return longest
	}
	for _, n := range numbers {
		if c := s.Case(n); c != nil {
			if notice := s.Method(c).Stage(c.Stage).Notice; notice.Rough() > longest.Rough() {
				longest = notice
			}
		}
	}
	return longest
}

// AnnounceAt is when the agenda is published; zero when that is now, for then calling the meeting publishes it.
func AnnounceAt(s *life.State, m *meeting.Meeting, now time.Time) time.Time {
	if at := noticeOf(s, m.Cases).Before(s.Local(m.At), s.Days()); at.After(now) && at.Before(m.At) {
		return at
	}
	return time.Time{}
}

// Invited lists who is asked to a meeting on the cases: the council and the stakeholders of each.
func Invited(s *life.State, numbers []int) []int {
	var all []int
	for _, n := range numbers {
		for _, p := range s.Electorate(s.Case(n)) {
			if !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all
}

// beforeMeeting finds the meeting of a command that has not begun yet.
func beforeMeeting(s *life.State, cmd life.Command) (*meeting.Meeting, error) {
	m, err := life.InMeeting(s, cmd)
	if err == nil && m.Status != meeting.Scheduled && m.Status != meeting.Polled {
		return nil, life.Refuse("refuse.meeting_begun", life.MeetingArgs(m))
	}
	return m, err
}

// RSVPButtons let the invited answer; the view of a meeting and its invitations carry them.
func RSVPButtons(number int) []say.Button {
	press := func(r meeting.Reply) say.Button {
		return say.Press(say.New("button.rsvp."+string(r)), record.Line(permission.RSVP, "M"+record.Num(number), string(r)))
	}
	return say.Row(press(meeting.Coming), press(meeting.NotComing), press(meeting.Maybe))
}

// CheckInButton lets those who are there say so.
func CheckInButton(number int) []say.Button {
	return say.Row(say.Press(say.New("button.checkin"), record.Line(permission.CheckIn, "M"+record.Num(number))))
}

// pressDate lets the office pick the date of a meeting among those that suit.
func pressDate() life.Press {
	return life.Press{Buttons: func(s *life.State, w life.Wait) [][]say.Button {
		m := "M" + record.Num(s.Case(w.Case).Talk.Meeting)
		return [][]say.Button{say.Row(say.Press(say.New("button.do.fix"), record.Line(w.Verb, m)))}
	}}
}

// byItself is of what no press does: a meeting opens at its time, and minutes are words.
func byItself() life.Press {
	return life.Press{Buttons: func(*life.State, life.Wait) [][]say.Button { return nil }}
}
