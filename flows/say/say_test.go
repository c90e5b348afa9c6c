package say

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestNoticeIsKeptWhole writes a notice as the outbox keeps it and reads it again: nothing of what must be said is lost.
func TestNoticeIsKeptWhole(t *testing.T) {
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	notice := Notice{
		To: Address{Room: Wall}, Class: Answer, Under: CardView(12), About: "vote 12.1", Photos: []string{"file"}, Quiet: true,
		Message: New("echo.scheduled", Args{
			"Case": Num(12), "Title": Text("<路灯>"), "By": Person(3), "When": Time(at), "Due": Date(at), "Empty": Text(""),
			"Step": Names(map[string]string{"en": "Talk", "zh-Hans": "协商"}), "Next": Msg("wait.meeting", Args{"Case": Num(12)}),
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

func TestViewsHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range []string{WallView, CardView(1), CardView(12), BallotView("1.2"), MeetingView(1), MenuView(1)} {
		if seen[v] {
			t.Errorf("two views are called %q", v)
		}
		seen[v] = true
	}
}
