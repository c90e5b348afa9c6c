package village

import (
	"encoding/json"
	"strings"

	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/record"
)

// Decode reads a record.
func Decode(_ string, raw []byte, v any) error { return json.Unmarshal(raw, v) }

// Reopen forgets what has been read, as the engine does after every batch.
func (v *Village) Reopen() {
	if v.State != nil {
		v.Keep()
	}
	v.State = community.NewState(record.NewCache(Decode), v.Methods).WithKeys(v.opens)
}

// opens finds the keys of secret ballots, which lie outside the records.
func (v *Village) opens(ballot string) ([]byte, bool) { return v.keys[ballot], true }

// Keep stores what was changed.
func (v *Village) Keep() {
	v.TB.Helper()
	for _, c := range v.State.Changed() {
		if c.Value == nil {
			delete(v.Kept, c.Key)
			continue
		}
		raw, err := json.Marshal(c.Value)
		if err != nil {
			v.TB.Fatal(err)
		}
		v.Kept[c.Key] = raw
	}
	v.State.Settle()
}

// fill reads what the cache was asked for.
func (v *Village) fill() {
	for _, key := range v.State.Missing() {
		prefix, isRange := strings.CutSuffix(key, "*")
		if !isRange {
			v.State.Fill(key, v.Kept[key])
			continue
		}
		for stored, raw := range v.Kept {
			if strings.HasPrefix(stored, prefix) {
				v.State.Fill(stored, raw)
			}
		}
		v.State.FillRange(prefix)
	}
	if err := v.State.Err(); err != nil {
		v.TB.Fatal(err)
	}
}

// Ask runs fn until all it asked for was there.
func (v *Village) Ask(fn func(s *life.State)) {
	v.TB.Helper()
	for {
		unread, err := record.Attempt(func() error { fn(v.State); return nil })
		if err != nil {
			v.TB.Fatal(err)
		}
		if !unread {
			return
		}
		v.fill()
	}
}

// Look reads something from the village.
func Look[T any](v *Village, fn func(s *life.State) T) T {
	v.TB.Helper()
	var found T
	v.Ask(func(s *life.State) { found = fn(s) })
	return found
}
