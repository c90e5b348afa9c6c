package life_test

import (
	"errors"
	"testing"

	"echowall/flows/community"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
)

// ladder is what a verb of the test takes.
type ladder struct{ Rungs int }

func readLadder(got life.Reading) ladder { return ladder{Rungs: got.Number("rungs")} }

func TestAVerbIsHandedItsOwnValues(t *testing.T) {
	var got ladder
	climb := func(_ *life.State, _ life.Command, l ladder) (life.Result, error) { got = l; return life.Result{}, nil }
	verbs := life.TableOf([]life.Verb{
		{Name: permission.Setup, Decide: life.With(readLadder, climb)},
		{
			Name:   "rest",
			Decide: life.Plain(func(*life.State, life.Command) (life.Result, error) { return life.Result{}, nil }),
		},
		{Name: "made", Decide: life.With(nil, climb)},
		{Name: "talk"},
	})
	methods, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	s := community.NewState(record.NewCache(nil), methods)
	s.FillRange("")
	for _, c := range []struct {
		values any
		want   int
	}{{ladder{Rungs: 7}, 7}, {nil, 0}} {
		_, err := verbs.Decide(s, life.Command{Verb: permission.Setup, Values: c.values})
		if err != nil || got.Rungs != c.want {
			t.Errorf("%v: expected %d rungs, got %d (%v)", c.values, c.want, got.Rungs, err)
		}
	}
	var refused *life.Refusal
	_, err = verbs.Decide(s, life.Command{Verb: permission.Setup, Values: life.Prose{Text: "seven"}})
	if err == nil || errors.As(err, &refused) {
		t.Errorf("values of another verb are a fault of the program, and came to %v", err)
	}
	said := life.Reading{Said: form.Values{"rungs": "9"}}
	for name, want := range map[permission.Verb]any{
		permission.Setup: ladder{Rungs: 9}, "rest": nil, "made": nil, "talk": nil, "nobody": nil,
	} {
		if values := verbs.Read(name, said); values != want {
			t.Errorf("/%s: expected %v, read %v", name, want, values)
		}
	}
}
