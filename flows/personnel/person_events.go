package personnel

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
)

// PersonJoined gives somebody who acts for the first time a number.
type PersonJoined struct {
	Person int `json:"person"`
	// User is the mark of the Telegram account, as people.Mark makes it; "" for somebody without one.
	User string `json:"user,omitempty"`
}

// Apply implements Event.
func (e PersonJoined) Apply(s *life.State, m life.Meta) {
	record.Edit[record.Community](s.Cache, record.HeadKey).People = e.Person
	record.Put(s.Cache, record.PersonKey(e.Person), &people.Person{Number: e.Person, Joined: m.At, User: e.User})
	record.Vacant(s.Cache, record.ProfileKey(e.Person))
}

// Tell implements Event.
func (e PersonJoined) Tell(_ *life.State, _ life.Meta, _ *life.Notices) {}

// Appointed gives a role. Code is what is kept of the invitation that was used; First that the community was founded
// with it.
type Appointed struct {
	Person int          `json:"person"`
	Grant  people.Grant `json:"grant"`
	Code   string       `json:"code,omitempty"`
	First  bool         `json:"first,omitempty"`
	// Also says that the role is held beside those with another detail.
	Also bool `json:"also,omitempty"`
	// Reclaimed says that the owner of the residents' group has taken the office back.
	Reclaimed bool `json:"reclaimed,omitempty"`
	// Fills says that nobody has held this office of trust before. Earlier programs did not say it.
	Fills bool `json:"fills,omitempty"`
}

// Apply implements Event.
func (e Appointed) Apply(s *life.State, m life.Meta) {
	g := e.Grant
	g.Since = m.At
	x := people.Holder{Person: e.Person, Role: g.Role, Detail: g.Detail}
	if e.Fills {
		fill(s, g.Role)
	}
	record.Edit[people.Person](s.Cache, record.PersonKey(e.Person)).Settle(g.Role)
	if e.Also {
		record.Edit[people.Person](s.Cache, record.PersonKey(e.Person)).Add(g)
		record.Edit[people.Holders](s.Cache, record.HoldersKey).Add(x)
	} else {
		record.Edit[people.Person](s.Cache, record.PersonKey(e.Person)).Take(g)
		record.Edit[people.Holders](s.Cache, record.HoldersKey).Put(x)
	}
	UseCode(s, e.Code)
}

// Tell implements Event.
func (e Appointed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Menu(e.Person)
	if e.First {
		return
	}
	if e.Reclaimed {
		e.tellReclaimed(s, n)
		return
	}
	n.Person(e.Person, say.New("notice.appointed", GrantArgs(e.Person, e.Grant)))
	n.Add(say.Notice{
		To: say.Address{Room: say.Wall}, Kind: say.Echo, Quiet: true,
		Message: say.New("notice.appointed.public", GrantArgs(e.Person, e.Grant)),
	})
}

// tellReclaimed says aloud in the group, and to the other secretaries, that its owner has taken the office back.
func (e Appointed) tellReclaimed(s *life.State, n *life.Notices) {
	others := slices.DeleteFunc(s.Secretaries(), func(p int) bool { return p == e.Person })
	args := say.Args{"Person": say.Person(e.Person)}
	if len(others) > 0 {
		args["Others"] = life.Persons(others)
	}
	told := say.New("notice.reclaimed", args)
	n.Add(say.Notice{To: say.Address{Room: say.Group}, Kind: say.Echo, Message: told})
	n.Tells(others, told, "")
}

// Dismissed takes a role away.
type Dismissed struct {
	Person int         `json:"person"`
	Role   people.Role `json:"role"`
	// Detail is the unit or the field that ends, where others go on; "" ends the role.
	Detail string `json:"detail,omitempty"`
	// Term says that the term of office was over.
	Term bool `json:"term,omitempty"`
}

// Apply implements Event.
func (e Dismissed) Apply(s *life.State, _ life.Meta) {
	p, h := record.Edit[people.Person](s.Cache, record.PersonKey(e.Person)),
		record.Edit[people.Holders](s.Cache, record.HoldersKey)
	if e.Detail != "" {
		p.DropDetail(e.Role, e.Detail)
		h.RemoveDetail(e.Person, e.Role, e.Detail)
		return
	}
	p.Drop(e.Role)
	h.Remove(e.Person, e.Role)
	if w := p.WaitsAs(e.Role); w != nil && (w.Ends || !e.Term) {
		p.Settle(e.Role) // a new term waits on when the old one is over
	}
}

// Tell implements Event.
func (e Dismissed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Menu(e.Person)
	args := GrantArgs(e.Person, people.Grant{Role: e.Role, Detail: e.Detail})
	if missing := s.Holders().MissingKinds(); e.Role == people.Member && len(missing) > 0 {
		n.Tells(s.Secretaries(), say.New("notice.kinds_missing", say.Args{"Kinds": KindArgs(missing)}), "")
	}
	if e.Term {
		args["Term"] = say.Num(1)
	}
	n.Person(e.Person, say.New("notice.dismissed", args))
	n.Add(say.Notice{
		To: say.Address{Room: say.Wall}, Kind: say.Echo, Quiet: true, Message: say.New("notice.dismissed.public", args),
	})
}

// CodeIssued makes a code that opens something for a time.
type CodeIssued struct {
	// Code is what is kept of it: see record.CodeHash. Earlier programs kept the code itself.
	Code  string       `json:"code"`
	Use   string       `json:"use"`
	Grant people.Grant `json:"grant,omitzero"`
	// Meeting is the one whose room the code hangs in, Case the one that it lets people have a say in.
	Meeting int       `json:"meeting,omitempty"`
	Case    int       `json:"case,omitempty"`
	Until   time.Time `json:"until"`
	Times   int       `json:"times"`
	// By is who issued a link that gives a role; 0 in books of earlier programs.
	By int `json:"by,omitempty"`
}

// Apply implements Event.
func (e CodeIssued) Apply(s *life.State, _ life.Meta) {
	i := record.Invite{
		Use: e.Use, Grant: e.Grant, Meeting: e.Meeting, Case: e.Case, Until: e.Until, Left: e.Times, By: e.By,
	}
	record.Put(s.Cache, record.InviteKey(e.Code), &i)
	if e.Meeting != 0 {
		record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Code = e.Code
	}
}

// Tell implements Event.
func (e CodeIssued) Tell(_ *life.State, _ life.Meta, _ *life.Notices) {}

// Erased deletes what is personal of a person.
type Erased struct {
	Person int `json:"person"`
	// Case is what was entered for a person without an account: who heard of it in their place does no longer.
	Case int `json:"case,omitempty"`
	// Kept says that the account is kept as a hash until what the person took part in is over, so that nobody takes part
	// twice.
	Kept bool `json:"kept,omitempty"`
	// Account is that hash; "" where nothing is kept.
	Account string `json:"account,omitempty"`

	// seed is what the secret of the hash is made of. It reaches neither the journal nor an answer.
	seed []byte
}

// Kept is the erasing of somebody who takes part in what is open; seed are random bytes.
func Kept(s *life.State, person int, seed []byte) Erased {
	return Erased{
		Person: person, Kept: true, Account: record.AccountsOf(s.Records).KeptAs(person, seed), seed: seed,
	}
}

// PersonReturned lets somebody be who they were before they were erased.
type PersonReturned struct {
	Person int `json:"person"`
	// User is the mark of the Telegram account, as people.Mark makes it anew.
	User string `json:"user,omitempty"`
}

// Apply implements Event.
func (e PersonReturned) Apply(s *life.State, _ life.Meta) {
	p := record.Edit[people.Person](s.Cache, record.PersonKey(e.Person))
	p.Erased, p.User = false, e.User
	record.AccountsOf(s.Records).Recall(e.Person)
}

// Tell implements Event.
func (e PersonReturned) Tell(_ *life.State, _ life.Meta, _ *life.Notices) {}

// Apply implements Event.
func (e Erased) Apply(s *life.State, _ life.Meta) {
	p := record.Edit[people.Person](s.Cache, record.PersonKey(e.Person))
	for _, g := range slices.Clone(p.Grants) {
		record.Edit[people.Holders](s.Cache, record.HoldersKey).Remove(e.Person, g.Role)
	}
	p.Grants, p.Waiting, p.Erased, p.User = nil, nil, true, ""
	if e.Kept {
		record.AccountsOf(s.Records).Keep(e.Person, e.seed)
	}
	s.ErasePerson(e.Person)
	if e.Case != 0 {
		record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Through = 0
	}
}

// Tell implements Event.
func (e Erased) Tell(_ *life.State, _ life.Meta, n *life.Notices) {
	if e.Case != 0 {
		n.Card(e.Case)
	}
}
