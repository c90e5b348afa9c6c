package office

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/convening"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Verbs are those of what a community is run with.
func Verbs() []life.Verb {
	return []life.Verb{
		setupVerb(), appointVerb(), dismissVerb(), retireVerb(), reclaimVerb(), secondVerb(), takeBackVerb(),
		inviteVerb(), qrVerb(), startVerb(), eraseVerb(), settingsVerb(), languageVerb(), bindVerb(), followVerb(),
		webVerb(), expertsVerb(), concernVerb(), muteVerb(), unmuteVerb(),
	}
}

// Appoint is a role for somebody, and until when; zero is for good.
type Appoint struct {
	Grant people.Grant
	Until time.Time
}

func readAppoint(got life.Reading) Appoint {
	return Appoint{Grant: got.Grant("role"), Until: got.Moment("date")}
}

func appointVerb() life.Verb {
	return life.Verb{
		Name:  permission.Appoint,
		Roles: []people.Role{people.Secretary},
		Fields: form.Takes(
			form.New("role", form.Role), form.New("person", form.Person),
			form.Optional(form.New("date", form.Date)),
		),
		Decide: life.With(readAppoint, appoint),
		Menu:   life.Menu{For: life.ForOffice, Rank: 410},
	}
}

// appoint gives a person a role.
func appoint(s *life.State, cmd life.Command, to Appoint) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	if s.Person(cmd.Person) == nil {
		return life.Result{}, life.Refuse("refuse.no_person")
	}
	if err := mayServe(s, cmd.Person, to.Grant.Role); err != nil {
		return life.Result{}, err
	}
	e := personnel.Appointed{Person: cmd.Person, Grant: to.Grant, Also: people.Several(to.Grant.Role)}
	e.Fills = slices.Contains(people.Trusted(), to.Grant.Role)
	if !to.Until.IsZero() {
		if err := life.InFuture(cmd.At, to.Until); err != nil {
			return life.Result{}, life.Amiss("date", err)
		}
		e.Grant.Until = to.Until
	}
	if waits(s, e.Grant.Role) {
		return proposed(s, proposal(cmd, cmd.Person, e.Grant, false))
	}
	return life.Answer(append(life.One(e), convening.Summoned(s, e)...), "receipt.appointed",
		personnel.GrantArgs(cmd.Person, e.Grant))
}

func readGrant(got life.Reading) people.Grant { return got.Grant("role") }

func dismissVerb() life.Verb {
	return life.Verb{
		Name:   permission.Dismiss,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.New("role", form.Role), form.New("person", form.Person)),
		Decide: life.With(readGrant, dismiss),
		Menu:   life.Menu{For: life.ForOffice, Rank: 420},
	}
}

// dismiss takes a role away. The last secretary stays, for nobody could appoint another.
func dismiss(s *life.State, cmd life.Command, from people.Grant) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	p := s.Person(cmd.Person)
	detail := from.Detail
	if !people.Several(from.Role) {
		detail = ""
	}
	if p == nil || !p.Has(from.Role) || detail != "" && !record.WorksFor(p.Details(from.Role), detail) {
		return life.Result{}, life.Refuse("refuse.no_role", personnel.GrantArgs(cmd.Person, from))
	}
	if from.Role == people.Secretary && len(s.Secretaries()) == 1 {
		return life.Result{}, life.Refuse("refuse.last_secretary")
	}
	if slices.Contains(people.Trusted(), from.Role) {
		return proposed(s, proposal(cmd, cmd.Person, people.Grant{Role: from.Role}, true))
	}
	return life.Answer(life.One(personnel.Dismissed{Person: cmd.Person, Role: from.Role, Detail: detail}),
		"receipt.dismissed", personnel.GrantArgs(cmd.Person, from))
}

// Invite is the role that a start link gives, and how often and how long it works; zero is as usual.
type Invite struct {
	Grant people.Grant
	Times int
	Valid calendar.Span
}

func readInvite(got life.Reading) Invite {
	return Invite{Grant: got.Grant("role"), Times: got.Number("times"), Valid: got.Span("valid")}
}

func inviteVerb() life.Verb {
	return life.Verb{
		Name:  permission.Invite,
		Roles: []people.Role{people.Secretary},
		Fields: form.Takes(
			form.New("role", form.Role), form.Optional(form.New("times", form.Number)),
			form.Optional(form.New("valid", form.Span)),
		),
		Decide: life.With(readInvite, invite),
		Menu:   life.Menu{For: life.ForOffice, Rank: 430},
	}
}

// invite makes a start link that gives a role: for a week and up to 50 people, unless something else is said.
func invite(s *life.State, cmd life.Command, to Invite) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	e := personnel.CodeIssued{Use: personnel.UseRole, Grant: to.Grant, By: cmd.By}
	if err := limited(s, cmd, &e, to.Times, to.Valid); err != nil {
		return life.Result{}, err
	}
	args := personnel.GrantArgs(0, to.Grant)
	args["Until"], args["Times"] = say.Date(e.Until), say.Num(e.Times)
	return life.Result{Events: life.One(e), Answer: personnel.Shown(say.Notice{
		Message: say.New("receipt.invited", args),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.join"), Start: cmd.Code})},
	})}, nil
}

func qrVerb() life.Verb {
	return life.Verb{
		Name:   permission.QR,
		Roles:  people.Office(),
		Fields: form.Takes(form.Optional(form.Meeting())),
		Decide: life.Plain(qr),
		Menu:   life.Menu{For: life.ForOffice, Rank: 440},
	}
}

// qr answers with a picture of the community's door, to be hung where people pass, or of a meeting's, for the wall of
// its room.
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

// Start is the code of the link through which somebody comes; "" where there is none.
type Start struct{ Code string }

func readStart(got life.Reading) Start { return Start{Code: got.Said["word"]} }

func startVerb() life.Verb {
	return life.Verb{
		Name:   permission.Start,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Optional(form.New("word", form.Word))),
		Decide: life.With(readStart, start),
	}
}

// start opens a private chat: through the community's door, or with an invitation that gives a role.
func start(s *life.State, cmd life.Command, with Start) (life.Result, error) {
	if with.Code == "" || with.Code == s.Head().Door {
		return life.Answer(nil, "start.resident", say.Args{"Name": say.Text(s.Head().Name)})
	}
	kept, invite := record.InviteOf(s.Cache, with.Code)
	if invite != nil && invite.Use == personnel.UseRoom {
		there := cmd
		there.Verb, there.Meeting = permission.CheckIn, invite.Meeting
		return convening.CheckIn(s, there)
	}
	if invite == nil || !invite.Valid(cmd.At) {
		return life.Result{}, life.Refuse("refuse.code")
	}
	if invite.Use == personnel.UseCase {
		return startAsConcerned(s, cmd, kept, invite)
	}
	if invite.Use != personnel.UseRole {
		return life.Result{}, life.Refuse("refuse.code")
	}
	if p := s.Person(cmd.By); p != nil && p.Has(invite.Grant.Role) &&
		slices.Contains(p.Details(invite.Grant.Role), invite.Grant.Detail) {
		return life.Answer(nil, "receipt.joined", personnel.GrantArgs(cmd.By, invite.Grant))
	}
	if err := mayServe(s, cmd.By, invite.Grant.Role); err != nil {
		return life.Result{}, err
	}
	if waits(s, invite.Grant.Role) {
		e := proposal(cmd, cmd.By, invite.Grant, false)
		e.Proposer, e.Code = invite.By, kept
		return proposed(s, e)
	}
	e := personnel.Appointed{Person: cmd.By, Grant: invite.Grant, Code: kept, Also: people.Several(invite.Grant.Role)}
	e.Fills = slices.Contains(people.Trusted(), invite.Grant.Role)
	return life.Answer(append(life.One(e), convening.Summoned(s, e)...), "receipt.joined",
		personnel.GrantArgs(cmd.By, invite.Grant))
}

func eraseVerb() life.Verb {
	return life.Verb{
		Name:   permission.Erase,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: life.Plain(erase),
	}
}

// erase deletes what is personal of the one who asks; what was done stays in the journal under a number. As long as
// something is open in which the person took part, the account leads back to that number.
func erase(s *life.State, cmd life.Command) (life.Result, error) {
	p := s.Person(cmd.By)
	if p == nil {
		return life.Answer(nil, "privacy.nothing")
	}
	if p.Has(people.Secretary) && len(s.Secretaries()) == 1 {
		return life.Result{}, life.Refuse("refuse.last_secretary")
	}
	if record.AccountsOf(s.Records).TakesPart(cmd.By, cmd.At) {
		return life.Answer(life.One(personnel.Kept(s, cmd.By, cmd.Seed)), "receipt.erased.kept")
	}
	return life.Answer(life.One(personnel.Erased{Person: cmd.By}), "receipt.erased")
}
