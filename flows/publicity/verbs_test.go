package publicity_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
)

// on is a command on a case.
func on(verb permission.Verb, by, n int, values any) life.Command {
	return life.Command{Verb: verb, By: by, Case: n, Values: values}
}

func TestHowAResultIsPublished(t *testing.T) {
	v := village.Found(t, "six-step")
	n, talked := v.Adopted(ballot.A), v.Talked()
	publish := func(by, n int, window calendar.Span, as cases.Form) life.Command {
		return on(permission.Publish, by, n, publicity.Publish{Window: window, As: as})
	}
	none, out := calendar.Span{}, []string{"publicity.published"}
	v.Plays(t, []village.Row{
		{Rule: "a case must be there", Cmd: publish(village.Secretary, 99, none, ""), Refused: "refuse.no_case"},
		{Rule: "a convener does not", Cmd: publish(village.Convener, n, none, ""), Refused: "refuse.role"},
		{Rule: "not before it is resolved", Cmd: publish(village.Secretary, talked, none, ""), Refused: "refuse.stage"},
		{
			Rule:    "not for less than the procedure says",
			Cmd:     publish(village.Secretary, n, calendar.Span{WorkDays: 4}, ""),
			Refused: "refuse.window",
		},
		{
			Rule:    "five days are less than five working days",
			Cmd:     publish(village.Secretary, n, calendar.Span{Days: 5}, ""),
			Refused: "refuse.window",
		},
		{
			Rule:   "for as long as the procedure says",
			Cmd:    publish(village.Secretary, n, calendar.Span{WorkDays: 5}, ""),
			Answer: "receipt.published", Events: out, Told: village.Echoed(1, "echo.published", "resident"),
		},
		{
			Rule:   "for longer, as what it is",
			Cmd:    publish(village.Secretary, n, calendar.Span{Days: 20}, cases.AsRule),
			Answer: "receipt.published", Events: out,
		},
	})
	v.Must(publish(village.Secretary, n, none, cases.AsRule))
	v.Plays(t, []village.Row{
		{
			Rule: "only once", Cmd: publish(village.Secretary, n, calendar.Span{Days: 20}, ""),
			Refused: "refuse.published",
		},
	})
	worked := v.Assigned()
	direct := v.Assigned()
	v.Holds(direct, func(c *cases.Case) { c.Resolution = nil })
	v.Plays(t, []village.Row{
		{
			Rule: "there must be a result to name", Cmd: publish(village.Secretary, direct, none, cases.AsRule),
			Refused: "refuse.no_resolution",
		},
		{Rule: "its name must be said", Cmd: publish(village.Secretary, worked, none, ""), Refused: "refuse.no_form"},
		{
			Rule:    "what it is called already is no news",
			Cmd:     publish(village.Secretary, worked, none, cases.AsResolution),
			Refused: "refuse.same_form",
		},
		{
			Rule: "it is called what it is", Cmd: publish(village.Secretary, worked, none, cases.AsCovenant),
			Answer: "receipt.named", Events: []string{"publicity.named"},
			Told: village.Echoed(worked, "echo.named", "resident"),
		},
	})
}

func TestWhoObjects(t *testing.T) {
	v := village.Found(t, "six-step")
	n, adopted := v.Published(ballot.A), v.Adopted(ballot.A)
	until := v.Find(n).Publicity.Until
	objects(v, n, village.Widow)
	object := func(by, n int) life.Command { return on(permission.Object, by, n, life.Prose{Text: "too bright"}) }
	v.Plays(t, []village.Row{
		{Rule: "not before it is published", Cmd: object(village.Shy, adopted), Refused: "refuse.not_published"},
		{Rule: "one objects once until one is answered", Cmd: object(village.Widow, n), Refused: "refuse.objected"},
		{
			Rule: "anybody may, and hears of it", Cmd: object(village.Shy, n), Answer: "receipt.objected",
			Events: []string{"publicity.objected"},
			Told: append(village.Echoed(1, "echo.objected", "resident", "widow", "shy"),
				"secretary: duty task.settle", "convener: duty task.settle"),
		},
		{
			Rule: "so may its raiser", Cmd: object(village.Resident, n), Answer: "receipt.objected",
			Events: []string{"publicity.objected"},
		},
	})
	v.Must(settle(n, 1, cases.Dismissed))
	v.Plays(t, []village.Row{{
		Rule: "who was answered may object again", Cmd: object(village.Widow, n), Answer: "receipt.objected",
		Events: []string{"publicity.objected"},
	}})
	v.Now = until.Add(-1)
	v.Plays(t, []village.Row{{
		Rule: "to the last moment", Cmd: object(village.Shy, n), Answer: "receipt.objected",
		Events: []string{"publicity.objected"},
	}})
	v.Now = until
	v.Plays(t, []village.Row{
		{Rule: "not when the time is over", Cmd: object(village.Shy, n), Refused: "refuse.not_published"},
	})
}

func TestHowObjectionsAreSettled(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Published(ballot.A)
	objects(v, n, village.Widow)
	objects(v, n, village.Shy)
	answered, member := "publicity.settled", settle(n, 1, cases.Dismissed)
	member.By = village.Member
	goesBack := append(village.Echoed(1, "echo.settled.upheld", "resident", "widow", "shy"),
		village.Echoed(1, "echo.settled.upheld", "resident", "widow", "shy")...)
	v.Plays(t, []village.Row{
		{Rule: "a member settles nothing", Cmd: member, Refused: "refuse.role"},
		{Rule: "the objection must be there", Cmd: settle(n, 3, cases.Dismissed), Refused: "refuse.no_objection"},
		{Rule: "it must be said which", Cmd: settle(n, 0, cases.Dismissed), Refused: "refuse.no_objection"},
		{
			Rule: "one dismissed leaves the other", Cmd: settle(n, 2, cases.Dismissed),
			Answer: "receipt.settled.dismissed",
			Events: []string{answered}, Told: village.Echoed(1, "echo.settled.dismissed", "resident", "widow", "shy"),
		},
		{
			Rule: "one upheld answers all, and the text goes back", Cmd: settle(n, 2, cases.Upheld),
			Answer: "receipt.settled.upheld", Events: []string{answered, answered, "case.stage"},
			Told: append(goesBack, "secretary: duty task.next", "convener: duty task.next"),
		},
	})
	v.Must(settle(n, 1, cases.Dismissed))
	v.Refused("refuse.no_objection", settle(n, 1, cases.Upheld)) // what is answered stays so
	v.Plays(t, []village.Row{{
		Rule: "the last one dismissed in time lets the window run", Cmd: settle(n, 2, cases.Dismissed),
		Answer: "receipt.settled.dismissed", Events: []string{answered},
	}})
	v.Now = v.Find(n).Publicity.Until
	v.Plays(t, []village.Row{{
		Rule: "the last one dismissed late lets it go on", Cmd: settle(n, 2, cases.Dismissed),
		Answer: "receipt.settled.dismissed", Events: []string{answered, "publicity.ended", "case.stage"},
	}})
}

func TestWhoSaysYesAndNo(t *testing.T) {
	v := village.Found(t, "six-step")
	n, published := v.Unopposed(), v.Published(ballot.B)
	no := life.Prose{Text: "no money"}
	decide := func(by int, agreed bool) life.Command {
		return on(permission.Assembly, by, n, publicity.Assembly{Agreed: agreed, Text: "86 households came"})
	}
	v.Plays(t, []village.Row{
		{
			Rule: "the secretary approves nothing", Cmd: on(permission.Approve, village.Secretary, n, nil),
			Refused: "refuse.role",
		},
		{
			Rule: "not while anybody may object", Cmd: on(permission.Approve, village.Authority, published, nil),
			Refused: "refuse.stage",
		},
		{
			Rule: "the secretary returns nothing", Cmd: on(permission.Return, village.Secretary, n, no),
			Refused: "refuse.role",
		},
		{
			Rule: "the authority's yes lets it be carried out", Cmd: on(permission.Approve, village.Authority, n, nil),
			Answer: "receipt.approved", Events: []string{"approval.approved", "case.stage"},
			Told: append(village.Echoed(1, "echo.approved", "resident"),
				"secretary: duty task.next", "convener: duty task.next"),
		},
		{
			Rule: "its no lets it be talked over again", Cmd: on(permission.Return, village.Authority, n, no),
			Answer: "receipt.returned", Events: []string{"approval.returned", "case.stage"},
			Told: append(village.Echoed(1, "echo.returned", "resident"),
				"secretary: duty task.next", "convener: duty task.next"),
		},
		{
			Rule: "where there is a stage for it no assembly decides", Cmd: decide(village.Secretary, true),
			Refused: "refuse.not_submitted",
		},
		{Rule: "a resident enters no decision", Cmd: decide(village.Resident, true), Refused: "refuse.role"},
	})
	v = village.Found(t, "five-step")
	n = submitted(v)
	v.Plays(t, []village.Row{
		{
			Rule: "the assembly's yes is entered", Cmd: decide(village.Convener, true), Answer: "receipt.assembly.yes",
			Events: []string{"approval.assembly", "case.stage"},
			Told: append(village.Echoed(1, "echo.assembly.yes", "resident"),
				"secretary: duty task.next", "convener: duty task.next"),
		},
		{
			Rule: "the assembly's no is entered", Cmd: decide(village.Secretary, false), Answer: "receipt.assembly.no",
			Events: []string{"approval.assembly", "case.stage"},
		},
		{
			Rule: "the authority may decide as well", Cmd: on(permission.Approve, village.Authority, n, nil),
			Answer: "receipt.approved", Events: []string{"approval.approved", "case.stage"},
		},
	})
}

func TestAPlanIsApprovedInItsOwnWords(t *testing.T) {
	v := village.Found(t, "four-rings")
	n := v.Raised()
	v.Happen(0, func(s *life.State) []life.Event {
		at, _ := s.Method(s.Case(n)).First(procedure.Research, 0)
		return life.One(life.StageEntered{Case: n, Stage: at})
	})
	v.Must(on(permission.Research, village.Secretary, n, life.Prose{Text: "First the lane"}))
	v.Must(on(permission.Confirm, village.Convener, n, nil))
	v.Is(n, procedure.Approval)
	v.Told("task.approve.plan", village.Authority)
	if text := v.Notices[len(v.Notices)-1].Message.Args["Text"].Text; text == nil || *text != "First the lane" {
		t.Errorf("the authority is shown %v", text)
	}
	no := life.Prose{Text: "too dear"}
	v.Plays(t, []village.Row{
		{
			Rule: "its yes lets it be talked over", Cmd: on(permission.Approve, village.Authority, n, nil),
			Answer: "receipt.approved.plan", Events: []string{"approval.approved", "case.stage"},
			Told: append(village.Echoed(1, "echo.approved.plan", "resident"),
				"secretary: duty task.next", "convener: duty task.next"),
		},
		{
			Rule: "its no lets it be written anew", Cmd: on(permission.Return, village.Authority, n, no),
			Answer: "receipt.returned.plan", Events: []string{"approval.returned", "case.stage"},
			Told: append(village.Echoed(1, "echo.returned.plan", "resident"),
				"secretary: duty task.plan", "convener: duty task.plan"),
		},
	})
}

func TestWhatTheEndOfTheWindowBrings(t *testing.T) {
	for _, c := range []struct {
		rule  string
		class ballot.Class
		of    func(*cases.Case)
		late  time.Duration
		want  []string
	}{
		{"nothing before its end", ballot.A, nil, -1, nil},
		{"it goes on at its end", ballot.A, nil, 0, []string{"publicity.ended", "case.stage"}},
		{"late is as good as on time", ballot.A, nil, 90 * village.Day, []string{"publicity.ended", "case.stage"}},
		{"what could only be explained is closed", ballot.C, nil, 0, []string{"publicity.ended", "case.closed"}},
		{"nothing where it was never published", ballot.A, func(c *cases.Case) {
			c.Publicity = cases.Publicity{}
		}, 0, nil},
		{"nothing while an objection is open", ballot.A, func(c *cases.Case) {
			c.Publicity.Objections = []cases.Objection{{Number: 1, Ruling: cases.Dismissed}, {Number: 2}}
		}, 0, nil},
		{"it goes on when all are answered", ballot.A, func(c *cases.Case) {
			c.Publicity.Objections = []cases.Objection{{Number: 1, Ruling: cases.Dismissed}}
		}, 0, []string{"publicity.ended", "case.stage"}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Published(c.class)
			at := v.Find(n).Publicity.Until.Add(c.late)
			if c.of != nil {
				v.Holds(n, c.of)
			}
			v.Happen(0, func(s *life.State) []life.Event { return publicity.Stage().Tick(s, s.Case(n), at) })
			v.Came(c.want...)
			if c.class == ballot.C {
				v.Ended(n, cases.Explained)
				v.Hears(village.Echoed(n, "echo.closed.explained", "resident")...)
			}
		})
	}
}

func TestWhatPublicityWaitsFor(t *testing.T) {
	until := village.Monday.Add(village.Day)
	office := []people.Role{people.Secretary}
	for _, c := range []struct {
		rule  string
		of    cases.Publicity
		waits string
		verb  permission.Verb
		roles []people.Role
	}{
		{"to be published", cases.Publicity{}, "publish", permission.Publish, office},
		{"for time alone", cases.Publicity{Until: until}, "window", "", nil},
		{
			"for an answer to who objects", cases.Publicity{Until: until, Objections: []cases.Objection{{Number: 1}}},
			"objections", permission.Settle, office,
		},
		{
			"for time alone once all are answered",
			cases.Publicity{Until: until, Objections: []cases.Objection{{Number: 1, Ruling: cases.Dismissed}}},
			"window", "", nil,
		},
		{
			"to be published anew after who objected to the last text",
			cases.Publicity{Objections: []cases.Objection{{Number: 1}}}, "publish", permission.Publish, office,
		},
	} {
		x := cases.Case{Number: 1, Publicity: c.of}
		w := publicity.Stage().Wait(nil, &x, life.Wait{Case: 1})
		if w.For != c.waits || w.Verb != c.verb || !slices.Equal(w.Roles, c.roles) || !w.Due.Equal(c.of.Until) {
			t.Errorf("%s: it waits for %+v", c.rule, w)
		}
	}
}

func TestWhatEventsOfPublicityChange(t *testing.T) {
	first := village.Monday.Add(40 * village.Day)
	for _, c := range []struct {
		rule   string
		events []life.Event
		holds  func(cases.Case) bool
	}{
		{
			"published anew, the last window counts", []life.Event{
				publicity.Published{Case: 1, Until: first, As: cases.AsRule},
				publicity.Published{Case: 1, Until: first.Add(village.Day)},
			},
			func(c cases.Case) bool {
				return c.Publicity.Until.Equal(first.Add(village.Day)) && c.Due.Equal(c.Publicity.Until) &&
					c.Resolution.Published == ""
			},
		},
		{
			"an answer to nothing changes nothing", []life.Event{
				publicity.ObjectionSettled{Case: 1, Number: 9, Ruling: cases.Upheld},
			},
			func(c cases.Case) bool { return c.Publicity.Objections == nil },
		},
		{
			"of two answers the first stands", []life.Event{
				publicity.Objected{Case: 1, Number: 1, By: village.Widow, Text: "bright"},
				publicity.ObjectionSettled{Case: 1, Number: 1, Ruling: cases.Dismissed, Reason: "it is not"},
				publicity.ObjectionSettled{Case: 1, Number: 1, Ruling: cases.Upheld, Reason: "it is"},
			},
			func(c cases.Case) bool {
				o := c.Publicity.Objections[0]
				return o.Ruling == cases.Dismissed && o.Reason == "it is not" && o.By == village.Widow
			},
		},
		{
			"named twice, the last name counts", []life.Event{
				publicity.FormNamed{Case: 1, As: cases.AsRule}, publicity.FormNamed{Case: 1, As: cases.AsScheme},
			},
			func(c cases.Case) bool { return c.Resolution.Published == cases.AsScheme },
		},
		{
			"a yes confirms the result", []life.Event{publicity.Approved{Case: 1, By: village.Authority}},
			func(c cases.Case) bool { return c.Resolution.Confirmed },
		},
		{
			"a no after a yes does not", []life.Event{
				publicity.AssemblyDecided{Case: 1, Agreed: true}, publicity.AssemblyDecided{Case: 1},
			},
			func(c cases.Case) bool { return !c.Resolution.Confirmed },
		},
		{
			"what is returned keeps its text until it is talked over", []life.Event{
				publicity.Returned{Case: 1, By: village.Authority, Reason: "dear"}, publicity.Ended{Case: 1},
			},
			func(c cases.Case) bool { return c.Resolution != nil && !c.Resolution.Confirmed && c.Silences == 0 },
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Adopted(ballot.A)
			v.Happen(0, func(*life.State) []life.Event { return c.events })
			if got := v.Find(n); !c.holds(got) || !got.Echoed.Equal(v.Now) {
				t.Errorf("the case is %+v", got)
			}
			v.ProvesJournal()
		})
	}
}

func TestAWordOnWhatHasNoResultChangesNothingElse(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	for _, e := range []life.Event{
		publicity.Approved{Case: n, By: village.Authority}, publicity.AssemblyDecided{Case: n, Agreed: true},
	} {
		v.Happen(0, func(*life.State) []life.Event { return life.One(e) })
		if c := v.Find(n); c.Resolution != nil || !c.Echoed.Equal(v.Now) {
			t.Errorf("%T made of it %+v", e, c)
		}
	}
}

func TestWhatIsReadFromWords(t *testing.T) {
	verbs := life.TableOf(publicity.Verbs())
	for _, c := range []struct {
		rule string
		verb permission.Verb
		said form.Values
		want any
	}{
		{"nothing", permission.Publish, form.Values{}, publicity.Publish{}},
		{"a window", permission.Publish, form.Values{"span": "7d"}, publicity.Publish{Window: calendar.Span{Days: 7}}},
		{
			"a window behind the name", permission.Publish, form.Values{"published": "rule", "valid": "9d"},
			publicity.Publish{Window: calendar.Span{Days: 9}, As: cases.AsRule},
		},
		{
			"how an objection is settled", permission.Settle,
			form.Values{"number": "2", "ruling": "upheld", "text": "so"},
			publicity.Settle{Number: 2, Ruling: cases.Upheld, Reason: "so"},
		},
		{
			"the assembly's yes", permission.Assembly, form.Values{"choice": "yes", "text": "86 came"},
			publicity.Assembly{Agreed: true, Text: "86 came"},
		},
		{"any other word is no yes", permission.Assembly, form.Values{"choice": "abstain"}, publicity.Assembly{}},
	} {
		if got := verbs.Read(c.verb, life.Reading{Said: c.said}); got != c.want {
			t.Errorf("%s: expected %+v, read %+v", c.rule, c.want, got)
		}
	}
	for _, c := range []struct {
		rule string
		got  form.Values
		last string
	}{
		{"nothing behind the name", form.Values{}, "published"},
		{"the window may stand behind the name", form.Values{"published": "rule"}, "valid"},
		{"but is said once", form.Values{"span": "7d", "published": "rule"}, "published"},
	} {
		fields, _ := verbs.Fields(permission.Publish, c.got)
		if got := fields[len(fields)-1].Name; got != c.last {
			t.Errorf("%s: last it asks for %s, expected %s", c.rule, got, c.last)
		}
	}
}
