package openvote_test

import (
	"testing"
	"testing/fstest"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
	"echowall/flows/procedure/openvote"
)

// The method is one that the program takes, under the id and with the promise it was asked for, and everybody votes at
// once.
func TestAWholeVillageVotesAtOnce(t *testing.T) {
	for echo, promise := range map[string]calendar.Span{"7d": {Days: 7}, "12h": {Clock: 12 * time.Hour}} {
		registry, err := procedure.Load(fstest.MapFS{"rush.yaml": {Data: openvote.Method("rush", echo)}})
		if err != nil {
			t.Fatal(err)
		}
		p, ok := registry.Get("rush", 1)
		if !ok || p.EchoEvery != promise {
			t.Fatalf("%s: %+v", echo, p)
		}
		for i, s := range p.Stages {
			if s.Kind == procedure.Deliberation && (s.Meeting || s.Ballot.Electorate != procedure.Residents) {
				t.Errorf("stage %d: %+v", i, s)
			}
			if s.Kind == procedure.Research || s.Kind == procedure.Publicity {
				t.Errorf("%s stands in the way", s.Kind)
			}
		}
	}
}
