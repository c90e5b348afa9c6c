// Package ics writes meetings as iCalendar (RFC 5545), for people's own calendars: as a file with an invitation, and as
// a feed of all of a community's meetings. A meeting is the same entry in each, for its whole life: what changes raises
// its SEQUENCE, and a calendar that has it replaces it. The package knows no Telegram and no language: the words come
// from whoever calls it.
package ics

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/say"
)

// Source is the community that a calendar is of.
type Source struct {
	// State is read for the community's name and door, and the titles of its cases.
	State *life.State
	// Say puts a message into plain words.
	Say func(say.Message) string
	// Clean takes out of what people typed whatever harms a reader: a calendar shows it as it comes.
	Clean func(string) string
	// Home is the address at which the community is reached, such as the link of its private chat.
	Home string
}

// Invitation is the file of one meeting: its entry, or the word that it is cancelled.
func Invitation(src Source, m *meeting.Meeting) ([]byte, error) {
	method := ical.MethodPublish
	if m.Status == meeting.CalledOff {
		method = ical.MethodCancel
	}
	return src.write(method, []*meeting.Meeting{m})
}

// Feed is the calendar of many meetings. Those that have no date yet are left out.
func Feed(src Source, all []*meeting.Meeting) ([]byte, error) {
	return src.write(ical.MethodPublish, all)
}

func (src Source) write(method ical.Method, all []*meeting.Meeting) ([]byte, error) {
	c := ical.NewCalendarFor("Echo Wall")
	c.SetMethod(method)
	c.SetCalscale("GREGORIAN")
	c.SetXWRCalName(src.oneLine(src.State.Head().Name))
	for _, m := range all {
		if !m.At.IsZero() {
			c.AddVEvent(src.event(m))
		}
	}
	var b bytes.Buffer
	if err := c.SerializeTo(&b, ical.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("write a calendar: %w", err)
	}
	return b.Bytes(), nil
}

// event is the entry of a meeting. Its times are in UTC, so that no reader needs to know the time zone.
func (src Source) event(m *meeting.Meeting) *ical.VEvent {
	head := src.State.Head()
	// The door's code is the community's own and never changes; the id of its chat may.
	e := ical.NewEvent(fmt.Sprintf("m%d.%s@echowall", m.Number, head.Door))
	e.SetSequence(m.Sequence())
	stamp := changed(m)
	e.SetDtStampTime(stamp)
	e.SetLastModifiedAt(stamp)
	e.SetStartAt(m.At)
	e.SetEndAt(m.End())
	args := say.Args{"Meeting": say.Num(m.Number), "Name": say.Text(head.Name)}
	e.SetSummary(src.Say(say.New("meeting.calendar.summary", args)))
	e.SetLocation(src.oneLine(m.Place))
	if m.Link != "" {
		e.SetURL(src.oneLine(m.Link))
	}
	e.SetDescription(src.agenda(m))
	if src.Home != "" {
		// SetOrganizer would take the address for that of a mailbox.
		e.SetProperty(ical.ComponentPropertyOrganizer, src.Home, ical.WithCN(src.name(head.Name)))
	}
	e.SetTimeTransparency(ical.TransparencyOpaque)
	if m.Status == meeting.CalledOff {
		e.SetStatus(ical.ObjectStatusCancelled)
		return e
	}
	e.SetStatus(ical.ObjectStatusConfirmed)
	for _, before := range []string{"-P1D", "-PT2H"} {
		a := e.AddAlarm()
		a.SetAction(ical.ActionDisplay)
		a.SetTrigger(before)
		a.SetDescription(src.Say(say.New("meeting.calendar.summary", args)))
	}
	return e
}

// changed is when the meeting was last made other than it was; records from before this was kept say it by its time.
func changed(m *meeting.Meeting) time.Time {
	for _, t := range []time.Time{m.Changed, m.Called} {
		if !t.IsZero() {
			return t
		}
	}
	return m.At
}

// agenda is the list of the cases by title.
func (src Source) agenda(m *meeting.Meeting) string {
	var lines []string
	for _, n := range m.Cases {
		title := ""
		if c := src.State.Case(n); c != nil {
			title = c.Title
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("#%d %s", n, src.oneLine(title))))
	}
	if m.Reason != "" {
		lines = append(lines, src.Say(say.New("meeting.reason", say.Args{"Reason": say.Text(m.Reason)})))
	}
	return strings.Join(lines, "\n")
}

// name is what stands in a parameter. RFC 5545 lets no quotation mark into it, and of the marks that end it the writer
// makes a mess.
func (src Source) name(text string) string {
	return src.oneLine(strings.NewReplacer(`"`, " ", ";", " ", ":", " ", ",", " ").Replace(text))
}

func (src Source) oneLine(text string) string {
	return strings.Join(strings.Fields(src.Clean(text)), " ")
}
