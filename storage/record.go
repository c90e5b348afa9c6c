package storage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Schema is the versioned encoding of one kind of record: JSON in an envelope {"v":2,"d":…}. A program reads every
// version up to its own, by running the upgrades between; it refuses versions newer than itself.
type Schema struct {
	// Kind names the record in errors.
	Kind string
	// Upgrades[i] turns data of version i+1 into version i+2. The current version is len(Upgrades)+1.
	Upgrades []func(json.RawMessage) (json.RawMessage, error)
}

type envelope struct {
	Version int             `json:"v"`
	Data    json.RawMessage `json:"d"`
}

// Encode writes v in the current version.
func (s Schema) Encode(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", s.Kind, err)
	}
	return append(append(s.head(), data...), '}'), nil
}

// head is how data of the current version begins: {"v":2,"d":
func (s Schema) head() []byte {
	return append(strconv.AppendInt([]byte(`{"v":`), int64(len(s.Upgrades)+1), 10), `,"d":`...)
}

// Decode reads raw, of any version up to the current one, into v.
func (s Schema) Decode(raw []byte, v any) error {
	// What this program wrote itself need not be taken apart twice.
	if data, ok := bytes.CutPrefix(raw, s.head()); ok {
		if data, ok = bytes.CutSuffix(data, []byte("}")); ok && json.Unmarshal(data, v) == nil {
			return nil
		}
	}
	return s.decode(raw, v)
}

// decode takes the envelope apart and brings what is in it up to the current version.
func (s Schema) decode(raw []byte, v any) error {
	var e envelope
	if err := json.Unmarshal(raw, &e); err != nil {
		return fmt.Errorf("decode %s: %w", s.Kind, err)
	}
	if e.Version < 1 || e.Version > len(s.Upgrades)+1 {
		return fmt.Errorf("decode %s: version %d is not one this program knows (1 to %d)", s.Kind, e.Version,
			len(s.Upgrades)+1)
	}
	for i, up := range s.Upgrades[e.Version-1:] {
		data, err := up(e.Data)
		if err != nil {
			return fmt.Errorf("upgrade %s from version %d: %w", s.Kind, e.Version+i, err)
		}
		e.Data = data
	}
	if err := json.Unmarshal(e.Data, v); err != nil {
		return fmt.Errorf("decode %s: %w", s.Kind, err)
	}
	return nil
}
