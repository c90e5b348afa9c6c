package office

import (
	"slices"

	"echowall/flows/convening"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Verbs are those of what a community is run with.
func Verbs() []life.Verb {
	return []life.Verb{
		setupVerb(), appointVerb(), dismissVerb(), inviteVerb(), qrVerb(), startVerb(), eraseVerb(),
		settingsVerb(), languageVerb(), bindVerb(), followVerb(), webVerb(), expertsVerb(), concernVerb(),
	}
}

func appointVerb() life.Verb {
	return life.Verb{
		Name:  permission.Appoint,
		Roles: []people.Role{people.Secretary},
		Fields: form.Takes(
			form.New("role", form.Role), form.New("person", form.Person),
			form.Optional(form.New("date", form.Date)),
		),
		Decide: appoint,
		Menu:   life.Menu{For: life.ForOffice, Rank: 410},
	}
}

// appoint gives a person a role.
func appoint(s *life.State, cmd life.Command) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	if s.Person(cmd.Person) == nil {
		return life.Result{}, life.Refuse("refuse.no_person")
	}
	e := life.Appointed{Person: cmd.Person, Grant: cmd.Grant, Also: people.Several(cmd.Grant.Role)}
	if !cmd.When.IsZero() {
		if err := life.InFuture(s, cmd.At, cmd.When); err != nil {
			return life.Result{}, err
		}
		e.Grant.Until = cmd.When
	}
	return life.Answer(append(life.One(e), convening.Summoned(s, e)...), "receipt.appointed", life.GrantArgs(cmd.Person, e.Grant))
}

func dismissVerb() life.Verb {
	return life.Verb{
		Name:   permission.Dismiss,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.New("role", form.Role), form.New("person", form.Person)),
		Decide: dismiss,
		Menu:   life.Menu{For: life.ForOffice, Rank: 420},
	}
}

// dismiss takes a role away. The last secretary stays, for nobody could appoint another.
func dismiss(s *life.State, cmd life.Command) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	p := s.Person(cmd.Person)
	detail := cmd.Grant.Detail
	if !people.Several(cmd.Grant.Role) {
		detail = ""
	}
	if p == nil || !p.Has(cmd.Grant.Role) || detail != "" && !record.WorksFor(p.Details(cmd.Grant.Role), detail) {
		return life.Result{}, life.Refuse("refuse.no_role", life.GrantArgs(cmd.Person, cmd.Grant))
	}
	if cmd.Grant.Role == people.Secretary && len(s.Secretaries()) == 1 {
		return life.Result{}, life.Refuse("refuse.last_secretary")
	}
	return life.Answer(life.One(life.Dismissed{Person: cmd.Person, Role: cmd.Grant.Role, Detail: detail}), "receipt.dismissed", life.GrantArgs(cmd.Person, cmd.Grant))
}

func inviteVerb() life.Verb {
	return life.Verb{
		Name:  permission.Invite,
		Roles: []people.Role{people.Secretary},
		Fields: form.Takes(
			form.New("role", form.Role), form.Optional(form.New("times", form.Number)),
			form.Optional(form.New("valid", form.Span)),
		),
		Decide: invite,
		Menu:   life.Menu{For: life.ForOffice, Rank: 430},
	}
}

// invite makes a start link that gives a role: for a week and up to 50 people, unless something else is said.
func invite(s *life.State, cmd life.Command) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	e, err := life.StartCode(s, cmd, life.UseRole)
	if err != nil {
		return life.Result{}, err
	}
	args := life.GrantArgs(0, cmd.Grant)
	args["Until"], args["Times"] = say.Date(e.Until), say.Num(e.Times)
	return life.Result{Events: life.One(e), Answer: say.Notice{
		Message: say.New("receipt.invited", args),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.join"), Start: cmd.Code})},
	}}, nil
}

func qrVerb() life.Verb {
	return life.Verb{
		Name:   permission.QR,
		Roles:  people.Office(),
		Fields: form.Takes(form.Optional(form.Meeting())),
		Decide: qr,
		Menu:   life.Menu{For: life.ForOffice, Rank: 440},
	}
}

// qr answers with a picture of the community's door, to be hung where people pass, or of a meeting's, for the wall of its room.
func qr(s *life.State, cmd life.Command) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	if cmd.Meeting != 0 {
		return convening.RoomCode(s, cmd)
	}
	return life.Result{Answer: say.Notice{
		Message: say.New("qr.door", say.Args{"Name": say.Text(s.Head().Name)}),
		File:    say.File{Kind: say.QRFile, Of: s.Head().Door},
	}}, nil
}

func startVerb() life.Verb {
	return life.Verb{
		Name:   permission.Start,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Optional(form.New("word", form.Word))),
		Decide: start,
	}
}

// start opens a private chat: through the community's door, or with an invitation that gives a role.
func start(s *life.State, cmd life.Command) (life.Result, error) {
	if cmd.Word == "" || cmd.Word == s.Head().Door {
		return life.Answer(nil, "start.resident", say.Args{"Name": say.Text(s.Head().Name)})
	}
	invite := record.Get[record.Invite](s.Book, record.InviteKey(cmd.Word))
	if invite != nil && invite.Use == life.UseRoom {
		there := cmd
		there.Verb, there.Meeting = permission.CheckIn, invite.Meeting
		return convening.CheckIn(s, there)
	}
	if invite == nil || !invite.Valid(cmd.At) {
		return life.Result{}, life.Refuse("refuse.code")
	}
	if invite.Use == life.UseCase {
		return startAsConcerned(s, cmd, invite)
	}
	if invite.Use != life.UseRole {
		return life.Result{}, life.Refuse("refuse.code")
	}
	if p := s.Person(cmd.By); p != nil && p.Has(invite.Grant.Role) && slices.Contains(p.Details(invite.Grant.Role), invite.Grant.Detail) {
		return life.Answer(nil, "receipt.joined", life.GrantArgs(cmd.By, invite.Grant))
	}
	e := life.Appointed{Person: cmd.By, Grant: invite.Grant, Code: cmd.Word, Also: people.Several(invite.Grant.Role)}
	return life.Answer(append(life.One(e), convening.Summoned(s, e)...), "receipt.joined", life.GrantArgs(cmd.By, invite.Grant))
}

func eraseVerb() life.Verb {
	return life.Verb{
		Name:   permission.Erase,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: erase,
	}
}

// erase deletes what is personal of the one who asks; what was done stays in the book under a number.
func erase(s *life.State, cmd life.Command) (life.Result, error) {
	p := s.Person(cmd.By)
	if p == nil {
		return life.Answer(nil, "privacy.nothing")
	}
	if p.Has(people.Secretary) && len(s.Secretaries()) == 1 {
		return life.Result{}, life.Refuse("refuse.last_secretary")
	}
	return life.Answer(life.One(life.Erased{Person: cmd.By}), "receipt.erased")
}
