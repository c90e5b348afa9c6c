package research_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/research"
)

// on is a command on a case.
func on(verb permission.Verb, by, n int, values any) life.Command {
	return life.Command{Verb: verb, By: by, Case: n, Values: values}
}

var found = life.Prose{Text: "The cable is rotten"}

func TestWhoLooksAndWhoConfirms(t *testing.T) {
	v := village.Found(t, "six-step")
	n, screened := v.Accepted(procedure.Big), v.Screened()
	v.Must(on(permission.Support, village.Widow, n, nil))
	recorded := []string{"research.findings"}
	v.Plays(t, []village.Row{
		{
			Rule: "a case must be there", Cmd: on(permission.Research, village.Expert, 99, found),
			Refused: "refuse.no_case",
		},
		{
			Rule: "a resident finds nothing", Cmd: on(permission.Research, village.Resident, n, found),
			Refused: "refuse.role",
		},
		{Rule: "a unit finds nothing", Cmd: on(permission.Research, village.Power, n, found), Refused: "refuse.role"},
		{
			Rule:    "nothing is found before it is looked into",
			Cmd:     on(permission.Research, village.Expert, screened, found),
			Refused: "refuse.stage",
		},
		{
			Rule:   "what a member finds both officers may confirm",
			Cmd:    on(permission.Research, village.Member, n, found),
			Answer: "receipt.research", Events: recorded,
			Told: append(village.Echoed(1, "echo.research", "resident", "widow"),
				"secretary: duty task.confirm", "convener: duty task.confirm"),
		},
		{
			Rule:   "what the secretary finds the convener confirms",
			Cmd:    on(permission.Research, village.Secretary, n, found),
			Answer: "receipt.research", Events: recorded,
			Told: append(village.Echoed(1, "echo.research", "resident", "widow"), "convener: duty task.confirm"),
		},
		{
			Rule: "there must be findings to confirm", Cmd: on(permission.Confirm, village.Secretary, n, nil),
			Refused: "refuse.no_findings",
		},
	})
	v.Must(on(permission.Research, village.Secretary, n, found))
	v.Plays(t, []village.Row{
		{
			Rule: "a member confirms nothing", Cmd: on(permission.Confirm, village.Member, n, nil),
			Refused: "refuse.role",
		},
		{
			Rule: "nobody confirms their own findings", Cmd: on(permission.Confirm, village.Secretary, n, nil),
			Refused: "refuse.own_findings",
		},
		{
			Rule:   "the other officer confirms, and it is talked over",
			Cmd:    on(permission.Confirm, village.Convener, n, nil),
			Answer: "receipt.confirmed", Events: []string{"research.confirmed", "case.stage"},
			Told: append(village.Echoed(1, "echo.confirmed", "resident", "widow"),
				"secretary: duty task.next", "convener: duty task.next"),
		},
		{
			Rule: "new findings replace those not confirmed", Cmd: on(permission.Research, village.Expert, n, found),
			Answer: "receipt.research", Events: recorded,
		},
	})
}

func TestAPlanHasItsOwnWords(t *testing.T) {
	v := village.Found(t, "four-rings")
	n := v.Raised()
	v.Happen(0, func(s *life.State) []life.Event {
		at, _ := s.Method(s.Case(n)).First(procedure.Research, 0)
		return life.One(life.StageEntered{Case: n, Stage: at})
	})
	v.Told("task.plan", village.Secretary, village.Convener)
	wait := func() string {
		return village.Look(v, func(s *life.State) string { return life.Waiting(s, s.Case(n)).For })
	}
	if got := wait(); got != "plan" {
		t.Errorf("before there is one it waits for %s", got)
	}
	v.Must(on(permission.Research, village.Secretary, n, found))
	if v.Answer.Message.ID != "receipt.research.plan" || !v.Find(n).Findings.Plan {
		t.Errorf("answered %s, kept as %+v", v.Answer.Message.ID, v.Find(n).Findings)
	}
	v.Hears(append(village.Echoed(n, "echo.research.plan", "resident"), "convener: duty task.confirm.plan")...)
	if got := wait(); got != "planned" {
		t.Errorf("once there is one it waits for %s", got)
	}
	v.Must(on(permission.Confirm, village.Convener, n, nil))
	if v.Answer.Message.ID != "receipt.confirmed.plan" {
		t.Errorf("answered %s", v.Answer.Message.ID)
	}
}

func TestWhoStatesWhat(t *testing.T) {
	v := village.Found(t, "six-step")
	n, raised := v.Talked(), v.Raised()
	state := func(by, n int, chat int64, reply bool) life.Command {
		cmd := on(permission.Statement, by, n, research.Statement{Text: "LED, please", Reply: reply})
		cmd.Chat = chat
		return cmd
	}
	group := int64(-100)
	stated := []string{"statement.made"}
	aloud := []string{"group: card:1", "council: notice.statement"}
	v.Plays(t, []village.Row{
		{
			Rule: "a resident who is not invited does not", Cmd: state(village.Widow, n, 0, false),
			Refused: "refuse.role",
		},
		{Rule: "not before it is looked into", Cmd: state(village.Member, raised, 0, false), Refused: "refuse.stage"},
		{
			Rule: "what is said in private is told the council", Cmd: state(village.Authority, n, 0, false),
			Answer: "receipt.statement", Events: stated, Told: aloud,
		},
		{
			Rule: "so is a reply in private", Cmd: state(village.Member, n, 0, true), Answer: "receipt.statement",
			Events: stated, Told: aloud,
		},
		{
			Rule: "so is what is said elsewhere", Cmd: state(village.Member, n, -7, true), Answer: "receipt.statement",
			Events: stated, Told: aloud,
		},
		{
			Rule: "so is a command in the council's chat", Cmd: state(village.Member, n, group, false),
			Answer: "receipt.statement", Events: stated, Told: aloud,
		},
		{
			Rule: "a reply in the council's chat all have read", Cmd: state(village.Member, n, group, true),
			Events: stated,
			Told:   []string{"group: card:1"},
		},
	})
}

func TestWhoIsOnTheTeam(t *testing.T) {
	v := village.Found(t, "six-step")
	n, raised := v.Accepted(procedure.Big), v.Raised()
	team := func(by, n, person int, due time.Time) life.Command {
		cmd := on(permission.Team, by, n, research.Team{Due: due})
		cmd.Person = person
		return cmd
	}
	never, soon := time.Time{}, v.Now.Add(3*village.Day)
	v.Must(on(permission.Volunteer, village.Lawyer, n, nil))
	v.Plays(t, []village.Row{
		{Rule: "a member asks nobody", Cmd: team(village.Member, n, village.Elder, never), Refused: "refuse.role"},
		{
			Rule: "not before it is screened", Cmd: team(village.Secretary, raised, village.Elder, never),
			Refused: "refuse.stage",
		},
		{Rule: "whoever is asked is known", Cmd: team(village.Secretary, n, 99, never), Refused: "refuse.no_person"},
		{Rule: "somebody is asked", Cmd: team(village.Secretary, n, 0, never), Refused: "refuse.no_person"},
		{
			Rule: "whoever is asked may look", Cmd: team(village.Secretary, n, village.Widow, never),
			Refused: "refuse.cannot_research",
		},
		{Rule: "not for this moment", Cmd: team(village.Secretary, n, village.Elder, v.Now), Refused: "refuse.past"},
		{
			Rule: "not for a day nobody means", Cmd: team(village.Secretary, n, village.Elder, v.Now.AddDate(6, 0, 0)),
			Refused: "refuse.too_far",
		},
		{
			Rule: "whoever is asked is told", Cmd: team(village.Secretary, n, village.Elder, soon),
			Answer: "receipt.team",
			Events: []string{"research.team"}, Told: []string{"group: card:1", "elder: notice.team"},
		},
		{
			Rule: "whoever offers it tells the office", Cmd: on(permission.Volunteer, village.Expert, raised, nil),
			Answer: "receipt.volunteered", Events: []string{"research.team"},
			Told: []string{"group: card:2", "secretary: notice.volunteered", "convener: notice.volunteered"},
		},
		{Rule: "one offers once", Cmd: on(permission.Volunteer, village.Lawyer, n, nil), Refused: "refuse.on_team"},
		{
			Rule: "a resident offers nothing", Cmd: on(permission.Volunteer, village.Widow, n, nil),
			Refused: "refuse.role",
		},
	})
}

func TestWhenAVisitWas(t *testing.T) {
	v := village.Found(t, "six-step")
	n, raised := v.Accepted(procedure.Big), v.Raised()
	visit := func(by, n int, at time.Time, photos ...string) life.Command {
		cmd := on(permission.Visit, by, n, research.Visit{At: at, Place: "the lane", Text: "It is dark"})
		cmd.Photos = photos
		return cmd
	}
	visited := []string{"research.visit"}
	v.Plays(t, []village.Row{
		{Rule: "a resident visits nothing", Cmd: visit(village.Widow, n, v.Now), Refused: "refuse.role"},
		{Rule: "not before it is looked into", Cmd: visit(village.Member, raised, v.Now), Refused: "refuse.stage"},
		{
			Rule: "it was not after tomorrow", Cmd: visit(village.Member, n, v.Now.AddDate(0, 0, 1).Add(1)),
			Refused: "refuse.visit_ahead",
		},
		{
			Rule: "today without an hour may read as tomorrow", Cmd: visit(village.Member, n, v.Now.AddDate(0, 0, 1)),
			Answer: "receipt.visit", Events: visited, Told: village.Echoed(1, "echo.visit", "resident"),
		},
		{
			Rule: "photos stand below the card", Cmd: visit(village.Expert, n, v.Now.AddDate(-1, 0, 0), "a", "b"),
			Answer: "receipt.visit", Events: visited,
			Told: append(village.Echoed(1, "echo.visit", "resident"), "wall: case.evidence.visit"),
		},
	})
}

func TestWhatIsReadFromWords(t *testing.T) {
	verbs := life.TableOf(research.Verbs())
	nine := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		rule string
		verb permission.Verb
		said form.Values
		want any
	}{
		{
			"all three weights", permission.Triage,
			form.Values{"urgency": "urgent", "difficulty": "hard", "weight": "big"},
			procedure.Weighed{Urgent: true, Hard: true, Large: true},
		},
		{
			"none of them", permission.Triage, form.Values{"urgency": "calm", "difficulty": "easy", "weight": "small"},
			procedure.Weighed{},
		},
		{"a day", permission.Team, form.Values{"date": "2026-03-05T09:00:00Z"}, research.Team{Due: nine}},
		{"no day", permission.Team, form.Values{"date": "soon"}, research.Team{}},
		{
			"a visit", permission.Visit, form.Values{"date": "2026-03-05T09:00:00Z", "spot": "lane", "text": "dark"},
			research.Visit{At: nine, Place: "lane", Text: "dark"},
		},
		{"a statement", permission.Statement, form.Values{"text": "so"}, research.Statement{Text: "so"}},
		{
			"a statement in reply", permission.Statement, form.Values{"text": "so", "reply": "yes"},
			research.Statement{Text: "so", Reply: true},
		},
	} {
		if got := verbs.Read(c.verb, life.Reading{Said: c.said, Zone: time.UTC}); got != c.want {
			t.Errorf("%s: expected %+v, read %+v", c.rule, c.want, got)
		}
	}
}

func TestWhatEventsOfResearchChange(t *testing.T) {
	due := village.Monday.Add(30 * village.Day)
	for _, c := range []struct {
		rule   string
		events []life.Event
		holds  func(cases.Case) bool
	}{
		{
			"of two findings the last stand, and are not confirmed", []life.Event{
				research.FindingsRecorded{Case: 1, Text: "one", By: village.Member},
				research.FindingsConfirmed{Case: 1, By: village.Secretary},
				research.FindingsRecorded{Case: 1, Text: "two", By: village.Elder},
			},
			func(c cases.Case) bool { return *c.Findings == cases.Findings{Text: "two", By: village.Elder} },
		},
		{
			"who confirms last is named", []life.Event{
				research.FindingsRecorded{Case: 1, Text: "one", By: village.Member},
				research.FindingsConfirmed{Case: 1, By: village.Secretary},
				research.FindingsConfirmed{Case: 1, By: village.Convener},
			},
			func(c cases.Case) bool { return c.Findings.Confirmed == village.Convener && c.Findings.Text == "one" },
		},
		{
			"one is on the team once, and a later day counts", []life.Event{
				research.TeamJoined{Case: 1, Person: village.Elder, Own: true},
				research.TeamJoined{Case: 1, Person: village.Elder, Due: due},
			},
			func(c cases.Case) bool { return slices.Equal(c.Team, []int{village.Elder}) && c.Due.Equal(due) },
		},
		{
			"a day makes late what was late no more", []life.Event{
				life.DeadlinePassed{Case: 1}, research.TeamJoined{Case: 1, Person: village.Elder, Due: due},
			},
			func(c cases.Case) bool { return !c.Overdue && c.Due.Equal(due) },
		},
		{
			"visits add up in the order they were told", []life.Event{
				research.Visited{Case: 1, Visit: cases.Visit{Place: "lane", At: due}},
				research.Visited{Case: 1, Visit: cases.Visit{Place: "hall"}},
			},
			func(c cases.Case) bool { return len(c.Visits) == 2 && c.Visits[1].Place == "hall" },
		},
		{
			"weighed twice, the last counts", []life.Event{
				research.CaseWeighed{Case: 1, Weighed: cases.Weighed{Track: procedure.Small}},
				research.CaseWeighed{Case: 1, Weighed: cases.Weighed{Track: procedure.Urgent}},
			},
			func(c cases.Case) bool { return c.Weighed.Track == procedure.Urgent && c.Track == procedure.Big },
		},
		{
			"the count of statements is the event's", []life.Event{
				research.StatementMade{Case: 1, Number: 1, By: village.Elder, Text: "one"},
				research.StatementMade{Case: 1, Number: 2, Of: "Brook Lane", Text: "two"},
			},
			func(c cases.Case) bool { return c.Statements == 2 },
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Accepted(procedure.Big)
			v.Happen(0, func(*life.State) []life.Event { return c.events })
			if got := v.Find(n); !c.holds(got) {
				t.Errorf("the case is %+v", got)
			}
			v.ProvesJournal()
		})
	}
}

func TestADayForTheTeamMovesNoOtherStage(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Screened()
	before := v.Find(n).Due
	v.Happen(0, func(*life.State) []life.Event {
		return life.One(research.TeamJoined{Case: n, Person: village.Elder, Due: before.Add(9 * village.Day)})
	})
	if got := v.Find(n).Due; !got.Equal(before) {
		t.Errorf("screening is due %s, was due %s", got, before)
	}
}

func TestWhoIsAskedForFindings(t *testing.T) {
	v := village.Found(t, "street")
	n := v.Raised()
	v.Happen(0, func(*life.State) []life.Event {
		return life.One(life.StageEntered{Case: n, Stage: 3},
			research.TeamJoined{Case: n, Person: village.Widow, Own: true})
	})
	v.Told("task.research", village.Member, village.Lawyer, village.Elder, village.Expert)
	wait := func(of func(*cases.Case)) life.Wait {
		c := v.Find(n)
		of(&c)
		return village.Look(v, func(s *life.State) life.Wait { return research.Stage().Wait(s, &c, life.Wait{}) })
	}
	for _, c := range []struct {
		rule    string
		of      func(*cases.Case)
		waits   string
		persons []int
		roles   int
	}{
		{"whoever may not look is not waited for", func(*cases.Case) {}, "findings", nil, 2},
		{"where there is no team the procedure names them", func(c *cases.Case) { c.Team = nil }, "findings", nil, 2},
		{
			"the team, but for those who may not look or are not there",
			func(c *cases.Case) { c.Team = []int{village.Widow, village.Elder, 99} }, "findings", []int{village.Elder},
			0,
		},
		{
			"once there are findings the office is",
			func(c *cases.Case) { c.Team, c.Findings = []int{village.Elder}, &cases.Findings{} }, "confirm", nil, 2,
		},
	} {
		w := wait(c.of)
		if w.For != c.waits || !slices.Equal(w.Persons, c.persons) || len(w.Roles) != c.roles {
			t.Errorf("%s: it waits for %+v", c.rule, w)
		}
	}
}

func TestAStatementShowsInTheMeetingItIsMadeIn(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Must(on(permission.Statement, village.Member, n, research.Statement{Text: "LED, please"}))
	v.Hears("group: card:1", "council: meeting:1", "council: notice.statement")
}

func TestAStatementReachesTheCommunityThatLeads(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	for kind, want := range map[cases.LinkKind][]string{
		cases.Joint:      {"group: card:1", "council: notice.statement", "brook: mail statement"},
		cases.ReferredUp: {"group: card:1", "council: notice.statement"},
	} {
		v.Holds(n, func(c *cases.Case) { c.Lead = &cases.Link{Community: "brook", Case: 7, Kind: kind} })
		v.Happen(0, func(*life.State) []life.Event {
			return life.One(research.StatementMade{Case: n, Number: 1, By: village.Member, Text: "LED"})
		})
		v.Hears(want...)
	}
}
