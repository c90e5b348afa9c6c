package life_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/community"
	"echowall/flows/community/village"
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

// TestTheLadderClimbs: what is late is told to those who owe it at once, a day later to the secretaries as well, and
// so on up to the supervisors; and each week all can read that nothing happened.
func TestTheLadderClimbs(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Unopposed()
	due := v.Find(n).Due
	for i, want := range []struct {
		after time.Duration
		echo  string
		told  []int
	}{
		{-village.Day, "", nil}, {-time.Hour, "", nil}, // the reminders, told below
		{0, "echo.overdue", []int{village.Authority}},
		{village.Day, "", []int{village.Secretary, village.Authority}},
		{3 * village.Day, "", []int{village.Convener, village.Authority}},
		{7 * village.Day, "", []int{village.Supervisor, village.Authority}},
		{7 * village.Day, "echo.silence", []int{
			village.Secretary, village.Convener, village.Supervisor, village.Authority,
		}},
		{14 * village.Day, "echo.silence", []int{
			village.Secretary, village.Convener, village.Supervisor, village.Authority,
		}},
	} {
		if got := chased(v, n); !slices.Equal(got, want.told) || !v.Now.Equal(due.Add(want.after)) {
			t.Errorf("look %d, %s after the deadline: expected %v to be asked after %s, were %v",
				i, v.Now.Sub(due), want.told, want.after, got)
		}
		if want.echo != "" {
			v.HeardIn(say.Wall, want.echo)
		}
	}
	v.Must(life.Command{Verb: permission.Approve, By: village.Authority, Case: n})
	if c := v.Find(n); c.Silences != 0 || c.Climbed != 0 {
		t.Errorf("%d silences, %d rungs after something happened", c.Silences, c.Climbed)
	}
}

// TestRemindersBeforeADeadline go to those who owe something, at the rungs of the ladder, until they have done it.
func TestRemindersBeforeADeadline(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Unopposed() // the authority has five working days
	due := v.Find(n).Due
	for _, before := range []time.Duration{village.Day, time.Hour} { // due at nine; two hours before, people are asleep
		chased(v, n)
		v.Told("task.remind", village.Authority)
		if !v.Now.Equal(due.Add(-before)) {
			t.Errorf("reminded %s before the deadline, expected %s", due.Sub(v.Now), before)
		}
	}
	worked := v.Assigned()
	c := v.Find(worked)
	chased(v, worked)
	if want := c.Tasks[0].Due.Add(-7 * village.Day); !v.Now.Equal(want) {
		t.Errorf("the first reminder of the work came at %s, expected %s", v.Now, want)
	}
	v.Told("task.remind.work", village.Power)
	v.Must(life.Command{
		Verb: permission.Done, By: village.Power, Case: worked, Values: work.Report{Text: "All lamps burn"},
	})
	chased(v, worked)
	if slices.Contains(v.Said(), "task.remind.work") {
		t.Error("reminded of what was done")
	}
}

// TestRemindersKeepTheQuietHours: nobody is reminded at night but of what is urgent; what would come too late in the
// morning comes in the evening before.
func TestRemindersKeepTheQuietHours(t *testing.T) {
	for _, c := range []struct{ quiet, due, want string }{
		{"22:00-08:00", "2026-03-20 09:00", "2026-03-20 08:00"}, // two hours before is seven
		{"22:00-08:00", "2026-03-20 07:30", "2026-03-19 21:30"},
		{"off", "2026-03-20 07:30", "2026-03-20 05:30"},
	} {
		v := village.Settled(t, "six-step")
		v.Must(life.Command{
			Verb: permission.Settings, By: village.Secretary,
			Values: office.Setting{Name: office.SettingQuiet, Value: c.quiet},
		})
		n := v.Accepted(procedure.Big)
		v.Must(life.Command{
			Verb: permission.Extend, By: village.Secretary, Case: n,
			Values: work.Extend{Due: v.Local(c.due), Reason: "The holidays"},
		})
		for {
			chased(v, n)
			if slices.Contains(v.Said(), "task.remind") && v.Now.After(v.Local(c.due).Add(-12*time.Hour)) {
				break
			}
		}
		if got := v.Now.In(v.Local(c.due).Location()).Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("due %s, quiet %s: the last reminder came at %s, expected %s", c.due, c.quiet, got, c.want)
		}
	}
}

// TestNewsIsHeldBackAtNight: what would wake people waits for the morning, but for what is urgent, what is an answer,
// and what somebody does in the group at that hour.
func TestNewsIsHeldBackAtNight(t *testing.T) {
	v := village.Found(t, "six-step")
	night, morning := v.Local("2026-03-04 23:30"), v.Local("2026-03-05 08:00")
	calm, urgent := v.Accepted(procedure.Big), v.Accepted(procedure.Urgent)
	for _, n := range []int{calm, urgent} {
		v.Now = night
		v.Must(life.Command{
			Verb: permission.Extend, By: village.Secretary, Case: n,
			Values: work.Extend{Due: night.Add(20 * village.Day), Reason: "It rains"},
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

// TestWhoCannotBeReachedIsNamedInTheGroup: a member who never opened the private chat is called there, in one line; a
// resident is not, for what a person has to do with a case is not always for all to read.
func TestWhoCannotBeReachedIsNamedInTheGroup(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Put(n, ballot.A)
	v.Loses(village.Member)
	v.Loses(village.Elder)
	v.Votes(n, ballot.Yes, village.Elder)
	v.Now = v.Now.Add(2 * village.Day)
	v.Tick(village.ThingOf(n))
	v.HeardIn(say.Council, "notice.turnout")
	v.Told("notice.reminder.vote", village.Convener, village.Lawyer)
	for _, x := range v.Notices {
		if x.Message.ID == "notice.unreached" {
			if names := x.Message.Args["Mentions"].List; len(names) != 1 || *names[0].Mention != village.Member {
				t.Errorf("named in the group: %v, expected only the member who has not voted", names)
			}
			return
		}
	}
	t.Errorf("nobody was named in the group; said were %v", v.Said())
}

func TestWhileOnlyTimeIsWaitedForNobodyIsChased(t *testing.T) {
	v := village.Found(t, "hall")
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary, Values: office.Setting{Name: office.SettingEcho, Value: "1d"},
	})
	n := v.HeardInHall()
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Must(life.Command{Verb: permission.Publish, By: village.Secretary, Case: n})
	if got := chased(v, n); got != nil {
		t.Errorf("asked to wait: %v", got)
	}
	v.HeardIn(say.Wall, "echo.silence")
}

func TestWhatIsWaitedForIsSaidInOneWay(t *testing.T) {
	for kind, want := range map[procedure.Kind]string{
		procedure.Intake: "intake", procedure.Screening: "screening", procedure.Research: "findings",
		procedure.Deliberation: "meeting",
		procedure.Publicity:    "window", procedure.Approval: "approval",
		procedure.Implementation: "task", procedure.Evaluation: "rating",
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

// TestAnEchoReachesEachOnce: the raiser, the supporters and those who objected hear of a case in private, each once,
// whatever they are of these at the same time.
func TestAnEchoReachesEachOnce(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Must(life.Command{Verb: permission.Support, By: village.Neighbour, Case: n})
	v.Must(life.Command{Verb: permission.Support, By: village.Widow, Case: n})
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Must(life.Command{Verb: permission.Publish, By: village.Secretary, Case: n})
	v.Must(life.Command{
		Verb: permission.Object, By: village.Neighbour, Case: n, Values: life.Prose{Text: "The lamps are too bright"},
	})
	v.Must(life.Command{
		Verb: permission.Object, By: village.Shy, Case: n, Values: life.Prose{Text: "They are too few"},
	})
	v.Told("echo.objected", village.Resident, village.Neighbour, village.Widow, village.Shy)
}
