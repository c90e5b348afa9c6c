package flows

import (
	"strings"

	"echowall/storage"
)

// schema is the versioned encoding of the record under a key. A record whose form changes gets its upgrades here.
func schema(key string) storage.Schema {
	return storage.Schema{Kind: kindOf(key)}
}

// kindOf is the kind of record a key names: "case:12" is a case, "x:dialog:7:9" a dialog.
func kindOf(key string) string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(key, "x:"), ":")
	return kind
}

func decode(key string, raw []byte, v any) error { return schema(key).Decode(raw, v) }

func readRecord[T any](r storage.Reader, key string) (*T, error) {
	raw, err := r.Get(storage.Key(key))
	if err != nil || raw[0] == nil {
		return nil, err
	}
	v := new(T)
	return v, decode(key, raw[0], v)
}

func writeRecord(tx storage.Tx, key string, v any) error {
	raw, err := schema(key).Encode(v)
	if err != nil {
		return err
	}
	return tx.Put(storage.Key(key), raw)
}
