package office_test

import (
	"slices"
	"testing"

	"echowall/flows/calendar"
	"echowall/flows/community/village"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
)

var aWeek = office.Mute{Span: calendar.Span{Days: 7}}

// mutes is a command to mute somebody by name for a week, mutesRaiser one to mute whoever raised a case.
func mutes(person int) life.Command {
	return life.Command{Verb: permission.Mute, By: village.Secretary, Person: person, Values: aWeek}
}

func mutesRaiser(n int) life.Command {
	return life.Command{Verb: permission.Mute, By: village.Secretary, Case: n, Values: aWeek}
}

func unmutes(cmd life.Command) life.Command {
	cmd.Verb, cmd.Values = permission.Unmute, nil
	return cmd
}

func raises(person int, anonymous bool) life.Command {
	return by(person, permission.Raise, intake.Raise{Text: "The dog of the mill bites", Anonymous: anonymous})
}

func TestNobodyMutedPutsMoreBeforeTheOthers(t *testing.T) {
	v := village.Found(t, "six-step")
	other, own := v.Raised(), 0
	v.Must(raises(village.Widow, false))
	own = v.Head().Cases
	v.Must(mutes(village.Widow))
	v.Came("person.muted")
	v.Hears("widow: notice.muted")
	for _, cmd := range []life.Command{
		raises(village.Widow, false), raises(village.Widow, true),
		{Verb: permission.Support, By: village.Widow, Case: other},
		{Verb: permission.Statement, By: village.Widow, Case: other},
		{Verb: permission.Reword, By: village.Widow, Case: own},
		{Verb: permission.Again, By: village.Widow, Case: own},
	} {
		v.Refused("refuse.muted", cmd)
	}
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Widow, Case: own}) // and takes back what is theirs
	v.Now = v.Now.Add(7*village.Day - 1)
	v.Refused("refuse.muted", raises(village.Widow, false))
	v.Now = v.Now.Add(1)
	v.Must(raises(village.Widow, false)) // it ends by itself
	v.ProvesJournal()
}

func TestNoMuteLastsLongerThanItWasTakenBack(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Refused("refuse.not_muted", unmutes(mutes(village.Widow)))
	v.Must(mutes(village.Widow))
	v.Now = v.Now.Add(village.Day)
	v.Must(unmutes(mutes(village.Widow)))
	v.Hears("widow: notice.unmuted")
	v.Must(raises(village.Widow, false))
	v.Refused("refuse.not_muted", unmutes(mutes(village.Widow)))
	for _, days := range []int{0, 91} {
		long := mutes(village.Widow)
		long.Values = office.Mute{Span: calendar.Span{Days: days}}
		v.Refused("refuse.mute_span", long)
	}
	v.ProvesJournal()
}

func TestNobodyWithAnOfficeIsMuted(t *testing.T) {
	v := village.Found(t, "six-step")
	for _, person := range []int{village.Secretary, village.Convener, village.Member, village.Power, village.Expert} {
		v.Refused("refuse.mute_office", mutes(person))
	}
	v.Must(mutes(village.Widow))
	v.Must(appoint(village.Widow, people.Member, ""))
	v.Must(raises(village.Widow, false)) // whoever comes into office is muted no more
	v.ProvesJournal()
}

func TestNobodyButTheSecretaryMutes(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(raises(village.Shy, true))
	n := v.Head().Cases
	for _, who := range []int{village.Convener, village.Member, village.Authority, village.Supervisor, village.Resident} {
		for _, cmd := range []life.Command{mutes(village.Widow), mutesRaiser(n), unmutes(mutesRaiser(n))} {
			cmd.By = who
			v.Refused("refuse.role", cmd)
		}
	}
	v.Refused("refuse.no_person", mutes(99))
	v.Refused("refuse.no_case", mutesRaiser(99))
}

// Whoever raised a matter without a name is muted, and neither the answer nor the book nor what else can be asked tells
// who it is, be it somebody with an office, somebody who was erased, or somebody who raised another such matter.
func TestNoMuteTellsWhoRaisedAMatter(t *testing.T) {
	said := func(v *village.Village) string {
		m := v.Answer.Message
		if m.Args["Person"].Person != nil {
			t.Errorf("the answer %s names somebody", m.ID)
		}
		return m.ID
	}
	for _, who := range []int{village.Shy, village.Member, village.Secretary, village.Widow} {
		v := village.Found(t, "six-step")
		v.Must(raises(who, true))
		first := v.Head().Cases
		v.Must(raises(who, true))
		second := v.Head().Cases
		if who == village.Widow {
			v.Must(life.Command{Verb: permission.Erase, By: who})
		}
		v.Must(mutesRaiser(first))
		v.Came("person.muted")
		if e := v.Events[0].(office.Muted); e.Person != 0 || e.Case != first || said(v) != "receipt.muted" {
			t.Errorf("%d: in the book is %+v", who, e)
		}
		for _, n := range v.Notices {
			if n.To.Person != village.Shy || n.To.Person != who {
				t.Errorf("%d: told is %+v", who, n)
			}
		}
		if who == village.Shy {
			v.Refused("refuse.muted", raises(who, true))
			v.Refused("refuse.not_muted", unmutes(mutes(who))) // as of anybody else
		}
		for _, n := range []int{second, first, first} {
			v.Must(unmutes(mutesRaiser(n)))
			v.Came("person.unmuted")
			if said(v) != "receipt.unmuted" {
				t.Errorf("%d: answered is %+v", who, v.Answer)
			}
			if who == village.Shy && n == second {
				v.Refused("refuse.muted", raises(who, true))
			}
		}
		if who != village.Widow {
			v.Must(raises(who, true))
		}
		v.ProvesJournal()
	}
}

func TestNobodyIsMutedForAMatterThatNoResidentSent(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(by(village.Secretary, permission.Behalf, intake.Behalf{Name: "Old Chen", Text: "The steps are broken"}))
	v.Refused("refuse.mute_nobody", mutesRaiser(v.Head().Cases))
	n := v.Raised() // one under a name is that person's
	v.Must(mutesRaiser(n))
	if e := v.Events[0].(office.Muted); e.Person == 0 || e.Case != 0 {
		t.Errorf("in the book is %+v", e)
	}
}

// Who is erased while muted and comes back is who they were: the account is kept as for who takes part.
func TestNobodyIsRidOfAMuteByBeingErased(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(mutes(village.Widow))
	v.Must(life.Command{Verb: permission.Erase, By: village.Widow})
	kept := func() []int { return v.Head().Kept }
	if !slices.Contains(kept(), village.Widow) {
		t.Error("whoever is muted comes back as somebody else")
	}
	ends := func() {
		n := v.Raised()
		v.Must(life.Command{Verb: permission.Withdraw, By: v.Find(n).Raiser, Case: n})
	}
	ends()
	if !slices.Contains(kept(), village.Widow) {
		t.Error("the account is forgotten while the person is muted")
	}
	v.Now = v.Now.Add(8 * village.Day)
	ends()
	if len(kept()) > 0 {
		t.Errorf("kept after the mute is over are %v", kept())
	}
	v.ProvesJournal()
}

// A book in which somebody muted raised a matter, or somebody was muted who could not be, is found out.
func TestNoMuteIsForgedUnseen(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	until := v.Now.Add(village.Day)
	muted := func(person, number int) office.Muted {
		return office.Muted{Whom: office.Whom{Person: person, Case: number}, Until: until}
	}
	for rule, c := range map[string]struct {
		by    int
		cause permission.Verb
		event life.Event
	}{
		"an office":         {village.Secretary, permission.Mute, muted(village.Member, 0)},
		"nobody":            {village.Secretary, permission.Mute, muted(0, 0)},
		"a name by a case":  {village.Secretary, permission.Mute, muted(0, n)},
		"by a resident":     {village.Neighbour, permission.Mute, muted(village.Widow, 0)},
		"by something else": {village.Secretary, permission.Dismiss, muted(village.Widow, 0)},
		"no mute to end": {
			village.Secretary, permission.Unmute, office.Unmuted{Whom: office.Whom{Person: village.Widow}},
		},
	} {
		if v.Rules(c.by, c.cause, c.event) == nil {
			t.Errorf("%s: allowed", rule)
		}
	}
	if err := v.Rules(village.Secretary, permission.Mute, muted(village.Widow, 0)); err != nil {
		t.Error(err)
	}
	supported := intake.CaseSupported{Case: n, Person: village.Widow, Count: 1}
	if err := v.Rules(village.Widow, permission.Support, supported); err != nil {
		t.Error(err)
	}
	v.Must(mutes(village.Widow))
	if v.Rules(village.Widow, permission.Support, supported) == nil {
		t.Error("whoever is muted supports")
	}
}
