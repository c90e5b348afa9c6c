package api

import (
	"testing"

	"echowall/bot/sim/api/method"
)

func TestEveryMethodIsHandled(t *testing.T) {
	known, handled := method.Spec(), handlers()
	for method := range known {
		if handled[method] == nil && method != "getUpdates" {
			t.Errorf("%s has no handler", method)
		}
	}
	for method := range handled {
		if _, ok := known[method]; !ok {
			t.Errorf("%s has no parameters", method)
		}
	}
}
