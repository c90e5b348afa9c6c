// Package people holds who somebody is in a community: a numbered person with roles. Names, @names and Telegram ids are kept
// apart in a Profile, outside the journal, so that a person can be erased while the book stays whole. It decides nothing:
// who may do what is package permission, who does it is package community.
package people

import (
	"slices"
	"strings"
	"time"
)

// Role is what a person does in a community.
type Role string

// The roles. Everybody is a resident; a raiser, a supporter and a stakeholder are so for one case, a chair for one meeting; an admin
// is one of the chat group.
const (
	Resident    Role = "resident"
	Member      Role = "member"
	Convener    Role = "convener"
	Secretary   Role = "secretary"
	Supervisor  Role = "supervisor"
	Authority   Role = "authority"
	Handler     Role = "handler"
	Expert      Role = "expert"
	Raiser      Role = "raiser"
	Stakeholder Role = "stakeholder"
	Supporter   Role = "supporter"
	Admin       Role = "admin"
	Chair       Role = "chair"
)

// Granted lists the roles that are given by appointment, in the order in which people are shown.
func Granted() []Role {
	return []Role{Convener, Secretary, Member, Supervisor, Authority, Handler, Expert}
}

// All lists every role.
func All() []Role {
	return append([]Role{Resident, Raiser, Supporter, Stakeholder, Admin, Chair}, Granted()...)
}

// Grant is a role held by a person.
type Grant struct {
	Role Role `json:"role"`
	// Detail is the kind of a member, the unit of a handler, the speciality of an expert; "" for the others.
	Detail string    `json:"detail,omitempty"`
	Since  time.Time `json:"since"`
}

// Person is somebody who has acted in the community or holds a role in it.
type Person struct {
	Number int       `json:"number"`
	Joined time.Time `json:"joined"`
	Grants []Grant   `json:"grants,omitempty"`
	Erased bool      `json:"erased,omitempty"`
}

// Has tells whether the person holds the role; everybody is a resident.
func (p *Person) Has(r Role) bool {
	return r == Resident || slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Role == r })
}

// Detail is the kind, unit or speciality that goes with the role; "" when there is none.
func (p *Person) Detail(r Role) string {
	for _, g := range p.Grants {
		if g.Role == r {
			return g.Detail
		}
	}
	return ""
}

// Roles lists what the person is, resident first.
func (p *Person) Roles() []Role {
	roles := []Role{Resident}
	for _, g := range p.Grants {
		roles = append(roles, g.Role)
	}
	return roles
}

// Take adds or renews a grant: a role is held once.
func (p *Person) Take(g Grant) {
	p.Drop(g.Role)
	p.Grants = append(p.Grants, g)
}

// Drop ends a role.
func (p *Person) Drop(r Role) {
	p.Grants = slices.DeleteFunc(p.Grants, func(g Grant) bool { return g.Role == r })
}

// Holder is a person in a role, as the list of holders keeps it.
type Holder struct {
	Person int    `json:"person"`
	Role   Role   `json:"role"`
	Detail string `json:"detail,omitempty"`
}

// Holders is the list of all who hold a role in the community, in order of appointment.
type Holders struct {
	List []Holder `json:"list"`
}

// Of lists the persons who hold any of the roles, each once.
func (h *Holders) Of(roles ...Role) []int {
	var found []int
	for _, x := range h.List {
		if slices.Contains(roles, x.Role) && !slices.Contains(found, x.Person) {
			found = append(found, x.Person)
		}
	}
	return found
}

// Unit lists the handlers of a unit.
func (h *Holders) Unit(unit string) []int {
	var found []int
	for _, x := range h.List {
		if x.Role == Handler && strings.EqualFold(x.Detail, unit) {
			found = append(found, x.Person)
		}
	}
	return found
}

// Put adds or renews a holder.
func (h *Holders) Put(x Holder) {
	for i, y := range h.List {
		if y.Person == x.Person && y.Role == x.Role {
			h.List[i] = x
			return
		}
	}
	h.List = append(h.List, x)
}

// Remove takes a holder out.
func (h *Holders) Remove(person int, role Role) {
	h.List = slices.DeleteFunc(h.List, func(x Holder) bool { return x.Person == person && x.Role == role })
}
