package community_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/community/village"

	"echowall/flows/ballot"
	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/work"
)

// chased are those whom the next look at a case asks to hurry, by role number.
func chased(v *village.Village, n int) []int {
	v.TB.Helper()
	v.Now = village.Look(v, func(s *life.State) time.Time { return community.Wake(s, village.ThingOf(n)) })
	v.Tick(village.ThingOf(n))
	var told []int
	for _, x := range v.Notices {
		if x.Message.ID == "task.chase" || x.Message.ID == "task.climb" {
			told = append(told, x.To.Person)
		}
	}
	return told
}

// TestTheLadderClimbs: what is late is told to those who owe it at once, a day later to the secretaries as well, and so on up to the
// supervisors; and each week all can read that nothing happened.
func TestTheLadderClimbs(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Unopposed()
	due := v.Find(n).Due
	for i, want := range []struct {
		after time.Duration
		echo  string
		told  []int
	}{
		{-day, "", nil}, {-time.Hour, "", nil}, // the reminders, told below
		{0, "echo.overdue", []int{authority}},
		{day, "", []int{secretary, authority}},
		{3 * day, "", []int{convener, authority}},
		{7 * day, "", []int{supervisor, authority}},
		{7 * day, "echo.silence", []int{secretary, convener, supervisor, authority}},
		{14 * day, "echo.silence", []int{secretary, convener, supervisor, authority}},
	} {
		if got := chased(v, n); !slices.Equal(got, want.told) || !v.Now.Equal(due.Add(want.after)) {
			t.Errorf("look %d, %s after the deadline: expected %v to be asked after %s, were %v", i, v.Now.Sub(due), want.told, want.after, got)
		}
		if want.echo != "" {
			v.HeardIn(say.Wall, want.echo)
		}
	}
	v.Must(command{Verb: permission.Approve, By: authority, Case: n})
	if c := v.Find(n); c.Silences != 0 || c.Climbed != 0 {
		t.Errorf("%d silences, %d rungs after something happened", c.Silences, c.Climbed)
	}
}

// TestRemindersBeforeADeadline go to those who owe something, at the rungs of the ladder, until they have done it.
func TestRemindersBeforeADeadline(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Unopposed() // the authority has five working days
	due := v.Find(n).Due
	for _, before := range []time.Duration{day, time.Hour} { // due at nine; two hours before, people are asleep
		chased(v, n)
		v.Told("task.remind", authority)
		if !v.Now.Equal(due.Add(-before)) {
			t.Errorf("reminded %s before the deadline, expected %s", due.Sub(v.Now), before)
		}
	}
	worked := v.Assigned()
	c := v.Find(worked)
	chased(v, worked)
	if want := c.Tasks[0].Due.Add(-7 * day); !v.Now.Equal(want) {
		t.Errorf("the first reminder of the work came at %s, expected %s", v.Now, want)
	}
	v.Told("task.remind.work", power)
	v.Must(command{Verb: permission.Done, By: power, Case: worked, Values: work.Report{Text: "All lamps burn"}})
	chased(v, worked)
	if slices.Contains(v.Said(), "task.remind.work") {
		t.Error("reminded of what was done")
	}
}

// TestRemindersKeepTheQuietHours: nobody is reminded at night but of what is urgent; what would come too late in the morning comes in the
// evening before.
func TestRemindersKeepTheQuietHours(t *testing.T) {
	for _, c := range []struct{ quiet, due, want string }{
		{"22:00-08:00", "2026-03-20 09:00", "2026-03-20 08:00"}, // two hours before is seven
		{"22:00-08:00", "2026-03-20 07:30", "2026-03-19 21:30"},
		{"off", "2026-03-20 07:30", "2026-03-20 05:30"},
	} {
		v := settled(t, "six-step")
		v.Must(command{
			Verb: permission.Settings, By: secretary, Values: office.Setting{Name: office.SettingQuiet, Value: c.quiet},
		})
		n := v.Accepted(procedure.Big)
		v.Must(command{
			Verb: permission.Extend, By: secretary, Case: n,
			Values: work.Extend{Due: local(v, c.due), Reason: "The holidays"},
		})
		for {
			chased(v, n)
			if slices.Contains(v.Said(), "task.remind") && v.Now.After(local(v, c.due).Add(-12*time.Hour)) {
				break
			}
		}
		if got := v.Now.In(local(v, c.due).Location()).Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("due %s, quiet %s: the last reminder came at %s, expected %s", c.due, c.quiet, got, c.want)
		}
	}
}

// TestNewsIsHeldBackAtNight: what would wake people waits for the morning, but for what is urgent, what is an answer, and what somebody
// does in the group at that hour.
func TestNewsIsHeldBackAtNight(t *testing.T) {
	v := village.Found(t, "six-step")
	night, morning := local(v, "2026-03-04 23:30"), local(v, "2026-03-05 08:00")
	calm, urgent := v.Accepted(procedure.Big), v.Accepted(procedure.Urgent)
	for _, n := range []int{calm, urgent} {
		v.Now = night
		v.Must(command{
			Verb: permission.Extend, By: secretary, Case: n,
			Values: work.Extend{Due: night.Add(20 * day), Reason: "It rains"},
		})
		for _, x := range v.Notices {
			want := time.Time{}
			if n == calm && x.To.Person != 0 {
				want = morning
			}
			if !x.After.Equal(want) {
				t.Errorf("case %d: %s to %+v is held until %s, expected %s", n, x.Message.ID, x.To, x.After, want)
			}
		}
	}
}

// TestWhoCannotBeReachedIsNamedInTheGroup: a member who never opened the private chat is called there, in one line; a resident is not, for
// what a person has to do with a case is not always for all to read.
func TestWhoCannotBeReachedIsNamedInTheGroup(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Put(n, ballot.A)
	v.Loses(member)
	v.Loses(elder)
	v.Votes(n, ballot.Yes, elder)
	v.Now = v.Now.Add(2 * day)
	v.Tick(village.ThingOf(n))
	v.HeardIn(say.Council, "notice.turnout")
	v.Told("notice.reminder.vote", convener, lawyer)
	for _, x := range v.Notices {
		if x.Message.ID == "notice.unreached" {
			if names := x.Message.Args["Mentions"].List; len(names) != 1 || *names[0].Mention != member {
				t.Errorf("named in the group: %v, expected only the member who has not voted", names)
			}
			return
		}
	}
	t.Errorf("nobody was named in the group; said were %v", v.Said())
}

// TestEveryStepCanBeExtended: before its time is over, with a reason, and all concerned hear of it.
func TestEveryStepCanBeExtended(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Accepted(procedure.Big)
	due := v.Find(n).Due
	to := func(at time.Time) command {
		return command{
			Verb: permission.Extend, By: secretary, Case: n, Values: work.Extend{Due: at, Reason: "The water is high"},
		}
	}
	more := due.Add(3 * day)
	v.Refused("refuse.extend_back", to(due.Add(-day)))
	v.Must(to(more))
	v.HeardIn(say.Wall, "echo.extended.step")
	v.Told("notice.extended.step", convener, supervisor)
	if c := v.Find(n); !c.Due.Equal(more) || c.Overdue {
		t.Errorf("due %s, late %v", c.Due, c.Overdue)
	}
	v.Now = more
	v.Refused("refuse.extend_late", to(due.Add(9*day)))
	published := v.Published(ballot.A)
	v.Refused("refuse.published", command{
		Verb: permission.Extend, By: secretary, Case: published,
		Values: work.Extend{Due: v.Now.Add(30 * day), Reason: "More time"},
	})
	voted := v.Heard()
	v.Put(voted, ballot.A)
	v.Refused("refuse.ballot_open", command{
		Verb: permission.Extend, By: secretary, Case: voted,
		Values: work.Extend{Due: v.Now.Add(30 * day), Reason: "More time"},
	})
}

func TestWhileOnlyTimeIsWaitedForNobodyIsChased(t *testing.T) {
	v := village.Found(t, "hall")
	v.Must(command{
		Verb: permission.Settings, By: secretary, Values: office.Setting{Name: office.SettingEcho, Value: "1d"},
	})
	n := heardInHall(v)
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.Must(command{Verb: permission.Publish, By: secretary, Case: n})
	if got := chased(v, n); got != nil {
		t.Errorf("asked to wait: %v", got)
	}
	v.HeardIn(say.Wall, "echo.silence")
}

func TestAShorterPromiseHoldsForOpenCasesAtOnce(t *testing.T) {
	for name, text := range map[string]string{office.SettingEcho: "2d", office.SettingZone: "UTC"} {
		v := village.Found(t, "six-step")
		v.Raised()
		v.Keep()
		v.Must(command{Verb: permission.Settings, By: secretary, Values: office.Setting{Name: name, Value: text}})
		var woken []string
		for _, c := range v.State.Changed() {
			if thing, ok := community.Thing(v.State, c.Key); ok {
				woken = append(woken, thing)
			}
		}
		if !slices.Equal(woken, []string{"case:1"}) {
			t.Errorf("after %s was set these are looked at anew: %v", name, woken)
		}
	}
}

func TestWhatIsWaitedForIsSaidInOneWay(t *testing.T) {
	for kind, want := range map[procedure.Kind]string{
		procedure.Intake: "intake", procedure.Screening: "screening", procedure.Research: "findings", procedure.Deliberation: "meeting",
		procedure.Publicity: "window", procedure.Approval: "approval", procedure.Implementation: "task", procedure.Evaluation: "rating",
		procedure.Closed: "closed",
	} {
		v := village.Found(t, "six-step")
		n := village.Roads()[kind](v)
		w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
		if w.For != want || w.Case != n || w.Hint().ID != "hint."+want {
			t.Errorf("%s: waits for %+v", kind, w)
		}
	}
}

func TestAllThatWaitsIsListed(t *testing.T) {
	v := village.Found(t, "six-step")
	for _, c := range []struct {
		verb permission.Verb
		by   int
		id   string
	}{
		{permission.Mine, widow, "mine.none"}, {permission.Queue, secretary, "queue.none"}, {permission.Meetings, widow, "meetings.none"},
	} {
		v.Must(command{Verb: c.verb, By: c.by})
		if v.Answer.Message.ID != c.id {
			t.Errorf("%s of nothing: %s", c.verb, v.Answer.Message.ID)
		}
	}
	worked := v.Assigned()
	n := v.Judged()
	v.Raised()
	talked := v.Talked()
	called(v, talked)
	voted := v.Heard()
	v.Put(voted, ballot.A)
	for by, want := range map[int]int{secretary: 5, convener: 8, resident: 1, power: 1, widow: 0, authority: 1, member: 3, supervisor: 0} {
		v.Must(command{Verb: permission.Mine, By: by})
		got := 0
		if count := v.Answer.Message.Args["Count"].Num; count != nil {
			got = *count
		}
		if got != want {
			t.Errorf("%d things wait for %d, expected %d", got, by, want)
		}
	}
	v.Must(command{Verb: permission.Queue, By: supervisor})
	if got := *v.Answer.Message.Args["Count"].Num; got != 5 || n == worked {
		t.Errorf("%d things wait for anyone", got)
	}
	for verb, id := range map[permission.Verb]string{permission.Meetings: "meetings.list", permission.Help: "help.resident", permission.People: "people.list"} {
		if v.Must(command{Verb: verb, By: widow}); v.Answer.Message.ID != id {
			t.Errorf("%s: %s", verb, v.Answer.Message.ID)
		}
	}
	v.Refused("refuse.no_case", command{Verb: permission.Case, By: widow, Case: 99})
	v.Must(command{Verb: permission.Case, By: widow, Case: n})
}

// TestAnEchoReachesEachOnce: the raiser, the supporters and those who objected hear of a case in private, each once, whatever they are of
// these at the same time.
func TestAnEchoReachesEachOnce(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Must(command{Verb: permission.Support, By: neighbour, Case: n})
	v.Must(command{Verb: permission.Support, By: widow, Case: n})
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.Must(command{Verb: permission.Publish, By: secretary, Case: n})
	v.Must(command{
		Verb: permission.Object, By: neighbour, Case: n, Values: life.Prose{Text: "The lamps are too bright"},
	})
	v.Must(command{Verb: permission.Object, By: shy, Case: n, Values: life.Prose{Text: "They are too few"}})
	v.Told("echo.objected", resident, neighbour, widow, shy)
}

// TestEveryUnitSeesItsWork: each of several units that work on a case finds it in its list, with buttons for its own task, and the
// queue shows all of it, and the minutes that are owed.
func TestEveryUnitSeesItsWork(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Assigned()
	v.Assign(n, "water", 20*day)
	for by, task := range map[int]string{power: ".1", water: ".2"} {
		v.Must(command{Verb: permission.Mine, By: by})
		if rows := v.Answer.Buttons; len(rows) != 1 || !strings.HasSuffix(rows[0][0].Line, task) {
			t.Errorf("%d is shown %v, expected task %s", by, rows, task)
		}
	}
	v.Must(command{Verb: permission.Queue, By: secretary})
	args := v.Answer.Message.Args
	last := args["Lines"].Lines[len(args["Lines"].Lines)-1].Msg
	if lines := len(args["Lines"].Lines); *args["Count"].Num != 1 || lines != 3 || last.ID != "mine.minutes" {
		t.Errorf("the queue has %d lines for %d cases, the last %s", lines, *args["Count"].Num, last.ID)
	}
}
