package flows_test

import (
	"slices"
	"strings"
	"testing"

	"echowall/flows/life"
)

// TestSpokenInAMeeting replies in words to the meeting under way, and to the card of its case: that is what people say
// in it; a thumb is nothing said.
func TestSpokenInAMeeting(t *testing.T) {
	v := deliberated(t)
	v.private(chen, "/schedule 1 2026-06-04 19:30 hall")
	invitation := to(v.last("meeting:1").message)
	card := to(v.last("card:1").message)
	v.group(wu, "The well is deep", invitation)
	v.private(chen, "/open M1")
	v.group(wu, "The lamp is old", invitation)
	v.group(liu, "The wire is older", card)
	v.expect(v.group(liu, "👍", card), "")
	v.expect(v.group(liu, "👍", invitation), "")
	said := look(v, func(s *stateOf) (all []string) {
		for _, x := range s.Statements(1) {
			all = append(all, x.Text)
		}
		return all
	})
	if !slices.Equal(said, []string{"The lamp is old", "The wire is older"}) {
		t.Errorf("said was %q", said)
	}
}

// TestAKeyIsSaidInPrivate asks for a key in the group: nobody there sees it, however it was asked for.
func TestAKeyIsSaidInPrivate(t *testing.T) {
	v := found(t)
	v.private(chen, "/web private")
	for _, ask := range []func() string{
		func() string { return v.group(chen, "/web key") },
		func() string { return v.press(chen, "web key") },
	} {
		told := ask()
		if !strings.Contains(told, "private:receipt.filing_key.secret") || strings.HasPrefix(told, "receipt.") {
			t.Errorf("told %q", told)
		}
	}
}

// TestAlbumOfAQuestion sends the second photo of an album after the question was answered by something else: it belongs
// to nothing.
func TestAlbumOfAQuestion(t *testing.T) {
	v := found(t)
	v.private(chen, "The road is bad", album("a1"), photo("p1"))
	v.private(chen, "", album("a1"), photo("p2"))
	v.private(chen, "", album("a1"), photo("p3"))
	v.press(chen, "fill "+v.question("x:dialog:"+itoa(chen.ID))+" named", alone)
	v.expectPhotos(1, "p1", "p2", "p3")
	v.private(chen, "", album("a1"), photo("p4"))
	v.expectPhotos(1, "p1", "p2", "p3", "p4")
	if cases := look(v, func(s *life.State) int { return s.Head().Cases }); cases != 1 {
		t.Errorf("an album became %d cases", cases)
	}
}
