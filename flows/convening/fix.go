package convening

import (
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Fix is the number of the date that is taken.
type Fix struct{ Date int }

func readFix(got life.Reading) Fix { return Fix{Date: got.Number("number")} }

func fixVerb() life.Verb {
	return life.Verb{
		Name:   permission.Fix,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.Field{Name: "number", Kind: form.Number, Ask: "fix"}),
		Decide: life.With(readFix, fix),
		Press:  pressDate(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 170},
	}
}

// fix takes one of the dates of a poll, and the meeting is scheduled.
func fix(s *life.State, cmd life.Command, on Fix) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if m.Status != meeting.Polled {
		return life.Result{}, life.Refuse("refuse.no_poll", life.MeetingArgs(m))
	}
	date, ok := m.Poll.Date(on.Date)
	if !ok {
		return life.Result{}, life.Amiss("number", noSuchDate(m, on.Date))
	}
	if err := life.InFuture(cmd.At, date); err != nil {
		return life.Result{}, life.Amiss("number", err)
	}
	return fixed(s, cmd, m, date, "")
}

// fixed schedules a meeting that had no date yet; it stays where it was to be unless another place is said.
func fixed(s *life.State, cmd life.Command, m *meeting.Meeting, date time.Time, place string) (life.Result, error) {
	after := *m
	after.At, after.Status = date, meeting.Scheduled
	if place != "" {
		after.Place, after.Link = place, meeting.FindLink(place)
	}
	if err := reachable(&after); err != nil {
		return life.Result{}, err
	}
	e := DateFixed{Meeting: m.Number, At: date, Place: after.Place, Link: after.Link,
		Announce: AnnounceAt(s, &after, cmd.At)}
	return life.Result{Events: life.One(e), Answer: say.Notice{
		Message: say.New("receipt.scheduled", life.MeetingArgs(&after)), Buttons: codeButton(&after),
	}}, nil
}

// fixButtons are the dates still to come, the best first.
func fixButtons(m *meeting.Meeting, best int, now time.Time) [][]say.Button {
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
	x := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting))
	x.Status, x.At, x.Place, x.Link = meeting.Scheduled, e.At, e.Place, e.Link
	x.Announce, x.Changed = e.Announce, m.At
	x.Reminded = !x.Reminder().After(m.At)
	for _, c := range s.OnAgenda(x) {
		record.Edit[cases.Case](s.Cache, record.CaseKey(c.Number)).Touch(m.At)
	}
}

// Tell implements life.Event.
func (e DateFixed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	announceMeeting(s, s.Meeting(e.Meeting), n)
}
