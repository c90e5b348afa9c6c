package life_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// happens lets events happen as they stand in a journal, whatever would be decided.
func happens(v *village.Village, events ...life.Event) {
	v.Happen(0, func(*life.State) []life.Event { return events })
}

// brook is a community whose case follows one here.
func brook(kind cases.LinkKind) cases.Link {
	return cases.Link{Community: "brook", Name: "Brook Lane", Case: 7, Kind: kind}
}

func TestWhoIsToldHowACaseEnded(t *testing.T) {
	for _, c := range []struct {
		rule string
		how  cases.Closing
		of   func(*cases.Case)
		want []string
	}{
		{
			"an end without a word", cases.Closing{Outcome: cases.Answered}, nil,
			village.Echoed(1, "echo.closed.answered.plain", "resident"),
		},
		{
			"an end with a word", cases.Closing{Outcome: cases.Answered, Reason: "mended"}, nil,
			village.Echoed(1, "echo.closed.answered", "resident"),
		},
		{
			"an exclusion has its own words",
			cases.Closing{Outcome: cases.Declined, Ground: cases.Ordered, Reason: "so"}, nil,
			village.Echoed(1, "echo.declined.ordered", "resident"),
		},
		{
			"declined on no ground", cases.Closing{Outcome: cases.Declined, Reason: "so"}, nil,
			village.Echoed(1, "echo.closed.declined", "resident"),
		},
		{
			"done, and nobody judged it", cases.Closing{Outcome: cases.Solved, Reason: "so"}, nil,
			village.Echoed(1, "echo.closed.unjudged", "resident"),
		},
		{
			"done, and judged so", cases.Closing{Outcome: cases.Solved, Reason: "so"},
			func(c *cases.Case) { c.Evaluation.Solved = 1 }, village.Echoed(1, "echo.closed.solved", "resident"),
		},
		{
			"as it ended in the community that leads", cases.Closing{Outcome: cases.Declined, Ground: cases.Policy},
			func(c *cases.Case) { l := brook(cases.ReferredUp); c.Lead = &l },
			village.Echoed(1, "echo.closed.lead", "resident"),
		},
		{
			"referred once more, and answered there", cases.Closing{Outcome: cases.Referred, Reason: "beyond us"},
			func(c *cases.Case) { l := brook(cases.ReferredUp); c.Lead = &l },
			village.Echoed(1, "echo.closed.lead", "resident"),
		},
		{
			"as the level above answered, to which it was taken by hand",
			cases.Closing{Outcome: cases.Referred, Reason: "next year"},
			func(c *cases.Case) { c.Lead = &cases.Link{Kind: cases.ByHand} },
			village.Echoed(1, "echo.closed.referred", "resident"),
		},
		{
			"withdrawn while it is with the level above", cases.Closing{Outcome: cases.Withdrawn},
			func(c *cases.Case) { c.Lead = &cases.Link{Kind: cases.ByHand} },
			village.Echoed(1, "echo.closed.withdrawn.plain", "resident"),
		},
		{
			"who follows it from another community is told there", cases.Closing{Outcome: cases.Answered, Reason: "so"},
			func(c *cases.Case) { c.Followers = []cases.Link{brook(cases.ReferredUp)} },
			append(village.Echoed(1, "echo.closed.answered", "resident"), "brook: mail closed"),
		},
		{
			"who followed it follows what it is merged into", cases.Closing{Outcome: cases.Merged, Into: 2},
			func(c *cases.Case) { c.Followers = []cases.Link{brook(cases.ReferredUp)} },
			append(village.Echoed(1, "echo.closed.merged.plain", "resident"), "group: card:2", "brook: mail opened"),
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n, other := v.Raised(), v.Raised()
			if c.of != nil {
				v.Holds(n, c.of)
			}
			happens(v, life.CaseClosed{Case: n, How: c.how})
			v.Hears(c.want...)
			got := v.Find(n)
			if !slices.Equal(v.Head().Open, []int{other}) || !got.Closed.At.Equal(v.Now) || !got.Due.IsZero() {
				t.Errorf("closed as %+v, open are %v", got, v.Head().Open)
			}
			if c.how.Outcome == cases.Merged && len(v.Find(other).Followers) != 1 {
				t.Errorf("nobody follows the other: %+v", v.Find(other))
			}
		})
	}
}

func TestACaseIsReopened(t *testing.T) {
	v := village.Found(t, "six-step")
	n, later := v.Answered(), v.Raised()
	link := brook(cases.ReferredUp)
	v.Holds(n, func(c *cases.Case) { c.Lead, c.Followers = &link, []cases.Link{brook(cases.Joint)} })
	w := v.Copy(t)
	happens(v, life.CaseReopened{Case: n, Stage: 1, Reason: "dark"})
	v.Hears(append(village.Echoed(n, "echo.reopened", "resident"), "brook: mail reopened",
		"secretary: duty task.screen.now", "convener: duty task.screen.now")...)
	if c := v.Find(n); c.Lead != nil || c.Reopened != 1 || !slices.Equal(v.Head().Open, []int{n, later}) {
		t.Errorf("reopened here it follows nobody: %+v, open are %v", c, v.Head().Open)
	}
	happens(v, life.CaseReopened{Case: n, Stage: 1, Reason: "dark still"})
	if c := v.Find(n); c.Reopened != 2 || !slices.Equal(v.Head().Open, []int{n, later}) {
		t.Errorf("twice reopened it is open once: %+v, open are %v", c, v.Head().Open)
	}
	happens(w, life.CaseReopened{Case: n, Stage: 1, Reason: "dark", Lead: true})
	w.Hears(append(village.Echoed(n, "echo.reopened", "resident"), "brook: mail reopened")...)
	if c := w.Find(n); c.Lead == nil || *c.Lead != link || !c.Due.IsZero() {
		t.Errorf("reopened there it still follows: %+v", c)
	}
}

func TestWhoHearsThatAStageIsEntered(t *testing.T) {
	asked := []string{"secretary: duty task.screen.now", "convener: duty task.screen.now"}
	for _, c := range []struct {
		rule, why string
		want      []string
	}{
		{"where another event tells of it, who is asked", "", asked},
		{
			"where nothing else does, everybody", "taken",
			append(village.Echoed(1, "echo.entered.taken", "resident"), asked...),
		},
		{"nobody where it is left at once", life.Quietly, nil},
		{
			"the officers once for all that was collected", life.Collected,
			village.Echoed(1, "echo.entered.collected", "resident"),
		},
	} {
		v := village.Found(t, "six-step")
		n := v.Raised()
		happens(v, life.StageEntered{Case: n, Stage: 1, Why: c.why})
		t.Log(c.rule)
		v.Hears(c.want...)
		v.Holds(n, func(c *cases.Case) { l := brook(cases.ReferredUp); c.Lead = &l })
		happens(v, life.StageEntered{Case: n, Stage: 1})
		v.Hears() // what another community leads, nobody here is asked to do
	}
}

func TestWhereACaseWentIsWrittenDown(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Pass(village.Day)
	happens(
		v, life.StageEntered{Case: n, Stage: 1, Why: life.Quietly}, life.StageEntered{Case: n, Stage: 2, Why: "taken"},
	)
	v.Pass(village.Day)
	happens(v, life.CaseClosed{Case: n, How: cases.Closing{Outcome: cases.Withdrawn}})
	path := village.Look(v, func(s *life.State) []record.Stay {
		return record.Get[record.Path](s.Cache, record.PathKey(n)).Steps
	})
	var kinds []procedure.Kind
	for _, stay := range path {
		kinds = append(kinds, stay.Kind)
	}
	if want := []procedure.Kind{procedure.Intake, procedure.Research, procedure.Closed}; !slices.Equal(kinds, want) {
		t.Errorf("it went by %v, expected %v: what is left at once was never stayed in", kinds, want)
	}
}

func TestWhatTimeBringsTwice(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	happens(v, life.DeadlinePassed{Case: n}, life.DeadlinePassed{Case: n})
	if c := v.Find(n); !c.Overdue || c.Silences != 0 {
		t.Errorf("late as %+v", c)
	}
	happens(v, life.SilenceEchoed{Case: n, Times: 1}, life.SilenceEchoed{Case: n, Times: 2})
	if c := v.Find(n); c.Silences != 2 || !c.Echoed.Equal(v.Now) {
		t.Errorf("silent as %+v", c)
	}
	more := v.Now.Add(9 * village.Day)
	happens(v, life.OverdueClimbed{Case: n, Rung: 2}, life.DeadlineExtended{Case: n, Due: more, Reason: "rain"})
	if c := v.Find(n); c.Overdue || c.Climbed != 0 || c.Silences != 0 || !c.Due.Equal(more) {
		t.Errorf("with more time it is %+v", c)
	}
}

func TestALateTaskMakesItsStageLateOnlyWhereThatWaitsForIt(t *testing.T) {
	for _, c := range []struct {
		rule string
		due  time.Duration
		late bool
	}{
		{"due with the task", 0, true},
		{"due before the task", -village.Day, true},
		{"due after the task", village.Day, false},
	} {
		v := village.Found(t, "six-step")
		n := v.Assigned()
		v.Holds(n, func(x *cases.Case) { x.Due = x.Tasks[0].Due.Add(c.due) })
		happens(v, life.TaskOverdue{Case: n, Task: 1})
		if x := v.Find(n); x.Overdue != c.late || !x.Tasks[0].Overdue {
			t.Errorf("%s: late is %v", c.rule, x.Overdue)
		}
		v.Told("task.chase", village.Power)
	}
}

func TestSilenceChasesOnlyWhoIsLate(t *testing.T) {
	for _, c := range []struct {
		rule string
		of   func(*cases.Case)
		want []string
	}{
		{"while the time runs nobody", func(*cases.Case) {}, nil},
		{"who owes it, and a rung more with each silence", func(c *cases.Case) { c.Overdue = true }, []string{
			"secretary: duty task.chase", "convener: duty task.chase",
		}},
		{"who owes what nobody set a time for", func(c *cases.Case) { c.Due = time.Time{} }, []string{
			"secretary: duty task.chase", "convener: duty task.chase",
		}},
	} {
		v := village.Found(t, "six-step")
		n := v.Screened()
		v.Holds(n, c.of)
		happens(v, life.SilenceEchoed{Case: n, Times: 1})
		t.Log(c.rule)
		v.Hears(append(village.Echoed(n, "echo.silence", "resident"), c.want...)...)
	}
	v := village.Found(t, "six-step")
	n := v.Screened()
	v.Holds(n, func(c *cases.Case) { c.Overdue, c.Climbed = true, 7 }) // more rungs than there are
	happens(v, life.SilenceEchoed{Case: n, Times: 9})
	v.Told("task.chase", village.Secretary, village.Convener, village.Supervisor)
	happens(v, life.OverdueClimbed{Case: n, Rung: 9})
	v.Told("task.climb", village.Secretary, village.Convener, village.Supervisor)
}

func TestWhoIsAppointedAndDismissed(t *testing.T) {
	legal := people.Grant{Role: people.Member, Detail: "legal"}
	for _, c := range []struct {
		rule   string
		events []life.Event
		want   []string
	}{
		{
			"the first officer is told of the founding alone",
			[]life.Event{personnel.Appointed{
				Person: village.Widow, Grant: people.Grant{Role: people.Secretary}, First: true,
			}},
			[]string{"widow: menu:13"},
		},
		{
			"whoever comes later, and everybody", []life.Event{personnel.Appointed{Person: village.Widow, Grant: legal}},
			[]string{"widow: menu:13", "widow: notice.appointed", "wall: echo notice.appointed.public"},
		},
		{
			"with a member a council that counts by no kinds lacks none",
			[]life.Event{personnel.Dismissed{Person: village.Lawyer, Role: people.Member}},
			[]string{"lawyer: menu:4", "lawyer: notice.dismissed", "wall: echo notice.dismissed.public"},
		},
		{
			"one that does tells the secretaries what it lacks",
			[]life.Event{
				personnel.Appointed{Person: village.Elder, Grant: legal},
				personnel.Dismissed{Person: village.Member, Role: people.Member},
			},
			[]string{
				"elder: menu:5", "elder: notice.appointed", "wall: echo notice.appointed.public", "member: menu:3",
				"secretary: notice.kinds_missing", "member: notice.dismissed", "wall: echo notice.dismissed.public",
			},
		},
		{
			"with a handler it lacks none",
			[]life.Event{personnel.Dismissed{Person: village.Power, Role: people.Handler, Term: true}},
			[]string{"power: menu:8", "power: notice.dismissed", "wall: echo notice.dismissed.public"},
		},
	} {
		v := village.Found(t, "six-step")
		happens(v, c.events...)
		t.Log(c.rule)
		v.Hears(c.want...)
	}
	v := village.Found(t, "six-step")
	gas := people.Grant{Role: people.Handler, Detail: "gas"}
	happens(v, personnel.Appointed{Person: village.Power, Grant: gas, Also: true},
		personnel.Dismissed{Person: village.Power, Role: people.Handler, Detail: "power"})
	units := village.Look(v, func(s *life.State) []string { return s.Person(village.Power).Details(people.Handler) })
	if !slices.Equal(units, []string{"gas"}) {
		t.Errorf("after one of two units ended it is %v", units)
	}
	happens(v, personnel.Appointed{Person: village.Power, Grant: people.Grant{Role: people.Handler, Detail: "water"}})
	if held := village.Look(v, func(s *life.State) []int { return s.Holders().Unit("gas") }); held != nil {
		t.Errorf("a role that is given anew takes the place of the old: %v still work for gas", held)
	}
}

func TestAnErasedPersonHoldsNothing(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Holds(n, func(c *cases.Case) { c.Through = village.Convener })
	happens(v, personnel.Erased{Person: village.Convener}, personnel.Erased{Person: village.Convener, Case: n})
	v.Hears("group: card:1")
	p := village.Look(v, func(s *life.State) people.Person { return *s.Person(village.Convener) })
	if !p.Erased || p.Grants != nil || v.Find(n).Through != 0 {
		t.Errorf("left is %+v", p)
	}
	if held := village.Look(v, func(s *life.State) []int { return s.Holders().Of(people.Convener) }); held != nil {
		t.Errorf("%v are still conveners", held)
	}
}

func TestEachUseOfACodeIsCounted(t *testing.T) {
	v := village.Found(t, "six-step")
	left := func() int {
		return village.Look(v, func(s *life.State) int {
			if i := record.Get[record.Invite](s.Cache, record.InviteKey("abc")); i != nil {
				return i.Left
			}
			return 0
		})
	}
	grant := people.Grant{Role: people.Expert, Detail: "law"}
	happens(v, personnel.CodeIssued{Code: "abc", Use: "role", Grant: grant, Until: v.Now.Add(village.Day), Times: 2})
	v.Hears()
	for _, want := range []int{1, 0} {
		happens(v, personnel.Appointed{Person: village.Widow, Grant: grant, Code: "abc"})
		if got := left(); got != want {
			t.Errorf("%d uses are left, expected %d", got, want)
		}
	}
	v.ProvesJournal()
}

func TestWhatIsSubmittedWaitsForAWord(t *testing.T) {
	v := village.Found(t, "five-step")
	n := v.Raised()
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: n,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
	})
	v.Meets(n)
	v.Put(n, ballot.B)
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Is(n, procedure.Approval)
	v.Told("task.decide", village.Authority)
	v.Told("task.assembly", village.Secretary, village.Convener)
	if c := v.Find(n); !c.Submitted.Equal(v.Now) || !c.Due.After(v.Now.Add(13*village.Day)) {
		t.Errorf("the assembly has ten working days: %+v", c)
	}
	for _, c := range []struct {
		rule      string
		class     ballot.Class
		confirmed bool
		want      life.Event
	}{
		{"what is of class A is carried out", ballot.A, false, life.StageEntered{Case: n, Stage: 4}},
		{"what is of class B is submitted", ballot.B, false, life.CaseSubmitted{Case: n}},
		{"once agreed to it is carried out", ballot.B, true, life.StageEntered{Case: n, Stage: 4}},
	} {
		got := village.Look(
			v, func(s *life.State) life.Event { return life.Onward(s, s.Case(n), c.class, c.confirmed) },
		)
		if got != c.want {
			t.Errorf("%s: %+v follows", c.rule, got)
		}
	}
	six := village.Found(t, "six-step")
	n = six.Heard()
	got := village.Look(six, func(s *life.State) life.Event { return life.Onward(s, s.Case(n), ballot.B, false) })
	if _, submitted := got.(life.CaseSubmitted); submitted {
		t.Error("submitted, though its procedure has a stage for the approval")
	}
}

func TestNightHoldsBackNoViewAndNoAnswer(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Screened()
	v.Now = v.Local("2026-03-04 23:30")
	morning := v.Local("2026-03-05 08:00")
	happens(v, life.StageEntered{Case: n, Stage: 1, Why: "time"})
	for _, x := range v.Notices {
		held := x.View == ""
		if held != x.After.Equal(morning) || held == x.After.IsZero() {
			t.Errorf("%s%s to %+v is held until %s", x.View, x.Message.ID, x.To, x.After)
		}
		if asks := x.Kind == say.Duty; asks != (x.While == "screening") {
			t.Errorf("%s is of use while %q is waited for", x.Message.ID, x.While)
		}
	}
	duty := v.Notices[len(v.Notices)-1]
	overtaken := func() bool {
		return village.Look(v, func(s *life.State) bool { return life.Overtaken(s, duty) })
	}
	if overtaken() {
		t.Error("what is still to be done is overtaken")
	}
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept},
	})
	if !overtaken() {
		t.Error("what was done in the night is asked for in the morning")
	}
	if duty.While = ""; overtaken() {
		t.Error("what asks for nothing is overtaken")
	}
}

func TestWhoRaisedItAsThePublicKnows(t *testing.T) {
	for _, c := range []struct {
		rule string
		of   cases.Case
		want string
	}{
		{"a person", cases.Case{Raiser: village.Widow}, ""},
		{"somebody who wants no name", cases.Case{Raiser: village.Widow, Anonymous: true}, "someone"},
		{"somebody who wants no name by another way", cases.Case{Anonymous: true, Via: "open311"}, "someone"},
		{"another program", cases.Case{Via: "open311"}, "raised.via"},
		{"the community below", cases.Case{Followers: []cases.Link{brook(cases.ReferredUp)}}, "raised.below"},
		{
			"a person, whoever follows", cases.Case{Raiser: village.Widow, Followers: []cases.Link{brook(cases.Joint)}},
			"",
		},
	} {
		got := life.RaiserArg(&c.of)
		named := got.Person != nil && *got.Person == village.Widow
		if c.want == "" && !named || c.want != "" && (got.Msg == nil || got.Msg.ID != c.want) {
			t.Errorf("%s: raised by %+v", c.rule, got)
		}
	}
}
