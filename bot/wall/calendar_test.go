package wall_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/emersion/go-ical"
)

// calendar is the meetings as a calendar that is not ours reads them.
func (v *village) calendar() []ical.Event {
	v.t.Helper()
	body := v.shows("meetings.ics")
	for line := range strings.SplitSeq(strings.TrimSuffix(body, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			v.t.Errorf("no line of a calendar: %q", line)
		}
	}
	c, err := ical.NewDecoder(strings.NewReader(body)).Decode()
	must(v.t, err)
	return c.Events()
}

func TestCalendar(t *testing.T) {
	v := found(t)
	v.live()
	rec := v.get("meetings.ics")
	if kind := rec.Header().Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
		t.Errorf("the calendar comes as %s", kind)
	}
	if again := v.get("meetings.ics", "If-None-Match", rec.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("to whom has it already it is sent again: %d", again.Code)
	}
	all := v.calendar()
	if len(all) != 1 {
		t.Fatalf("%d entries", len(all))
	}
	start, err := all[0].DateTimeStart(nil)
	must(t, err)
	if where, err := all[0].Props.Text(ical.PropLocation); err != nil || where != "村委会二楼会议室" ||
		start.UTC().Format("2006-01-02 15:04") != "2026-06-05 11:30" {
		t.Errorf("it is at %v, %q: %v", start, where, err)
	}
	old := all[0].Props.Get(ical.PropUID).Value
	v.say(secretary, "web renew")
	if again := v.calendar(); again[0].Props.Get(ical.PropUID).Value != old {
		t.Error("with a new address the meeting is another entry")
	}
	for _, page := range []string{"", "meetings"} {
		if !strings.Contains(v.shows(page), `href="`+v.page()+`meetings.ics"`) {
			t.Errorf("%q does not link to the calendar", page)
		}
	}
}

// What people typed to do harm comes out of a calendar as text of the one entry it belongs to.
func TestHostileCalendar(t *testing.T) {
	v := found(t)
	v.live()
	v.hostile()
	all := v.calendar()
	if len(all) != 2 {
		t.Fatalf("%d entries, expected 2", len(all))
	}
	for name, want := range map[string]string{
		ical.PropLocation:    "BEGIN:VEVENTEND:VCALENDAR line two",
		ical.PropDescription: `#8 </title></script><script>alert(1)</script>"'><img`,
	} {
		said, err := all[1].Props.Text(name)
		must(t, err)
		if !strings.Contains(said, want) {
			t.Errorf("%s is %q", name, said)
		}
		for _, bad := range []string{"\u202e", "\u2066", "\x00", "\x1b", "\r"} {
			if strings.Contains(said, bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
	}
}
