package village

import (
	"fmt"
	"time"

	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/proof"
)

// Tick lets the clock look at a thing, and tells whether anything came of it.
func (v *Village) Tick(thing string) bool {
	v.TB.Helper()
	v.caused(proof.FromClock, 0, func(s *life.State) []life.Event { return community.Tick(s, thing, v.Now) })
	return len(v.Events) > 0
}

// Pass lets time go by; the clock looks at everything at the very moments it asked for.
func (v *Village) Pass(d time.Duration) {
	v.TB.Helper()
	end := v.Now.Add(d)
	for {
		thing, at := v.NextWake()
		if thing == "" || at.After(end) {
			break
		}
		v.Now = Later(v.Now, at)
		if !v.Tick(thing) {
			v.TB.Fatalf("%s asked to be looked at %s, and nothing was due", thing, at)
		}
	}
	v.Now = end
}

// NextWake is the thing that first wants to be looked at.
func (v *Village) NextWake() (thing string, at time.Time) {
	v.Ask(func(s *life.State) {
		thing, at = "", time.Time{}
		for _, x := range Things(s) {
			if t := community.Wake(s, x); !t.IsZero() && (thing == "" || t.Before(at)) {
				thing, at = x, t
			}
		}
	})
	return thing, at
}

// Things are all that the clock looks at.
func Things(s *life.State) []string {
	all := []string{"community"}
	for _, n := range s.Head().Open {
		all = append(all, fmt.Sprintf("case:%d", n))
	}
	for _, n := range s.Head().Coming {
		all = append(all, fmt.Sprintf("meeting:%d", n))
	}
	for n := range s.Head().People {
		all = append(all, fmt.Sprintf("person:%d", n+1))
	}
	return all
}

// ThingOf is a case as the clock knows it.
func ThingOf(n int) string { return fmt.Sprintf("case:%d", n) }

// Later is the later of two moments.
func Later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Local is a moment as the clock in the village shows it.
func (v *Village) Local(text string) time.Time {
	v.TB.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, Look(v, (*life.State).Location))
	if err != nil {
		v.TB.Fatal(err)
	}
	return at
}

// Until lets time pass up to a moment.
func (v *Village) Until(text string) {
	v.TB.Helper()
	v.Pass(v.Local(text).Sub(v.Now))
}
