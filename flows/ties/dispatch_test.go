package ties_test

import (
	"fmt"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/ties"
)

// subjects are all that a dispatch can be about, and one that nobody knows.
func subjects() []life.Subject {
	return []life.Subject{
		life.DispatchLink, life.DispatchLinked, life.DispatchUnlinked, life.DispatchRefused, life.DispatchRefer,
		life.DispatchOpened, life.DispatchEcho, life.DispatchClosed, life.DispatchReopened, life.DispatchJoint,
		life.DispatchInvite, life.DispatchMeeting, life.DispatchCallOff, life.DispatchBallot, life.DispatchCounted,
		life.DispatchStatement, "weather",
	}
}

// full is a dispatch that lacks nothing, on case 1 of the reader.
func full(v *village.Village, about life.Subject) life.Dispatch {
	told := say.New("echo.taken", nil)
	return life.Dispatch{
		Subject: about, About: life.DispatchRefer, Case: 7, Yours: 1, Title: "The bridge", Text: "The bridge sways",
		Told: &told, How: &cases.Closing{Outcome: cases.Answered}, At: v.Now.Add(village.Day), Kin: record.Beside,
		Ballot: &ballot.Ballot{ID: "7.1", Closes: v.Now.Add(village.Day)}, Result: ballot.Adopted,
	}
}

func TestAStrangersDispatchChangesNothing(t *testing.T) {
	answered := map[life.Subject]bool{life.DispatchLink: true, life.DispatchRefer: true, life.DispatchInvite: true}
	v := tied(t, "six-step")
	v.Talked()
	v.Must(joint(village.Secretary, 1, poplar))
	var rows []mail
	for _, about := range subjects() {
		r := mail{rule: string(about), from: "oak", come: full(v, about)}
		if answered[about] { // whoever wrote it would wait for ever
			r.events, r.told = []string{"letter.turned_back"}, []string{"oak: mail refused"}
		}
		rows = append(rows, r)
	}
	arrive(t, v, rows)
}

func TestWhereThereIsNoCommunityNothingArrives(t *testing.T) {
	v := village.Bare(t)
	for _, about := range subjects() {
		if receives(v, "oak", full(v, about)); len(v.Events) > 0 {
			t.Errorf("%s: %v", about, v.Events)
		}
	}
}

func TestWhatFitsNoCaseComesToNothing(t *testing.T) {
	v := tied(t, "six-step")
	v.Talked() // which nobody leads or follows
	closed := v.Answered()
	own := map[life.Subject]bool{life.DispatchUnlinked: true, life.DispatchJoint: true, life.DispatchInvite: true}
	var rows []mail
	for _, about := range subjects() {
		if own[about] {
			continue // it needs no case
		}
		for _, n := range []int{1, closed, 0, -1, 99} {
			x := full(v, about)
			x.Yours = n
			r := mail{rule: fmt.Sprint(about, " on ", n), from: "county", come: x}
			if about == life.DispatchRefer { // only from below
				r.events, r.told = []string{"letter.turned_back"}, []string{"county: mail refused"}
			}
			rows = append(rows, r)
		}
	}
	arrive(t, v, rows)
}

func TestADispatchIsReadAsItWasWritten(t *testing.T) {
	v := tied(t, "six-step")
	n := v.Talked()
	v.Must(joint(village.Secretary, n, creek))
	l, err := ties.OpenDispatch("willow", v.Notices[0].Dispatch)
	if err != nil || l.From != "willow" || l.Name != "Willow Lane" || l.Subject != life.DispatchInvite || l.Case != n {
		t.Errorf("read as %+v, %v", l, err)
	}
	for _, body := range []string{"", "no", "[]", `{"case":"one"}`, `{"subject":`} {
		if l, err := ties.OpenDispatch("willow", &say.Dispatch{Body: []byte(body)}); err == nil {
			t.Errorf("%q is read as %+v", body, l)
		}
	}
	forged := []byte(`{"subject":"refer","From":"county","Seed":"AAAA"}`)
	l, err = ties.OpenDispatch("creek", &say.Dispatch{Body: forged})
	if err != nil || l.From != "creek" || l.Seed != nil {
		t.Errorf("a dispatch says itself from whom it is: %+v, %v", l, err)
	}
}

func TestACaseIsHandedUp(t *testing.T) {
	v := tied(t, "hall")
	up := life.Dispatch{
		Subject: life.DispatchRefer, Case: 7, Title: "The bridge", Text: "The bridge sways",
		Photos: []string{"photo"},
	}
	back := []string{"letter.turned_back"}
	arrive(t, v, []mail{
		{"from below it is raised", "creek", up, []string{"case.raised"}, nil},
		{"beside there is no up", "poplar", up, back, []string{"poplar: mail refused"}},
		{"nor from above", "county", up, back, []string{"county: mail refused"}},
	})
	receives(v, "creek", up)
	c := v.Find(1)
	f := c.Follower("creek")
	if f == nil || f.Case != 7 || f.Kind != cases.ReferredUp || c.Raiser != 0 || len(c.Photos) != 1 {
		t.Errorf("opened as %+v", c)
	}
	v.Is(1, procedure.Intake)
	v.ProvesJournal()
}

// referred is a village with a case that was handed to the county.
func referred(t *testing.T) (v *village.Village, n int) {
	t.Helper()
	v = tied(t, "six-step")
	n = v.Screened()
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: n, Values: cases.Verdict{Kind: cases.Refer, Text: "beyond us"},
	})
	v.Came("case.referred")
	return v, n
}

func TestWhatBecomesOfACaseAbove(t *testing.T) {
	v, n := referred(t)
	told := say.New("echo.taken", say.Args{"Case": say.Case(7)})
	from := func(about life.Subject) life.Dispatch {
		return life.Dispatch{Subject: about, Case: 7, Yours: n, Told: &told, How: &cases.Closing{Outcome: cases.Solved}}
	}
	refused := life.Dispatch{Subject: life.DispatchRefused, About: life.DispatchRefer, Yours: n}
	half, open := from(life.DispatchEcho), from(life.DispatchClosed)
	half.Told, open.How = nil, nil
	heard := village.Echoed(n, "echo.heard", "resident")
	arrive(t, v, []mail{
		{"it has a number there", "county", from(life.DispatchOpened), []string{"case.lead_found"},
			village.Echoed(n, "echo.lead_found", "resident")},
		{"it is echoed here as well", "county", from(life.DispatchEcho), []string{"case.heard"}, heard},
		{"half an echo is none", "county", half, nil, nil},
		{"another's echo is not heard", "creek", from(life.DispatchEcho), nil, nil},
		{"it is closed here as there", "county", from(life.DispatchClosed), []string{"case.closed"},
			village.Echoed(n, "echo.closed.lead", "resident")},
		{"half a close is none", "county", open, nil, nil},
		{"another does not close it", "poplar", from(life.DispatchClosed), nil, nil},
		{"what is open is not reopened", "county", from(life.DispatchReopened), nil, nil},
		{"where the county does not take it, the secretary takes it there", "county", refused, []string{"case.carried"},
			append(village.Echoed(n, "echo.carried", "resident"), "secretary: duty task.carried")},
		{"another cannot refuse it", "poplar", refused, nil, nil},
		{"it was not asked to deliberate along", "county",
			life.Dispatch{Subject: life.DispatchRefused, About: life.DispatchInvite, Yours: n}, nil, nil},
	})
	receives(v, "county", from(life.DispatchOpened))
	if l := v.Find(n).Lead; l.Case != 7 {
		t.Errorf("follows %+v", l)
	}
	byNumber := from(life.DispatchEcho)
	byNumber.Yours = 0
	arrive(t, v, []mail{{"the number there is enough", "county", byNumber, []string{"case.heard"}, heard}})
	receives(v, "county", from(life.DispatchClosed))
	again := from(life.DispatchReopened)
	again.Text = "It sways again"
	arrive(t, v, []mail{
		{"it is closed once", "county", from(life.DispatchClosed), nil, nil},
		{"a late echo is not heard", "county", from(life.DispatchEcho), nil, nil},
		{"a late refusal closes nothing", "county", refused, nil, nil},
		{"it goes on when it goes on there", "county", again, []string{"case.reopened"}, nil},
	})
	v.ProvesJournal()
}

func TestTheLeadersCloseEndsTheBallotHere(t *testing.T) {
	v, n := following(t, "six-step")
	receives(v, "poplar", put(v, n, "7.1", 2*village.Day))
	closed := life.Dispatch{
		Subject: life.DispatchClosed, Case: 7, Yours: n, How: &cases.Closing{Outcome: cases.Withdrawn},
	}
	receives(v, "poplar", closed)
	v.Came("ballot.closed", "case.closed")
	v.Ended(n, cases.Withdrawn)
	if b := v.Ballot("1.1"); b.Result != ballot.Void {
		t.Errorf("the ballot ended %s", b.Result)
	}
	v.ProvesJournal()
}

func TestAFollowerIsFoundByItsNumber(t *testing.T) {
	v := tied(t, "six-step")
	n, other := v.Talked(), v.Talked()
	v.Must(joint(village.Secretary, n, poplar))
	opened := func(yours int) life.Dispatch {
		return life.Dispatch{Subject: life.DispatchOpened, Case: 12, Yours: yours}
	}
	arrive(t, v, []mail{
		{"it tells its number", "poplar", opened(n), []string{"case.follower_found"}, []string{"group: card:1"}},
		{"who was not asked has none", "creek", opened(n), nil, nil},
		{"nor in another case", "poplar", opened(other), nil, nil},
	})
	receives(v, "poplar", opened(n))
	if f := v.Find(n).Followers[0]; f.Case != 12 {
		t.Errorf("followed by %+v", f)
	}
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: n, Values: life.Prose{Text: "no more"}})
	arrive(t, v, []mail{{"a closed case looks for none", "poplar", opened(n), nil, nil}})
}

func TestTheNeighboursCallTogether(t *testing.T) {
	v := tied(t, "six-step")
	call := life.Dispatch{Subject: life.DispatchJoint, At: v.Now.Add(village.Day), Place: "The bridge"}
	begun := call
	begun.At = v.Now
	told := []string{"wall: notice.joint.from"}
	for _, who := range []string{"secretary", "convener", "member", "lawyer", "elder"} {
		told = append(told, who+": duty task.joint.from")
	}
	arrive(t, v, []mail{
		{"the group hears of it, and the council", "poplar", call, []string{"joint.called"}, told},
		{"the level above calls as well", "county", call, []string{"joint.called"}, told},
		{"what has begun calls nobody", "poplar", begun, nil, nil},
		{"nor what has no date", "poplar", life.Dispatch{Subject: life.DispatchJoint}, nil, nil},
		{"a stranger calls nobody", "oak", call, nil, nil},
	})
}
