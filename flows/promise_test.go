package flows_test

import (
	"strings"
	"testing"

	"echowall/flows/say"
	"echowall/storage"
)

// TestAReceiptIsPromisedBeforeItsNews votes in secret while the store is in conflict, fails, and is well: for each try
// a place is taken in the voter's chat before the commit, given up when nothing comes of it, and kept before anybody is
// told of the news.
func TestAReceiptIsPromisedBeforeItsNews(t *testing.T) {
	v := deliberated(t)
	v.private(chen, "/resolve 1 A The lamp is mended")
	var order []string
	v.engine.Promise = func(id storage.ID, n say.Notice) func(bool) {
		if id != v.id || n.To.Chat != wu.ID || !strings.HasPrefix(n.Message.ID, "receipt.voted.") {
			t.Errorf("promised to %s: %+v", id, n)
		}
		order = append(order, "promised")
		return func(committed bool) { order = append(order, map[bool]string{true: "kept", false: "broken"}[committed]) }
	}
	v.engine.Poke = func(storage.ID, uint64) { order = append(order, "news") }
	v.store.Conflict(2)
	v.private(wu, "/vote 1.1 yes")
	if got := strings.Join(order, " "); got != "promised broken promised kept news" {
		t.Errorf("in conflict: %s", got)
	}
	order = nil
	v.store.FailCommit(1, errDisk)
	if _, err := v.engine.Do(t.Context(), v.id, v.input(wu, "/vote 1.1 no", alone)); err == nil {
		t.Error("a failed commit was taken for one")
	}
	if got := strings.Join(order, " "); strings.ReplaceAll(got, "promised broken", "") != strings.Repeat(" ",
		len(order)/2-1) {
		t.Errorf("when the disk fails: %s", got)
	}
}
