package village

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// The cast of every village. The shy raise anonymously and never act under a role.
const (
	Secretary = 1 + iota
	Convener
	Member
	Lawyer
	Elder
	Supervisor
	Authority
	Power // handles for the power company
	Water // handles for the waterworks
	Expert
	Resident
	Neighbour
	Widow
	Shy
	Shyer
)

// Day is what most waiting is counted in.
const Day = 24 * time.Hour

// Monday is when every village is founded: 9 in the morning in Shanghai.
var Monday = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

// Village is one community with its store, journal and clock, kept as the engine keeps it.
type Village struct {
	TB      testing.TB
	Methods *procedure.Registry
	// Kept are the records as they are stored, Journal the events behind them.
	Kept    map[string][]byte
	Journal []Entry
	State   *life.State
	Now     time.Time
	// Code is that of the last command.
	Code string
	// What the last step came to.
	Events  []life.Event
	Notices []say.Notice
	Answer  say.Notice
	// Away are those whom Telegram does not find in the group.
	Away map[int]bool

	codes int
	// keys open the seals of secret ballots.
	keys map[string][]byte
	// cause is what the step at hand comes of, as the journal would name it; "" for one that no program takes.
	cause string
	// bent says that the records are not all the journal's.
	bent bool
}

// Bare is a village nobody has founded yet.
func Bare(tb testing.TB) *Village {
	v := &Village{TB: tb, Methods: Methods(tb), Kept: map[string][]byte{}, Now: Monday}
	v.Reopen()
	return v
}

// Found makes a village with its cast under a procedure.
func Found(tb testing.TB, method string) *Village {
	v := Bare(tb)
	v.Must(life.Command{Verb: permission.Setup, By: Secretary, Admin: true, Chat: -100, Values: office.Founding{
		Name: "Willow Lane", Method: method, Language: "en", Zone: "Asia/Shanghai",
	}})
	v.Meet(Secretary)
	for range Shyer - 1 {
		v.Join()
	}
	offices := map[int]people.Grant{
		Convener: {Role: people.Convener}, Member: {Role: people.Member}, Lawyer: {Role: people.Member, Detail: "legal"},
		Elder: {Role: people.Member}, Supervisor: {Role: people.Supervisor}, Authority: {Role: people.Authority},
		Power: {Role: people.Handler, Detail: "power"}, Water: {Role: people.Handler, Detail: "water"},
		Expert: {Role: people.Expert, Detail: "lighting"},
	}
	for _, person := range slices.Sorted(maps.Keys(offices)) { // who is told first goes by who was appointed first
		v.Must(life.Command{
			Verb: permission.Appoint, By: Secretary, Person: person, Values: office.Appoint{Grant: offices[person]},
		})
	}
	return v
}

// Join lets somebody new act for the first time and returns the number.
func (v *Village) Join() int {
	v.TB.Helper()
	var n int
	v.Happen(0, func(s *life.State) []life.Event {
		n = s.Newcomer()
		return []life.Event{personnel.PersonJoined{Person: n}}
	})
	v.Meet(n)
	return n
}

// Meet lets somebody open the private chat.
func (v *Village) Meet(n int) {
	v.Ask(func(s *life.State) {
		sheet := s.Fork()
		sheet.Learn(people.Profile{
			Person: n, User: int64(1000 + n), Name: fmt.Sprintf("P%d", n), Username: fmt.Sprintf("user%d", n), Reachable: true,
		})
		sheet.Merge()
	})
}

// Loses lets somebody close the private chat.
func (v *Village) Loses(n int) {
	v.TB.Helper()
	v.Ask(func(s *life.State) {
		sheet := s.Fork()
		sheet.Reach(n, false)
		sheet.Merge()
	})
}

// Copy is the same village, to be changed apart.
func (v *Village) Copy(tb testing.TB) *Village {
	v.Keep()
	c := &Village{
		TB: tb, Methods: v.Methods, Kept: maps.Clone(v.Kept), Journal: slices.Clone(v.Journal), Now: v.Now,
		codes: v.codes, keys: maps.Clone(v.keys), bent: v.bent,
	}
	c.Reopen()
	return c
}

// Settled is a village that has taken over its working days and what comes round by its procedure.
func Settled(tb testing.TB, method string) *Village {
	tb.Helper()
	v := Found(tb, method)
	v.Refresh()
	return v
}

// Refresh lets the village take over what the program knows.
func (v *Village) Refresh() {
	v.TB.Helper()
	v.Happen(0, func(s *life.State) []life.Event {
		return office.Refresh(s, calendar.Almanac{}.Around, v.Now)
	})
}
