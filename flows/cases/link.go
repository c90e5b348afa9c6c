package cases

import (
	"slices"
	"time"

	"echowall/flows/ballot"
)

// LinkKind is why a case follows that of another community.
type LinkKind string

// The kinds: it was referred to the level above, or several communities deliberate it together; or somebody takes it by
// hand to a level above to which no letter goes by itself, and the community of which has no name here.
const (
	ReferredUp LinkKind = "referred"
	Joint      LinkKind = "joint"
	ByHand     LinkKind = "by hand"
)

// Link ties a case to one of another community.
type Link struct {
	Community string `json:"community"`
	// Name is what that community is called.
	Name string `json:"name"`
	// Case is its number there; 0 while that is not known.
	Case int       `json:"case,omitempty"`
	Kind LinkKind  `json:"kind"`
	At   time.Time `json:"at,omitzero"`
	// Ballot is the leader's ballot that the last one here belongs to.
	Ballot string `json:"ballot,omitempty"`
}

// Count is how one community voted. However many its voters are, it counts once.
type Count struct {
	Community string        `json:"community"`
	Name      string        `json:"name"`
	Result    ballot.Result `json:"result"`
	Tally     ballot.Tally  `json:"tally"`
}

// Follows tells whether the case follows that of another community for this reason.
func (c *Case) Follows(k LinkKind) bool { return c.Lead != nil && c.Lead.Kind == k }

// Follower finds the case of a community that follows this one; nil when there is none.
func (c *Case) Follower(community string) *Link {
	for i := range c.Followers {
		if c.Followers[i].Community == community {
			return &c.Followers[i]
		}
	}
	return nil
}

// Partners are the communities that deliberate the case together with its own, each once: where cases were merged that
// it both took part in, two of its own follow, and it counts its votes once all the same.
func (c *Case) Partners() []Link {
	var partners []Link
	for _, l := range c.Followers {
		known := slices.ContainsFunc(partners, func(p Link) bool { return p.Community == l.Community })
		if l.Kind == Joint && !known {
			partners = append(partners, l)
		}
	}
	return partners
}

// Partner tells whether a community deliberates the case together with its own.
func (c *Case) Partner(community string) bool {
	return slices.ContainsFunc(c.Partners(), func(l Link) bool { return l.Community == community })
}

// Counting tells whether the communities' results are being gathered: some have counted, and some have not.
func (c *Case) Counting() bool {
	return len(c.Talk.Counts) > 0 && c.Talk.Ballot == "" && len(c.Talk.Counts) <= len(c.Partners())
}
