package text_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"echowall/bot/text"
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// The stages of the six-step procedure that these views stand in, by index.
const (
	inIntake     = 0
	inPublicity  = 4
	inWork       = 6
	inEvaluation = 7
	inTalk       = 3
)

// recorded is a community as records say that it is, however it came to be so.
func recorded(t *testing.T, records ...any) *hamlet {
	t.Helper()
	methods, err := ownMethods()
	if err != nil {
		t.Fatal(err)
	}
	cache := record.NewCache(func(_ string, raw []byte, v any) error { return json.Unmarshal(raw, v) })
	head := record.Community{
		Name: "Willow <Lane>", Language: "en", Zone: "Asia/Shanghai", Method: "six-step", Version: 1,
		Page: record.Page{Code: "page7"}, Door: "door7",
	}
	all := map[string]any{}
	for _, r := range records {
		switch r := r.(type) {
		case cases.Case:
			if r.Version = 1; r.Procedure == "" {
				r.Procedure = "six-step"
			}
			all[record.CaseKey(r.Number)] = r
			head.Cases = max(head.Cases, r.Number)
			if r.Closed == nil {
				head.Open = append(head.Open, r.Number)
			}
		case meeting.Meeting:
			all[record.MeetingKey(r.Number)] = r
			head.Meetings = max(head.Meetings, r.Number)
		case ballot.Ballot:
			all[record.BallotKey(r.ID)] = r
		case people.Profile:
			all[record.ProfileKey(r.Person)] = r
		default:
			t.Fatalf("no record is a %T", r)
		}
	}
	all["community"] = head
	for key, r := range all {
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		cache.Fill(key, raw)
	}
	return &hamlet{
		t: t, s: community.NewState(cache, methods), r: renderer(t).Under("https://wall.example"),
		now: time.Date(2026, 6, 1, 1, 0, 0, 0, time.UTC),
	}
}

// edge is a view of records, and what it must show and must not.
type edge struct {
	name    string
	records []any
	shows   []string
	hides   []string
}

func (x edge) check(t *testing.T, view string) {
	t.Helper()
	t.Run(x.name, func(t *testing.T) {
		got := recorded(t, x.records...).view("en", view)
		for _, want := range x.shows {
			if !strings.Contains(got, want) {
				t.Errorf("it lacks %q:\n%s", want, got)
			}
		}
		for _, no := range x.hides {
			if strings.Contains(got, no) {
				t.Errorf("it shows %q:\n%s", no, got)
			}
		}
	})
}

// one is the records of a view that needs one.
func one(r any) []any { return []any{r} }

func tasks(n int) (all []cases.Task) {
	for i := range n {
		all = append(all, cases.Task{
			Number: i + 1, Unit: "Power\nStation", Measure: strings.Repeat("long ", 50), Due: june,
		})
	}
	return all
}

func objections(n int) (all []cases.Objection) {
	all = append(all, cases.Objection{Number: 1, Text: "answered", Ruling: cases.Dismissed})
	for i := range n {
		all = append(all, cases.Objection{Number: i + 2, Text: "<loud>"})
	}
	return all
}

var june = time.Date(2026, 6, 9, 3, 0, 0, 0, time.UTC)

func TestACardShowsItsEdges(t *testing.T) {
	done := tasks(3)
	done[0].Done, done[1].Overdue, done[2].Done, done[2].Overdue = june, true, june, true
	for _, x := range []edge{
		{"no title", one(cases.Case{Number: 1, Photos: []string{"a"}}), []string{"#1 <b>(see the photo)</b>", "📷1"}, nil},
		{"a title with its stop", one(cases.Case{Number: 1, Title: "Dark lamps.", Text: "Dark lamps"}),
			[]string{"<b>Dark lamps</b>"}, []string{"blockquote"}},
		{"a text that says more", one(cases.Case{Number: 1, Title: "Lamps", Text: "Lamps\nare <dark>"}),
			[]string{"<blockquote>Lamps\nare &lt;dark&gt;</blockquote>"}, nil},
		{"no supporter", one(cases.Case{Number: 1}), []string{"Raised by"}, []string{"supporter\n", "0 supporters"}},
		{"one supporter", one(cases.Case{Number: 1, Supporters: 1}), []string{", 1 supporter"}, []string{"supporters"}},
		{"two supporters", one(cases.Case{Number: 1, Supporters: 2}), []string{", 2 supporters"}, nil},
		{"who raised it", []any{cases.Case{Number: 1, Raiser: 3}, people.Profile{Person: 3, Name: "A & B"}},
			[]string{"Raised by A &amp; B"}, nil},
		{"who wants no name", []any{cases.Case{Number: 1, Raiser: 3, Anonymous: true},
			people.Profile{Person: 3, Name: "Li Si"}},
			[]string{"Raised by a resident"}, []string{"Li Si"}},
		{"who was erased", one(cases.Case{Number: 1, Raiser: 3}), []string{"(a former resident)"}, nil},
		{"for somebody without a telephone", []any{
			cases.Case{Number: 1, Raiser: 3, EnteredBy: 4}, people.Profile{Person: 4, Name: "Wang"},
		}, []string{"Raised by a resident (entered by Wang)"}, nil},
		{"from another system", one(cases.Case{Number: 1, Via: "open311"}), []string{"Raised by another system"}, nil},
		{"from the level above", one(cases.Case{Number: 1, Lead: &cases.Link{Kind: cases.Joint, Name: "<Town>", Case: 9}}),
			[]string{"&lt;Town&gt; (#9 there)"}, []string{"⬆️"}},
		{"referred above", one(cases.Case{Number: 1, Lead: &cases.Link{Kind: cases.ReferredUp, Name: "Town"}}),
			[]string{"⬆️ With Town\n"}, []string{"there #0"}},
		{"together with two", one(cases.Case{Number: 1, Followers: []cases.Link{
			{Community: "east", Name: "East", Kind: cases.Joint}, {Name: "Up", Kind: cases.ReferredUp},
			{Community: "west", Name: "West", Kind: cases.Joint},
		}, Talk: cases.Talk{Counts: []cases.Count{{Name: "East", Result: ballot.Adopted, Tally: ballot.Tally{Yes: 3}}}}}),
			[]string{"together with East and West\n", "🗳 East: adopted (3 yes, 0 no, 0 abstained)"}, nil},
		{"again, and yet again", []any{cases.Case{Number: 1, Earlier: 2, Later: []int{3, 4}}, cases.Case{
			Number: 2, Closed: &cases.Closing{Outcome: cases.Solved, At: june},
		}}, []string{"come up before: #2 (", ", 9 June)", "come up again: #3\n", "come up again: #4"}, nil},
		{"again, of one that is open", []any{cases.Case{Number: 1, Earlier: 2}, cases.Case{Number: 2}}, nil, []string{"🔁"}},
		{"from the public, as most are", one(cases.Case{Number: 1, Source: cases.FromPublic}), nil, []string{"🗂"}},
		{"as many tasks as are listed", one(cases.Case{Number: 1, Stage: inWork, Tasks: tasks(8)}),
			[]string{"8. Power Station"}, []string{"more"}},
		{"one task more", one(cases.Case{Number: 1, Stage: inWork, Tasks: tasks(9)}), []string{"… and 1 more"},
			[]string{"9. Power"}},
		{"tasks as they stand", one(cases.Case{Number: 1, Stage: inWork, Tasks: done}),
			[]string{"✅1.", "⚠️2.", "✅3.", "(done 9 June)", "(late, was due by 9 June)"}, []string{"▫️", "⚠️3"}},
		{"no open objection", one(cases.Case{Number: 1, Stage: inPublicity,
			Publicity: cases.Publicity{Objections: objections(0)}}),
			nil, []string{"✋", "more"}},
		{"as many objections as are listed", one(cases.Case{
			Number: 1, Stage: inPublicity, Publicity: cases.Publicity{Objections: objections(8)},
		}), []string{"Objection 9, to be answered: &lt;loud&gt;"}, []string{"more", "Objection 1,"}},
		{"two objections more", one(cases.Case{
			Number: 1, Stage: inPublicity, Publicity: cases.Publicity{Objections: objections(10)},
		}), []string{"… and 2 more"}, []string{"Objection 10"}},
		{"nobody has judged", one(cases.Case{Number: 1, Stage: inEvaluation}), []string{"Nobody has judged it yet"},
			[]string{"solved 0"}},
		{"one has", one(cases.Case{
			Number: 1, Stage: inEvaluation, Evaluation: cases.Evaluation{Solved: 1, Satisfied: 1, Unanswered: 2},
		}), []string{"⭐ 1 judged it: solved 1", "not answered 2"}, nil},
		{"closed and judged by nobody", one(cases.Case{
			Number: 1, Closed: &cases.Closing{Outcome: cases.Declined, Ground: cases.Policy, At: june},
		}), []string{"🏁 <b>Closed: "}, []string{"⭐", "Last echo", "again 1", "👉"}},
		{"merged", one(cases.Case{
			Number: 2, Closed: &cases.Closing{Outcome: cases.Merged, Into: 1, At: june, Reason: "<same>"},
		}), []string{"(#1)", "<blockquote>&lt;same&gt;</blockquote>"}, nil},
		{"solved, which may come again",
			one(cases.Case{Number: 1, Closed: &cases.Closing{Outcome: cases.Solved, At: june}}),
			[]string{"→ again 1"}, nil},
	} {
		view := "card:1"
		if x.name == "merged" {
			view = "card:2"
		}
		x.check(t, view)
	}
}

func TestAnOpenCaseOffersWhatItsStageAllows(t *testing.T) {
	for _, x := range []edge{
		{"in intake", one(cases.Case{Number: 1, Stage: inIntake}), []string{"support 1"}, []string{"object 1", "rate 1"}},
		{"while anybody may object", one(cases.Case{Number: 1, Stage: inPublicity,
			Publicity: cases.Publicity{Until: june}}),
			[]string{"object 1"}, []string{"rate 1"}},
		{"when the window has ended", one(cases.Case{Number: 1, Stage: inPublicity, Publicity: cases.Publicity{
			Until: time.Date(2026, 6, 1, 1, 0, 0, 0, time.UTC),
		}}), nil, []string{"object 1"}},
		{"when it is judged", one(cases.Case{Number: 1, Stage: inEvaluation}), []string{"rate 1"},
			[]string{"object 1", "again 1"}},
	} {
		x.check(t, "card:1")
	}
}

// vote is a ballot on case 1 with what a case of a table changes.
func vote(change func(*ballot.Ballot)) []any {
	b := ballot.Ballot{
		ID: "1.1", Case: 1, Purpose: ballot.Resolution, Text: "Mend <it>", Class: ballot.A, Entitled: 9, Closes: june,
		Rule: procedure.Rule{Majority: procedure.Fraction{Num: 1, Den: 2, More: true}, Base: procedure.Cast},
	}
	change(&b)
	motion := &cases.Verdict{Kind: cases.Accept, Track: "small"}
	return []any{cases.Case{Number: 1, Title: "Lamps", Stage: inTalk, Motion: motion}, b}
}

func options(b *ballot.Ballot) {
	b.Manner, b.Options = ballot.Plurality, []string{"<Gate>", "Square"}
	b.Tally = ballot.Tally{Chosen: 3, Abstain: 1, Options: [ballot.MaxOptions]int{2, 1}}
}

func closedAs(b *ballot.Ballot, r ballot.Result) { b.Result, b.Closed = r, june }

func TestABallotTellsWhatMayBeKnown(t *testing.T) {
	for _, x := range []edge{
		{"a yes or no", vote(func(b *ballot.Ballot) { b.Tally = ballot.Tally{Yes: 2, Abstain: 1} }),
			[]string{"👍 yes 2  👎 no 0  🤚 abstain 1", "3 of 9", "Class A", "more than half", "Until Tue 9 June 11:00",
				"Mend &lt;it&gt;"},
			[]string{"Proposed", "🔒"}},
		{"by residents, of whom one voted", vote(func(b *ballot.Ballot) { b.Entitled, b.Tally.Yes = 0, 1 }),
			[]string{"1 resident has voted"}, []string{" of 0"}},
		{"by residents, of whom none voted", vote(func(b *ballot.Ballot) { b.Entitled = 0 }),
			[]string{"0 residents have"}, nil},
		{"one less who may", vote(func(b *ballot.Ballot) { b.Recused = 1 }), []string{"0 of 8", "1 not voting"}, nil},
		{"between options", vote(options),
			[]string{"1. &lt;Gate&gt; – <b>2</b>", "2. Square – <b>1</b>", "🤚 abstain 1", "Choose one"},
			[]string{"👍"}},
		{"between options in secret", vote(func(b *ballot.Ballot) { options(b); b.Rule.Secret = true }),
			[]string{"1. &lt;Gate&gt;\n2. Square", "🔒"}, []string{"<b>2</b>", "abstain 1", "receipt"}},
		{"an option that won", vote(func(b *ballot.Ballot) { options(b); b.Winner = 2; closedAs(b, ballot.Adopted) }),
			[]string{"<b>Adopted: Square</b> (9 June)"}, []string{"Until", "Choose one"}},
		{"a winner that there is not",
			vote(func(b *ballot.Ballot) { options(b); b.Winner = 3; closedAs(b, ballot.Adopted) }),
			[]string{"<b>Adopted</b>"}, nil},
		{"a tie", vote(func(b *ballot.Ballot) { options(b); closedAs(b, ballot.Tied) }), []string{"A tie"}, nil},
		{"in secret, counted", vote(func(b *ballot.Ballot) {
			b.Rule.Secret, b.Tally.Yes = true,
				2
			closedAs(b, ballot.Adopted)
		}),
			[]string{"👍 yes 2", "→ receipt"}, []string{"🔒"}},
		{"in secret, the key lost", vote(func(b *ballot.Ballot) {
			b.Rule.Secret, b.Tally.Sealed = true,
				2
			closedAs(b, ballot.Lost)
		}),
			[]string{"cannot be opened"}, []string{"receipt"}},
		{"on a decision of screening",
			vote(func(b *ballot.Ballot) { b.Purpose, b.Text, b.Class = ballot.Screening, "", "" }),
			[]string{"Proposed: <b>", "a small matter", "is it for deliberation"}, []string{"Class", "blockquote"}},
		{"whose count is hidden", vote(func(b *ballot.Ballot) {
			b.Named, b.Rule.Hidden, b.Tally = true, true, ballot.Tally{Yes: 2, Abstain: 1}
		}), []string{"🙈", "3 of 9"}, []string{"yes 2", "abstain 1", "👁"}},
		{"between options, whose count is hidden", vote(func(b *ballot.Ballot) { options(b); b.Rule.Hidden = true }),
			[]string{"1. &lt;Gate&gt;\n2. Square", "🙈"}, []string{"<b>2</b>", "abstain 1"}},
		{"whose count was hidden", vote(func(b *ballot.Ballot) {
			b.Rule.Hidden, b.Tally.Yes = true, 2
			closedAs(b, ballot.Adopted)
		}), []string{"👍 yes 2"}, []string{"🙈"}},
		{"that may end early", vote(func(b *ballot.Ballot) { b.Rule.Early = true }),
			[]string{"once the result is certain"}, nil},
	} {
		x.check(t, "ballot:1.1")
	}
}

// met is a meeting on case 1 with what a case of a table changes.
func met(change func(*meeting.Meeting)) []any {
	m := meeting.Meeting{
		Number: 1, Cases: []int{1}, At: june, Place: "Hall <1>", Status: meeting.Scheduled, Invited: []int{3,
			4}, Called: june,
	}
	change(&m)
	return []any{cases.Case{Number: 1, Title: "Lamps.", Talk: cases.Talk{Meeting: 1}}, m,
		people.Profile{Person: 3, Name: "Li"}}
}

func many(n int) (all []int) {
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func TestAMeetingShowsItsEdges(t *testing.T) {
	for _, x := range []edge{
		{"called", met(func(m *meeting.Meeting) {
			m.Replies = map[int]meeting.Reply{3: meeting.Coming, 4: meeting.Maybe}
		}), []string{"Hall &lt;1&gt;", "Tue 9 June 11:00", "• #1 Lamps", "2 invited: 1 coming, 0 not, 1 maybe"},
			[]string{"guests", "moved", "Chair", "Lamps."}},
		{"moved, with a guest", met(func(m *meeting.Meeting) { m.Moved, m.Guests = 1, []int{9} }),
			[]string{"(moved)", "guests 1"}, nil},
		{"no place yet", met(func(m *meeting.Meeting) { m.Place = "" }), []string{"to be announced"}, nil},
		{"two chairs", met(func(m *meeting.Meeting) { m.Chairs = []int{3, 8} }),
			[]string{"Chair: Li and (a former resident)"}, nil},
		{"as many cases as are listed", met(func(m *meeting.Meeting) { m.Cases = many(15) }), []string{"• #15"},
			[]string{"more"}},
		{"one case more", met(func(m *meeting.Meeting) { m.Cases = many(16) }), []string{"… and 1 more"},
			[]string{"• #16"}},
		{"a case that is not there", met(func(m *meeting.Meeting) { m.Cases = []int{7} }),
			[]string{"• #7 (see the photo)"}, nil},
		{"dates to choose from", met(func(m *meeting.Meeting) {
			m.Status, m.At = meeting.Polled, time.Time{}
			m.Poll = &meeting.Poll{
				Dates: []time.Time{june, june.Add(24 * time.Hour)}, Until: june.Add(-48 * time.Hour),
				Choices: map[int][]int{3: {1, 2}, 4: {2}},
			}
		}), []string{
			"1. Tue 9 June 11:00: suits 1", "2. Wed 10 June 11:00: suits 2", "2 asked, 2 answered",
			"Answers until Sun 7 June 11:00",
		}, []string{"When:", "invited"}},
		{"in writing, before", met(func(m *meeting.Meeting) { m.Form, m.Until = meeting.Written, june.Add(48*time.Hour) }),
			[]string{"From: Tue 9 June 11:00", "Until: Thu 11 June 11:00"}, []string{"Where", "Hall", "invited",
				"Statements"}},
		{"in writing, under way", met(func(m *meeting.Meeting) { m.Form, m.Status = meeting.Written, meeting.Open }),
			[]string{"in writing, is under way", "Statements so far: 0"}, []string{"there", "checkin"}},
		{"under way", met(func(m *meeting.Meeting) {
			m.Status, m.There, m.Guests = meeting.Open, []int{3, 9}, []int{9}
		}), []string{"2 invited, 1 there; guests 1", "checkin M1"}, nil},
		{"called off", met(func(m *meeting.Meeting) { m.Status, m.Reason = meeting.CalledOff, "rain & <wind>" }),
			[]string{"is called off", "Why: rain &amp; &lt;wind&gt;"}, []string{"invited", "→"}},
		{"over, with minutes", met(func(m *meeting.Meeting) { m.Status, m.Minutes = meeting.Over, "All <agreed>" }),
			[]string{"is over", "<blockquote>All &lt;agreed&gt;</blockquote>"}, []string{"→"}},
	} {
		x.check(t, "meeting:1")
	}
}

func TestAMeetingGoesThroughItsPhasesOneAfterAnother(t *testing.T) {
	done, now, next := "✅\u2060", "▶️\u2060<b>", "○\u2060"
	for phase, want := range map[int][]string{
		0: {now + "Put", next + "Answer", next + "Reach", "phase M1"}, 1: {now + "Put", next + "Answer", "phase M1"},
		3: {done + "Put", done + "Answer", now + "Talk", next + "Reach", "phase M1"},
		4: {done + "Put", done + "Talk", now + "Reach"},
	} {
		x := edge{name: fmt.Sprint("phase ", phase), shows: want, records: []any{
			cases.Case{Number: 1, Procedure: "six-plus-four", Stage: inTalk + 1},
			meeting.Meeting{Number: 1, Cases: []int{1}, At: june, Status: meeting.Open, Phase: phase},
		}}
		if phase == 4 {
			x.hides = []string{"phase M1"} // there is none after the last
		}
		x.check(t, "meeting:1")
	}
}

func TestTheWallPutsWhatIsLateFirstAndThenTheStepsInTheirOrder(t *testing.T) {
	h := recorded(t,
		cases.Case{Number: 1, Title: "In work", Stage: inWork},
		cases.Case{Number: 2, Title: "Late", Stage: inPublicity, Overdue: true},
		cases.Case{Number: 3, Title: "New one\nof two lines", Stage: inIntake},
		cases.Case{Number: 4, Title: "Also in work", Stage: inWork},
	)
	got := h.view("en", "wall")
	last := -1
	for _, part := range []string{
		"Willow &lt;Lane&gt;", "4 open cases", "#2 Late", "#3 New one of two lines", "#1 In work", "#4 Also in work",
		"/raise",
	} {
		at := strings.Index(got, part)
		if at <= last {
			t.Errorf("%q stands at %d, not after what goes before:\n%s", part, at, got)
		}
		last = at
	}
	if !strings.Contains(got, "https://wall.example/w/page7/") {
		t.Errorf("no button opens it in the browser:\n%s", got)
	}
}

func TestTheWallCountsOneAndNone(t *testing.T) {
	for n, want := range []string{"no case is open", "One open case", "2 open cases"} {
		var all []any
		for i := range n {
			all = append(all, cases.Case{Number: i + 1, Title: "x"})
		}
		if got := recorded(t, all...).view("en", "wall"); !strings.Contains(got, want) {
			t.Errorf("of %d cases the wall says\n%s", n, got)
		}
	}
}

func TestAWallOfAnySizeFitsAndSaysHowManyItLeavesOut(t *testing.T) {
	for _, n := range []int{100, 300, 1000} {
		var all []any
		for i := range n {
			all = append(all, cases.Case{Number: i + 1, Title: strings.Repeat("🏮&<", 40), Stage: i % 8})
		}
		h, html := recorded(t, all...), ""
		h.whole(func() { html, _, _ = h.r.View(h.s, "en", h.now, "wall") })
		fits(t, fmt.Sprintf("the wall of %d", n), html)
		shown, left := strings.Count(html, "\n#"), 0
		if _, more, ok := strings.Cut(html, "… and "); ok {
			if _, err := fmt.Sscanf(more, "%d more", &left); err != nil {
				t.Error(err)
			}
		}
		if shown+left != n {
			t.Errorf("of %d cases %d are shown and %d said to be left out", n, shown, left)
		}
	}
}

func TestAButtonThatLeadsNowhereIsLeftOut(t *testing.T) {
	rows := [][]say.Button{{{Label: say.New("button.confirm"), Page: "page7", Below: "case/1"}},
		{say.Press(say.New("button.confirm"), "confirm 1")}}
	plain, public := renderer(t), renderer(t).Under("https://wall.example/")
	if keys := plain.Keys(nil, "en", june, rows); len(keys) != 1 || keys[0][0].Line != "confirm 1" {
		t.Errorf("without an address the keys are %+v", keys)
	}
	keys := public.Keys(nil, "en", june, rows)
	if len(keys) != 2 || keys[0][0].URL != "https://wall.example/w/page7/case/1" || keys[0][0].Line != "" {
		t.Errorf("with an address the keys are %+v", keys)
	}
}

func TestALongTextIsCutAndNotTheSentenceAroundIt(t *testing.T) {
	r := renderer(t)
	long := strings.Repeat("word & ", 2000)
	m := say.New("meeting.reason", say.Args{"Reason": say.Text(long)})
	for limit, got := range map[int]string{
		text.MaxMessage: r.Message(nil, "en", june, m), text.MaxCaption: r.Caption(nil, "en", june, m), 200: r.Toast(nil,
			"en", june, m),
	} {
		if text.Fit(got, limit) != got || !strings.HasPrefix(got, "Why: word &") || !strings.HasSuffix(got, "…") {
			t.Errorf("in %d it is %d long and ends %q", limit, len(got), got[max(0, len(got)-20):])
		}
	}
	if got := r.Plain(nil, "en", june,
		say.New("meeting.reason", say.Args{"Reason": say.Text("<b>&")})); got != "Why: <b>&" {
		t.Errorf("in plain words it is %q", got)
	}
}
