package flows_test

import (
	"strings"
	"testing"

	"echowall/flows"
	"echowall/flows/talk"
)

// expect holds what somebody was told against what they should be told.
func (v *village) expect(got, want string) {
	v.t.Helper()
	if got != want {
		v.t.Fatalf("told %q, expected %q", got, want)
	}
}

// cutPress tells a press in a script.
func cutPress(s string) (string, bool) { return strings.CutPrefix(s, "press ") }

// filled makes the line of a button: a single value is one for the question that waits.
func (v *village) filled(u talk.User, line string) string {
	if line == "cancel" || line == "frobnicate" || strings.Contains(line, " ") {
		return line
	}
	return "fill " + v.question("x:dialog:"+itoa(u.ID)) + " " + line
}

// TestGroup plays what people do in the residents' group.
func TestGroup(t *testing.T) {
	v := found(t)
	v.expect(v.group(wang, "Good morning!"), "")
	v.expect(v.group(wang, "/frobnicate"), "")
	v.expect(v.group(wang, "/screen 1 accept"), "refuse.no_case")
	v.expect(v.group(wang, "/cancel"), "receipt.nothing_to_cancel")
	if n := v.known(wang); n != 0 {
		t.Fatalf("somebody who did nothing became person %d", n)
	}
	v.expect(v.group(wang, "/raise The lamp at the well is dark"), "") // the card says it
	if n := v.known(wang); n == 0 {
		t.Fatal("the raiser is not known")
	}
	if card := v.last("card:1"); card.Reply == 0 {
		t.Error("the card does not answer the message that raised it")
	}
	v.expect(v.group(wang, "The lane floods", mention), "")
	v.expect(v.group(wang, "", mention), "ask.text.raise")
	v.expect(v.group(wang, "just talk"), "")
	v.expect(v.group(yang, "/raise", below(wang, "The bus comes too early", "p1")), "")
	v.expect(v.group(yang, "/case 3"), "view:card:3")
	if text := v.caseText(3); text != "The bus comes too early" {
		t.Errorf("the message replied to was raised as %q", text)
	}
}

// TestAskedInPrivate presses buttons in the group that need more: who can be reached is asked in private, with a word
// in passing.
func TestAskedInPrivate(t *testing.T) {
	v := found(t)
	v.group(wang, "/raise The lamp at the well is dark")
	v.expect(v.press(wang, "support 1"), "toast:refuse.own_case")
	v.expect(v.press(yang, "support 1"), "toast:receipt.supported")
	v.expect(v.press(chen, "screen 1 decline"), "toast:toast.in_private private:ask.ground")
	v.expect(v.press(chen, "fill "+v.question("x:dialog:")+" policy", alone), "toast:receipt.screened.decline")
	v.group(wang, "/raise The road is bad")
	v.expect(v.press(wang, "withdraw 2 ?"), "ask.text.withdraw")
	if len(v.keys("x:dialog:"+itoa(wang.ID)+":"+itoa(lane))) != 1 {
		t.Error("who cannot be reached in private is not asked in the group")
	}
	v.expect(v.press(yang, "fill "+v.question("x:dialog:"+itoa(wang.ID))+" -"), "toast:refuse.stale")
	v.expect(v.press(wang, "fill "+v.question("x:dialog:"+itoa(wang.ID))+" -"), "toast:receipt.withdrawn")
	v.expect(v.press(wang, "mine"), "toast:mine.none")
	v.expect(v.press(chen, "queue"), "toast:queue.none")
	v.group(wang, "/raise The road is worse")
	v.expect(v.press(chen, "queue"), "queue.list")
	v.expect(v.press(chen, "case 3"), "view:card:3")
}

// TestByReply takes the person from the message that is replied to.
func TestByReply(t *testing.T) {
	v := found(t)
	v.expect(v.group(chen, "/appoint supervisor", below(yang, "Hello")), "") // the group hears of it
	if v.known(yang) == 0 {
		t.Fatal("the person appointed is not known")
	}
	v.expect(v.group(chen, "/appoint member", below(talk.User{ID: 5, Bot: true}, "Beep")), "refuse.a_bot")
	v.expect(v.group(chen, "/appoint member", below(talk.User{}, "Nobody")), "refuse.a_bot")
	v.expect(v.group(yang, "/appoint member", below(wang, "Hello")), "refuse.role")
	if n := v.known(wang); n != 0 {
		t.Errorf("a refused appointment made person %d", n)
	}
}

// TestNobodyIsAppointedBehindWhomAnybodyCouldBe tries Telegram's own account, an admin who hides and a channel, by the
// message that is replied to and by name: they have no office, whichever it is.
func TestNobodyIsAppointedBehindWhomAnybodyCouldBe(t *testing.T) {
	for _, id := range []int64{777000, 1087968824, 136817688} {
		v := found(t)
		nobody := talk.User{ID: id, Name: "Somebody", Username: "somebody"}
		for _, role := range []string{"member", "secretary", "authority", "supervisor", "convener", "expert", "handler:gas"} {
			v.expect(v.group(chen, "/appoint "+role, below(nobody, "Hello")), "refuse.a_bot")
		}
		if n := v.known(nobody); n != 0 {
			t.Errorf("%d has become person %d", id, n)
		}
		// An older program may have met it.
		v.group(nobody, "/raise The lamp at the well is dark")
		v.expect(v.group(chen, "/appoint member @somebody"), "refuse.a_bot")
	}
}

// TestNobodyBehind lets a channel say more than the code it is to be bound by: it has no person, and may do nothing.
func TestNobodyBehind(t *testing.T) {
	v := found(t)
	channel := talk.User{}
	v.group(wang, "/raise The lamp at the well is dark")
	for _, line := range []string{"/screen 1 accept", "/appoint secretary @wufang", "/settings zone UTC",
		"/follow nonsense"} {
		want := ""
		if strings.HasPrefix(line, "/follow") {
			want = "refuse.role"
		}
		v.expect(v.group(channel, line), want)
	}
	asked := v.input(chen, "/bind wall", alone)
	v.expect(v.do(asked), "whisper:receipt.bind")
	v.chat = -777
	post := func(in *flows.Input) { in.Chat.Thread, in.Admin = 12, true }
	v.expect(v.group(channel, "/follow "+asked.Code, post), "receipt.bound")
	if at := v.head().Wall; at.Chat != -777 || at.Thread != 12 {
		t.Errorf("the wall is at %+v", at)
	}
	v.expect(v.group(channel, "/follow "+asked.Code, post), "refuse.code")
}
