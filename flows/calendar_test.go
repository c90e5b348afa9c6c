package flows_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// deliberated is a village with a case in deliberation.
func deliberated(t testing.TB) *village {
	v := found(t)
	v.group(wang, "/raise The lamp at the well is dark")
	v.private(chen, "/screen 1 accept small")
	v.news = nil
	return v
}

// TestCalendar chooses a day and an hour for a meeting by pressing.
func TestCalendar(t *testing.T) {
	v := deliberated(t)
	in := v.input(chen, "/schedule", alone)
	v.expect(v.do(in), "ask.cases")
	v.expect(v.private(chen, "1"), "ask.when")
	id := v.question("x:dialog:")
	page := func(value string) told {
		t.Helper()
		in := v.input(chen, "/page "+id+" "+value, alone)
		in.Press = true
		if _, err := v.engine.Do(t.Context(), v.id, in); err != nil {
			t.Fatal(err)
		}
		told := v.deliver()
		if len(told) != 1 || told[0].Edit != in.Message {
			t.Fatalf("page %s: told %+v, expected the pressed message to change", value, told)
		}
		return told[0]
	}
	june := page("2026-06")
	if has(june, "page "+id+" 2026-06-02") || !has(june, "page "+id+" 2026-06-03") ||
		!has(june, "page "+id+" 2026-06-30") {
		t.Errorf("June offers %q", june.lines())
	}
	if has(june, "page "+id+" 2026-05") || !has(june, "page "+id+" 2026-07") {
		t.Error("June does not lead to July alone")
	}
	if july := page("2026-07"); !has(july, "page "+id+" 2026-06") || !has(july, "page "+id+" 2026-08") {
		t.Errorf("July does not lead both ways: %q", july.lines())
	}
	hours := page("2026-07-15")
	if !has(hours, "fill "+id+" 2026-07-15T19:30") || !has(hours, "page "+id+" 2026-07") {
		t.Errorf("the hours are %q", hours.lines())
	}
	v.expect(v.press(chen, "page "+id+" next", alone), "toast:refuse.stale")
	v.expect(v.press(chen, "fill "+id+" 2026-07-15T19:30", alone), "ask.form")
	v.expect(v.press(chen, "fill "+v.question("x:dialog:")+" -", alone), "ask.text.place")
	v.expect(v.private(chen, "Village hall"), "receipt.scheduled")
	at := look(v, func(s *stateOf) (at time.Time) {
		if m := s.Meeting(1); m != nil {
			at = m.At
		}
		return at
	})
	if !at.Equal(time.Date(2026, 7, 15, 11, 30, 0, 0, time.UTC)) {
		t.Errorf("the meeting is at %s", at)
	}
}

func has(x told, line string) bool { return slices.Contains(x.lines(), line) }

// TestCalendarAtMidnight asks in the first moment of a day: yesterday is over, today is not.
func TestCalendarAtMidnight(t *testing.T) {
	v := deliberated(t)
	v.clock.pass(15 * time.Hour) // in Shanghai it is 0:00 on the 4th
	in := v.input(chen, "/schedule 1", alone)
	if _, err := v.engine.Do(t.Context(), v.id, in); err != nil {
		t.Fatal(err)
	}
	told := v.deliver()
	id := v.question("x:dialog:")
	if x := told[len(told)-1]; has(x, "page "+id+" 2026-06-03") || !has(x, "page "+id+" 2026-06-04") {
		t.Errorf("at midnight the calendar offers %q", x.lines())
	}
}

// TestDays gives a date without an hour: a day is pressed at once, or written in words.
func TestDays(t *testing.T) {
	v := deliberated(t)
	v.adopt()
	v.clock.pass(6 * 24 * time.Hour)
	v.tick("case:1")
	v.expect(v.private(chen, "/assign 1 power"), "ask.date")
	id := v.question("x:dialog:")
	if told := v.private(chen, "when it suits"); told != "ask.again(problem.date ask.date)" {
		t.Fatalf("told %q", told)
	}
	v.expect(v.press(chen, "fill "+id+" 2026-06-20", alone), "toast:refuse.stale")
	v.expect(v.press(chen, "fill "+v.question("x:dialog:")+" 2026-06-20", alone), "ask.text.assign")
	v.expect(v.private(chen, "Mend the lamp"), "receipt.assigned.nobody")
	v.expect(v.private(chen, "/done"), "ask.task")
	v.expect(v.private(chen, "1.1"), "ask.text.done")
	v.expect(v.private(chen, "It shines"), "receipt.done")
}

// TestChoices looks at the buttons below questions.
func TestChoices(t *testing.T) {
	tests := []struct{ say, want string }{
		{"/screen", "1 2 3"},
		{"/screen 1", "accept decline merge answer refer"},
		{"/screen 1 merge", "2 3"},
		{"/screen 1 accept ?", "big small urgent hard -"},
		{"/raise ?", "named anonymous cancel"},
		{"/withdraw 1 ?", "-"},
		{"/raise", ""},
		{"/appoint", ""},
		{"/minutes", "M2"},
		{"/case", "1 2 3"},
		{"/research", ""},
	}
	v := found(t)
	for range 3 {
		v.group(chen, "/raise The lamp at the well is dark")
	}
	v.private(chen, "/screen 3 accept small")
	v.private(chen, "/schedule 3 2026-06-20 19:30 hall")
	v.private(chen, "/calloff M1 rain")
	v.private(chen, "/schedule 3 2026-06-20 19:30 hall")
	for _, tt := range tests {
		in := v.input(chen, tt.say, alone)
		if _, err := v.engine.Do(t.Context(), v.id, in); err != nil {
			t.Fatal(err)
		}
		told := v.deliver()
		var values []string
		for _, line := range told[len(told)-1].lines() {
			words := strings.Fields(line)
			values = append(values, words[len(words)-1])
		}
		if got := strings.Join(values, " "); got != tt.want {
			t.Errorf("%s offers %q, expected %q", tt.say, got, tt.want)
		}
	}
}
