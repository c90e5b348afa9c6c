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
	e := Appointed{Person: cmd.Person, Grant: cmd.Grant, Also: people.Several(cmd.Grant.Role)}
	if !cmd.When.IsZero() {
		if err := s.inFuture(cmd.At, cmd.When); err != nil {
			return Result{}, err
		}
		e.Grant.Until = cmd.When
	}
	return answer(append(one(e), s.summoned(e)...), "receipt.appointed", grantArgs(cmd.Person, e.Grant))
}

// dismiss takes a role away. The last secretary stays, for nobody could appoint another.
func (s *State) dismiss(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	p := s.Person(cmd.Person)
	detail := cmd.Grant.Detail
	if !people.Several(cmd.Grant.Role) {
		detail = ""
	}
	if p == nil || !p.Has(cmd.Grant.Role) || detail != "" && !slices.Contains(p.Details(cmd.Grant.Role), detail) {
		return Result{}, refuse("refuse.no_role", grantArgs(cmd.Person, cmd.Grant))
	}
	if cmd.Grant.Role == people.Secretary && len(s.secretaries()) == 1 {
		return Result{}, refuse("refuse.last_secretary")
	}
	return answer(one(Dismissed{Person: cmd.Person, Role: cmd.Grant.Role, Detail: detail}), "receipt.dismissed", grantArgs(cmd.Person, cmd.Grant))
}

// invite makes a start link that gives a role: for a week and up to 50 people, unless something else is said.
func (s *State) invite(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	e, err := s.startCode(cmd, UseRole)
	if err != nil {
		return Result{}, err
	}
	args := grantArgs(0, cmd.Grant)
	args["Until"], args["Times"] = say.Date(e.Until), say.Num(e.Times)
	return Result{Events: one(e), Answer: say.Notice{
		Message: say.New("receipt.invited", args),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.join"), Start: cmd.Code})},
	}}, nil
}

// The most that a start link may be good for: longer, and nobody knows any more who has it.
const (
	mostTimes = 500
	mostDays  = 366
)

// startCode makes the code of a start link that works as often and as long as was said.
func (s *State) startCode(cmd Command, use string) (CodeIssued, error) {
	e := CodeIssued{Code: cmd.Code, Use: use, Grant: cmd.Grant, Until: cmd.At.AddDate(0, 0, 7), Times: 50}
	if use == UseCase {
		e.Case, e.Grant = cmd.Case, people.Grant{}
	}
	if cmd.Number != 0 {
		e.Times = cmd.Number
	}
	if !cmd.Span.IsZero() {
		e.Until = cmd.Span.After(s.local(cmd.At), s.Days())
	}
	if e.Times > mostTimes || e.Until.After(cmd.At.AddDate(0, 0, mostDays)) {
		return e, refuse("refuse.too_open", say.Args{"Times": say.Num(mostTimes), "Count": say.Num(mostDays)})
	}
	return e, nil
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
	if invite == nil || !invite.valid(cmd.At) {
		return Result{}, refuse("refuse.code")
	}
	if invite.Use == UseCase {
		return s.startAsConcerned(cmd, invite)
	}
	if invite.Use != UseRole {
		return Result{}, refuse("refuse.code")
	}
	if p := s.Person(cmd.By); p != nil && p.Has(invite.Grant.Role) && slices.Contains(p.Details(invite.Grant.Role), invite.Grant.Detail) {
		return answer(nil, "receipt.joined", grantArgs(cmd.By, invite.Grant))
	}
	e := Appointed{Person: cmd.By, Grant: invite.Grant, Code: cmd.Word, Also: people.Several(invite.Grant.Role)}
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
	// Meeting is the one whose room the code hangs in, Case the one that it lets people have a say in.
	Meeting int       `json:"meeting,omitempty"`
	Case    int       `json:"case,omitempty"`
	Until   time.Time `json:"until"`
	Left    int       `json:"left"`
}

// The uses of codes.
const (
	UseRole    = "role"
	UseCouncil = "council"
	UseWall    = "wall"
	UseRoom    = "room"
	UseCase    = "case"
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
		role = say.Msg("role.detailed", say.Args{"Role": role, "Detail": detailArg(g.Role, g.Detail)})
	}
	args := say.Args{"Person": say.Person(person), "Role": role}
	if !g.Until.IsZero() {
		args["Term"] = say.Date(g.Until)
	}
	return args
}

// detailArg is a kind of members by its name, a unit or a speciality as it was written.
func detailArg(r people.Role, detail string) say.Arg {
	if r == people.Member && slices.Contains(people.Kinds(), detail) {
		return say.Msg("kind." + detail)
	}
	return say.Text(detail)
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
	// Also says that the role is held beside those with another detail.
	Also bool `json:"also,omitempty"`
}

func (e Appointed) apply(s *State, m Meta) {
	g := e.Grant
	g.Since = m.At
	x := people.Holder{Person: e.Person, Role: g.Role, Detail: g.Detail}
	if e.Also {
		edit[people.Person](s.Book, personKey(e.Person)).Add(g)
		edit[people.Holders](s.Book, holdersKey).Add(x)
	} else {
		edit[people.Person](s.Book, personKey(e.Person)).Take(g)
		edit[people.Holders](s.Book, holdersKey).Put(x)
	}
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
	// Detail is the unit or the field that ends, where others go on; "" ends the role.
	Detail string `json:"detail,omitempty"`
	// Term says that the term of office was over.
	Term bool `json:"term,omitempty"`
}

func (e Dismissed) apply(s *State, _ Meta) {
	p, h := edit[people.Person](s.Book, personKey(e.Person)), edit[people.Holders](s.Book, holdersKey)
	if e.Detail != "" {
		p.DropDetail(e.Role, e.Detail)
		h.RemoveDetail(e.Person, e.Role, e.Detail)
		return
	}
	p.Drop(e.Role)
	h.Remove(e.Person, e.Role)
}

func (e Dismissed) announce(s *State, _ Meta, n *Notices) {
	n.menu(e.Person)
	args := grantArgs(e.Person, people.Grant{Role: e.Role, Detail: e.Detail})
	if missing := s.Holders().MissingKinds(); e.Role == people.Member && len(missing) > 0 {
		n.asks(s.secretaries(), say.New("notice.kinds_missing", say.Args{"Kinds": kindArgs(missing)}), "")
	}
	if e.Term {
		args["Term"] = say.Num(1)
	}
	n.person(e.Person, say.New("notice.dismissed", args))
	n.add(say.Notice{To: say.Address{Room: say.Wall}, Quiet: true, Message: say.New("notice.dismissed.public", args)})
}

// CodeIssued makes a code that opens something for a time.
type CodeIssued struct {
	Code  string       `json:"code"`
	Use   string       `json:"use"`
	Grant people.Grant `json:"grant,omitzero"`
	// Meeting is the one whose room the code hangs in, Case the one that it lets people have a say in.
	Meeting int       `json:"meeting,omitempty"`
	Case    int       `json:"case,omitempty"`
	Until   time.Time `json:"until"`
	Times   int       `json:"times"`
}

func (e CodeIssued) apply(s *State, _ Meta) {
	i := Invite{Use: e.Use, Grant: e.Grant, Meeting: e.Meeting, Case: e.Case, Until: e.Until, Left: e.Times}
	put(s.Book, inviteKey(e.Code), &i)
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
