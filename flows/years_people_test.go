package flows_test

import (
	"fmt"
	"testing/synctest"
	"time"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/meeting"
)

// live lets the two years pass: people act twice on most days, somewhat at random and sometimes not at all, and time
// does the rest.
func (y *years) live() {
	time.Sleep(time.Hour)
	for i, l := range y.lands {
		y.found(l, int64(1000*(i+1)))
	}
	for now := time.Now(); now.Before(yearsEnd); now = time.Now() {
		for _, l := range y.lands {
			if h := now.In(l.zone).Hour(); h >= 8 && h < 20 && y.rand.IntN(6) == 0 {
				y.day(l)
			}
		}
		y.deadlines(now)
		time.Sleep(time.Until(now.Add(2 * time.Hour)))
		synctest.Wait()
	}
}

// day lets the people of a land do some of what waits for them.
func (y *years) day(l *land) {
	if y.rand.IntN(6) == 0 {
		y.say(l, "resident", fmt.Sprintf("raise named Number %d of what troubles us here", y.inputs))
	}
	var waits []life.Wait
	var open []int
	y.read(l, func(s *life.State) {
		waits, open = nil, nil
		for _, c := range s.OpenCases() {
			waits = append(waits, life.Waiting(s, c))
		}
		for _, n := range s.Head().Coming {
			if m := s.Meeting(n); m != nil && m.Status == meeting.Open {
				open = append(open, n)
			}
		}
	})
	for _, n := range open {
		if y.rand.IntN(3) == 0 {
			y.say(l, "secretary", fmt.Sprintf("minutes M%d All was talked over", n))
		}
	}
	for _, w := range waits {
		if y.rand.IntN(4) == 0 {
			y.act(l, w)
		}
	}
}

// act does what is waited for in a case.
func (y *years) act(l *land, w life.Wait) {
	later := func(days int) string { return time.Now().In(l.zone).AddDate(0, 0, days).Format("2006-01-02") }
	n := w.Case
	switch w.For {
	case "intake", "collect", "screening":
		verdict := pick(y, "accept big", "accept big", "accept hard", "accept urgent", "answer It is open on Sundays",
			"decline policy")
		y.say(l, "secretary", fmt.Sprintf("screen %d %s", n, verdict))
	case "findings":
		y.say(l, "anna", fmt.Sprintf("research %d We went and looked", n))
	case "confirm":
		y.say(l, "convener", fmt.Sprintf("confirm %d", n))
	case "gather": // the session is waited for, unless somebody is in a hurry
		if y.rand.IntN(12) == 0 {
			y.say(l, "secretary", fmt.Sprintf("poll %d %s 15:00, %s 15:00 The hall", n, later(8), later(9)))
		}
	case "meeting":
		y.say(l, "secretary", fmt.Sprintf("schedule %d %s 15:00 The hall", n, later(3)))
	case "date":
		meeting := 0
		y.read(l, func(s *life.State) { meeting = s.Case(n).Talk.Meeting })
		for _, who := range []string{"convener", "anna", "bruno", "distant"} {
			if y.rand.IntN(2) == 0 {
				y.say(l, who, fmt.Sprintf("suit M%d 1", meeting))
			}
		}
		if y.rand.IntN(2) == 0 && y.say(l, "secretary", fmt.Sprintf("fix M%d 1", meeting)).Refused { // too late for it
			y.say(l, "secretary", fmt.Sprintf("reschedule M%d %s 15:00", meeting, later(3)))
		}
	case "ballot":
		y.say(l, "secretary", fmt.Sprintf("resolve %d A We do it this month", n))
	case "votes":
		for _, who := range []string{"convener", "anna", "bruno", "distant"} {
			if y.rand.IntN(2) == 0 {
				y.say(l, who, fmt.Sprintf("vote %d %s", n, pick(y, "yes", "yes", "yes", "no")))
			}
		}
	case "referral":
		y.say(l, "secretary", fmt.Sprintf("screen %d refer It is beyond us", n))
	case "publish":
		y.say(l, "secretary", fmt.Sprintf("publish %d", n))
	case "window":
		y.say(l, "neighbour", fmt.Sprintf("object %d It is too loud", n))
	case "objections":
		y.say(l, "secretary", fmt.Sprintf("settle %d %d dismissed It was measured", n, 1+y.rand.IntN(2)))
	case "approval":
		y.say(l, "authority", fmt.Sprintf("approve %d", n))
	case "assign":
		y.say(l, "secretary", fmt.Sprintf("assign %d power %s Put up lamps", n, later(5+y.rand.IntN(20))))
	case "task":
		y.say(l, "handler", fmt.Sprintf(pick(y, "done %d They burn", "done %d They burn",
			"extend %d "+later(30)+" It rains"), n))
	case "rating":
		for _, who := range []string{"resident", "anna", "authority"} {
			y.say(l, who, fmt.Sprintf("rate %d %s", n,
				pick(y, "solved satisfied", "solved satisfied", "unsolved unsatisfied It is dark again")))
		}
	}
}

func pick[T any](y *years, from ...T) T { return from[y.rand.IntN(len(from))] }

// promised are deadlines across holidays, worked out by hand: a case raised then must be taken up within three working
// days.
func promised() []struct{ land, raised, due string } {
	return []struct{ land, raised, due string }{
		// Spring Festival: 15 to 23 February off, Saturday 14 and Saturday 28 February worked.
		{"shanghai", "2026-02-11 10:00", "2026-02-14 10:00"},
		{"shanghai", "2026-02-12 10:00", "2026-02-24 10:00"},
		{"shanghai", "2026-02-18 10:00", "2026-02-26 10:00"},
		{"shanghai", "2026-02-25 10:00", "2026-02-28 10:00"},
		// Qingming and Labour Day: 4 to 6 April; 1 to 5 May off, Saturday 9 May worked.
		{"shanghai", "2026-04-03 10:00", "2026-04-09 10:00"},
		{"shanghai", "2026-04-30 10:00", "2026-05-08 10:00"},
		{"shanghai", "2026-05-06 10:00", "2026-05-09 10:00"},
		// Dragon Boat: 19 to 21 June. Mid-Autumn: 25 to 27 September off, Sunday 20 September worked.
		{"shanghai", "2026-06-18 10:00", "2026-06-24 10:00"},
		{"shanghai", "2026-09-17 10:00", "2026-09-21 10:00"},
		// National Day: 1 to 7 October off, Saturday 10 October worked.
		{"shanghai", "2026-09-28 10:00", "2026-10-08 10:00"},
		{"shanghai", "2026-09-30 10:00", "2026-10-10 10:00"},
		{"shanghai", "2026-10-03 10:00", "2026-10-10 10:00"},
		// Fiesta Nacional on Monday, 12 October; Inmaculada on Tuesday, 8 December; Good Friday 2027 on 26 March.
		{"madrid", "2026-10-09 12:00", "2026-10-15 12:00"},
		{"madrid", "2026-12-04 12:00", "2026-12-10 12:00"},
		{"madrid", "2027-03-24 12:00", "2027-03-30 12:00"}, // over the beginning of summer time
		// Tiradentes on Tuesday, 21 April; Consciência Negra on Friday, 20 November.
		{"saopaulo", "2026-04-20 14:00", "2026-04-24 14:00"},
		{"saopaulo", "2026-11-19 14:00", "2026-11-25 14:00"},
	}
}

// deadlines raises the cases whose deadlines were worked out by hand, and looks at what they were promised.
func (y *years) deadlines(now time.Time) {
	for _, p := range promised() {
		for _, l := range y.lands {
			raised, err := time.ParseInLocation("2006-01-02 15:04", p.raised, l.zone)
			if err != nil {
				y.t.Fatal(err)
			}
			if string(l.id) != p.land || raised.Before(now) || !raised.Before(now.Add(2*time.Hour)) {
				continue
			}
			time.Sleep(time.Until(raised))
			y.must(l, "neighbour", "raise named Somebody must look at this before the holidays")
			var c cases.Case
			y.read(l, func(s *life.State) { c = *s.Case(s.Head().Cases) })
			if got := c.Due.In(l.zone).Format("2006-01-02 15:04"); got != p.due {
				y.t.Errorf("%s: raised %s, three working days end %s, expected %s", p.land, p.raised, got, p.due)
			}
			y.held++
		}
	}
}
