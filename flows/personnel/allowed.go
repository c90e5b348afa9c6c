package personnel

import (
	"fmt"
	"slices"

	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/proof"
	"echowall/flows/record"
)

// joinAllowed gives the next number to somebody who was not known.
func joinAllowed(a *proof.Act, e PersonJoined) error {
	h := a.Now.Head()
	if h == nil || e.Person != h.People+1 {
		return fmt.Errorf("%d was not the next number of a person", e.Person)
	}
	return proof.Unless(e.User == "" || len(e.User) == markLen, "the mark of person %d is none", e.Person)
}

// returnAllowed lets somebody come back who takes part in what is open.
func returnAllowed(a *proof.Act, e PersonReturned) error {
	p := a.Now.Person(e.Person)
	if p == nil || !p.Erased || !slices.Contains(a.Now.Head().Kept, e.Person) {
		return fmt.Errorf("person %d was not kept when erased", e.Person)
	}
	return proof.Unless(e.User == "" || len(e.User) == markLen, "the mark of person %d is none", e.Person)
}

// goneAllowed lets somebody go away who was there.
func goneAllowed(a *proof.Act, e WentAway) error {
	p := a.Now.Person(e.Person)
	return proof.Unless(p != nil && !away(p, e.Shut), "person %d was not there", e.Person)
}

// backAllowed lets somebody come back who had gone away.
func backAllowed(a *proof.Act, e CameBack) error {
	p := a.Now.Person(e.Person)
	return proof.Unless(p != nil && away(p, e.Shut), "person %d had not gone away", e.Person)
}

// away tells whether somebody has shut the private chat, or left the group.
func away(p *people.Person, shut bool) bool {
	if shut {
		return p.Shut
	}
	return !p.Left.IsZero()
}

// markLen is how long a mark of people.Mark is.
const markLen = 64

// appointAllowed gives a role by the word of a secretary, or by a code that gives it.
func appointAllowed(a *proof.Act, e Appointed) error {
	switch {
	case a.Now.Person(e.Person) == nil:
		return fmt.Errorf("there was no person %d", e.Person)
	case a.Cause == permission.Setup:
		return proof.Unless(
			a.After("community.founded") && e.First && e.Person == 1 && e.Grant.Role == people.Secretary,
			"only the founder gets a role at once",
		)
	case a.Cause == permission.Reclaim:
		own := e.Reclaimed && e.Person == a.By && e.Grant == people.Grant{Role: people.Secretary} && !e.First
		return proof.Unless(own && e.Code == "", "took back another office than the own one of secretary")
	case e.Reclaimed:
		return fmt.Errorf("/%s takes no office back", a.Cause)
	case a.Cause == permission.Second:
		return seconded(a, e.Person, e.Grant.Role, e)
	case a.Cause == proof.FromClock:
		return nil // it is held against what the clock would have done
	case a.Cause == permission.Appoint:
		return proof.Unless(e.Code == "" && !e.First, "was appointed with a code")
	}
	code, err := Code(a, e.Code, UseRole)
	if err != nil {
		return err
	}
	if code.Grant.Role != e.Grant.Role || code.Grant.Detail != e.Grant.Detail {
		return fmt.Errorf("code %s does not make anybody %s", e.Code, e.Grant.Role)
	}
	return proof.Own(a, e.Person)
}

// Code finds a code that is valid and of one of these uses, by what is kept of it.
func Code(a *proof.Act, kept string, uses ...string) (*record.Invite, error) {
	i := record.Get[record.Invite](a.Now.Cache, record.InviteKey(kept))
	if i == nil || !i.Valid(a.At) {
		return nil, fmt.Errorf("code %q opened nothing", kept)
	}
	for _, use := range uses {
		if i.Use == use {
			return i, nil
		}
	}
	return nil, fmt.Errorf("code %q was for something else", kept)
}

// dismissAllowed takes away a role that was held; the last secretary stays.
func dismissAllowed(a *proof.Act, e Dismissed) error {
	p := a.Now.Person(e.Person)
	if p == nil || !p.Has(e.Role) {
		return fmt.Errorf("person %d was no %s", e.Person, e.Role)
	}
	if a.Cause == permission.Second {
		return seconded(a, e.Person, e.Role, e)
	}
	if a.Cause == permission.Reclaim && e.Person != a.By {
		return fmt.Errorf("who took the office back dismissed person %d", e.Person)
	}
	return proof.Unless(e.Role != people.Secretary || len(a.Now.Secretaries()) > 1, "the last secretary was dismissed")
}

// mostTimes is how often a code may be good for at most, as for start links.
const mostTimes = 500

// codeAllowed makes a code that is good for what its verb makes codes for.
func codeAllowed(a *proof.Act, e CodeIssued) error {
	uses := map[permission.Verb][]string{
		permission.Bind: {
			UseCouncil,
			UseWall,
		}, permission.Invite: {UseRole}, permission.Concern: {UseCase}, permission.QR: {UseRoom},
		permission.Link: {string(record.Below), string(record.Beside)},
	}
	if e.By != 0 && e.By != a.By {
		return fmt.Errorf("code %s was issued by somebody else", e.Code)
	}
	for _, use := range uses[a.Cause] {
		if use == e.Use {
			return proof.Unless(
				e.Times >= 1 && e.Times <= mostTimes && e.Until.After(a.At),
				"code %s is good for too much",
				e.Code,
			)
		}
	}
	return fmt.Errorf("/%s makes no code for %s", a.Cause, e.Use)
}

// eraseAllowed erases whoever asks, or, by a secretary, somebody for whom a case was entered.
func eraseAllowed(a *proof.Act, e Erased) error {
	p := a.Now.Person(e.Person)
	if p == nil || p.Erased {
		return fmt.Errorf("there was no person %d to erase", e.Person)
	}
	if a.Cause == permission.Forget {
		c := a.Now.Case(e.Case)
		return proof.Unless(
			c != nil && c.EnteredBy != 0 && c.Raiser == e.Person,
			"case %d was not entered for person %d",
			e.Case,
			e.Person,
		)
	}
	if p.Has(people.Secretary) && len(a.Now.Secretaries()) == 1 {
		return fmt.Errorf("the last secretary was erased")
	}
	if e.Kept != record.AccountsOf(a.Now.Records).TakesPart(e.Person, a.At) {
		return fmt.Errorf("the account of person %d was kept, or not, against what they take part in", e.Person)
	}
	return proof.Own(a, e.Person)
}
