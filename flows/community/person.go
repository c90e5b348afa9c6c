package community

import (
	"slices"
	"time"

	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// appoint gives a person a role.
func (s *State) appoint(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	if s.Person(cmd.Person) == nil {
		return Result{}, refuse("refuse.no_person")
	}
	e := Appointed{Person: cmd.Person, Grant: cmd.Grant}
	return answer(append(one(e), s.summoned(e)...), "receipt.appointed", grantArgs(cmd.Person, cmd.Grant))
}

// dismiss takes a role away. The last secretary stays, for nobody could appoint another.
func (s *State) dismiss(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	p := s.Person(cmd.Person)
	if p == nil || !p.Has(cmd.Grant.Role) {
		return Result{}, refuse("refuse.no_role", grantArgs(cmd.Person, cmd.Grant))
	}
	if cmd.Grant.Role == people.Secretary && len(s.secretaries()) == 1 {
		return Result{}, refuse("refuse.last_secretary")
	}
	return answer(one(Dismissed{Person: cmd.Person, Role: cmd.Grant.Role}), "receipt.dismissed", grantArgs(cmd.Person, cmd.Grant))
}

// invite makes a start link that gives a role, for a week and up to 50 people.
func (s *State) invite(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	e := CodeIssued{Code: cmd.Code, Use: UseRole, Grant: cmd.Grant, Until: cmd.At.AddDate(0, 0, 7), Times: 50}
	args := grantArgs(0, cmd.Grant)
	args["Until"] = say.Date(e.Until)
	args["Times"] = say.Num(e.Times)
	return Result{Events: one(e), Answer: say.Notice{
		Message: say.New("receipt.invited", args),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.join"), Start: cmd.Code})},
	}}, nil
}

// qr answers with a picture of the community's door, to be hung where people pass, or of a meeting's, for the wall of its room.
func (s *State) qr(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	if cmd.Meeting != 0 {
		return s.roomCode(cmd)
	}
	return Result{Answer: say.Notice{
		Message: say.New("qr.door", say.Args{"Name": say.Text(s.Head().Name)}),
		File:    say.File{Kind: say.QRFile, Of: s.Head().Door},
	}}, nil
}

// start opens a private chat: through the community's door, or with an invitation that gives a role.
func (s *State) start(cmd Command) (Result, error) {
	if cmd.Word == "" || cmd.Word == s.Head().Door {
		return answer(nil, "start.resident", say.Args{"Name": say.Text(s.Head().Name)})
	}
	invite := get[Invite](s.Book, inviteKey(cmd.Word))
	if invite != nil && invite.Use == UseRoom {
		there := cmd
		there.Verb, there.Meeting = permission.CheckIn, invite.Meeting
		return s.checkIn(there)
	}
	if invite == nil || invite.Use != UseRole || !invite.valid(cmd.At) {
		return Result{}, refuse("refuse.code")
	}
	if p := s.Person(cmd.By); p != nil && p.Has(invite.Grant.Role) && p.Detail(invite.Grant.Role) == invite.Grant.Detail {
		return answer(nil, "receipt.joined", grantArgs(cmd.By, invite.Grant))
	}
	e := Appointed{Person: cmd.By, Grant: invite.Grant, Code: cmd.Word}
	return answer(append(one(e), s.summoned(e)...), "receipt.joined", grantArgs(cmd.By, invite.Grant))
}

// erase deletes what is personal of the one who asks; what was done stays in the book under a number.
func (s *State) erase(cmd Command) (Result, error) {
	p := s.Person(cmd.By)
	if p == nil {
		return answer(nil, "privacy.nothing")
	}
	if p.Has(people.Secretary) && len(s.secretaries()) == 1 {
		return Result{}, refuse("refuse.last_secretary")
	}
	return answer(one(Erased{Person: cmd.By}), "receipt.erased")
}

// Invite is a code that opens something: a role, or the binding of a chat.
type Invite struct {
	Use   string       `json:"use"`
	Grant people.Grant `json:"grant,omitzero"`
	// Meeting is the one whose room the code hangs in.
	Meeting int       `json:"meeting,omitempty"`
	Until   time.Time `json:"until"`
	Left    int       `json:"left"`
}

// The uses of codes.
const (
	UseRole    = "role"
	UseCouncil = "council"
	UseWall    = "wall"
	UseRoom    = "room"
)

func (i *Invite) valid(at time.Time) bool { return i.Left > 0 && at.Before(i.Until) }

func (s *State) useCode(code string) {
	if code != "" {
		edit[Invite](s.Book, inviteKey(code)).Left--
	}
}

func grantArgs(person int, g people.Grant) say.Args {
	role := say.Msg("role." + string(g.Role))
	if g.Detail != "" {
		role = say.Msg("role.detailed", say.Args{"Role": role, "Detail": say.Text(g.Detail)})
	}
	return say.Args{"Person": say.Person(person), "Role": role}
}

// PersonJoined gives somebody who acts for the first time a number.
type PersonJoined struct {
	Person int `json:"person"`
}

func (e PersonJoined) apply(s *State, m Meta) {
	edit[Community](s.Book, headKey).People = e.Person
	put(s.Book, personKey(e.Person), &people.Person{Number: e.Person, Joined: m.At})
}

func (e PersonJoined) announce(_ *State, _ Meta, _ *Notices) {}

// Appointed gives a role. Code is the invitation that was used; First that the community was founded with it.
type Appointed struct {
	Person int          `json:"person"`
	Grant  people.Grant `json:"grant"`
	Code   string       `json:"code,omitempty"`
	First  bool         `json:"first,omitempty"`
}

func (e Appointed) apply(s *State, m Meta) {
	g := e.Grant
	g.Since = m.At
	edit[people.Person](s.Book, personKey(e.Person)).Take(g)
	edit[people.Holders](s.Book, holdersKey).Put(people.Holder{Person: e.Person, Role: g.Role, Detail: g.Detail})
	s.useCode(e.Code)
}

func (e Appointed) announce(_ *State, _ Meta, n *Notices) {
	n.menu(e.Person)
	if e.First {
		return
	}
	n.person(e.Person, say.New("notice.appointed", grantArgs(e.Person, e.Grant)))
	n.add(say.Notice{
		To: say.Address{Room: say.Wall}, Quiet: true, Message: say.New("notice.appointed.public", grantArgs(e.Person, e.Grant)),
	})
}

// Dismissed takes a role away.
type Dismissed struct {
	Person int         `json:"person"`
	Role   people.Role `json:"role"`
}

func (e Dismissed) apply(s *State, _ Meta) {
	edit[people.Person](s.Book, personKey(e.Person)).Drop(e.Role)
	edit[people.Holders](s.Book, holdersKey).Remove(e.Person, e.Role)
}

func (e Dismissed) announce(_ *State, _ Meta, n *Notices) {
	n.menu(e.Person)
	args := grantArgs(e.Person, people.Grant{Role: e.Role})
	n.person(e.Person, say.New("notice.dismissed", args))
	n.add(say.Notice{To: say.Address{Room: say.Wall}, Quiet: true, Message: say.New("notice.dismissed.public", args)})
}

// CodeIssued makes a code that opens something for a time.
type CodeIssued struct {
	Code  string       `json:"code"`
	Use   string       `json:"use"`
	Grant people.Grant `json:"grant,omitzero"`
	// Meeting is the one whose room the code hangs in.
	Meeting int       `json:"meeting,omitempty"`
	Until   time.Time `json:"until"`
	Times   int       `json:"times"`
}

func (e CodeIssued) apply(s *State, _ Meta) {
	put(s.Book, inviteKey(e.Code), &Invite{Use: e.Use, Grant: e.Grant, Meeting: e.Meeting, Until: e.Until, Left: e.Times})
	if e.Meeting != 0 {
		edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Code = e.Code
	}
}

func (e CodeIssued) announce(_ *State, _ Meta, _ *Notices) {}

// Erased deletes what is personal of a person.
type Erased struct {
	Person int `json:"person"`
}

func (e Erased) apply(s *State, _ Meta) {
	p := edit[people.Person](s.Book, personKey(e.Person))
	for _, g := range slices.Clone(p.Grants) {
		edit[people.Holders](s.Book, holdersKey).Remove(e.Person, g.Role)
	}
	p.Grants, p.Erased = nil, true
	s.forget(e.Person)
}

func (e Erased) announce(_ *State, _ Meta, _ *Notices) {}
