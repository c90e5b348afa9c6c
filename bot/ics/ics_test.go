package ics_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"echowall/bot/ics"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/meeting"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

var evening = time.Date(2026, 6, 5, 11, 30, 0, 0, time.UTC)

const title = "村东头的路灯坏了六年，孩子放学回家摸黑走；另外，河边那一段路也没有灯"

// source is a village with one case; what is said is the message's id and its numbers.
func source(t *testing.T) ics.Source {
	t.Helper()
	methods, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	cache := record.NewCache(func(_ string, raw []byte, v any) error { return json.Unmarshal(raw, v) })
	for key, record := range map[string]any{
		"community": record.Community{Name: "柳树村 \"上\"; 1:组", Door: "Door7"}, "case:1": cases.Case{Number: 1, Title: title},
	} {
		raw, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		cache.Fill(key, raw)
	}
	return ics.Source{
		State: community.NewState(cache, methods), Home: "https://t.me/EchoWallBot?start=Door7",
		Clean: strings.TrimSpace,
		Say: func(m say.Message) string {
			if m.ID == "meeting.reason" {
				return "原因：" + *m.Args["Reason"].Text
			}
			return "柳树村协商会"
		},
	}
}

func lamps() *meeting.Meeting {
	return &meeting.Meeting{
		Number: 3, Cases: []int{1}, At: evening, Place: "村部一楼会议室，进门左转，上二楼右手第三间，就是挂着“协商议事会”牌子的那一间", Status: meeting.Scheduled,
		Called: evening.Add(-96 * time.Hour),
	}
}

// parsed reads a file with a library that did not write it, and checks what RFC 5545 asks of every line.
func parsed(t *testing.T, data []byte) *ical.Calendar {
	t.Helper()
	lines := strings.Split(string(data), "\r\n")
	if lines[len(lines)-1] != "" || strings.Contains(strings.Join(lines, ""), "\n") {
		t.Error("a line does not end with CR LF")
	}
	for _, line := range lines {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets, or cut within a character: %q", len(line), line)
		}
	}
	d := ical.NewDecoder(bytes.NewReader(data))
	c, err := d.Decode()
	if err != nil {
		t.Fatalf("not readable: %v\n%s", err, data)
	}
	return c
}

func text(t *testing.T, p ical.Props, name string) string {
	t.Helper()
	s, err := p.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func invitation(t *testing.T, m *meeting.Meeting) *ical.Calendar {
	t.Helper()
	data, err := ics.Invitation(source(t), m)
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, data)
}

func TestAnInvitationIsReadByAnotherParser(t *testing.T) {
	c := invitation(t, lamps())
	if got := text(t, c.Props, ical.PropMethod); got != "PUBLISH" {
		t.Errorf("the method is %s", got)
	}
	events := c.Events()
	if len(events) != 1 {
		t.Fatalf("%d entries", len(events))
	}
	e := events[0]
	for name, want := range map[string]string{
		ical.PropUID: "m3.Door7@echowall", ical.PropSummary: "柳树村协商会", ical.PropLocation: lamps().Place,
		ical.PropDescription: "#1 " + title, ical.PropStatus: "CONFIRMED",
	} {
		if got := text(t, e.Props, name); got != want {
			t.Errorf("%s is %q, expected %q", name, got, want)
		}
	}
	if o := e.Props.Get(ical.PropOrganizer); o.Value != source(t).Home || o.Params.Get("CN") != "柳树村 上 1 组" {
		t.Errorf("the organizer is %s, called %s", o.Value, o.Params.Get("CN"))
	}
	start, err := e.DateTimeStart(nil)
	end, err2 := e.DateTimeEnd(nil)
	if err != nil || err2 != nil || !start.Equal(evening) || !end.Equal(evening.Add(2*time.Hour)) {
		t.Errorf("from %v to %v: %v, %v", start, end, err, err2)
	}
	var alarms []time.Duration
	for _, child := range e.Children {
		trigger, err := child.Props.Get(ical.PropTrigger).Duration()
		if child.Name != ical.CompAlarm || err != nil || text(t, child.Props, ical.PropAction) != "DISPLAY" {
			t.Errorf("child %s: %v", child.Name, err)
		}
		alarms = append(alarms, trigger)
	}
	if !slices.Equal(alarms, []time.Duration{-24 * time.Hour, -2 * time.Hour}) {
		t.Errorf("rings %v", alarms)
	}
}

// calendar is what a reader's calendar does with a file: of the entries with one UID it keeps the one with the highest
// SEQUENCE.
type calendar map[string]ical.Event

func (c calendar) take(t *testing.T, file *ical.Calendar) {
	t.Helper()
	for _, e := range file.Events() {
		uid := text(t, e.Props, ical.PropUID)
		if old, known := c[uid]; !known || sequence(t, e) > sequence(t, old) {
			c[uid] = e
		}
	}
}

func sequence(t *testing.T, e ical.Event) int {
	t.Helper()
	n, err := e.Props.Get(ical.PropSequence).Int()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhatChangesReplacesTheOneEntry(t *testing.T) {
	kept := calendar{}
	m := lamps()
	first := invitation(t, m)
	kept.take(t, first)
	m.At, m.Moved, m.Changed = evening.Add(48*time.Hour), 1, evening.Add(-24*time.Hour)
	kept.take(t, invitation(t, m))
	kept.take(t, first) // an old file, opened late
	if len(kept) != 1 {
		t.Fatalf("%d entries for one meeting", len(kept))
	}
	entry := kept["m3.Door7@echowall"]
	start, err := entry.DateTimeStart(nil)
	if err != nil || !start.Equal(m.At) {
		t.Errorf("the entry is at %v: %v", start, err)
	}
	m.Status, m.Reason, m.Changed = meeting.CalledOff, "台风", evening
	off := invitation(t, m)
	kept.take(t, off)
	e := kept["m3.Door7@echowall"]
	if len(kept) != 1 || text(t, off.Props, ical.PropMethod) != "CANCEL" ||
		text(t, e.Props, ical.PropStatus) != "CANCELLED" {
		t.Errorf("called off, the entry is %v", e.Props)
	}
	if got := text(t, e.Props, ical.PropDescription); got != "#1 "+title+"\n原因：台风" || len(e.Children) != 0 {
		t.Errorf("called off, it still rings, or does not say why: %q", got)
	}
}

func TestAFeedHoldsAllMeetingsWithADate(t *testing.T) {
	online, looking := lamps(), lamps()
	online.Number, online.Link, online.Form, online.Until = 4, "https://meet.example/a?b=c,d", meeting.Written,
		evening.Add(72*time.Hour)
	looking.Number, looking.Status, looking.At = 5, meeting.Polled, time.Time{}
	data, err := ics.Feed(source(t), []*meeting.Meeting{lamps(), online, looking})
	if err != nil {
		t.Fatal(err)
	}
	events := parsed(t, data).Events()
	if len(events) != 2 {
		t.Fatalf("%d entries", len(events))
	}
	end, err := events[1].DateTimeEnd(nil)
	if link, linkErr := events[1].Props.URI(ical.PropURL); linkErr != nil || link.String() != online.Link || err != nil ||
		!end.Equal(online.Until) {
		t.Errorf("%v, %v, %v, %v", link, end, err, linkErr)
	}
}
