package village

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/record"
)

// Entry is an event as the journal keeps it.
type Entry struct {
	Name string
	Data []byte
	Meta life.Meta
}

// written is an event as the journal keeps it.
func (v *Village) written(e life.Event, meta life.Meta) Entry {
	v.TB.Helper()
	name, err := community.Name(e)
	if err != nil {
		v.TB.Fatal(err)
	}
	data, err := json.Marshal(e)
	if err != nil {
		v.TB.Fatal(err)
	}
	return Entry{name, data, meta}
}

// folded are the records that the journal alone yields.
func (v *Village) folded() map[string]string {
	v.TB.Helper()
	s := community.NewState(record.NewCache(Decode), v.Methods)
	s.FillRange("")
	for _, e := range v.Journal {
		event, err := community.DecodeEvent(e.Name, e.Data)
		if err != nil {
			v.TB.Fatal(err)
		}
		life.Apply(s, event, e.Meta)
	}
	all := map[string]string{}
	for _, c := range s.Changed() {
		if raw, _ := json.Marshal(c.Value); c.Value != nil && !strings.HasPrefix(c.Key, "x:") {
			all[c.Key] = string(raw)
		}
	}
	return all
}

// ProvesJournal holds the records against what the journal yields.
func (v *Village) ProvesJournal() {
	v.TB.Helper()
	v.Keep()
	folded := v.folded()
	for _, key := range slices.Sorted(maps.Keys(v.Kept)) {
		if !strings.HasPrefix(key, "x:") && folded[key] != string(v.Kept[key]) {
			v.TB.Fatalf("record %s is\n%s\nthe journal yields\n%s", key, v.Kept[key], folded[key])
		}
		delete(folded, key)
	}
	for key := range folded {
		v.TB.Fatalf("the journal yields a record %s that is not kept", key)
	}
}
