package flows_test

import (
	"testing"

	"echowall/flows"
)

// filingKey is the key with which another system may file cases from now on.
func (v *village) filingKey() string {
	v.t.Helper()
	v.private(chen, "/web private")
	in := v.input(chen, "/web key", alone)
	v.do(in)
	return in.Code
}

// TestFiling lets another system file cases: with its key, each token once.
func TestFiling(t *testing.T) {
	v := found(t)
	file := func(key, token, text string) flows.Reply {
		t.Helper()
		reply, err := v.engine.Do(t.Context(), v.id, flows.Input{
			At: v.clock.Now(), Code: v.engine.Code(), Filing: &flows.Filing{Key: key, Token: token, Text: text},
		})
		v.must(err)
		return reply
	}
	if r := file("none", "t1", "The bridge is cracked"); !r.Refused || r.Toast == nil || r.Case != 0 {
		t.Errorf("without a key: %+v", r)
	}
	key := v.filingKey()
	if r := file(key+"x", "t1", "The bridge is cracked"); !r.Refused {
		t.Errorf("with another key: %+v", r)
	}
	if r := file(key, "t1", "The bridge is cracked"); r.Refused || r.Case != 1 || r.Again {
		t.Errorf("with the key: %+v", r)
	}
	if r := file(key, "t1", "The bridge has fallen"); !r.Again || r.Case != 1 {
		t.Errorf("again: %+v", r)
	}
	if r := file(key, "t2", "The well is dry"); r.Case != 2 {
		t.Errorf("another: %+v", r)
	}
	for token, want := range map[string]int{"t1": 1, "t2": 2, "t3": 0} {
		if got := look(v, func(s *stateOf) int { return flows.FiledAs(s, token) }); got != want {
			t.Errorf("%s was filed as %d", token, got)
		}
	}
	if got := v.caseText(1); got != "The bridge is cracked" {
		t.Errorf("the case says %q", got)
	}
}
