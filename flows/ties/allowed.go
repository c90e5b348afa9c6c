package ties

import (
	"fmt"

	"echowall/flows/personnel"
	"echowall/flows/proof"
)

// tied refuses what another community is said to have written to which there is no tie.
func tied(a *proof.Act, community string) error {
	t := a.Now.Tie(community)
	return proof.Unless(t != nil && t.Kin != "", "there is no tie to %s", community)
}

// led refuses what is said of a case that nobody else leads.
func led(a *proof.Act, number int) error {
	c := a.Now.Case(number)
	return proof.Unless(c != nil && c.Lead != nil, "nobody else leads case %d", number)
}

func leadAllowed(a *proof.Act, e LeadFound) error { return led(a, e.Case) }
func echoAllowed(a *proof.Act, e EchoHeard) error { return led(a, e.Case) }

func followerAllowed(a *proof.Act, e FollowerFound) error {
	c := a.Now.Case(e.Case)
	return proof.Unless(c != nil && c.Follower(e.Community) != nil, "%s does not follow case %d", e.Community, e.Case)
}

// sharingAllowed opens the next case, which a community that is tied leads.
func sharingAllowed(a *proof.Act, e CaseShared) error {
	if e.Case != a.Now.Head().Cases+1 {
		return fmt.Errorf("case %d was not the next", e.Case)
	}
	return tied(a, e.Lead.Community)
}

func callAllowed(a *proof.Act, e JointCalled) error { return tied(a, e.Community) }

// countAllowed is the count of a community that deliberates along; what another has counted is taken as it says.
func countAllowed(a *proof.Act, e CommunityCounted) error {
	c := a.Now.Case(e.Case)
	if c == nil {
		return fmt.Errorf("there was no case %d", e.Case)
	}
	if e.Count.Community == "" {
		return proof.Unless(a.After("ballot.closed"), "no ballot on case %d was counted", e.Case)
	}
	return proof.Unless(c.Partner(e.Count.Community), "%s does not deliberate on case %d", e.Count.Community, e.Case)
}

func partnerAllowed(a *proof.Act, e PartnerInvited) error { return tied(a, e.Community) }

func lossAllowed(a *proof.Act, e PartnerLost) error {
	c := a.Now.Case(e.Case)
	return proof.Unless(c != nil && c.Partner(e.Community), "%s does not deliberate on case %d", e.Community, e.Case)
}

func shareAllowed(a *proof.Act, e JointCounted) error { return led(a, e.Case) }

func askingAllowed(a *proof.Act, e LinkAsked) error {
	return proof.Unless(e.Community != "" && tied(a, e.Community) != nil, "there was a tie to %s already", e.Community)
}

// linkAllowed is a tie by a code that was given, or by the answer of a community whose code was used.
func linkAllowed(a *proof.Act, e Linked) error {
	if e.Code != "" {
		_, err := personnel.Code(a, e.Code, string(e.Kin))
		return err
	}
	return asked(a, e.Community)
}

// asked refuses the answer of a community that was asked nothing.
func asked(a *proof.Act, community string) error {
	t := a.Now.Tie(community)
	return proof.Unless(t != nil && t.Kin == "", "%s was not asked for a tie", community)
}

func refusalAllowed(a *proof.Act, e LinkRefused) error { return asked(a, e.Community) }
func endAllowed(a *proof.Act, e Unlinked) error        { return tied(a, e.Community) }
