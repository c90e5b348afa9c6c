package record

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"echowall/flows/people"
)

// CheckAccounts tells the first number that belongs to another account than the book has the mark of, and how many have
// an account and no mark: they were given a number before the book kept any.
//
// keptAs are the hashes as which the accounts of those erased are kept, as the book has them.
func CheckAccounts(s *Records, keptAs map[int]string) (unmarked int, err error) {
	for n := 1; n <= s.Head().People; n++ {
		p, profile := s.Person(n), s.Profile(n)
		if p == nil {
			continue // which the replay tells
		}
		switch {
		case profile == nil && p.User != "":
			return 0, fmt.Errorf("the account of person %d is gone, and the book does not say that they were erased", n)
		case profile != nil && p.Erased:
			return 0, fmt.Errorf("person %d was erased, and what is personal about them is there", n)
		case profile == nil || profile.User == 0:
			continue
		case p.User != "" && people.Mark(profile.User, profile.Salt) != p.User:
			return 0, fmt.Errorf("person %d has another account than the one they joined with", n)
		case p.User == "":
			unmarked++
		}
	}
	if err := checkWays(s); err != nil {
		return 0, err
	}
	return unmarked, checkKept(s, keptAs)
}

// checkWays tells the first account or @name that leads to somebody who has another.
func checkWays(s *Records) error {
	for _, a := range List[number](s.Cache, userPrefix) {
		p := s.Profile(a.Value.Person)
		if p == nil || s.Person(a.Value.Person) == nil || userKey(p.User) != userPrefix+a.Key {
			return fmt.Errorf("an account leads to person %d, who has another", a.Value.Person)
		}
	}
	for _, a := range List[number](s.Cache, namePrefix) {
		if p := s.Profile(a.Value.Person); p == nil || nameKey(strings.ToLower(p.Username)) != namePrefix+a.Key {
			return fmt.Errorf("@%s leads to person %d, who has another name", a.Key, a.Value.Person)
		}
	}
	return nil
}

// checkKept tells of an account that is kept of somebody erased though nothing is open for which that is needed, or
// that is another than was erased.
func checkKept(s *Records, keptAs map[int]string) error {
	kept := s.Head().Kept
	for _, all := range List[accounts](s.Cache, accountsKey) {
		for _, x := range all.Value.List {
			if p := s.Person(x.Person); p == nil || !p.Erased || !slices.Contains(kept, x.Person) {
				return fmt.Errorf("an account is kept of person %d, who was not erased or takes part in nothing", x.Person)
			}
			if keptAs[x.Person] != x.Hash {
				return fmt.Errorf("another account is kept of person %d than the one that was erased", x.Person)
			}
		}
		if len(kept) == 0 {
			return errors.New("the secret of accounts is kept, and no account is")
		}
	}
	return nil
}
