package proof

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"

	"echowall/flows/life"
)

// SameEvents tells whether two lists tell of the same events.
func SameEvents(x, y []life.Event) bool {
	return slices.EqualFunc(x, y, func(x, y life.Event) bool {
		return fmt.Sprintf("%T", x) == fmt.Sprintf("%T", y) && SameJSON(x, y)
	})
}

// SameJSON tells whether two values say the same when they are written down: a moment is the same in whatever zone it
// is told.
func SameJSON(x, y any) bool {
	a, errA := plainJSON(x)
	b, errB := plainJSON(y)
	return errA == nil && errB == nil && reflect.DeepEqual(a, b)
}

func plainJSON(x any) (plain any, err error) {
	text, err := json.Marshal(x)
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(text, &plain)
	return inUTC(plain), err
}

func inUTC(x any) any {
	switch x := x.(type) {
	case string:
		if t, err := time.Parse(time.RFC3339Nano, x); err == nil {
			return t.UTC().String()
		}
	case []any:
		for i := range x {
			x[i] = inUTC(x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = inUTC(x[k])
		}
	}
	return x
}
