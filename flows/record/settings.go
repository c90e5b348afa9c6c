package record

import (
	"echowall/flows/people"
	"slices"
)

// NoCountry is the word for no public holidays at all.
const NoCountry = "none"

// The parties of a meeting where four are to sit together: members, invited representatives, departments, residents.
const (
	PartyMembers     = "members"
	PartyInvited     = "invited"
	PartyDepartments = "departments"
	PartyResidents   = "residents"
)

// PartiesMissing lists the parties that nobody of those invited belongs to; nil where the community does not ask for
// four parties.
func (s *Records) PartiesMissing(invited []int) []string {
	if s.Head().Parties != FourParties {
		return nil
	}
	missing := []string{PartyMembers, PartyInvited, PartyDepartments, PartyResidents}
	wantEach(s.Cache, PersonKey, invited)
	for _, n := range invited {
		p := s.Person(n)
		if p == nil || p.Erased {
			continue
		}
		is := map[string]bool{
			PartyMembers:     p.Has(people.Member) || p.Has(people.Convener),
			PartyInvited:     p.Has(people.Expert) || p.Has(people.Supervisor),
			PartyDepartments: p.Has(people.Handler) || p.Has(people.Authority), PartyResidents: len(p.Grants) == 0,
		}
		missing = slices.DeleteFunc(missing, func(party string) bool { return is[party] })
	}
	return missing
}

// The values of the settings on how people act together.
const (
	OneConvener   = "either"
	BothConveners = "both"
	AnyParties    = "usual"
	FourParties   = "four"
)

// The values of the setting on who says that work is done.
const (
	DoneByUnit       = "handler"
	DoneBySupervisor = "supervisor"
)

// MustPass tells whether a supervisor must agree that a task is done: the community asks for it, and there is one to
// ask.
func (s *Records) MustPass() bool {
	return s.Head().Acceptance == DoneBySupervisor && len(s.Holders().Of(people.Supervisor)) > 0
}
