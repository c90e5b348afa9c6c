package record

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
)

// accounts are the accounts of persons who were erased while something was open in which they had taken part. They lie
// outside the journal, as hashes under a secret that is destroyed with the last of them.
type accounts struct {
	Secret []byte    `json:"secret"`
	List   []account `json:"list"`
}

// account leads from the hash of a Telegram id to the person it was.
type account struct {
	Hash   string `json:"hash"`
	Person int    `json:"person"`
}

const accountsKey = "x:accounts"

func (a *accounts) hash(user int64) string {
	mac := hmac.New(sha256.New, a.Secret)
	mac.Write([]byte(strconv.FormatInt(user, 10)))
	return hex.EncodeToString(mac.Sum(nil))
}

// Accounts are the accounts of a community's persons who were erased while they took part in something open.
type Accounts struct{ *Records }

// AccountsOf are the accounts of a community.
func AccountsOf(s *Records) Accounts { return Accounts{s} }

// Keep keeps the account of somebody who is about to be erased, so that who comes back is the same person as long
// as that matters; seed are random bytes, of which the secret is made. Where the profile is not at hand, as when a
// journal is replayed, only the number is noted.
func (s Accounts) Keep(person int, seed []byte) {
	head := Edit[Community](s.Cache, HeadKey)
	if !slices.Contains(head.Kept, person) {
		head.Kept = append(head.Kept, person)
	}
	p := s.Profile(person)
	if p == nil || p.User == 0 || len(seed) == 0 {
		return
	}
	a := Edit[accounts](s.Cache, accountsKey)
	a.lock(seed)
	a.drop(person)
	a.List = append(a.List, account{Hash: a.hash(p.User), Person: person})
}

// KeptAs is the hash as which the account of somebody is kept who is erased now: it says nothing to anybody once the
// secret is destroyed, and until then that the account is the one that was erased.
func (s Accounts) KeptAs(person int, seed []byte) string {
	p := s.Profile(person)
	if p == nil || p.User == 0 {
		return ""
	}
	var a accounts
	if known := Get[accounts](s.Cache, accountsKey); known != nil {
		a.Secret = known.Secret
	}
	a.lock(seed)
	return a.hash(p.User)
}

// lock makes the secret, where there is none yet.
func (a *accounts) lock(seed []byte) {
	if len(a.Secret) == 0 {
		sum := sha256.Sum256(append([]byte("accounts:"), seed...))
		a.Secret = sum[:]
	}
}

// Returning is the person whom a user was before being erased, as long as that is kept; 0 for none.
func (s Accounts) Returning(user int64) int {
	if h := s.Head(); h == nil || len(h.Kept) == 0 {
		return 0
	}
	a := Get[accounts](s.Cache, accountsKey)
	if a == nil {
		return 0
	}
	want := a.hash(user)
	for _, x := range a.List {
		if hmac.Equal([]byte(x.Hash), []byte(want)) {
			return x.Person
		}
	}
	return 0
}

// Recall takes a person back who returned.
func (s Accounts) Recall(person int) { s.drop(func(n int) bool { return n == person }) }

// Forget destroys what is kept of those who at a time take part in nothing any more that is open.
func (s Accounts) Forget(at time.Time) { s.drop(func(n int) bool { return !s.TakesPart(n, at) }) }

func (s Accounts) drop(gone func(person int) bool) {
	kept := s.Head().Kept
	var stay []int
	for _, n := range kept {
		if !gone(n) {
			stay = append(stay, n)
		}
	}
	if len(stay) == len(kept) {
		return
	}
	Edit[Community](s.Cache, HeadKey).Kept = stay
	switch {
	case Get[accounts](s.Cache, accountsKey) == nil:
	case len(stay) == 0:
		Remove(s.Cache, accountsKey)
	default:
		a := Edit[accounts](s.Cache, accountsKey)
		a.List = slices.DeleteFunc(a.List, func(x account) bool { return !slices.Contains(stay, x.Person) })
	}
}

func (a *accounts) drop(person int) {
	a.List = slices.DeleteFunc(a.List, func(x account) bool { return x.Person == person })
}

// TakesPart tells whether somebody has done in an open case what nobody may do twice: raised, supported or objected to
// it, voted in its open ballot, or judged its result; or is muted at a time, and would come back as somebody who is
// not.
func (s Accounts) TakesPart(person int, at time.Time) bool {
	if !s.Person(person).MutedUntil(at).IsZero() {
		return true
	}
	open := s.OpenCases()
	for _, c := range open {
		s.Want(SupportKey(c.Number, person), RatingKey(c, person))
		if c.Talk.Ballot != "" {
			s.Want(VoteKey(c.Talk.Ballot, person))
		}
	}
	return slices.ContainsFunc(open, func(c *cases.Case) bool {
		return c.Raiser == person || s.Supports(c.Number, person) || s.votes(c, person) ||
			Get[cases.Rating](s.Cache, RatingKey(c, person)) != nil ||
			slices.ContainsFunc(c.Publicity.Objections, func(o cases.Objection) bool { return o.By == person })
	})
}

func (s Accounts) votes(c *cases.Case, person int) bool {
	if c.Talk.Ballot == "" {
		return false
	}
	v := Get[ballot.Vote](s.Cache, VoteKey(c.Talk.Ballot, person))
	return v != nil && (v.Choice != "" || v.Recused || v.Pending != nil)
}
