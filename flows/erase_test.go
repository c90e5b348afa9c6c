package flows_test

import (
	"context"
	"slices"
	"testing"

	"echowall/flows"
	"echowall/flows/talk"
	"echowall/storage"
)

// TestEraseLeavesNoTrace lets somebody who did all sorts of things erase themselves: their id, name and @name stand
// nowhere in the community, nor is the directory led to it by them.
func TestEraseLeavesNoTrace(t *testing.T) {
	v := live(t)
	v.private(wang, "/raise named The school roof leaks")
	v.private(wang, "/case 1")
	v.group(wang, "/raise ?")
	v.private(chen, "/proxy 3 @xiuying")   // a question about somebody
	v.private(chen, "/involve 3 @Xiuying") // a role in a case
	v.private(wang, "/raise ?")            // a question of one's own
	v.expect(v.group(wang, "/privacy"), "privacy.show")
	for _, word := range []string{itoa(wang.ID), wang.Name, wang.Username} {
		if len(v.traces(word)) == 0 {
			t.Errorf("before, %q stands nowhere: the test looks for the wrong thing", word)
		}
	}
	v.must(v.store.Assign(context.Background(), storage.Picks, itoa(wang.ID), string(v.id)))
	v.expect(v.press(wang, "erase", alone), "toast:receipt.erased.kept")
	for _, word := range []string{itoa(wang.ID), wang.Name, wang.Username} {
		for _, trace := range v.traces(word) {
			t.Errorf("%q stands in %s", word, trace)
		}
	}
	if known := v.communities(wang); len(known) > 0 {
		t.Errorf("the directory leads to %q", known)
	}
	if pick, err := v.store.Look(context.Background(), storage.Picks, itoa(wang.ID)); err != nil || pick != "" {
		t.Errorf("the directory still picks %q, %v", pick, err)
	}
	if v.known(wang) != 0 {
		t.Error("the user is still known")
	}
}

// TestEraseIsAnswered erases by a command: the answer is in the person's language, and its delivery keeps nothing of
// them.
func TestEraseIsAnswered(t *testing.T) {
	v := found(t)
	v.private(wu, "/language zh-Hans")
	in := v.input(wu, "/erase", alone)
	late := v.input(wu, "/wall", alone)
	if _, err := v.engine.Do(t.Context(), v.id, late); err != nil {
		t.Fatal(err)
	}
	if _, err := v.engine.Do(t.Context(), v.id, in); err != nil {
		t.Fatal(err)
	}
	all := v.deliver()
	answer := all[slices.IndexFunc(all, func(x told) bool { return x.Message.ID == "receipt.erased" })]
	if answer.Language != "zh-Hans" || answer.chat != wu.ID {
		t.Errorf("the answer goes to %d in %q", answer.chat, answer.Language)
	}
	for _, word := range []string{itoa(wu.ID), wu.Name, wu.Username} {
		for _, trace := range v.traces(word) {
			t.Errorf("%q stands in %s", word, trace)
		}
	}
	v.expect(v.private(chen, "/erase"), "refuse.last_secretary")
}

// TestWhoeverWasEnteredIsForgotten enters what an old woman says, who has no account to ask with, and erases her at her
// wish: her name stands nowhere, her grandson is told nothing more, and the journal is whole.
func TestWhoeverWasEnteredIsForgotten(t *testing.T) {
	v := found(t)
	v.private(wang, "/wall")
	v.expect(v.private(chen, "/behalf GrannyLi @xiuying The step to the clinic is too high"), "receipt.behalf.through")
	v.private(wang, "/raise named The school roof leaks")
	if len(v.traces("GrannyLi")) == 0 {
		t.Error("before, her name stands nowhere: the test looks for the wrong thing")
	}
	v.expect(v.private(liu, "/forget 1"), "refuse.role")
	v.expect(v.private(chen, "/forget 2"), "refuse.forget_account")
	v.expect(v.private(chen, "/forget 1"), "receipt.forgotten")
	v.expect(v.private(chen, "/forget 1"), "refuse.forgotten")
	for _, trace := range v.traces("GrannyLi") {
		t.Errorf("her name stands in %s", trace)
	}
	v.news = nil
	v.private(chen, "/screen 1 accept small")
	for _, x := range v.news {
		if x.chat == wang.ID {
			t.Errorf("her grandson is still told %s", x.Message.ID)
		}
	}
	if _, err := flows.Verify(t.Context(), v.store, v.methods, v.id); err != nil {
		t.Error(err)
	}
}

// TestErasedCardDelivered delivers a card after the one who asked for it was erased.
func TestErasedCardDelivered(t *testing.T) {
	v := found(t)
	v.group(wang, "/raise The lamp is dark")
	for _, in := range []flows.Input{v.input(wu, "/case 1", alone), v.input(wu, "/erase", alone)} {
		if _, err := v.engine.Do(t.Context(), v.id, in); err != nil {
			t.Fatal(err)
		}
	}
	v.deliver()
	for _, trace := range v.traces(itoa(wu.ID)) {
		t.Errorf("a trace of somebody erased: %s", trace)
	}
	if about := v.keys("x:about:" + itoa(wu.ID)); len(about) > 0 {
		t.Errorf("kept after erasure: %q", about)
	}
}

// TestNewcomers come to the community and leave it as they came, when nothing comes of it.
func TestNewcomers(t *testing.T) {
	v := found(t)
	entries := v.written()
	v.expect(v.group(wang, "/support 7"), "refuse.no_case")
	v.expect(v.group(wang, "/appoint secretary @xiuying"), "refuse.role")
	v.expect(v.group(wang, "/wall"), "view:wall")
	v.expect(v.group(wang, "hello"), "")
	v.expect(v.private(wang, "/start nonsense"), "refuse.code")
	v.expect(v.private(wang, "/support 7"), "refuse.no_case")
	if v.known(wang) != 0 || v.written() != entries || len(v.communities(wang)) > 0 || len(v.traces(itoa(wang.ID))) > 0 {
		t.Errorf("a newcomer who did nothing is person %d, known in %q, with %q", v.known(wang), v.communities(wang),
			v.traces(itoa(wang.ID)))
	}
	v.expect(v.private(wang, "/wall"), "view:wall")
	if v.known(wang) == 0 || !slices.Equal(v.communities(wang), []string{string(willow)}) {
		t.Error("somebody in the private chat is not known")
	}
	moved := wang
	moved.Username = "xiuying_w"
	v.private(moved, "/wall")
	v.expect(v.private(chen, "/appoint member @xiuying"), "ask.again(refuse.no_name ask.person)")
	v.expect(v.private(chen, "/appoint member @xiuying_w"), "receipt.appointed")
}

// communities are those to which the directory leads a user.
func (v *village) communities(u talk.User) []string {
	v.t.Helper()
	all, err := v.store.Members(context.Background(), storage.Users, itoa(u.ID))
	v.must(err)
	return all
}
