package office_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
)

func takesBack(by, person int, role people.Role) life.Command {
	return life.Command{Verb: permission.TakeBack, By: by, Values: office.Change{Person: person, Role: role}}
}

func serves(v *village.Village, person int, role people.Role) bool {
	return slices.Contains(rolesOf(v, person), role)
}

// change is a change of an office of trust, and what it takes away or gives.
type change struct {
	cmd    life.Command
	person int
	role   people.Role
	ends   bool
}

// changes are those of each office of trust: an appointment and, where it can be, a dismissal.
func changes() []change {
	var all []change
	for _, r := range people.Trusted() {
		all = append(all, change{appoint(village.Widow, r, ""), village.Widow, r, false})
	}
	return append(all,
		change{dismiss(village.Authority, people.Authority, ""), village.Authority, people.Authority, true},
		change{dismiss(village.Supervisor, people.Supervisor, ""), village.Supervisor, people.Supervisor, true},
	)
}

// Without a second officer a change waits for two days, to the minute; with one it takes effect at once.
func TestNobodyChangesAnOfficeOfTrustAlone(t *testing.T) {
	for _, c := range changes() {
		v := village.Found(t, "six-step")
		v.Must(c.cmd)
		if v.Notices[0].Message.ID != "notice.proposed" {
			t.Errorf("the group was told %+v", v.Notices[0])
		}
		v.Refused("refuse.waits_already", c.cmd)
		v.Refused("refuse.second_other", village.Seconds(village.Secretary, c.person, c.role))
		v.Refused("refuse.role", village.Seconds(village.Member, c.person, c.role))
		if serves(v, c.person, c.role) != c.ends {
			t.Fatalf("%s of %d took effect at once", c.cmd.Verb, c.person)
		}
		waits := v.Copy(t)
		waits.Pass(personnel.Wait - time.Minute)
		if serves(waits, c.person, c.role) != c.ends {
			t.Errorf("%s of %d took effect early", c.cmd.Verb, c.person)
		}
		waits.Pass(time.Minute)
		if serves(waits, c.person, c.role) == c.ends {
			t.Errorf("%s of %d never took effect", c.cmd.Verb, c.person)
		}
		v.Must(village.Seconds(village.Convener, c.person, c.role))
		if serves(v, c.person, c.role) == c.ends {
			t.Errorf("%s of %d did not take effect when another agreed", c.cmd.Verb, c.person)
		}
		v.Refused("refuse.nothing_waits", village.Seconds(village.Convener, c.person, c.role))
		v.ProvesJournal()
	}
}

// Whom a change is about agrees to no appointment of their own, whatever other office they have.
func TestNobodySecondsTheirOwnAppointment(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(appoint(village.Convener, people.Secretary, ""))
	v.Refused("refuse.second_other", village.Seconds(village.Convener, village.Convener, people.Secretary))
	v.Must(village.Seconds(village.Authority, village.Convener, people.Secretary))
	v.Must(dismiss(village.Convener, people.Secretary, ""))
	v.Refused("refuse.take_back_other", takesBack(village.Convener, village.Convener, people.Secretary))
	v.Must(takesBack(village.Secretary, village.Convener, people.Secretary))
	v.Pass(3 * village.Day)
	if !serves(v, village.Convener, people.Secretary) {
		t.Error("a dismissal that was taken back took effect")
	}
	v.ProvesJournal()
}

// What waits of somebody who leaves or is erased, or who took an office that excludes it, comes to nothing.
func TestNoAppointmentOutlivesWhomItIsAbout(t *testing.T) {
	for name, goes := range map[string]func(*village.Village){
		"leaves":          func(v *village.Village) { sees(v, village.Widow, false) },
		"is erased":       func(v *village.Village) { v.Must(by(village.Widow, permission.Erase, nil)) },
		"is taken back":   func(v *village.Village) { v.Must(takesBack(village.Secretary, village.Widow, people.Authority)) },
		"serves as other": func(v *village.Village) { v.Must(appoint(village.Widow, people.Convener, "")) },
	} {
		v := village.Found(t, "six-step")
		v.Must(appoint(village.Widow, people.Authority, ""))
		goes(v)
		v.Pass(3 * village.Day)
		if serves(v, village.Widow, people.Authority) {
			t.Errorf("who %s serves all the same", name)
		}
		v.ProvesJournal()
	}
}

// A link to an office of trust gives it no faster than its issuer could.
func TestNoLinkGivesAnOfficeOfTrustAlone(t *testing.T) {
	for _, r := range people.Trusted() {
		v := village.Found(t, "six-step")
		v.Must(life.Command{
			Verb: permission.Invite, By: village.Secretary, Code: "rose", Values: office.Invite{Grant: people.Grant{Role: r}},
		})
		v.Must(starts(village.Widow, "rose"))
		v.Refused("refuse.second_other", village.Seconds(village.Secretary, village.Widow, r))
		if serves(v, village.Widow, r) {
			t.Errorf("the link gave the office of %s at once", r)
		}
		v.Must(takesBack(village.Secretary, village.Widow, r))
		v.ProvesJournal()
	}
}

// The first of each office is appointed at once: there is nobody else to ask. The second is not, also when the first is
// gone.
func TestNoSecondHolderOfAnOfficeIsTakenForTheFirst(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(dismiss(village.Authority, people.Authority, ""))
	v.Must(village.Seconds(village.Convener, village.Authority, people.Authority))
	v.Must(appoint(village.Widow, people.Authority, ""))
	if serves(v, village.Widow, people.Authority) {
		t.Error("the next authority is taken for the first")
	}
	v.ProvesJournal()
}
