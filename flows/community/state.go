// Package community is the domain as a whole: one community's records, the commands people give, the events that follow, what is
// announced, and when to look again. All of it is pure: Decide turns a state and a command into events, Apply turns a state and
// an event into a state, Announce says who must be told what, Wake when the clock must ask again. The engine in package flows
// feeds it and keeps what comes out.
//
// A file holds one noun: its decisions, its events, how they change the state and what is announced of them.
package community

import (
	"strconv"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
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
	// Ties is the number last given to a tie to another community, Above the level above; "" when none is known.
	Ties int `json:"ties,omitempty"`
	// Conveners says whether one convener decides or all must agree, Parties whether four parties sit in every meeting.
	Conveners string `json:"conveners,omitempty"`
	Parties   string `json:"parties,omitempty"`
	// Acceptance says who finds that work is done: the unit itself, or a supervisor.
	Acceptance string `json:"acceptance,omitempty"`
	Above      string `json:"above,omitempty"`
	// Open are the cases not closed, Coming the meetings not over, in order.
	Open   []int `json:"open,omitempty"`
	Coming []int `json:"coming,omitempty"`
	// Present says that the bot is in the group; Pin that it may pin there.
	Present bool `json:"present"`
	Pin     bool `json:"pin,omitempty"`
	// Door is the code of the link by which residents open a private chat about this community.
	Door string `json:"door"`
	// Page is where the wall stands on the web.
	Page Page `json:"page,omitzero"`
}

// Place is a chat, with a thread in a forum.
type Place struct {
	Chat   int64 `json:"chat"`
	Thread int   `json:"thread,omitempty"`
}

// State is a community as far as it has been read.
type State struct {
	*Book
	methods *procedure.Book
	opens   Keys
	zones   func(string) *Zone
	place   *place
	// permissions is who may do what when.
	permissions *permission.Table
}

// Permissions is the table of who may do what when, against which commands are held.
func (s *State) Permissions() *permission.Table { return s.permissions }

// WithVerbs holds commands against the permissions of these verbs, in place of the program's.
func (s *State) WithVerbs(v *Verbs) *State {
	s.permissions = v.Permissions()
	return s
}

// Keys finds what opens the seals of a secret ballot, by the ballot's id: nil when it is gone. ok is false when it could not be
// looked for now. It is kept outside the records, for records are remembered in more places than one.
type Keys func(ballot string) (key []byte, ok bool)

// WithKeys gives a state the keys of its secret ballots; without them none can be opened.
func (s *State) WithKeys(k Keys) *State {
	s.opens = k
	return s
}

// NewState reads a book under the procedures known.
func NewState(b *Book, methods *procedure.Book) *State {
	return &State{
		Book: b, methods: methods, zones: FindZone, place: &place{Zone: &Zone{location: time.UTC}}, permissions: standard.Permissions(),
	}
}

// Fork is a state whose changes stay apart until its book is merged.
func (s *State) Fork() *State {
	f := *s
	f.Book = s.Book.Fork()
	return &f
}

// Keys of records. Those that begin with "x:" are kept outside the journal: what is personal, secret or only technical.
const (
	headKey    = "community"
	holdersKey = "holders"
)

func personKey(n int) string          { return "person:" + strconv.Itoa(n) }
func profileKey(n int) string         { return "x:profile:" + strconv.Itoa(n) }
func userKey(user int64) string       { return "x:user:" + strconv.FormatInt(user, 10) }
func caseKey(n int) string            { return "case:" + strconv.Itoa(n) }
func supportPrefix(n int) string      { return "support:" + strconv.Itoa(n) + ":" }
func supportKey(n, person int) string { return supportPrefix(n) + strconv.Itoa(person) }
func ballotKey(id string) string      { return "ballot:" + id }
func votePrefix(id string) string     { return "vote:" + id + ":" }
func voteKey(id string, p int) string { return votePrefix(id) + strconv.Itoa(p) }
func receiptsKey(id string) string    { return "receipts:" + id }
func sealPrefix(id string) string     { return "x:seal:" + id + ":" }
func sealKey(id string, p int) string { return sealPrefix(id) + strconv.Itoa(p) }
func meetingKey(n int) string         { return "meeting:" + strconv.Itoa(n) }
func inviteKey(code string) string    { return "invite:" + code }
func statementKey(n, k int) string    { return "statement:" + strconv.Itoa(n) + ":" + strconv.Itoa(k) }
func nameKey(username string) string  { return "x:name:" + username }

// ratingPrefix holds the ratings of one evaluation: a case that was reopened is judged anew.
func ratingPrefix(c *cases.Case) string {
	which := "rating:" + strconv.Itoa(c.Number) + "." + strconv.Itoa(c.Reopened)
	if c.Evaluation.Turn > 0 {
		which += "." + strconv.Itoa(c.Evaluation.Turn)
	}
	return which + ":"
}

func ratingKey(c *cases.Case, person int) string { return ratingPrefix(c) + strconv.Itoa(person) }

// Head is the community's head record; nil before it is founded.
func (s *State) Head() *Community { return get[Community](s.Book, headKey) }

// Case is a case by number; nil when there is none.
func (s *State) Case(n int) *cases.Case { return get[cases.Case](s.Book, caseKey(n)) }

// Ballot is a ballot by id; nil when there is none.
func (s *State) Ballot(id string) *ballot.Ballot { return get[ballot.Ballot](s.Book, ballotKey(id)) }

// Vote is what a person's vote in a ballot stands at; nil when the person is not entitled, or has not voted where all may.
func (s *State) Vote(id string, person int) *ballot.Vote {
	return get[ballot.Vote](s.Book, voteKey(id, person))
}

// Votes lists the votes of a ballot by person.
func (s *State) Votes(id string) []Item[ballot.Vote] {
	return list[ballot.Vote](s.Book, votePrefix(id))
}

// Receipts are those of a secret ballot that was closed; nil while it is open, and for others.
func (s *State) Receipts(id string) *ballot.Receipts {
	return get[ballot.Receipts](s.Book, receiptsKey(id))
}

// Meeting is a meeting by number; nil when there is none.
func (s *State) Meeting(n int) *meeting.Meeting { return get[meeting.Meeting](s.Book, meetingKey(n)) }

// Person is a person by number; nil when there is none.
func (s *State) Person(n int) *people.Person { return get[people.Person](s.Book, personKey(n)) }

// Profile is what is personal of a person; nil when erased or unknown.
func (s *State) Profile(n int) *people.Profile { return get[people.Profile](s.Book, profileKey(n)) }

// Holders is the list of who holds a role; never nil.
func (s *State) Holders() *people.Holders {
	if h := get[people.Holders](s.Book, holdersKey); h != nil {
		return h
	}
	return &people.Holders{}
}
