package flows

import (
	"reflect"

	"echowall/flows/record"
	"echowall/storage"
)

// Distrust makes an engine decode anew whatever it remembers, and complain of what is not what its bytes say: somebody
// has changed what all share.
func Distrust(e *Engine, complain func(key string)) *Engine {
	of := e.memory
	e.memory = func(id storage.ID) record.Memory { return &distrustful{of(id), complain} }
	return e
}

type distrustful struct {
	record.Memory
	complain func(string)
}

func (m *distrustful) Recall(key string, raw []byte) any {
	known := m.Memory.Recall(key, raw)
	if known == nil {
		return nil
	}
	fresh := reflect.New(reflect.TypeOf(known).Elem()).Interface()
	if decode(key, raw, fresh) != nil || !reflect.DeepEqual(known, fresh) {
		m.complain(key)
	}
	return known
}
