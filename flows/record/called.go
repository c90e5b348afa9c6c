package record

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"echowall/flows/fit"
	"echowall/flows/people"
)

// namesakes are those who are called alike, in the order in which they came; 0 where somebody left. It lies outside the
// journal, under a hash of the name.
type namesakes struct {
	Persons []int `json:"persons"`
}

func namesakesKey(called string) string { return "x:called:" + called }

// called is where those are listed who are called by a name, or by one that looks like it; "" for no name.
func called(name string) string {
	fold := fit.Fold(name)
	if fold == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(fold))
	return hex.EncodeToString(sum[:12])
}

// callAlso lists somebody among those of their name, and no longer among those of the name they had.
func callAlso(s *Records, p, old *people.Profile) {
	p.Called = called(p.Name)
	if old != nil && old.Called == p.Called {
		return
	}
	if old != nil {
		callNoMore(s, old)
	}
	if p.Called == "" {
		return
	}
	all := &namesakes{}
	if known := Get[namesakes](s.Cache, namesakesKey(p.Called)); known != nil {
		all.Persons = slices.Clone(known.Persons)
	}
	if !slices.Contains(all.Persons, p.Person) {
		all.Persons = append(all.Persons, p.Person)
	}
	Put(s.Cache, namesakesKey(p.Called), all)
}

// callNoMore strikes somebody from those of their name. The others keep their places, by which they are told apart.
func callNoMore(s *Records, p *people.Profile) {
	if p.Called == "" {
		return
	}
	known := Get[namesakes](s.Cache, namesakesKey(p.Called))
	if known == nil {
		return
	}
	left := slices.Clone(known.Persons)
	for i, n := range left {
		if n == p.Person {
			left[i] = 0
		}
	}
	if slices.Max(append(left, 0)) == 0 {
		Remove(s.Cache, namesakesKey(p.Called))
		return
	}
	Put(s.Cache, namesakesKey(p.Called), &namesakes{left})
}

// Called is what a person is called, and what tells them from others of the name.
type Called struct {
	// Name is what of the name is shown; "" where nothing of it can be seen, or nobody is known by the number.
	Name string
	// Known says that there is somebody, whatever they are called.
	Known bool
	// Username is the @name, where there is one.
	Username string
	// Nth is the place among those of the name; 0 where nobody else is called so.
	Nth int
	// Instead is an office that somebody else of the name holds, while this person holds none; "" for none.
	Instead people.Role
}

// CalledOf finds what a person is called. It is the one place that decides how somebody is shown.
func CalledOf(s *Records, person int) Called {
	p := s.Profile(person)
	if p == nil {
		return Called{}
	}
	c := Called{Name: fit.Name(p.Name), Known: true, Username: p.Username}
	all := others(s, p)
	if len(all) == 0 {
		return c
	}
	known := Get[namesakes](s.Cache, namesakesKey(p.Called))
	c.Nth = slices.Index(known.Persons, person) + 1
	if officeOf(s, person) == "" {
		for _, n := range all {
			if c.Instead == "" {
				c.Instead = officeOf(s, n)
			}
		}
	}
	return c
}

// others are those who bear the name of a person as well.
func others(s *Records, p *people.Profile) (all []int) {
	if p.Called == "" {
		return nil
	}
	if known := Get[namesakes](s.Cache, namesakesKey(p.Called)); known != nil {
		all = slices.DeleteFunc(slices.Clone(known.Persons), func(n int) bool { return n == 0 || n == p.Person })
	}
	return all
}

// officeOf is the first office that a person holds; "" for none.
func officeOf(s *Records, person int) people.Role {
	for _, h := range s.Holders().List {
		if h.Person == person {
			return h.Role
		}
	}
	return ""
}

// WantCalled wants what tells how persons are called.
func WantCalled(s *Records, persons ...int) {
	s.WantProfiles(persons...)
	for _, n := range persons {
		if raw, _, known := s.look(ProfileKey(n)); known && raw != nil {
			if p := s.Profile(n); p != nil && p.Called != "" {
				s.Want(namesakesKey(p.Called))
			}
		}
	}
}

// Plain is the name in no language's words, told apart where others bear it: by the @name, else by a number; "" for
// none.
func (c Called) Plain() string {
	switch {
	case c.Name == "" && c.Username != "":
		return "@" + c.Username
	case c.Nth == 0 || c.Name == "":
		return c.Name
	case c.Username != "":
		return c.Name + " @" + c.Username
	}
	return c.Name + " (" + strconv.Itoa(c.Nth) + ")"
}
