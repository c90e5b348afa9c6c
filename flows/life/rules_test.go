package life_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/desk"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/say"
)

// refusalOf is the id of a refusal; "" where nothing is refused.
func refusalOf(t *testing.T, err error) string {
	t.Helper()
	var refused *life.Refusal
	if err != nil && !errors.As(err, &refused) {
		t.Fatal(err)
	}
	if refused == nil {
		return ""
	}
	return refused.Message.ID
}

func TestWhatWouldBeRefusedWhateverElseIsSaid(t *testing.T) {
	v := village.Found(t, "six-step")
	n, talked, closed := v.Raised(), v.Talked(), v.Answered()
	for _, c := range []struct {
		rule string
		cmd  life.Command
		want string
	}{
		{"a verb nobody knows is refused later", life.Command{Verb: "dance", By: village.Widow}, ""},
		{
			"a case that is not there", life.Command{Verb: permission.Support, By: village.Widow, Case: 99},
			"refuse.no_case",
		},
		{"a right one has not", life.Command{Verb: permission.Take, By: village.Widow, Case: n}, "refuse.role"},
		{
			"a stage in which it is not done", life.Command{Verb: permission.Take, By: village.Secretary, Case: talked},
			"refuse.stage",
		},
		{
			"a case that is closed", life.Command{Verb: permission.Take, By: village.Secretary, Case: closed},
			"refuse.closed",
		},
		{"a right one has on no case", life.Command{Verb: permission.Take, By: village.Widow}, "refuse.role"},
		{"not what the raiser of some case may", life.Command{Verb: permission.Withdraw, By: village.Widow}, ""},
		{
			"a verdict that comes too late", life.Command{
				Verb: permission.Screen, By: village.Secretary, Case: talked, Values: cases.Verdict{Kind: cases.Accept},
			}, "refuse.screened",
		},
		{
			"not a verdict in time", life.Command{
				Verb: permission.Screen, By: village.Secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept},
			}, "",
		},
		{
			"a meeting that is not there", life.Command{Verb: permission.Open, By: village.Secretary, Meeting: 9},
			"refuse.no_meeting",
		},
		{
			"a meeting one may not open", life.Command{Verb: permission.Open, By: village.Widow, Meeting: 9},
			"refuse.role",
		},
		{"not what anybody may", life.Command{Verb: permission.Raise, By: village.Widow}, ""},
		{"nothing to the program itself", life.Command{Verb: permission.Take, Case: n}, ""},
	} {
		err := village.Look(v, func(s *life.State) error { return life.Early(s, c.cmd) })
		if got := refusalOf(t, err); got != c.want {
			t.Errorf("%s: refused with %q, expected %q", c.rule, got, c.want)
		}
	}
	for _, c := range []struct {
		rule string
		verb permission.Verb
		by   int
		want []int
	}{
		{"to look at, all that are open", permission.Case, village.Widow, []int{n, talked}},
		{"to support, all that may be", permission.Support, village.Widow, []int{n, talked}},
		{"to take up, what nobody took up", permission.Take, village.Secretary, []int{n}},
		{"to withdraw, one's own", permission.Withdraw, village.Resident, []int{n, talked}},
		{"to withdraw, none where there is none", permission.Withdraw, village.Widow, nil},
	} {
		got := village.Look(v, func(s *life.State) (numbers []int) {
			for _, x := range desk.Candidates(s, c.verb, c.by) {
				numbers = append(numbers, x.Number)
			}
			return numbers
		})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, expected %v", c.rule, got, c.want)
		}
	}
}

func TestARefusalSaysWhatIsNeeded(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	r := v.Do(life.Command{Verb: permission.Confirm, By: village.Secretary, Case: n})
	args := r.Message.Args
	if r.Message.ID != "refuse.stage" ||
		args["Stage"].Msg.ID != "stage.intake" || args["Next"].Msg.ID != "hint.intake" ||
		len(args["Places"].List) != 1 || args["Places"].List[0].Msg.ID != "stage.research" {
		t.Errorf("refused with %+v", r.Message)
	}
	r = v.Do(life.Command{Verb: permission.Take, By: village.Widow, Case: n})
	args = r.Message.Args
	if roles := args["Roles"].List; len(roles) != len(people.Office()) || *args["Verb"].Text != "/take" {
		t.Errorf("refused with %+v", r.Message)
	}
	if r.Error() != "refused: refuse.role" {
		t.Errorf("operators read %q", r)
	}
}

func TestWhichMomentsAreMeant(t *testing.T) {
	now := village.Monday
	for _, c := range []struct {
		rule string
		when time.Time
		want string
	}{
		{"not this very moment", now, "refuse.past"}, {"not the past", now.Add(-1), "refuse.past"},
		{"not none", time.Time{}, "refuse.past"}, {"the next moment", now.Add(1), ""},
		{"in five years", now.AddDate(5, 0, 0), ""}, {"not later", now.AddDate(5, 0, 0).Add(1), "refuse.too_far"},
	} {
		if got := refusalOf(t, life.InFuture(now, c.when)); got != c.want {
			t.Errorf("%s: refused with %q, expected %q", c.rule, got, c.want)
		}
	}
}

func TestAVerbIsFoundByItsTable(t *testing.T) {
	read := func(life.Reading) life.Prose { return life.Prose{} }
	say := func(*life.State, life.Command, life.Prose) (life.Result, error) { return life.Result{}, nil }
	table := life.TableOf([]life.Verb{
		{
			Name: "late", Roles: []people.Role{people.Secretary}, Decide: life.With(read, say),
			Menu: life.Menu{For: life.ForOffice, Rank: 30, GroupOnly: true},
			Help: []life.HelpLine{{Reader: "member", Rank: 2}},
		},
		{
			Name: "all", Roles: people.Everybody(), Fields: form.Takes(form.Case()),
			Menu: life.Menu{For: life.ForEverybody, Rank: 20},
			Help: []life.HelpLine{{Reader: "resident", Rank: 9}, {Reader: "member", Rank: 1}},
		},
		{Name: "too", Roles: people.Everybody(), Menu: life.Menu{For: life.ForAllInOffice, Rank: 10}},
		{Name: "silent", Roles: people.Everybody()},
	})
	office, none := []people.Role{people.Secretary}, []people.Role{people.Resident}
	for _, c := range []struct {
		rule    string
		roles   []people.Role
		private bool
		want    []permission.Verb
	}{
		{"a resident is shown what everybody needs", none, false, []permission.Verb{"all"}},
		{"the office is shown its own as well, by rank", office, false, []permission.Verb{"too", "all", "late"}},
		{"but in private what makes sense there", office, true, []permission.Verb{"all"}},
	} {
		if got := table.Menu(c.roles, c.private); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", c.rule, got)
		}
	}
	if got := table.HelpFor("member"); !slices.Equal(got, []permission.Verb{"all", "late"}) {
		t.Errorf("a member is told of %v", got)
	}
	if got := table.HelpFor("stranger"); got != nil {
		t.Errorf("a stranger is told of %v", got)
	}
	for name, want := range map[permission.Verb]bool{"all": true, "late": false, "dance": false} {
		if _, typed := table.Fields(name, nil); typed != want {
			t.Errorf("%s: can be typed is %v", name, typed)
		}
	}
	all := table.All()
	all[0].Name = "changed"
	if table.All()[0].Name != "late" {
		t.Error("whoever lists the verbs may change the table")
	}
}

func TestWhatIsSaidIsReadByItsKind(t *testing.T) {
	shanghai := time.FixedZone("Shanghai", 8*3600)
	got := life.Reading{Zone: shanghai, Said: form.Values{
		"n": "12", "bad": "twelve", "list": "3,5,3,0,-2,x,,7", "task": "12.3", "half": "12.", "none": ".",
		"at": "2026-03-05T01:00:00Z", "span": "5wd", "role": "member:legal",
	}}
	if got.Number("n") != 12 || got.Number("bad") != 0 || got.Number("nothing") != 0 {
		t.Error("a number is read as something else")
	}
	if l := got.Numbers("list"); !slices.Equal(l, []int{3, 5, 7}) {
		t.Errorf("of a list is read %v", l)
	}
	for name, want := range map[string][2]int{
		"task": {12, 3}, "half": {12, 0}, "n": {12, 0}, "none": {0, 0}, "bad": {0, 0},
	} {
		if of, which := got.Dotted(name); of != want[0] || which != want[1] {
			t.Errorf("%s is read as %d of %d", got.Said[name], which, of)
		}
	}
	if at := got.Moment("at"); at.Hour() != 9 || at.Location() != shanghai || !got.Moment("bad").IsZero() {
		t.Errorf("nine o'clock is read as %s", at)
	}
	if got.Span("span") != (calendar.Span{WorkDays: 5}) || !got.Span("bad").IsZero() {
		t.Error("a span is read as something else")
	}
	if g := got.Grant("role"); g.Role != people.Member || g.Detail != "legal" {
		t.Errorf("a role is read as %+v", g)
	}
	if got.Meaning("n") != "" {
		t.Error("without a dictionary a word has a meaning")
	}
	if p := life.ReadProse(life.Reading{Said: form.Values{"text": "so"}}); p.Text != "so" {
		t.Errorf("words are read as %+v", p)
	}
}

func TestADispatchHasWhatItsSubjectNeeds(t *testing.T) {
	for _, c := range []struct {
		dispatch life.Dispatch
		whole    bool
	}{
		{life.Dispatch{Subject: life.DispatchEcho}, false},
		{life.Dispatch{Subject: life.DispatchEcho, Told: &say.Message{}}, true},
		{life.Dispatch{Subject: life.DispatchClosed}, false},
		{life.Dispatch{Subject: life.DispatchClosed, How: &cases.Closing{}}, true},
		{life.Dispatch{Subject: life.DispatchBallot}, false}, {life.Dispatch{Subject: life.DispatchCounted}, false},
		{life.Dispatch{Subject: life.DispatchCounted, Ballot: &ballot.Ballot{}}, true},
		{life.Dispatch{Subject: life.DispatchRefer}, true},
	} {
		if got := c.dispatch.Whole(); got != c.whole {
			t.Errorf("%+v: whole is %v", c.dispatch, got)
		}
	}
}

func TestNoPersonIsNamedElsewhere(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Accepted(procedure.Big)
	v.Holds(n, func(c *cases.Case) { c.Followers = []cases.Link{brook(cases.ReferredUp)} })
	v.Must(life.Command{
		Verb: permission.Research, By: village.Expert, Case: n, Values: life.Prose{Text: "The cable is rotten"},
	})
	v.HeardIn(say.Wall, "echo.research")
	for _, x := range v.Notices {
		if x.To.Person != 0 && x.Message.ID == "echo.research" && *x.Message.Args["By"].Person != village.Expert {
			t.Errorf("here it is said by %+v", x.Message.Args["By"])
		}
		if x.Dispatch == nil {
			continue
		}
		body := string(x.Dispatch.Body)
		if !strings.Contains(body, `"someone.of"`) || strings.Contains(body, `"person"`) {
			t.Errorf("elsewhere is read %s", body)
		}
		return
	}
	t.Error("nothing was written to the community that follows")
}

func TestWhoIsWaitedForInACaseThatOthersLead(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	for _, c := range []struct {
		rule string
		of   func(*cases.Case)
		want string
		verb permission.Verb
	}{
		{"for the community that leads", func(c *cases.Case) { c.Talk.Ballot = "" }, "lead", ""},
		{"for those here who vote on it", func(c *cases.Case) { c.Talk.Ballot = "1.1" }, "votes", permission.Vote},
		{"for nobody once it is closed", func(c *cases.Case) { c.Closed = &cases.Closing{} }, "closed", ""},
	} {
		x := v.Find(n)
		link := brook(cases.Joint)
		x.Lead = &link
		c.of(&x)
		got := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, &x) })
		if got.For != c.want || got.Verb != c.verb {
			t.Errorf("%s: it waits for %+v", c.rule, got)
		}
	}
}

func TestAWaitSaysByWhen(t *testing.T) {
	w := life.Wait{Case: 3, For: "findings", Since: village.Monday}
	if m := w.Message(); m.ID != "wait.findings" {
		t.Errorf("without a time it is said as %s", m.ID)
	}
	w.Due = village.Monday.Add(village.Day)
	if m := w.Message(); m.ID != "wait.findings.by" || m.Args["Due"].Time == nil && m.Args["Due"].Date == nil {
		t.Errorf("with a time it is said as %+v", m)
	}
}

func TestTheTrackThatACaseGoes(t *testing.T) {
	weighed := &cases.Weighed{Track: procedure.Urgent}
	for _, c := range []struct {
		weighed *cases.Weighed
		said    procedure.Track
		want    procedure.Track
	}{
		{nil, "", ""}, {nil, procedure.Small, procedure.Small}, {weighed, "", procedure.Urgent},
		{weighed, procedure.Small, procedure.Small},
	} {
		if got := life.TrackOf(&cases.Case{Weighed: c.weighed}, c.said); got != c.want {
			t.Errorf("weighed %v, said %q: it goes %q", c.weighed, c.said, got)
		}
	}
}

func TestWhenSomebodyIsNextReminded(t *testing.T) {
	one, two := village.Monday, village.Monday.Add(village.Day)
	for _, c := range []struct {
		rungs   []time.Time
		climbed time.Time
		want    time.Time
	}{
		{nil, time.Time{}, time.Time{}}, {[]time.Time{one, two}, time.Time{}, one}, {[]time.Time{one, two}, one, two},
		{[]time.Time{one, two}, two, time.Time{}},
	} {
		if got := life.NextRung(c.rungs, c.climbed); !got.Equal(c.want) {
			t.Errorf("of %v after %s next is %s", c.rungs, c.climbed, got)
		}
	}
}

func TestWhatIsLate(t *testing.T) {
	done := cases.Task{Number: 1, Overdue: true, Done: village.Monday}
	open := cases.Task{Number: 2, Overdue: true}
	for _, c := range []struct {
		rule string
		of   cases.Case
		late bool
	}{
		{"nothing", cases.Case{}, false}, {"its stage", cases.Case{Overdue: true}, true},
		{"a task that is open", cases.Case{Tasks: []cases.Task{done, open}}, true},
		{"not a task that was late and is done", cases.Case{Tasks: []cases.Task{done}}, false},
	} {
		if got := life.Overdue(&c.of); got != c.late {
			t.Errorf("%s: late is %v", c.rule, got)
		}
	}
}

func TestWhatAMeetingNeeds(t *testing.T) {
	ready := func(needs procedure.Needs, notice calendar.Span, of cases.Case, in time.Duration) string {
		method := careful(t, needs, notice)
		v := village.Found(t, "six-step")
		return village.Look(v, func(s *life.State) string {
			s = life.New(record.NewRecords(s.Cache, method), s.Rules)
			of.Procedure, of.Version, of.Stage = "careful", 1, 2
			if r := refusalOf(t, life.Ready(s, &of)); r != "" {
				return r
			}
			return refusalOf(t, convening.Timely(s, &of, v.Now, v.Now.Add(in)))
		})
	}
	two := procedure.Needs{Stakeholders: 2, Statements: 1}
	week := calendar.Span{Days: 7}
	for _, c := range []struct {
		rule   string
		needs  procedure.Needs
		notice calendar.Span
		of     cases.Case
		in     time.Duration
		want   string
	}{
		{"nothing, where nothing is asked for", procedure.Needs{}, calendar.Span{}, cases.Case{}, 1, ""},
		{
			"those concerned", two, week, cases.Case{Stakeholders: []int{1}, Statements: 1}, 9 * village.Day,
			"refuse.needs.stakeholders",
		},
		{
			"what was stated", two, week, cases.Case{Stakeholders: []int{1, 2}}, 9 * village.Day,
			"refuse.needs.statements",
		},
		{
			"time to come", two, week, cases.Case{Stakeholders: []int{1, 2}, Statements: 1}, 7*village.Day - 1,
			"refuse.notice",
		},
		{"no more than that", two, week, cases.Case{Stakeholders: []int{1, 2}, Statements: 1}, 7 * village.Day, ""},
		{"no time for what is urgent", procedure.Needs{}, week, cases.Case{Track: procedure.Urgent}, 1, ""},
	} {
		if got := ready(c.needs, c.notice, c.of, c.in); got != c.want {
			t.Errorf("%s: refused with %q, expected %q", c.rule, got, c.want)
		}
	}
}

// careful is a procedure whose deliberation needs something first, and is called ahead.
func careful(t *testing.T, needs procedure.Needs, notice calendar.Span) *procedure.Registry {
	t.Helper()
	file := fstest.MapFile{Data: fmt.Appendf(nil, `
id: careful
version: 1
names: {en: Careful}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Gather}}
  - {kind: screening, names: {en: Choose}}
  - kind: deliberation
    names: {en: Talk}
    meeting: true
    notice: %s
    needs: {stakeholders: %d, statements: %d}
    ballot: {electorate: council, base: cast, quorum: 1/2, majority: ">1/2", open: 2d}
`, notice, needs.Stakeholders, needs.Statements)}
	registry, err := procedure.Load(fstest.MapFS{"careful.yaml": &file})
	if err != nil {
		t.Fatal(err)
	}
	return registry
}

func TestAnEventThatCannotBeReadIsAFault(t *testing.T) {
	kind := proof.EventOf("case.overdue", proof.Clocked[life.DeadlinePassed], proof.FromClock)
	if _, err := kind.Decode([]byte(`{"case":"one"}`)); err == nil {
		t.Error("a word was read as a number")
	}
	e, err := kind.Decode([]byte(`{"case":3}`))
	if err != nil || e != (life.DeadlinePassed{Case: 3}) || !kind.Is(e) || kind.Is(life.CaseSubmitted{Case: 3}) {
		t.Errorf("read %+v (%v)", e, err)
	}
	named := map[string]bool{}
	for _, k := range proof.Events() {
		if named[k.Name] {
			t.Errorf("two kinds of events are kept as %s", k.Name)
		}
		named[k.Name] = true
	}
}

func TestWhatAPrintedPageHangsOn(t *testing.T) {
	v := village.Found(t, "six-step")
	buttons := func() [][]say.Button {
		return village.Look(v, func(s *life.State) [][]say.Button { return life.Printed(s, "notice", "case/1/notice") })
	}
	if got := buttons(); got != nil {
		t.Errorf("a community that is not on the web offers %v", got)
	}
	v.Ask(func(s *life.State) {
		if s.Head() == nil {
			return
		}
		sheet := s.Fork()
		record.Edit[record.Community](sheet.Cache, record.HeadKey).Page.Code = "willow"
		sheet.Merge()
	})
	if got := buttons(); len(got) != 1 || got[0][0].Page != "willow" || got[0][0].Below != "case/1/notice" {
		t.Errorf("one that is offers %v", got)
	}
}
