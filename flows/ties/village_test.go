package ties_test

import (
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/ties"
)

// The communities that a tied village has to do with, by the numbers of their ties.
const (
	county = 1 + iota // above
	creek             // below
	poplar            // beside
)

// tied is a village with a level above, a community below and one beside.
func tied(t *testing.T, method string) *village.Village {
	t.Helper()
	v := village.Found(t, method)
	v.Happen(0, func(*life.State) []life.Event {
		return life.One(
			ties.Linked{Community: "county", Name: "The county", Kin: record.Above},
			ties.Linked{Community: "creek", Name: "Creek", Kin: record.Below},
			ties.Linked{Community: "poplar", Name: "Poplar", Kin: record.Beside},
		)
	})
	return v
}

// receives lets a dispatch come; what comes of it would be allowed when the book is played again.
func receives(v *village.Village, from string, l life.Dispatch) {
	v.TB.Helper()
	if l.From = from; l.Name == "" {
		l.Name = map[string]string{"county": "The county", "creek": "Creek", "poplar": "Poplar"}[from]
	}
	l.Seed = []byte("01234567890123456789012345678901")
	receive := func(s *life.State) []life.Event {
		ties.Want(s, l)
		return ties.Receive(s, l, v.Now)
	}
	if events := village.Look(v, receive); len(events) > 0 {
		if err := v.Rules(0, proof.FromLetter, events...); err != nil {
			v.TB.Errorf("%s of %s: %v", l.Subject, from, err)
		}
	}
	v.Happen(0, receive)
}

// mail is a row of a table of dispatches: a rule, what comes from whom, and what happens of it.
type mail struct {
	rule   string
	from   string
	come   life.Dispatch
	events []string
	told   []string // as village.Village.Hears has it; nil where the rule says nothing of it
}

// arrive lets each dispatch of a table come to the village as it stands, each apart from the others.
func arrive(t *testing.T, v *village.Village, rows []mail) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.rule, func(t *testing.T) {
			t.Helper()
			c := v.Copy(t)
			receives(c, r.from, r.come)
			if c.Came(r.events...); r.told != nil || r.events == nil {
				c.Hears(r.told...)
			}
			c.ProvesJournal()
		})
	}
}

// link asks for a tie, or for what there is of them.
func link(by int, with ties.Link) life.Command {
	return life.Command{Verb: permission.Link, By: by, Values: with}
}

// unlink ends a tie.
func unlink(by, tie int) life.Command {
	return life.Command{Verb: permission.Unlink, By: by, Values: ties.Neighbour{Tie: tie}}
}

// joint asks another community to deliberate a case along.
func joint(by, n, tie int) life.Command {
	return life.Command{Verb: permission.Joint, By: by, Case: n, Values: ties.Neighbour{Tie: tie}}
}

// tie is what is kept of another community; nil for a stranger.
func tie(v *village.Village, community string) *record.Tie {
	return village.Look(v, func(s *life.State) *record.Tie { return s.Tie(community) })
}
