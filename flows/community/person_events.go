package community

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/say"
)

// PersonJoined gives somebody who acts for the first time a number.
type PersonJoined struct {
	Person int `json:"person"`
}

func (e PersonJoined) apply(s *State, m Meta) {
	edit[Community](s.Book, headKey).People = e.Person
	put(s.Book, personKey(e.Person), &people.Person{Number: e.Person, Joined: m.At})
	vacant(s.Book, profileKey(e.Person))
}

func (e PersonJoined) announce(_ *State, _ Meta, _ *Notices) {}

// Appointed gives a role. Code is the invitation that was used; First that the community was founded with it.
type Appointed struct {
	Person int          `json:"person"`
	Grant  people.Grant `json:"grant"`
	Code   string       `json:"code,omitempty"`
	First  bool         `json:"first,omitempty"`
	// Also says that the role is held beside those with another detail.
	Also bool `json:"also,omitempty"`
}

func (e Appointed) apply(s *State, m Meta) {
	g := e.Grant
	g.Since = m.At
	x := people.Holder{Person: e.Person, Role: g.Role, Detail: g.Detail}
	if e.Also {
		edit[people.Person](s.Book, personKey(e.Person)).Add(g)
		edit[people.Holders](s.Book, holdersKey).Add(x)
	} else {
		edit[people.Person](s.Book, personKey(e.Person)).Take(g)
		edit[people.Holders](s.Book, holdersKey).Put(x)
	}
	s.useCode(e.Code)
}

func (e Appointed) announce(_ *State, _ Meta, n *Notices) {
	n.menu(e.Person)
	if e.First {
		return
	}
	n.person(e.Person, say.New("notice.appointed", grantArgs(e.Person, e.Grant)))
	n.add(say.Notice{
		To: say.Address{Room: say.Wall}, Kind: say.Echo, Quiet: true,
		Message: say.New("notice.appointed.public", grantArgs(e.Person, e.Grant)),
	})
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

func (e Dismissed) apply(s *State, _ Meta) {
	p, h := edit[people.Person](s.Book, personKey(e.Person)), edit[people.Holders](s.Book, holdersKey)
	if e.Detail != "" {
		p.DropDetail(e.Role, e.Detail)
		h.RemoveDetail(e.Person, e.Role, e.Detail)
		return
	}
	p.Drop(e.Role)
	h.Remove(e.Person, e.Role)
}

func (e Dismissed) announce(s *State, _ Meta, n *Notices) {
	n.menu(e.Person)
	args := grantArgs(e.Person, people.Grant{Role: e.Role, Detail: e.Detail})
	if missing := s.Holders().MissingKinds(); e.Role == people.Member && len(missing) > 0 {
		n.tells(s.secretaries(), say.New("notice.kinds_missing", say.Args{"Kinds": kindArgs(missing)}), "")
	}
	if e.Term {
		args["Term"] = say.Num(1)
	}
	n.person(e.Person, say.New("notice.dismissed", args))
	n.add(say.Notice{
		To: say.Address{Room: say.Wall}, Kind: say.Echo, Quiet: true, Message: say.New("notice.dismissed.public", args),
	})
}

// CodeIssued makes a code that opens something for a time.
type CodeIssued struct {
	Code  string       `json:"code"`
	Use   string       `json:"use"`
	Grant people.Grant `json:"grant,omitzero"`
	// Meeting is the one whose room the code hangs in, Case the one that it lets people have a say in.
	Meeting int       `json:"meeting,omitempty"`
	Case    int       `json:"case,omitempty"`
	Until   time.Time `json:"until"`
	Times   int       `json:"times"`
}

func (e CodeIssued) apply(s *State, _ Meta) {
	i := Invite{Use: e.Use, Grant: e.Grant, Meeting: e.Meeting, Case: e.Case, Until: e.Until, Left: e.Times}
	put(s.Book, inviteKey(e.Code), &i)
	if e.Meeting != 0 {
		edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Code = e.Code
	}
}

func (e CodeIssued) announce(_ *State, _ Meta, _ *Notices) {}

// Erased deletes what is personal of a person.
type Erased struct {
	Person int `json:"person"`
	// Case is what was entered for a person without an account: who heard of it in their place does no longer.
	Case int `json:"case,omitempty"`
}

func (e Erased) apply(s *State, _ Meta) {
	p := edit[people.Person](s.Book, personKey(e.Person))
	for _, g := range slices.Clone(p.Grants) {
		edit[people.Holders](s.Book, holdersKey).Remove(e.Person, g.Role)
	}
	p.Grants, p.Erased = nil, true
	s.forget(e.Person)
	if e.Case != 0 {
		edit[cases.Case](s.Book, caseKey(e.Case)).Through = 0
	}
}

func (e Erased) announce(_ *State, _ Meta, n *Notices) {
	if e.Case != 0 {
		n.card(e.Case)
	}
}
