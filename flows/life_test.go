package flows_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows"
	"echowall/flows/people"
)

// tick lets the clock look at a thing.
func (v *village) tick(thing string) {
	v.t.Helper()
	_, err := v.engine.Do(context.Background(), v.id, flows.Input{At: v.clock.Now(), Tick: thing, Code: v.engine.Code()})
	v.must(err)
	v.news = append(v.news, v.deliver()...)
}

// adopt takes case 1 from deliberation through its secret ballot and its publication.
func (v *village) adopt() {
	v.t.Helper()
	v.expect(v.private(chen, "/resolve 1 A The lamp is mended"), "receipt.ballot_opened")
	v.press(liu, "vote 1.1 yes", alone)
	v.press(wu, "vote 1.1 yes", alone)
	v.expect(v.private(chen, "/publish 1"), "receipt.published")
}

// live is a long and rich life: everything that leaves records of its own.
func live(t testing.TB) *village {
	v := deliberated(t)
	v.private(wang, "/start "+v.head().Door)
	v.group(yang, "/support 1")
	v.adopt()
	v.private(wang, "/object 1 It should be two lamps")
	v.private(chen, "/settle 1 1 dismissed One is enough")
	v.clock.pass(6 * 24 * time.Hour)
	v.tick("case:1")
	v.private(chen, "/assign 1 power 2026-06-20 mend it")
	v.private(chen, "/done 1 It shines", photo("p9"))
	v.private(wang, "/rate 1 solved satisfied")
	v.private(wang, "The road is bad", album("a1"), photo("p1"))
	v.private(wang, "", album("a1"), photo("p2"))
	v.press(wang, "fill "+v.question("x:dialog:"+itoa(wang.ID))+" anonymous", alone)
	v.private(wang, "/language zh-Hans")
	v.private(chen, "/invite expert:light")
	v.private(chen, "/bind wall")
	v.private(chen, "/screen 2 merge 1")
	v.private(wang, "/raise named The bus is late")
	v.private(chen, "/screen 3 accept big")
	v.private(chen, "/research 3 It is late indeed")
	v.private(chen, "/statement 3 I say so")
	v.clock.pass(8 * 24 * time.Hour)
	for range 3 {
		v.tick("case:1")
		v.tick("case:3")
	}
	return v
}

// TestLife reads the journal of a rich life: it is whole, and what it yields is what is kept. The village itself holds
// it to that.
func TestLife(t *testing.T) {
	v := live(t)
	head, err := flows.Verify(context.Background(), v.file, v.methods, v.id)
	v.must(err)
	if int(head.Seq) != v.written() || head.Seq < 20 {
		t.Errorf("the journal ends at entry %d of %d", head.Seq, v.written())
	}
	if kinds := v.keys("x:seal:"); len(kinds) > 0 {
		t.Errorf("after the ballot the seals are left: %q", kinds)
	}
}

// TestSecretVote votes in secret: the voter's only code is shown in passing and whispered in the private chat. It is
// never written down.
func TestSecretVote(t *testing.T) {
	v := deliberated(t)
	v.private(chen, "/appoint member @chenjing")
	v.private(chen, "/resolve 1 A The lamp is mended")
	ballot := v.last("ballot:1.1")
	v.expect(v.press(wu, "vote 1.1 yes"), "toast:receipt.voted.secret whisper:receipt.voted.secret")
	v.expect(v.press(wu, "vote 1.1 no", alone), "toast:receipt.voted.again.secret whisper:receipt.voted.again.secret")
	v.expect(v.private(wu, "/vote 1 abstain"), "whisper:receipt.voted.again.secret")
	v.expect(v.group(liu, "in favour", to(ballot.message)), "refuse.secret_aloud")
	v.expect(v.press(liu, "vote 1.1 yes"), "toast:receipt.voted.secret whisper:receipt.voted.secret")
	for _, trace := range v.traces("receipt") {
		t.Errorf("a code is written down: %s", trace)
	}
	v.news = nil
	v.expect(v.press(chen, "vote 1.1 yes"),
		"toast:receipt.voted.secret whisper:receipt.voted.secret") // the last vote, which the group hears of
	if !slices.Contains(v.heard(), "echo.adopted") {
		t.Error("two of three in favour are no majority")
	}
}

// TestRoles gives and takes roles, and starts with an invitation.
func TestRoles(t *testing.T) {
	v := found(t)
	in := v.input(chen, "/invite expert:light", alone)
	v.expect(v.do(in), "whisper:receipt.invited")
	v.expect(v.private(yang, "/start "+in.Code), "receipt.joined")
	if menu := v.last("menu:" + itoa(int64(v.known(yang)))); menu.To.Person != v.known(yang) {
		t.Errorf("the menu goes to %+v", menu.To)
	}
	v.expect(v.private(yang, "/start "+in.Code), "receipt.joined")
	v.expect(v.private(wang, "/start "+strings.Repeat("x", 4000)), "refuse.code")
	if v.known(wang) != 0 {
		t.Error("a newcomer with a code that opens nothing was kept")
	}
	v.expect(v.private(yang, "/language en"), "receipt.language")
	v.expect(v.group(yang, "/language en"), "receipt.language")
	v.expect(v.admin(wang, "/language chinese"), "receipt.group_language")
	if v.head().Language != "zh-Hans" {
		t.Errorf("the group speaks %s", v.head().Language)
	}
	v.expect(v.private(yang, "/help"), "help.resident")
	v.expect(v.private(yang, "/settings zone UTC"), "refuse.role")
	if !v.holds(yang, people.Expert) {
		t.Error("the invited is no expert")
	}
}
