package flows_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"echowall/flows"
	"echowall/flows/talk"
)

// expectPhotos holds a case to its photos.
func (v *village) expectPhotos(n int, want ...string) {
	v.t.Helper()
	if got := v.theCase(n).Photos; !slices.Equal(got, want) {
		v.t.Errorf("case %d has the photos %q, expected %q", n, got, want)
	}
}

// TestPhotos brings photos in all the ways they come.
func TestPhotos(t *testing.T) {
	v := found(t)
	v.private(wang, "/start "+v.head().Door)
	v.expect(v.group(wang, "/raise", photo("p1")), "")
	v.expectPhotos(1, "p1")
	v.expect(v.group(yang, "/raise", below(wang, "The wall fell", "p2")), "")
	v.expectPhotos(2, "p2")
	v.expect(v.private(wang, "/raise named", alone), "ask.text.raise")
	v.expect(v.private(wang, "", photo("p3")), "ask.again(problem.words ask.text.raise)")
	v.expect(v.private(wang, "The roof leaks", photo("p4")), "receipt.raised")
	v.expectPhotos(3, "p3", "p4")
	if slices.Contains(v.heard(), "case.photos") != true {
		t.Error("the group is not shown the photos of what was raised in private")
	}
	v.group(wang, "/raise The path is gone", photo("p5"))
	if slices.Contains(v.heard(), "case.photos") {
		t.Error("the group is shown the photos it has seen")
	}
}

// TestAlbums brings albums, whose photos arrive as messages of their own.
func TestAlbums(t *testing.T) {
	v := found(t)
	v.private(wang, "/start "+v.head().Door)
	a := album("a1")
	v.group(wang, "/raise The wall fell", a, photo("p1"))
	v.group(wang, "", a, photo("p2"))
	v.group(wang, "", a, photo("p3"))
	v.expectPhotos(1, "p1", "p2", "p3")
	v.expect(v.group(yang, "", a, photo("p4")), "") // somebody else's
	v.private(chen, "/screen 1 accept small")
	v.expect(v.group(wang, "", a, photo("p5")), "refuse.photo_late")
	v.expectPhotos(1, "p1", "p2", "p3")

	b := album("b1")
	v.expect(v.private(wang, "The roof leaks", b, photo("q1")), "ask.name")
	v.expect(v.private(wang, "", b, photo("q2")), "")
	v.expect(v.press(wang, "fill "+v.question("x:dialog:")+" named", alone), "receipt.raised")
	v.expect(v.private(wang, "", b, photo("q3")), "")
	v.expectPhotos(2, "q1", "q2", "q3")

	v.expect(v.private(wang, "", album("c1"), photo("r1")), "ask.name")
	for i := range 12 {
		v.expect(v.private(wang, "", album("c1"), photo("r"+strconv.Itoa(i+2))), "")
	}
	v.expect(v.private(wang, "named"), "receipt.raised")
	if n := len(v.theCase(3).Photos); n != 13 {
		t.Errorf("case 3 has %d photos", n)
	}
}

// TestAlbumOfAnotherCommand sends an album with a command that is no issue: its other photos are not offered as one.
func TestAlbumOfAnotherCommand(t *testing.T) {
	v := deliberated(t)
	v.adopt()
	v.clock.pass(6 * 24 * 3600e9)
	v.tick("case:1")
	v.private(chen, "/assign 1 power 2026-06-20 mend it")
	v.expect(v.private(chen, "/progress 1 The pole stands", album("e1"), photo("e1")), "receipt.progress")
	v.expect(v.private(chen, "", album("e1"), photo("e2")), "")
}

// TestNoAlbumOfARefusedCommandBeginsAMatter sends an album with a command that is refused, or that only shows
// something, by those who are known and by a stranger, in private and in the group: its other photos are not offered as
// a matter.
func TestNoAlbumOfARefusedCommandBeginsAMatter(t *testing.T) {
	v := found(t)
	v.group(chen, "/raise The well is dry")
	n := 0
	for who, u := range map[string]talk.User{"the secretary": chen, "a stranger": wang} {
		for line, want := range map[string]string{
			"/progress 1 The pole stands": "", "/approve 1": "", "/nonsense": "refuse.unknown", "/wall": "view:wall",
		} {
			n++
			a := album("a" + strconv.Itoa(n))
			got := v.private(u, line, a, photo("p"))
			if want != "" && got != want || want == "" && !strings.HasPrefix(got, "refuse.") {
				t.Errorf("%s of %s was answered with %q", line, who, got)
			}
			for range 3 {
				v.expect(v.private(u, "", a, photo("q")), "")
			}
			g := album("g" + strconv.Itoa(n))
			v.group(u, line, g, photo("p"))
			v.expect(v.group(u, "", g, photo("q")), "")
		}
	}
	if got := v.head().Cases; got != 1 {
		t.Errorf("there are %d cases", got)
	}
}

// TestEdits edits messages: only the one a case came from counts, wherever the case stands by then, and an edit into a
// command is none.
func TestEdits(t *testing.T) {
	v := found(t)
	v.private(wang, "/start "+v.head().Door)
	in := v.input(wang, "/raise The lamp is dark")
	v.do(in)
	change := func(want string, u talk.User, text string, more ...func(*flows.Input)) {
		t.Helper()
		v.expect(v.group(u, text, append([]func(*flows.Input){edit(in.Message)}, more...)...), "")
		if got := v.caseText(1); got != want {
			t.Errorf("the case says %q, expected %q", got, want)
		}
	}
	change("Both lamps are dark", wang, "/raise Both lamps are dark")
	change("Three lamps are dark", wang, "Three lamps are dark", mention)
	change("Three lamps are dark", yang, "/raise I did not say so")
	change("Three lamps are dark", wang, "no")
	for _, command := range []string{"/screen 1 accept", "/cancel", "/withdraw 1", "/nonsense at all"} {
		change("Three lamps are dark", wang, command)
	}
	v.expect(v.group(wang, "/raise Other talk", edit(99)), "")
	v.private(chen, "/screen 1 accept small")
	change("All lamps are dark", wang, "/raise All lamps are dark")
	v.expect(v.group(wang, "/withdraw 1"), "")
	v.expect(v.group(wang, "/raise All is well", edit(in.Message)), "refuse.reworded_late")

	in = v.input(wang, "The roof leaks", alone)
	v.expect(v.do(in), "ask.name")
	v.private(wang, "named")
	v.expect(v.private(wang, "The roof of the hall leaks", edit(in.Message)), "")
	if got := v.caseText(2); got != "The roof of the hall leaks" {
		t.Errorf("the case says %q", got)
	}
	in = v.input(yang, "/raise ?")
	v.expect(v.do(in), "ask.name")
	v.expect(v.press(yang, "fill "+v.question("x:dialog:"+itoa(yang.ID))+" named"), "ask.text.raise")
	question := v.posted
	v.group(yang, "The well is dry", to(question))
	if card := v.last("card:3"); card.Reply != in.Message {
		t.Errorf("the card answers message %d, expected %d, with which it began", card.Reply, in.Message)
	}
}

// TestRepliesInWords answers what the bot wrote in words.
func TestRepliesInWords(t *testing.T) {
	v := found(t)
	v.private(wang, "/start "+v.head().Door)
	v.group(wang, "/raise The lamp is dark")
	card := to(v.last("card:1").message)
	v.expect(v.group(yang, "Me too!", card), "receipt.supported")
	v.expect(v.group(yang, "About time.", card), "")
	v.expect(v.group(yang, "The well is dry", card, mention), "")
	v.private(chen, "/screen 1 accept big")
	v.expect(v.private(liu, "A fuse is gone", to(v.last("task.research").message)), "receipt.research")
	confirm := to(v.last("task.confirm").message)
	v.expect(v.private(chen, "not yet", confirm), "refuse.words")
	v.expect(v.private(chen, "Confirm.", confirm), "receipt.confirmed")
	v.private(chen, "/resolve 1 A The lamp is mended")
	ballot := to(v.last("ballot:1.1").message)
	v.expect(v.group(yang, "yes", ballot), "refuse.not_entitled")
	v.expect(v.group(wu, "why?", ballot), "ask.again(problem.choice ask.choice)")
	question := to(v.posted)
	v.expect(v.group(wu, "in favour", question), "refuse.secret_aloud")
	v.expect(v.private(wu, "yes"), "refuse.reply_to_vote")
	v.expect(v.private(wu, "/vote 1.1 yes"), "whisper:receipt.voted.secret")
	v.expect(v.private(yang, "Hello there", to(4711)), "ask.name")
	v.expect(v.private(yang, "named", to(4711)), "receipt.raised")
	v.expect(v.group(yang, "Hello there", to(4711)), "")
}

// TestOldLines replies to a message whose line an older program wrote: it is stale, and harms nobody.
func TestOldLines(t *testing.T) {
	v := found(t)
	for key, value := range v.records() {
		if strings.HasPrefix(key, "x:about:-") {
			t.Fatalf("unexpected %s %s", key, value)
		}
	}
	v.keep("x:about:-100:7", `{"v":1,"d":{"line":"vote first"}}`)
	v.expect(v.group(wu, "yes", to(7)), "refuse.stale")
}

// TestNoVideoOfAnAlbumIsLostUnsaid has a video come with the photos of a matter: the raiser is told that it is not
// kept.
func TestNoVideoOfAnAlbumIsLostUnsaid(t *testing.T) {
	v := found(t)
	a := func(in *flows.Input) { in.Album = "mixed" }
	video := func(in *flows.Input) { in.Unkept = "video" }
	v.group(wang, "/raise The wall fell", a, photo("p1"))
	v.expect(v.group(wang, "", a, video), "refuse.media.album")
	v.expectPhotos(1, "p1")
	v.expect(v.group(yang, "", func(in *flows.Input) { in.Album = "talk" }, video), "")
}
