// Package people holds who somebody is in a community: a numbered person with roles. Names, @names and Telegram ids are
// kept apart in a Profile, outside the journal, so that a person can be erased while the journal stays whole. It
// decides nothing: who may do what is package permission, who does it is package community.
package people

import (
	"slices"
	"strings"
	"time"
)

// Role is what a person does in a community.
type Role string

// The roles. Everybody is a resident; a raiser, a supporter and a stakeholder are so for one case, a chair for one
// meeting; an admin is one of the chat group, whose owner Telegram
// names.
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
	Owner       Role = "owner"
	Chair       Role = "chair"
)

// Granted lists the roles that are given by appointment, in the order in which people are shown.
func Granted() []Role {
	return []Role{Convener, Secretary, Member, Supervisor, Authority, Handler, Expert}
}

// Everybody is the role that all have: what it may do, everybody may.
func Everybody() []Role { return []Role{Resident} }

// Office are those who run a community day by day.
func Office() []Role { return []Role{Secretary, Convener} }

// All lists every role.
func All() []Role {
	return append([]Role{Resident, Raiser, Supporter, Stakeholder, Admin, Owner, Chair}, Granted()...)
}

// Grant is a role held by a person.
type Grant struct {
	Role Role `json:"role"`
	// Detail is the kind of a member, the unit of a handler, the speciality of an expert; "" for the others.
	Detail string    `json:"detail,omitempty"`
	Since  time.Time `json:"since"`
	// Until is the end of the term of office; zero when it has none.
	Until time.Time `json:"until,omitzero"`
	// Told says that the end of the term has been announced to the office.
	Told bool `json:"told,omitempty"`
}

// Person is somebody who has acted in the community or holds a role in it.
type Person struct {
	Number int       `json:"number"`
	Joined time.Time `json:"joined"`
	Grants []Grant   `json:"grants,omitempty"`
	Erased bool      `json:"erased,omitempty"`
	// Waiting are the changes of offices of trust that have not taken effect.
	Waiting []Waiting `json:"waiting,omitempty"`
	// User is the mark of the person's Telegram account, as Mark makes it; "" where none was made, or it was erased.
	User string `json:"user,omitempty"`
	// Left is when the person left the residents' group, zero for who is in it or never was; Shut says that the private
	// chat was shut.
	Left time.Time `json:"left,omitzero"`
	Shut bool      `json:"shut,omitempty"`
	// InGroup says that the person was found in the community's group, Confirmed that the secretary has confirmed them as
	// a resident.
	InGroup   bool `json:"in_group,omitempty"`
	Confirmed bool `json:"confirmed,omitempty"`
	// Mutes are those of the person that were not over when the last was made.
	Mutes []Mute `json:"mutes,omitempty"`
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

// Details are all kinds, units or specialities that go with the role.
func (p *Person) Details(r Role) []string {
	var all []string
	for _, g := range p.Grants {
		if g.Role == r {
			all = append(all, g.Detail)
		}
	}
	return all
}

// Roles lists what the person is, resident first, each once.
func (p *Person) Roles() []Role {
	roles := []Role{Resident}
	for _, g := range p.Grants {
		if !slices.Contains(roles, g.Role) {
			roles = append(roles, g.Role)
		}
	}
	return roles
}

// Take adds or renews a grant: a role is held once.
func (p *Person) Take(g Grant) {
	p.Drop(g.Role)
	p.Grants = append(p.Grants, g)
}

// Add takes a grant beside those of the same role with another detail: one may work for two units, or know two fields.
func (p *Person) Add(g Grant) {
	p.DropDetail(g.Role, g.Detail)
	p.Grants = append(p.Grants, g)
}

// Drop ends a role.
func (p *Person) Drop(r Role) {
	p.Grants = slices.DeleteFunc(p.Grants, func(g Grant) bool { return g.Role == r })
}

// DropDetail ends a role as far as it goes with a detail.
func (p *Person) DropDetail(r Role, detail string) {
	p.Grants = slices.DeleteFunc(p.Grants,
		func(g Grant) bool { return g.Role == r && strings.EqualFold(g.Detail, detail) })
}

// Nobody tells whether a Telegram account is none of a person: Telegram itself, in whose name a channel speaks in its
// group, an admin who hides, and a channel that somebody speaks as. What one of them says or is, anybody behind it
// could be.
func Nobody(user int64) bool {
	const telegram, hiddenAdmin, channel = 777000, 1087968824, 136817688
	return user == telegram || user == hiddenAdmin || user == channel || user == 0
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
	// Filled are the offices of trust that somebody held before.
	Filled []Role `json:"filled,omitempty"`
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

// Add puts a holder beside those entries of the same person and role that have another detail.
func (h *Holders) Add(x Holder) {
	h.RemoveDetail(x.Person, x.Role, x.Detail)
	h.List = append(h.List, x)
}

// RemoveDetail takes a holder out as far as the role goes with a detail.
func (h *Holders) RemoveDetail(person int, role Role, detail string) {
	h.List = slices.DeleteFunc(h.List, func(x Holder) bool {
		return x.Person == person && x.Role == role && strings.EqualFold(x.Detail, detail)
	})
}

// Experts lists the entries of experts whose speciality has all the words; of all experts when there are none.
func (h *Holders) Experts(words ...string) []Holder {
	var found []Holder
	for _, x := range h.List {
		field := strings.ToLower(x.Detail)
		misses := slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(field, strings.ToLower(w)) })
		if x.Role == Expert && !misses {
			found = append(found, x)
		}
	}
	return found
}

// Remove takes a holder out.
func (h *Holders) Remove(person int, role Role) {
	h.List = slices.DeleteFunc(h.List, func(x Holder) bool { return x.Person == person && x.Role == role })
}
