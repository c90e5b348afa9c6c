package flows_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"echowall/flows"
	"echowall/flows/convening"
	"echowall/flows/evaluation"
	"echowall/flows/intake"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/rounds"
	"echowall/flows/say"
	"echowall/flows/schedule"
	"echowall/flows/voting"
	"echowall/flows/work"
	"echowall/storage"
)

// check holds two years to what the calendar promises.
func (y *years) check() {
	total := 0
	for _, l := range y.lands {
		entries := y.journal(l)
		y.calledWhenTheirSpecSays(l, entries)
		total += y.neverSilent(l, entries)
		y.nobodyRemindedInVain(l, entries)
		y.quietHoursKept(l)
		if _, err := flows.Verify(context.Background(), y.store, y.methods, l.id); err != nil {
			y.t.Error(err)
		}
	}
	if total < 300 || y.held != len(promised()) {
		y.t.Errorf("%d cases in two years, expected hundreds; %d deadlines looked at of %d", total, y.held, len(promised()))
	}
	y.t.Logf("%d cases, %d inputs, %d messages", total, y.inputs, len(y.sent))
}

// journal reads the journal of a land.
func (y *years) journal(l *land) (all []journal.Entry) {
	err := y.store.View(context.Background(), l.id, func(r storage.Reader) error {
		raw, err := r.Journal(1, 1_000_000)
		var head journal.Head
		for _, x := range raw {
			next, e, err := journal.Verify(head, x.Data)
			if err != nil {
				return err
			}
			head, all = next, append(all, e)
		}
		return err
	})
	if err != nil {
		y.t.Fatal(err)
	}
	return all
}

// events gives each event of a name with the time of its entry.
func events[T any](y *years, entries []journal.Entry, name string, fn func(at time.Time, by int, e T)) {
	for _, entry := range entries {
		for _, x := range entry.Events {
			if x.Type != name {
				continue
			}
			var e T
			if err := json.Unmarshal(x.Data, &e); err != nil {
				y.t.Fatal(err)
			}
			fn(entry.At, entry.By, e)
		}
	}
}

// rule is when something comes round, said without cron: nil is every one.
type rule struct {
	kind         schedule.Kind
	months, days []int
	weekdays     []time.Weekday
	hour, minute int
	ahead        int // days
}

// rules are what comes round in each land.
func rules() map[string][]rule {
	even, odd, quarter := []int{2, 4, 6, 8, 10, 12}, []int{1, 3, 5, 7, 9, 11}, []int{3, 6, 9, 12}
	friday := rule{kind: schedule.Digest, weekdays: []time.Weekday{time.Friday}, hour: 18}
	return map[string][]rule{
		"shanghai": {
			friday, {kind: schedule.Intake, weekdays: []time.Weekday{time.Tuesday}, hour: 9},
			{kind: schedule.Session, days: []int{20}, hour: 14, minute: 30, ahead: 7},
			{kind: schedule.Call, days: []int{1}, hour: 9},
			{kind: schedule.Minimum, months: []int{9, 11}, days: []int{1}, hour: 9},
		},
		"madrid": {
			{kind: schedule.Digest, hour: 2, minute: 30}, {kind: schedule.Collect, months: even, days: []int{15}, hour: 10},
			{kind: schedule.Session, months: odd, days: []int{15}, hour: 18, ahead: 7},
		},
		"saopaulo": {
			friday, {kind: schedule.Call, days: []int{1}, hour: 9}, {kind: schedule.Monthly, days: []int{20}, hour: 9, ahead: 7},
			{kind: schedule.Joint, months: quarter, days: []int{25}, hour: 9, ahead: 7},
		},
	}
}

// on tells whether a day is one of the rule.
func (r rule) on(day time.Time) bool {
	return (r.months == nil || slices.Contains(r.months, int(day.Month()))) &&
		(r.days == nil || slices.Contains(r.days, day.Day())) &&
		(r.weekdays == nil || slices.Contains(r.weekdays, day.Weekday()))
}

// face is the first minute of a day at which the clock on the wall shows the hour of the rule, found by looking at the
// clock minute by minute; where that hour is skipped, an hour more than it.
func (r rule) face(day time.Time) time.Time {
	noon := time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, day.Location())
	for _, hour := range []int{r.hour, r.hour + 1} {
		for i := range 6 * 60 {
			t := noon.Add(time.Duration(hour-15)*time.Hour + time.Duration(i)*time.Minute)
			if t.Day() == day.Day() && t.Hour() == hour && t.Minute() == r.minute {
				return t
			}
		}
	}
	return time.Time{}
}

// calledWhenTheirSpecSays: each thing was called for exactly the times worked out day by day, at its moment, never late
// or dropped.
func (y *years) calledWhenTheirSpecSays(l *land, entries []journal.Entry) {
	var set time.Time
	events(y, entries, "schedule.set", func(at time.Time, _ int, _ rounds.SchedulesSet) { set = at })
	for _, r := range rules()[string(l.id)] {
		var want []string
		for day := yearsBegin.In(l.zone); day.Before(yearsEnd.AddDate(0, 0, 10)); day = day.AddDate(0, 0, 1) {
			at := r.face(day)
			call := r.face(day.AddDate(0, 0, -r.ahead))
			if r.on(day) && at.After(set) && !call.After(yearsEnd.Add(-time.Minute)) {
				want = append(want, stamp(at, l)+" called "+stamp(later(call, set), l))
			}
		}
		var got []string
		events(y, entries, "schedule.called", func(at time.Time, _ int, e rounds.ScheduleCalled) {
			if e.Kind == r.kind {
				got = append(got, stamp(e.For, l)+" called "+stamp(at, l))
			}
			if e.Late || e.Dropped {
				y.t.Errorf("%s: %s for %s was late or dropped", l.id, e.Kind, e.For)
			}
		})
		if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
			y.t.Errorf("%s: %s (-worked out by hand, %d times +called):\n%s", l.id, r.kind, len(want), diff)
		}
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func stamp(t time.Time, l *land) string { return t.In(l.zone).Format("2006-01-02 15:04 -0700") }

// neverSilent: from its raising to its close, and again from its reopening, no case was without a public echo for
// longer than its community promises. It returns how many cases there were.
func (y *years) neverSilent(l *land, entries []journal.Entry) int {
	promise := 7
	lives := map[int][]moment{}
	note := func(n int, at time.Time, what string) { lives[n] = append(lives[n], moment{at, what}) }
	events(y, entries, "case.raised", func(at time.Time, _ int, e intake.CaseRaised) { note(e.Case, at, "raised") })
	events(y, entries, "case.closed", func(at time.Time, _ int, e life.CaseClosed) { note(e.Case, at, "closed") })
	events(y, entries, "case.reopened", func(at time.Time, _ int, e life.CaseReopened) { note(e.Case, at, "reopened") })
	for _, x := range y.sent {
		if n := x.n.Message.Args["Case"].Case; x.land == l && x.n.To.Room == say.Wall &&
			strings.HasPrefix(x.n.Message.ID, "echo.") && n != nil {
			note(*n, x.at, "echo")
		}
	}
	reopened := 0
	for n, life := range lives {
		slices.SortStableFunc(life, func(a, b moment) int { return a.at.Compare(b.at) })
		last, open := life[0].at, true
		for _, m := range append(life[1:], moment{yearsEnd, "end"}) {
			if limit := last.In(l.zone).AddDate(0, 0, promise).Add(time.Minute); open && m.at.After(limit) {
				y.t.Errorf("%s: nothing was heard of #%d from %s to %s", l.id, n, stamp(last, l), stamp(m.at, l))
			}
			switch m.what {
			case "closed":
				open = false
			case "reopened":
				open = true
				reopened++
			}
			last = m.at
		}
	}
	if reopened == 0 {
		y.t.Errorf("%s: no case was ever reopened", l.id)
	}
	return len(lives)
}

// moment is something that happened in the life of a case.
type moment struct {
	at   time.Time
	what string
}

// nobodyRemindedInVain: who was reminded had not acted by then, and what was asked for had not been done.
func (y *years) nobodyRemindedInVain(l *land, entries []journal.Entry) {
	acted := map[string]time.Time{}
	note := func(key string, at time.Time) {
		if _, known := acted[key]; !known {
			acted[key] = at
		}
	}
	events(y, entries, "ballot.vote", func(at time.Time, _ int, e voting.VoteCast) {
		note(fmt.Sprint("vote ", e.Ballot, " ", e.Person), at)
	})
	events(y, entries, "evaluation.rated",
		func(at time.Time, _ int, e evaluation.Rated) { note(fmt.Sprint("rate ", e.Case, " ", e.Person), at) })
	events(y, entries, "case.reopened", func(_ time.Time, _ int, e life.CaseReopened) {
		for p := range 100 { // it will be judged anew
			delete(acted, fmt.Sprint("rate ", e.Case, " ", p))
		}
	})
	events(y, entries, "task.done", func(at time.Time, _ int, e work.TaskDone) {
		note(fmt.Sprint("progress ", e.Case, ".", e.Task), at)
	})
	events(y, entries, "meeting.chosen", func(at time.Time, _ int, e convening.DatesChosen) {
		note(fmt.Sprint("suit M", e.Meeting, " ", e.Person), at)
	})
	counts, lives := map[string]int{}, livesOf(entries)
	for _, x := range y.sent {
		if x.land != l || x.n.To.Person == 0 {
			continue
		}
		key := ""
		switch x.n.Message.ID {
		case "notice.reminder.vote", "task.remind.rate", "notice.reminder.poll":
			key = fmt.Sprint(x.n.About, " ", x.n.To.Person)
		case "task.remind.work":
			key = x.n.About
		case "task.remind", "task.climb", "task.chase":
			y.stillOwed(lives, x)
		default:
			continue
		}
		counts[x.n.Message.ID]++
		if at, done := acted[key]; done && at.Before(x.at) {
			y.t.Errorf("%s: person %d was reminded of %q at %s, done at %s", l.id, x.n.To.Person, key, stamp(x.at, l),
				stamp(at, l))
		}
	}
	for _, id := range []string{"notice.reminder.vote", "notice.reminder.poll", "task.remind.rate", "task.remind.work",
		"task.remind", "task.climb", "task.chase"} {
		if counts[id] == 0 {
			y.t.Errorf("%s: nobody was ever told %s: %v", l.id, id, counts)
		}
	}
}

// deeds are the events that do what is waited for in a case.
func deeds() map[string][]string {
	return map[string][]string{
		"intake": {"case.accepted"}, "screening": {"case.accepted"}, "findings": {"research.findings"},
		"confirm": {"research.confirmed"}, "meeting": {"meeting.scheduled", "meeting.polled"},
		"date":   {"meeting.fixed", "meeting.moved"},
		"ballot": {"ballot.opened"}, "publish": {"publicity.published"},
		"approval": {"approval.approved", "approval.returned"},
		"assign":   {"task.assigned"},
	}
}

// livesOf is what happened in each case, by number and in order.
func livesOf(entries []journal.Entry) map[int][]moment {
	lives := map[int][]moment{}
	for _, entry := range entries {
		for _, e := range entry.Events {
			for _, n := range concerned(e) {
				lives[n] = append(lives[n], moment{entry.At, e.Type})
			}
		}
	}
	return lives
}

// concerned lists the cases an event is about.
func concerned(e journal.Event) []int {
	var about struct {
		Case    int
		Ballot  json.RawMessage
		Meeting json.RawMessage
	}
	if json.Unmarshal(e.Data, &about) != nil || about.Case != 0 {
		return []int{about.Case}
	}
	var within struct {
		Case  int
		Cases []int
	}
	for _, raw := range []json.RawMessage{about.Ballot, about.Meeting} {
		_ = json.Unmarshal(raw, &within) // a number or a name of its own says no case
	}
	return append(within.Cases, within.Case)
}

// stillOwed: what a message asks for in a case had not been done before, in the step that the case was in.
func (y *years) stillOwed(lives map[int][]moment, x sentMessage) {
	about := *x.n.Message.Args["Case"].Case
	asked := strings.TrimSuffix(strings.TrimPrefix(x.n.Message.Args["Next"].Msg.ID, "wait."), ".by")
	var done time.Time
	for _, m := range lives[about] {
		switch {
		case !m.at.Before(x.at):
		case slices.Contains(deeds()[asked], m.what):
			done = m.at
		case slices.Contains(anew(), m.what):
			done = time.Time{}
		}
	}
	if !done.IsZero() {
		y.t.Errorf("%s: person %d was asked for %s of #%d at %s, done at %s",
			x.land.id, x.n.To.Person, asked, about, stamp(x.at, x.land), stamp(done, x.land))
	}
}

// anew are the events after which a thing is asked for once more.
func anew() []string {
	return []string{"case.stage", "case.reopened", "ballot.failed", "meeting.called_off"}
}

// quietHoursKept: between ten in the evening and eight in the morning nothing reached anybody in private, and nothing a
// room by the clock alone, but for urgent cases. People here sleep at night, so all that is sent then comes from the
// clock.
func (y *years) quietHoursKept(l *land) {
	urgent, held := map[int]bool{}, 0
	y.read(l, func(s *life.State) {
		for n := 1; n <= s.Head().Cases; n++ {
			urgent[n] = s.Case(n).Track == "urgent"
		}
	})
	for _, x := range y.sent {
		if x.land != l || x.n.View != "" || x.n.Class != say.News || x.at.Before(yearsBegin.Add(2*time.Hour)) {
			continue
		}
		if !x.n.After.IsZero() {
			held++
		}
		hour := x.at.In(l.zone).Hour()
		if n := x.n.Message.Args["Case"].Case; (hour >= 22 || hour < 8) && (n == nil || !urgent[*n]) {
			y.t.Errorf("%s: %s was sent to %+v at %s", l.id, x.n.Message.ID, x.n.To, stamp(x.at, l))
		}
	}
	if held == 0 && l.id == "madrid" {
		y.t.Errorf("%s: nothing was ever held back", l.id)
	}
}
