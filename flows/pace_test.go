package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"echowall/flows/talk"
)

// flood lets somebody write 200 lines at once, and counts those that were answered where the others read it, and those
// of them that say it is too much.
func (v *village) flood(say func(line string) string, lines ...string) (aloud, tooMuch int) {
	v.t.Helper()
	for i := range 200 {
		line := lines[i%len(lines)]
		if strings.Contains(line, "%d") {
			line = fmt.Sprintf(line, i)
		}
		for _, told := range strings.Fields(say(line)) {
			if !strings.HasPrefix(told, "private:") && !strings.HasPrefix(told, "toast:") {
				aloud++
			}
			if strings.HasSuffix(told, "refuse.commands_many") || strings.HasSuffix(told, "refuse.raises_many") {
				tooMuch++
			}
		}
	}
	return aloud, tooMuch
}

// TestNobodySilencesAGroup floods it with all that is answered there: what is done, what is refused, what lacks
// something, and what is never too much where it fails.
func TestNobodySilencesAGroup(t *testing.T) {
	for name, lines := range map[string][]string{
		"lists": {"/wall", "/meetings"}, "refused": {"/support 99", "/screen 1 accept"}, "asked": {"/support", "/raise"},
		"no such ballot": {"/vote 9 yes", "/rate 9 solved"}, "which ballot": {"/vote"},
		"matters": {"/raise The lamp %d is out"},
	} {
		for who, u := range map[string]talk.User{"a stranger": wang, "somebody known": yang} {
			t.Run(name+" by "+who, func(t *testing.T) {
				v := found(t)
				if u == yang {
					v.private(yang, "/start "+v.head().Door)
					v.clock.pass(2 * time.Minute)
				}
				aloud, tooMuch := v.flood(func(line string) string { return v.group(u, line) }, lines...)
				// Who was a stranger until the first has a bucket of their own from then on.
				if aloud > 22 || tooMuch != 1 {
					t.Errorf("%d answers in the group, and told %d times that it is too much", aloud, tooMuch)
				}
				v.expect(v.group(liu, "/wall"), "view:wall")
				v.clock.pass(30 * time.Minute)
				if _, tooMuch = v.flood(func(line string) string { return v.group(u, line) }, lines...); tooMuch > 0 {
					t.Errorf("within the hour it was told %d times more that it is too much", tooMuch)
				}
				v.clock.pass(time.Hour)
				if name != "matters" {
					v.expect(v.group(u, "/wall"), "view:wall")
				}
			})
		}
	}
}

func TestNobodyFillsAVillageWithMatters(t *testing.T) {
	v := found(t)
	for i := range 200 {
		v.group(wang, fmt.Sprintf("/raise The lamp %d is out", i))
		v.clock.pass(30 * time.Second)
	}
	if n := v.head().Cases; n != 10 {
		t.Errorf("one person brought in %d matters in two hours", n)
	}
	v.group(yang, "/raise The bridge is closed")
	if n := v.head().Cases; n != 11 {
		t.Error("a neighbour's matter was kept out")
	}
	v.clock.pass(24 * time.Hour)
	v.group(wang, "/raise The last lamp is out")
	if n := v.head().Cases; n != 12 {
		t.Error("on the next day nothing is taken")
	}
}

func TestNobodyFillsAVillageWithMattersWithoutAName(t *testing.T) {
	v := found(t)
	for i := range 200 {
		v.private(wang, fmt.Sprintf("/raise anonymous The lamp %d is out", i))
		v.clock.pass(3 * time.Hour)
	}
	if n := len(v.head().Open); n != 5 {
		t.Errorf("one person has %d open matters without a name", n)
	}
	v.expect(v.private(wang, "/raise anonymous One more lamp"), "ask.again(refuse.unnamed_many ask.name)")
	if v.expect(v.private(wang, "named"), "receipt.raised"); len(v.head().Open) != 6 {
		t.Error("with the name it is not taken")
	}
	if v.private(yang, "/raise anonymous The bridge is closed"); len(v.head().Open) != 7 {
		t.Error("a neighbour's is kept out")
	}
	v.private(chen, "/screen 1 decline other It is mended")
	v.expect(v.private(wang, "/raise anonymous One more lamp"), "receipt.raised")
}

// TestNoBusyPeopleAreRefused lets many do one thing each, one who votes change the vote, and the office do its work.
func TestNoBusyPeopleAreRefused(t *testing.T) {
	v := found(t)
	v.group(wang, "/raise The lamp is out")
	for i := range 500 {
		v.expect(v.press(talk.User{ID: 90000 + int64(i), Name: "Neighbour"}, "support 1"), "toast:receipt.supported")
	}
	v.private(chen, "/screen 1 accept small")
	v.private(chen, "/resolve 1 A The lamp is mended")
	for range 50 {
		for _, choice := range []string{"yes", "no"} {
			if got := v.private(wu, "/vote 1.1 "+choice); !strings.HasPrefix(got, "whisper:receipt.voted") {
				t.Fatalf("a vote is answered by %s", got)
			}
		}
	}
	for range 150 {
		v.expect(v.group(chen, "/wall"), "view:wall")
	}
}

// TestNoPressThatIsTooMuchIsAnsweredAloud presses in the group and in private.
func TestNoPressThatIsTooMuchIsAnsweredAloud(t *testing.T) {
	v := found(t)
	v.group(wang, "/raise The lamp is out")
	v.private(yang, "/start "+v.head().Door)
	aloud, tooMuch := v.flood(func(line string) string { return v.press(yang, line) }, "support 1", "unsupport 1")
	if aloud > 0 || tooMuch != 180 {
		t.Errorf("%d were answered aloud, %d times it was too much", aloud, tooMuch)
	}
}

// TestNoAnswerToAQuestionIsTooMuch asks, lets the bucket run over, and answers.
func TestNoAnswerToAQuestionIsTooMuch(t *testing.T) {
	v := found(t)
	v.expect(v.private(wang, "/raise named"), "ask.text.raise")
	v.flood(func(line string) string { return v.group(wang, line) }, "/wall")
	v.expect(v.private(wang, "/wall"), "") // it was said already, and the minute is not over
	v.expect(v.private(wang, "The lamp is out"), "receipt.raised")
}

// TestNoBucketIsInTheBook: what is refused leaves no entry, no account of a stranger, and nothing of who is erased.
func TestNoBucketIsInTheBook(t *testing.T) {
	v := found(t)
	before := v.written()
	v.flood(func(line string) string { return v.group(wang, line) }, "/wall")
	if v.written() != before || v.known(wang) != 0 || len(v.traces(itoa(wang.ID))) > 0 {
		t.Errorf("%d entries and %q of a stranger's flood", v.written()-before, v.traces(itoa(wang.ID)))
	}
	v.private(yang, "/raise named The lamp is out")
	v.flood(func(line string) string { return v.private(yang, line) }, "/wall")
	if len(v.keys("x:pace:"+itoa(yang.ID))) == 0 {
		t.Error("the bucket is nowhere")
	}
	v.private(yang, "/erase")
	if left := v.traces(itoa(yang.ID)); len(left) > 0 {
		t.Errorf("left of somebody erased: %q", left)
	}
}

// TestACommunitySaysHowMuchIsTooMuch sets each limit.
func TestACommunitySaysHowMuchIsTooMuch(t *testing.T) {
	v := found(t)
	for _, name := range []string{"commands", "raises", "unnamed"} {
		v.expect(v.private(chen, "/settings "+name+" 2"), "receipt.setting")
		v.expect(v.private(chen, "/settings "+name+" 0"), "ask.again(refuse.limit ask.text.setting."+name+")")
		v.private(chen, "/cancel")
	}
	if got := v.head().Limits; got.Commands != 2 || got.Raises != 2 || got.Unnamed != 2 {
		t.Errorf("the limits are %+v", got)
	}
	for range 2 {
		v.expect(v.group(wang, "/wall"), "view:wall")
	}
	v.expect(v.group(wang, "/wall"), "refuse.commands_many")
}

// TestNoBucketIsAskedForByItself counts how often the store is asked for a press, before there is a bucket and after,
// against one of a verb that has none.
func TestNoBucketIsAskedForByItself(t *testing.T) {
	v := found(t)
	v.private(yang, "/start "+v.head().Door)
	v.group(wang, "/raise The lamp is out")
	far := &distant{Store: v.store}
	asked := func(line string) int {
		v.engine.Close()
		v.engine = v.open(far, v.clock) // nothing is remembered
		far.asked = 0
		v.press(yang, line)
		return far.asked
	}
	without := asked("rsvp M1 yes")
	for range 2 {
		if got := asked("support 99"); got > without {
			t.Errorf("the store was asked %d times, without a bucket %d times", got, without)
		}
	}
	if v.keys("x:pace:"+itoa(yang.ID)) == nil {
		t.Error("there is no bucket")
	}
}
