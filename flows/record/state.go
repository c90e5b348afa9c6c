package record

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/bucket"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/journal"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/procedure"
)

// Community is the head record: what is true of the whole.
type Community struct {
	Name string `json:"name"`
	// Chat is the residents' group, Council and Wall the chats bound beside it.
	Chat     int64         `json:"chat"`
	Council  Place         `json:"council,omitzero"`
	Wall     Place         `json:"wall,omitzero"`
	Language string        `json:"language"`
	Zone     string        `json:"zone"`
	Method   string        `json:"procedure"`
	Version  int           `json:"version"`
	Echo     calendar.Span `json:"echo_every"`
	// Notice is how long before a meeting its agenda is published; zero leaves it to the procedures.
	Notice  calendar.Span `json:"notice,omitzero"`
	Founded time.Time     `json:"founded"`
	// Country is the one whose public holidays count, where that is not the one of the time zone; "none" for no holidays.
	Country string `json:"country,omitempty"`
	// Quiet are the hours in which people are left in peace; nil for the night.
	Quiet *calendar.Quiet `json:"quiet,omitempty"`
	// Place is where sessions are held that are called by the calendar.
	Place string `json:"place,omitempty"`
	// Station is what the station has, as the secretary says: a thing → a few words on it.
	Station map[string]string `json:"station,omitempty"`
	// People, Cases and Meetings are the numbers last given.
	People   int `json:"people"`
	Cases    int `json:"cases"`
	Meetings int `json:"meetings"`
	// Kept are the persons who were erased while something was open in which they had taken part, in order; see
	// Accounts.
	Kept []int `json:"kept,omitempty"`
	// Ties is the number last given to a tie to another community, Above the level above; "" when none is known.
	Ties int `json:"ties,omitempty"`
	// Conveners says whether one convener decides or all must agree, Parties whether four parties sit in every meeting.
	Conveners string `json:"conveners,omitempty"`
	Parties   string `json:"parties,omitempty"`
	// Acceptance says who finds that work is done: the unit itself, or a supervisor.
	Acceptance string `json:"acceptance,omitempty"`
	// Residents says who counts as a resident: in the group, confirmed, or anybody.
	Residents string `json:"residents,omitempty"`
	Above     string `json:"above,omitempty"`
	// Limits are what each person may ask for.
	Limits bucket.Limits `json:"limits,omitzero"`
	// Open are the cases not closed, Coming the meetings not over, in order.
	Open   []int `json:"open,omitempty"`
	Coming []int `json:"coming,omitempty"`
	// Present says that the bot is in the group; Pin that it may pin there.
	Present bool `json:"present"`
	Pin     bool `json:"pin,omitempty"`
	// Door is the code of the link by which residents open a private chat about this community.
	Door string `json:"door"`
	// Rules is the version of the rules by which what is entered in the book from now on is judged; 0 before books said
	// so.
	Rules int `json:"rules,omitempty"`
	// Rollback is the head of the book that was shown when whoever runs the program went on from an earlier one; zero
	// where that never was.
	Rollback journal.Head `json:"rollback,omitzero"`
	// Page is where the wall stands on the web.
	Page Page `json:"page,omitzero"`
}

// Place is a chat, with a thread in a forum.
type Place struct {
	Chat   int64 `json:"chat"`
	Thread int   `json:"thread,omitempty"`
}

// Records are a community as far as it has been read, under the procedures that are known.
type Records struct {
	*Cache
	methods *procedure.Registry
	opens   Keys
	zones   func(string) *Zone
	zoned   *zoned
}

// Keys finds what opens the seals of a secret ballot, by the ballot's id: nil when it is gone. ok is false when it
// could not be looked for now. It is kept outside the records, for records are remembered in more places than one.
type Keys func(ballot string) (key []byte, ok bool)

// NewRecords reads a cache under the procedures known.
func NewRecords(b *Cache, methods *procedure.Registry) *Records {
	return &Records{Cache: b, methods: methods, zones: FindZone, zoned: &zoned{Zone: &Zone{location: time.UTC}}}
}

// SetKeys gives the records the keys of their secret ballots; without them none can be opened.
func (s *Records) SetKeys(k Keys) { s.opens = k }

// HasKeys tells whether secret ballots can be opened at all.
func (s *Records) HasKeys() bool { return s.opens != nil }

// KeyOf is what opens the seals of a secret ballot; see Keys.
func (s *Records) KeyOf(ballot string) (key []byte, ok bool) {
	if s.opens == nil {
		return nil, true
	}
	return s.opens(ballot)
}

// Fork is a sheet over the records, whose changes stay apart until its cache is merged.
func (s *Records) Fork() *Records {
	return &Records{Cache: s.Cache.Fork(), methods: s.methods, opens: s.opens, zones: s.zones, zoned: s.zoned}
}

// Keys of records. Those that begin with "x:" are kept outside the journal: what is personal, secret or only technical.
const (
	HeadKey    = "community"
	HoldersKey = "holders"
)

// Head is the community's head record; nil before it is founded.
func (s *Records) Head() *Community { return Get[Community](s.Cache, HeadKey) }

// Case is a case by number; nil when there is none.
func (s *Records) Case(n int) *cases.Case { return Get[cases.Case](s.Cache, CaseKey(n)) }

// Ballot is a ballot by id; nil when there is none.
func (s *Records) Ballot(id string) *ballot.Ballot { return Get[ballot.Ballot](s.Cache, BallotKey(id)) }

// Vote is what a person's vote in a ballot stands at; nil when the person is not entitled, or has not voted where all
// may.
func (s *Records) Vote(id string, person int) *ballot.Vote {
	return Get[ballot.Vote](s.Cache, VoteKey(id, person))
}

// Votes lists the votes of a ballot by person.
func (s *Records) Votes(id string) []Item[ballot.Vote] {
	return List[ballot.Vote](s.Cache, votePrefix(id))
}

// Receipts are those of a secret ballot that was closed; nil while it is open, and for others.
func (s *Records) Receipts(id string) *ballot.Receipts {
	return Get[ballot.Receipts](s.Cache, ReceiptsKey(id))
}

// Meeting is a meeting by number; nil when there is none.
func (s *Records) Meeting(n int) *meeting.Meeting {
	return Get[meeting.Meeting](s.Cache, MeetingKey(n))
}

// Person is a person by number; nil when there is none.
func (s *Records) Person(n int) *people.Person { return Get[people.Person](s.Cache, PersonKey(n)) }

// Profile is what is personal of a person; nil when erased or unknown.
func (s *Records) Profile(n int) *people.Profile { return Get[people.Profile](s.Cache, ProfileKey(n)) }

// Holders is the list of who holds a role; never nil.
func (s *Records) Holders() *people.Holders {
	if h := Get[people.Holders](s.Cache, HoldersKey); h != nil {
		return h
	}
	return &people.Holders{}
}
