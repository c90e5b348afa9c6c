package record_test

import (
	"slices"
	"testing"

	"echowall/flows/record"
)

// invites is a cache in which lies what these open.
func invites(kept ...string) *record.Cache {
	b := record.NewCache(decode)
	b.FillRange("invite:")
	for _, k := range kept {
		record.Put(b, record.InviteKey(k), &record.Invite{Use: "of " + k, Left: 1})
	}
	return b
}

func TestNobodySaysAHashInPlaceOfACode(t *testing.T) {
	hash := record.CodeHash("rose")
	if slices.Contains(record.CodeNames(hash), hash) {
		t.Errorf("a hash that is said is looked for as %q", record.CodeNames(hash))
	}
	if kept, i := record.InviteOf(invites(hash), hash); i != nil || kept != "" {
		t.Errorf("a hash opens %+v", i)
	}
	if kept, i := record.InviteOf(invites(hash), "rose"); i == nil || kept != hash {
		t.Errorf("the code opens %+v, by %q", i, kept)
	}
}

func TestNoCodeOfAnEarlierProgramIsLost(t *testing.T) {
	b := invites("rose", record.CodeHash("lily"))
	for said, want := range map[string]string{"rose": "rose", "lily": record.CodeHash("lily"), "elm": "", "": ""} {
		if kept, i := record.InviteOf(b, said); kept != want || (i == nil) != (want == "") {
			t.Errorf("what is said as %q is kept as %q, %+v", said, kept, i)
		}
		for _, sent := range []string{said, record.CodeHash(said)} {
			if kept, i := record.InviteSent(b, sent); kept != want || (i == nil) != (want == "") {
				t.Errorf("what is sent as %q is kept as %q, %+v", sent, kept, i)
			}
		}
	}
}
