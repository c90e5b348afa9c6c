package screening_test

import (
	"slices"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/screening"
)

// screen gives a verdict on a case.
func screen(by, n int, verdict cases.Verdict) life.Command {
	return life.Command{Verb: permission.Screen, By: by, Case: n, Values: verdict}
}

// back agrees to the verdict of another.
func back(by, n int) life.Command { return life.Command{Verb: permission.Back, By: by, Case: n} }

func TestWhatScreeningRefuses(t *testing.T) {
	v := village.Found(t, "six-step")
	n, closed, talked := v.Raised(), v.Answered(), v.Talked()
	voted := v.Heard()
	v.Put(voted, ballot.A)
	second := v.Talked()
	v.Holds(second, func(c *cases.Case) { c.Talk.Round = 2 })
	accept := cases.Verdict{Kind: cases.Accept}
	merge := func(into int) cases.Verdict { return cases.Verdict{Kind: cases.Merge, Into: into} }
	v.Plays(t, []village.Row{
		{Rule: "a case must be there", Cmd: screen(village.Secretary, 99, accept), Refused: "refuse.no_case"},
		{Rule: "a resident screens nothing", Cmd: screen(village.Resident, n, accept), Refused: "refuse.role"},
		{Rule: "a supervisor screens nothing", Cmd: screen(village.Supervisor, n, accept), Refused: "refuse.role"},
		{
			Rule: "a closed case is not screened", Cmd: screen(village.Secretary, closed, accept),
			Refused: "refuse.closed",
		},
		{Rule: "what is voted on is not", Cmd: screen(village.Secretary, voted, accept), Refused: "refuse.ballot_open"},
		{Rule: "what is talked over was", Cmd: screen(village.Secretary, talked, accept), Refused: "refuse.screened"},
		{
			Rule: "in the first round it is not even referred", Refused: "refuse.screened",
			Cmd: screen(village.Secretary, talked, cases.Verdict{Kind: cases.Refer, Text: "beyond us"}),
		},
		{
			Rule: "in later rounds it is only referred", Cmd: screen(village.Secretary, second, accept),
			Refused: "refuse.screened",
		},
		{
			Rule: "in later rounds it may be referred", Answer: "receipt.screened.refer",
			Events: []string{"case.carried"},
			Cmd:    screen(village.Secretary, second, cases.Verdict{Kind: cases.Refer, Text: "beyond us"}),
			Told:   append(village.Echoed(second, "echo.carried", "resident"), "secretary: duty task.carried"),
		},
		{
			Rule: "what it is merged into must be there", Cmd: screen(village.Secretary, n, merge(99)),
			Refused: "refuse.no_case",
		},
		{Rule: "it is merged into something", Cmd: screen(village.Secretary, n, merge(0)), Refused: "refuse.no_case"},
		{
			Rule: "it is not merged into itself", Cmd: screen(village.Secretary, n, merge(n)),
			Refused: "refuse.merge_self",
		},
		{
			Rule: "it is not merged into what is closed", Cmd: screen(village.Secretary, n, merge(closed)),
			Refused: "refuse.merge_closed",
		},
	})
}

func TestWhatScreeningBrings(t *testing.T) {
	v := village.Found(t, "six-step")
	raised, taken := v.Raised(), v.Screened()
	v.Must(life.Command{Verb: permission.Support, By: village.Widow, Case: raised})
	v.Must(life.Command{Verb: permission.Support, By: village.Neighbour, Case: taken})
	accept := func(track procedure.Track) cases.Verdict { return cases.Verdict{Kind: cases.Accept, Track: track} }
	both := []string{"case.stage", "case.closed"}
	v.Plays(t, []village.Row{
		{
			Rule: "what nobody took up is taken up and accepted at once", Answer: "receipt.screened.accept",
			Cmd: screen(village.Secretary, raised, accept("")), Events: []string{"case.stage", "case.accepted"},
			Told: append(village.Echoed(1, "echo.accepted", "resident", "widow"),
				"secretary: duty task.research", "convener: duty task.research"),
		},
		{
			Rule: "what was taken up is accepted", Answer: "receipt.screened.accept",
			Cmd: screen(village.Convener, taken, accept(procedure.Small)), Events: []string{"case.accepted"},
			Told: append(village.Echoed(2, "echo.accepted", "resident", "neighbour"),
				"secretary: duty task.next", "convener: duty task.next"),
		},
		{
			Rule: "it is declined on a ground", Answer: "receipt.screened.decline", Events: both,
			Cmd:  screen(village.Secretary, raised, cases.Verdict{Kind: cases.Decline, Ground: cases.Policy}),
			Told: village.Echoed(1, "echo.declined.policy", "resident", "widow"),
		},
		{
			Rule: "it is answered", Answer: "receipt.screened.answer", Events: []string{"case.closed"},
			Cmd:  screen(village.Secretary, taken, cases.Verdict{Kind: cases.Answer, Text: "It is mended"}),
			Told: village.Echoed(2, "echo.closed.answered", "resident", "neighbour"),
		},
		{
			Rule: "where no letter goes up the secretary takes it there", Answer: "receipt.screened.refer",
			Events: []string{"case.stage", "case.carried"},
			Cmd:    screen(village.Secretary, raised, cases.Verdict{Kind: cases.Refer, Text: "beyond us"}),
			Told:   append(village.Echoed(1, "echo.carried", "resident", "widow"), "secretary: duty task.carried"),
		},
		{
			Rule: "merged, it changes the card of the other", Answer: "receipt.screened.merge", Events: both,
			Cmd:  screen(village.Secretary, raised, cases.Verdict{Kind: cases.Merge, Into: taken}),
			Told: append(village.Echoed(1, "echo.closed.merged.plain", "resident", "widow"), "group: card:2"),
		},
	})
}

func TestAReferredCaseFollowsTheLevelAbove(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Screened()
	v.Ask(func(s *life.State) {
		if s.Head() == nil {
			return
		}
		sheet := s.Fork()
		record.Edit[record.Community](sheet.Cache, record.HeadKey).Above = "county"
		record.Put(sheet.Cache, record.TieKey("county"), &record.Tie{Community: "county", Name: "The county"})
		sheet.Merge()
	})
	v.Must(screen(village.Secretary, n, cases.Verdict{Kind: cases.Refer, Text: "beyond us"}))
	v.Came("case.referred")
	v.Hears(append(village.Echoed(n, "echo.referred", "resident"), "county: mail refer")...)
	if c := v.Find(n); c.Lead == nil || c.Lead.Community != "county" || c.Closed != nil || !c.Due.IsZero() {
		t.Errorf("referred as %+v", c)
	}
	v.Refused("refuse.lead", screen(village.Secretary, n, cases.Verdict{Kind: cases.Accept}))
}

func TestADirectWayToWorkIsSaid(t *testing.T) {
	for _, c := range []struct {
		rule, method string
		track        procedure.Track
		direct       bool
	}{
		{"by default it is talked over", "hall", "", false},
		{"a big one is talked over", "hall", procedure.Big, false},
		{"an urgent one skips the talk", "five-step", procedure.Urgent, true},
		{"a small one is talked over", "five-step", procedure.Small, false},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, c.method)
			n := v.Screened()
			v.Happen(0, func(s *life.State) []life.Event {
				x := s.Case(n)
				next, _ := s.Method(x).Next(x.Stage, c.track)
				return life.One(screening.CaseAccepted{Case: n, Track: c.track, Stage: next})
			})
			for _, x := range v.Notices {
				if _, direct := x.Message.Args["Direct"]; x.Message.ID == "echo.accepted" && direct != c.direct {
					t.Errorf("said to go straight to work: %v", direct)
				}
			}
		})
	}
}

// two is a village in which both of two conveners must agree.
func two(t *testing.T) (v *village.Village, n int) {
	v = village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Appoint, By: village.Secretary, Person: village.Elder,
		Values: office.Appoint{Grant: people.Grant{Role: people.Convener}},
	})
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingConveners, Value: record.BothConveners},
	})
	return v, v.Raised()
}

func TestBothConvenersSayTheSame(t *testing.T) {
	accept, decline := cases.Verdict{Kind: cases.Accept}, cases.Verdict{Kind: cases.Decline, Ground: cases.Policy}
	backed, done := []string{"screening.backed"}, []string{"case.stage", "case.accepted"}
	v, n := two(t)
	v.Plays(t, []village.Row{
		{Rule: "there must be a verdict to agree to", Cmd: back(village.Elder, n), Refused: "refuse.nothing_to_back"},
		{Rule: "only a convener agrees", Cmd: back(village.Secretary, n), Refused: "refuse.role"},
		{
			Rule: "the first word waits for the other", Cmd: screen(village.Convener, n, accept),
			Answer: "receipt.backed",
			Events: backed, Told: []string{"elder: duty task.back"},
		},
		{
			Rule: "the secretary's word waits for both", Cmd: screen(village.Secretary, n, accept),
			Answer: "receipt.backed",
			Events: backed, Told: []string{"convener: duty task.back", "elder: duty task.back"},
		},
	})
	v.Must(screen(village.Convener, n, accept))
	v.Plays(t, []village.Row{
		{
			Rule: "whoever said it may say it again", Cmd: back(village.Convener, n), Answer: "receipt.backed",
			Events: backed, Told: []string{"elder: duty task.back"},
		},
		{
			Rule: "the other agrees by a press", Cmd: back(village.Elder, n), Answer: "receipt.screened.accept",
			Events: done,
		},
		{
			Rule: "the other says the same", Cmd: screen(village.Elder, n, accept), Answer: "receipt.screened.accept",
			Events: done,
		},
		{
			Rule: "another word begins anew", Cmd: screen(village.Elder, n, decline), Answer: "receipt.backed",
			Events: backed, Told: []string{"convener: duty task.back"},
		},
		{
			Rule: "the program waits for nobody", Cmd: screen(0, n, accept), Answer: "receipt.screened.accept",
			Events: done,
		},
	})
	waits := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	if waits.For != "backing" || waits.Verb != permission.Back || !slices.Equal(waits.Persons, []int{village.Elder}) {
		t.Errorf("it waits for %+v", waits)
	}
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Elder,
		Values: people.Grant{Role: people.Convener},
	})
	v.Must(back(village.Convener, n))
	v.Came(done...) // one convener alone needs nobody's agreement
}

func TestTheWordOfAFormerConvenerDoesNotCount(t *testing.T) {
	v, n := two(t)
	accept := cases.Verdict{Kind: cases.Accept}
	v.Must(screen(village.Elder, n, accept))
	v.Must(life.Command{
		Verb: permission.Appoint, By: village.Secretary, Person: village.Widow,
		Values: office.Appoint{Grant: people.Grant{Role: people.Convener}},
	})
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Elder,
		Values: people.Grant{Role: people.Convener},
	})
	v.Must(back(village.Convener, n))
	v.Came("screening.backed")
	v.Hears("widow: duty task.back")
	v.Must(back(village.Widow, n))
	v.Came("case.stage", "case.accepted")
}

func TestWhatAcceptingChanges(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Screened()
	v.Holds(n, func(c *cases.Case) {
		c.Overdue, c.Silences, c.Climbed = true, 3, 2
		c.Motion, c.Talk.Ballot = &cases.Verdict{Kind: cases.Accept}, "1.1"
		c.Backing, c.Backers = &cases.Verdict{Kind: cases.Answer}, []int{village.Convener}
	})
	v.Happen(0, func(*life.State) []life.Event {
		return life.One(screening.CaseAccepted{Case: n, Track: procedure.Hard, Stage: 2})
	})
	c := v.Find(n)
	if c.Track != procedure.Hard || c.Stage != 2 || c.Motion != nil || c.Talk.Ballot != "" ||
		c.Backing != nil || c.Backers != nil {
		t.Errorf("of the screening is left %+v", c)
	}
	if c.Overdue || c.Silences != 0 || c.Climbed != 0 || !c.Echoed.Equal(v.Now) || !c.Entered.Equal(v.Now) {
		t.Errorf("a new stage begins with %+v", c)
	}
}

func TestWhatScreeningWaitsFor(t *testing.T) {
	office, conveners := []people.Role{people.Secretary, people.Convener}, []people.Role{people.Convener}
	for _, c := range []struct {
		rule, method string
		of           func(*cases.Case)
		waits        string
		verb         permission.Verb
		roles        []people.Role
	}{
		{"for the office", "hall", func(*cases.Case) {}, "screening", permission.Screen, office},
		{"for whom the procedure names", "street", func(*cases.Case) {}, "screening", permission.Screen, conveners},
		{
			"for votes while there is a ballot", "hall", func(c *cases.Case) { c.Talk.Ballot = "1.1" }, "votes",
			permission.Vote, []people.Role{people.Member},
		},
	} {
		v := village.Found(t, c.method)
		x := v.Find(v.Screened())
		c.of(&x)
		w := village.Look(
			v, func(s *life.State) life.Wait { return screening.Stage().Wait(s, &x, life.Wait{Case: x.Number}) },
		)
		if w.For != c.waits || w.Verb != c.verb || !slices.Equal(w.Roles, c.roles) {
			t.Errorf("%s: it waits for %+v", c.rule, w)
		}
	}
}

func TestWhetherAMotionStands(t *testing.T) {
	v := village.Found(t, "hall")
	n, open, closed := v.Raised(), v.Raised(), v.Raised()
	v.Happen(0, func(*life.State) []life.Event {
		return life.One(life.CaseClosed{Case: closed, How: cases.Closing{Outcome: cases.Answered}})
	})
	for _, c := range []struct {
		rule   string
		motion cases.Verdict
		stands bool
	}{
		{"to accept it", cases.Verdict{Kind: cases.Accept}, true},
		{"to merge it into an open case", cases.Verdict{Kind: cases.Merge, Into: open}, true},
		{"to merge it into a closed case", cases.Verdict{Kind: cases.Merge, Into: closed}, false},
		{"to merge it into itself", cases.Verdict{Kind: cases.Merge, Into: n}, false},
		{"to merge it into none", cases.Verdict{Kind: cases.Merge, Into: 99}, false},
	} {
		x := v.Find(n)
		x.Motion = &c.motion
		got := village.Look(v, func(s *life.State) bool { return screening.Motions().Stands(s, &x) })
		if got != c.stands {
			t.Errorf("%s: stands is %v", c.rule, got)
		}
	}
}

func TestWhatScreeningAsksFor(t *testing.T) {
	verbs := life.TableOf(screening.Verbs())
	for _, c := range []struct {
		rule string
		got  form.Values
		want []string
	}{
		{"first the verdict", form.Values{}, []string{"case", "verdict"}},
		{"nothing more of what it does not know", form.Values{"verdict": "dance"}, []string{"case", "verdict"}},
		{"a track of what is accepted", form.Values{"verdict": "accept"}, []string{"case", "verdict", "track?"}},
		{
			"a ground and words of what is declined", form.Values{"verdict": "decline"},
			[]string{"case", "verdict", "ground", "text"},
		},
		{
			"words where the ground is another", form.Values{"verdict": "decline", "ground": "other"},
			[]string{"case", "verdict", "ground", "text"},
		},
		{
			"no words where the ground says all", form.Values{"verdict": "decline", "ground": "policy"},
			[]string{"case", "verdict", "ground", "text?"},
		},
		{"a case to merge it into", form.Values{"verdict": "merge"}, []string{"case", "verdict", "into"}},
		{"the answer", form.Values{"verdict": "answer"}, []string{"case", "verdict", "text"}},
		{"the reason to refer it", form.Values{"verdict": "refer"}, []string{"case", "verdict", "text"}},
	} {
		fields, ok := verbs.Fields(permission.Screen, c.got)
		var got []string
		for _, f := range fields {
			name := f.Name
			if f.Optional {
				name += "?"
			}
			got = append(got, name)
		}
		if !ok || !slices.Equal(got, c.want) {
			t.Errorf("%s: asks for %v, expected %v", c.rule, got, c.want)
		}
	}
	said := form.Values{"verdict": "decline", "track": "big", "ground": "policy", "into": "4", "text": "so it is"}
	want := cases.Verdict{Kind: cases.Decline, Track: procedure.Big, Ground: cases.Policy, Into: 4, Text: "so it is"}
	if got := verbs.Read(permission.Screen, life.Reading{Said: said}); got != want {
		t.Errorf("read %+v", got)
	}
}
