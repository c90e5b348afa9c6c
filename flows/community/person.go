package community

import (
	"slices"
	"time"

	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// officeVerbs are those of what a community is run with.
func officeVerbs() []Verb {
	return []Verb{
		setupVerb(), appointVerb(), dismissVerb(), inviteVerb(), qrVerb(), startVerb(), eraseVerb(),
		settingsVerb(), languageVerb(), bindVerb(), followVerb(), webVerb(), expertsVerb(), concernVerb(),
	}
}

func appointVerb() Verb {
	return Verb{
		Name:  permission.Appoint,
		Roles: []people.Role{people.Secretary},
		Fields: form.Takes(
			form.New("role", form.Role), form.New("person", form.Person),
			form.Optional(form.New("date", form.Date)),
		),
		Decide: (*State).appoint,
		Menu:   Menu{For: ForOffice, Rank: 410},
	}
}

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

func dismissVerb() Verb {
	return Verb{
		Name:   permission.Dismiss,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.New("role", form.Role), form.New("person", form.Person)),
		Decide: (*State).dismiss,
		Menu:   Menu{For: ForOffice, Rank: 420},
	}
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
	if p == nil || !p.Has(cmd.Grant.Role) || detail != "" && !worksFor(p.Details(cmd.Grant.Role), detail) {
		return Result{}, refuse("refuse.no_role", grantArgs(cmd.Person, cmd.Grant))
	}
	if cmd.Grant.Role == people.Secretary && len(s.secretaries()) == 1 {
		return Result{}, refuse("refuse.last_secretary")
	}
	return answer(one(Dismissed{Person: cmd.Person, Role: cmd.Grant.Role, Detail: detail}), "receipt.dismissed", grantArgs(cmd.Person, cmd.Grant))
}

func inviteVerb() Verb {
	return Verb{
		Name:  permission.Invite,
		Roles: []people.Role{people.Secretary},
		Fields: form.Takes(
			form.New("role", form.Role), form.Optional(form.New("times", form.Number)),
			form.Optional(form.New("valid", form.Span)),
		),
		Decide: (*State).invite,
		Menu:   Menu{For: ForOffice, Rank: 430},
	}
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

func qrVerb() Verb {
	return Verb{
		Name:   permission.QR,
		Roles:  people.Office(),
		Fields: form.Takes(form.Optional(form.Meeting())),
		Decide: (*State).qr,
		Menu:   Menu{For: ForOffice, Rank: 440},
	}
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

func startVerb() Verb {
	return Verb{
		Name:   permission.Start,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Optional(form.New("word", form.Word))),
		Decide: (*State).start,
	}
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

func eraseVerb() Verb {
	return Verb{
		Name:   permission.Erase,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: (*State).erase,
	}
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
		role = say.Msg("role.detailed", say.Args{"Role": role, "Detail": DetailArg(g.Role, g.Detail)})
	}
	args := say.Args{"Person": say.Person(person), "Role": role}
	if !g.Until.IsZero() {
		args["Term"] = say.Date(g.Until)
	}
	return args
}

// DetailArg is a kind of members by its name, a unit or a speciality as it was written.
func DetailArg(r people.Role, detail string) say.Arg {
	if r == people.Member && slices.Contains(people.Kinds(), detail) {
		return say.Msg("kind." + detail)
	}
	return say.Text(detail)
}
