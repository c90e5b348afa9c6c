package say

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
	"echowall/flows/schedule"
)

// TestNoticeIsKeptWhole writes a notice as the outbox keeps it and reads it again: nothing of what must be said is
// lost.
func TestNoticeIsKeptWhole(t *testing.T) {
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	next := New("wait.meeting.by", Args{"Case": Case(12)}).Until(at, "wait.meeting")
	notice := Notice{
		To: Address{Room: Wall}, Class: Answer, Under: CardView(12), About: "vote 12.1", Photos: []string{"file"},
		Quiet: true,
		Message: New("echo.scheduled", Args{
			"Case": Case(12), "Title": Title("<路灯>"), "Place": Place("hall"), "Page": Page("kite"), "Month": Month(2026, 6),
			"Within": Span(calendar.Span{Days: 7, Clock: time.Hour}), "Open": Span(calendar.Span{}), "Count": Num(3),
			"Majority": Fraction(procedure.Fraction{Num: 1, Den: 2, More: true}), "Quorum": Fraction(procedure.Fraction{}),
			"Rate": Rate(948), "Called": List(Mention(4)), "Rule": Clauses(Msg("one"), Msg("two")),
			"By": Person(3), "When": Time(at), "Due": Date(at), "Empty": Text(""),
			"Step": Names(map[string]string{"en": "Talk", "zh-Hans": "协商"}), "Next": Arg{Msg: &next},
			"People": List(Person(1), Person(2)), "Lines": Lines(Msg("one"), Text("two")),
		}),
		Buttons: [][]Button{Row(Press(New("button.case"), "case 12"), Button{Label: New("button.private"), Start: "door"})},
	}
	raw, err := json.Marshal(notice)
	if err != nil {
		t.Fatal(err)
	}
	var again Notice
	if err := json.Unmarshal(raw, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(notice, again); diff != "" {
		t.Error(diff)
	}
}

// TestScheduleIsKept reads a schedule as it was written.
func TestScheduleIsKept(t *testing.T) {
	spec, err := schedule.Parse("0 9 15 2-12/2 *")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(Schedule(spec))
	if err != nil {
		t.Fatal(err)
	}
	var again Arg
	if err := json.Unmarshal(raw, &again); err != nil || again.Schedule == nil ||
		again.Schedule.String() != spec.String() {
		t.Errorf("%s is read as %+v, %v", raw, again, err)
	}
}

// TestNoticeOfAnOlderProgram reads what lies in an outbox from before data had as many kinds.
func TestNoticeOfAnOlderProgram(t *testing.T) {
	old := `{"to":{"person":3},"while":"intake","message":{"id":"task.remind","args":{"Case":{"n":12},` +
		`"Title":{"s":"Lamps."},
		"Next":{"m":{"id":"wait.intake.by","args":{"Due":{"d":"2026-06-01T09:00:00Z"}}}}}}}`
	var n Notice
	if err := json.Unmarshal([]byte(old), &n); err != nil {
		t.Fatal(err)
	}
	late := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	args := n.Message.Args
	if n.Kind != Plain || n.Message.Case() != 0 || *args["Title"].Text != "Lamps." ||
		args["Next"].Msg.Now(late).ID != "wait.intake.by" {
		t.Errorf("read as %+v", n)
	}
}

// TestMessageLapses says something else from its day on, with the same data.
func TestMessageLapses(t *testing.T) {
	due := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	m := New("wait.intake.by", Args{"Case": Case(12)}).Until(due, "wait.intake")
	for _, x := range []struct {
		at   time.Time
		want string
	}{{due.Add(-time.Second), "wait.intake.by"}, {due, "wait.intake"}, {due.Add(time.Hour), "wait.intake"}} {
		if said := m.Now(x.at); said.ID != x.want || said.Case() != 12 {
			t.Errorf("at %s: %s of case %d, want %s of 12", x.at, said.ID, said.Case(), x.want)
		}
	}
}

func TestViewsHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range []string{WallView, CardView(1), CardView(12), BallotView("1.2"), MeetingView(1), MenuView(1)} {
		if seen[v] {
			t.Errorf("two views are called %q", v)
		}
		seen[v] = true
	}
}
