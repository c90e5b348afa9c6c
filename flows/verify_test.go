package flows_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"echowall/flows"
	"echowall/flows/journal"
	"echowall/storage"
)

// TestTampering changes the journal or the records of a rich life behind the engine's back: each change is found, and
// named.
func TestTampering(t *testing.T) {
	tests := map[string]struct {
		tamper func(v *village)
		want   string
	}{
		"a record is changed": {func(v *village) {
			v.keep("case:1", strings.Replace(v.records()["case:1"], "The lamp at the well", "A lamp", 1))
		}, "record case:1 is not what the journal says"},
		"a record is removed": {func(v *village) { v.drop("case:3") }, "record case:3 is missing"},
		"two records are removed": {func(v *village) {
			v.drop("holders")
			v.drop("case:3")
		}, "record case:3 is missing"},
		"a record is added": {func(v *village) {
			v.keep("support:3:1", `{"v":1,"d":{}}`)
		}, "record support:3:1 stands in no entry"},
		"a record is torn": {func(v *village) { v.keep("person:2", `{`) }, "decode person"},
		"the head is another": {func(v *village) { v.keep("x:journal", `{"v":1,"d":{"seq":3,"hash":"00"}}`) },
			"the head kept is entry 3"},
		"the head is gone": {func(v *village) { v.drop("x:journal") }, "the head kept is entry 0"},
		"the head is torn": {func(v *village) { v.keep("x:journal", `{`) }, "decode journal"},
		"a forged entry is added": {func(v *village) {
			v.append([]byte(`{"hash":"00","entry":{}}`))
		}, "not an entry"},
		"a sealed entry of somebody else is added": {func(v *village) {
			v.forge("case.supported", `{"case":3,"person":1,"count":1}`)
		}, "no rule allows it"},
		"an event nobody knows": {func(v *village) { v.forge("case.stolen", `{}`) }, `speaks of "case.stolen"`},
		"an event that cannot be": {func(v *village) {
			v.forge("ballot.closed", `{"ballot":"99.1","result":"adopted"}`)
			v.forge("task.done", `{"case":77,"task":3}`)
		}, "no rule allows it"},
		"an event that is none": {func(v *village) { v.forge("case.supported", `"yes"`) }, "read event"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := live(t)
			v.tampered = true
			tt.tamper(v)
			_, err := flows.Verify(context.Background(), v.file, v.methods, v.id)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "verify willow") {
				t.Errorf("found %v, expected %q", err, tt.want)
			}
		})
	}
}

// TestEveryEntryCounts copies the journal into another store with one entry altered, left out or doubled: the error
// names its number.
func TestEveryEntryCounts(t *testing.T) {
	v := live(t)
	entries := v.entries()
	at := len(entries) / 2
	tests := map[string][]storage.Entry{
		"altered": append(append(entries[:at:at], storage.Entry{
			Data: bytes.Replace(entries[at].Data, []byte(`"by":`), []byte(`"by":1`), 1),
		}), entries[at+1:]...),
		"left out": append(entries[:at:at], entries[at+1:]...),
		"doubled":  append(append(entries[:at+1:at+1], entries[at]), entries[at+1:]...),
	}
	for name, book := range tests {
		t.Run(name, func(t *testing.T) {
			copied := bare(t)
			copied.tampered = true
			for _, e := range book {
				copied.append(e.Data)
			}
			want := "entry " + itoa(int64(at+1))
			if name == "doubled" {
				want = "entry " + itoa(int64(at+2))
			}
			if _, err := flows.Verify(t.Context(), copied.file, v.methods, v.id); err == nil ||
				!strings.Contains(err.Error(), want+":") {
				t.Errorf("found %v, expected %s", err, want)
			}
		})
	}
}

// append adds an entry to the journal past the engine.
func (v *village) append(data []byte) {
	v.t.Helper()
	v.must(v.file.Update(context.Background(), v.id, func(tx storage.Tx) error {
		_, err := tx.Append(data)
		return err
	}))
}

// forge adds a well sealed entry with one event.
func (v *village) forge(kind, data string) {
	v.t.Helper()
	all := v.entries()
	last, err := journal.Open(all[len(all)-1].Data)
	v.must(err)
	_, raw, err := journal.Seal(last.Head(), v.clock.Now(), 1, "", []journal.Event{{Type: kind, Data: []byte(data)}})
	v.must(err)
	v.append(raw)
}

// TestEmptyJournal verifies a community that is none.
func TestEmptyJournal(t *testing.T) {
	v := bare(t)
	if head, err := flows.Verify(t.Context(), v.file, v.methods, v.id); err != nil || head.Head != (journal.Head{}) {
		t.Errorf("%+v %v", head, err)
	}
	v.store.FailNext(1, errDisk)
	if _, err := flows.Verify(t.Context(), v.store, v.methods, v.id); err == nil {
		t.Error("a store that fails was found whole")
	}
}
