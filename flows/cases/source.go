package cases

// Source is where a matter came from.
type Source string

// The five sources: found by walking round, recommended by a member, called for in public, set by the authority, drawn
// from proposals and reports.
const (
	FromWalk      Source = "walk"
	FromMember    Source = "recommended"
	FromPublic    Source = "called"
	FromAuthority Source = "set"
	FromProposal  Source = "proposal"
)

// Sources lists the sources.
func Sources() []Source {
	return []Source{FromWalk, FromMember, FromPublic, FromAuthority, FromProposal}
}

// Topic is what sort of matter it is, so that a year can be told by them.
type Topic string

// The five kinds of content: what worries the authorities, what is at the residents' door, what the public watches,
// what members report, what policy sets out.
const (
	OfAuthorities Topic = "worry"
	OfResidents   Topic = "door"
	OfPublic      Topic = "watched"
	OfMembers     Topic = "reported"
	OfPolicy      Topic = "plan"
)

// Topics lists the kinds of content.
func Topics() []Topic { return []Topic{OfAuthorities, OfResidents, OfPublic, OfMembers, OfPolicy} }
