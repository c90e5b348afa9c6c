package office

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Founding is what a new community is told of itself. Its words come in any order, and the chat tells the rest.
type Founding struct{ Name, Method, Language, Zone string }

func setupVerb() life.Verb {
	return life.Verb{
		Name:  permission.Setup,
		Roles: []people.Role{people.Admin},
		Fields: form.Takes(
			form.Optional(form.New("procedure", form.Word)), form.Optional(form.New("language", form.Word)),
			form.Optional(form.New("zone", form.Word)),
		),
		Decide: life.With(nil, setup),
		Menu:   life.Menu{For: life.ForOffice, Rank: 500, GroupOnly: true},
	}
}

// setup makes a group a community; the admin who does it is its first secretary.
func setup(s *life.State, cmd life.Command, set Founding) (life.Result, error) {
	if s.Head() != nil {
		return life.Result{}, life.Refuse("refuse.set_up", say.Args{"Name": say.Text(s.Head().Name)})
	}
	if cmd.Chat == 0 {
		return life.Result{}, life.Refuse("refuse.setup_private")
	}
	if !cmd.Admin {
		return life.Result{}, life.NotYours(s, cmd)
	}
	p, ok := s.Methods().Latest(set.Method)
	if !ok {
		return life.Result{}, noMethod(s, set.Method)
	}
	if _, err := keepZone(s, set.Zone); err != nil {
		return life.Result{}, err
	}
	e := Founded{
		Name: set.Name, Chat: cmd.Chat, Language: set.Language, Zone: set.Zone, Procedure: p.ID, Version: p.Version,
		Echo: p.EchoEvery, Door: cmd.Code, Rules: proof.RulesVersion,
	}
	events := append(life.One(e), keeping(s, p)...)
	events = append(events, personnel.PersonJoined{Person: 1},
		personnel.Appointed{Person: 1, Grant: people.Grant{Role: people.Secretary}, First: true})
	return life.Result{Events: events}, nil
}

func noMethod(s *life.State, id string) error {
	return life.Refuse("refuse.no_procedure",
		say.Args{"Name": say.Text(id), "Known": say.Text(strings.Join(s.Methods().IDs(), ", "))})
}

// Founded begins a community.
type Founded struct {
	Name      string        `json:"name"`
	Chat      int64         `json:"chat"`
	Language  string        `json:"language"`
	Zone      string        `json:"zone"`
	Procedure string        `json:"procedure"`
	Version   int           `json:"version"`
	Echo      calendar.Span `json:"echo_every"`
	Door      string        `json:"door"`
	// Rules is the version of the rules by which the book is judged.
	Rules int `json:"rules,omitempty"`
}

// Apply implements life.Event.
func (e Founded) Apply(s *life.State, m life.Meta) {
	record.Put(s.Cache, record.HeadKey, &record.Community{
		Name: e.Name, Chat: e.Chat, Language: e.Language, Zone: e.Zone, Method: e.Procedure, Version: e.Version,
		Echo: e.Echo, Founded: m.At, Present: true, Door: e.Door, Rules: e.Rules,
	})
}

// Tell implements life.Event.
func (e Founded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	p := s.Current()
	n.Add(say.Notice{
		To: say.Address{Room: say.Group}, Kind: say.Echo, Message: say.New("notice.founded", say.Args{
			"Name": say.Text(e.Name), "Procedure": say.Names(p.Names), "Echo": say.Num(record.Days(e.Echo)),
		}),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.private"), Start: e.Door})},
	})
	n.Wall()
}

// Bind is which room another chat is to be: the council's or the wall.
type Bind struct{ Room string }

func readBind(got life.Reading) Bind { return Bind{Room: got.Said["room"]} }

func bindVerb() life.Verb {
	return life.Verb{
		Name:   permission.Bind,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.OneOf("room", "council", "wall")),
		Decide: life.With(readBind, bind),
		Menu:   life.Menu{For: life.ForOffice, Rank: 490},
	}
}

// bind makes another chat the council's or the wall's. The chat proves its consent by the code being said in it.
func bind(s *life.State, cmd life.Command, to Bind) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	e := personnel.CodeIssued{
		Code: record.CodeHash(cmd.Code), Use: to.Room, Until: cmd.At.Add(time.Hour), Times: 1,
	}
	return life.Result{Events: life.One(e), Answer: personnel.Shown(say.Notice{Message: say.New("receipt.bind",
		say.Args{"Code": say.Text(cmd.Code), "Use": say.Msg("room." + to.Room)})})}, nil
}

// Follow is the code of a binding, and the thread of the forum in which it was said.
type Follow struct {
	Code   string
	Thread int
}

func readFollow(got life.Reading) Follow { return Follow{Code: got.Said["word"], Thread: got.Thread} }

func followVerb() life.Verb {
	return life.Verb{
		Name:   permission.Follow,
		Roles:  []people.Role{people.Admin},
		Fields: form.Takes(form.New("word", form.Word)),
		Decide: life.With(readFollow, follow),
	}
}

// follow ends the binding in the chat where the code was said, by an admin of that chat: nobody else may say whose it
// is.
func follow(s *life.State, cmd life.Command, said Follow) (life.Result, error) {
	if !cmd.Admin {
		return life.Result{}, life.NotYours(s, cmd)
	}
	kept, invite := record.InviteOf(s.Cache, said.Code)
	if invite == nil || !slices.Contains([]string{personnel.UseCouncil, personnel.UseWall}, invite.Use) ||
		!invite.Valid(cmd.At) || cmd.Chat == 0 {
		return life.Result{}, life.Refuse("refuse.code")
	}
	e := ChatBound{Use: invite.Use, Chat: cmd.Chat, Thread: said.Thread, Code: kept}
	return life.Answer(life.One(e), "receipt.bound",
		say.Args{"Use": say.Msg("room." + invite.Use), "Name": say.Text(s.Head().Name)})
}

// ChatBound makes a chat the council's or the wall's.
type ChatBound struct {
	Use    string `json:"use"`
	Chat   int64  `json:"chat"`
	Thread int    `json:"thread,omitempty"`
	Code   string `json:"code"`
}

// Apply implements life.Event.
func (e ChatBound) Apply(s *life.State, _ life.Meta) {
	h := record.Edit[record.Community](s.Cache, record.HeadKey)
	if e.Use == personnel.UseCouncil {
		h.Council = record.Place{Chat: e.Chat, Thread: e.Thread}
	} else {
		h.Wall = record.Place{Chat: e.Chat, Thread: e.Thread}
	}
	personnel.UseCode(s, e.Code)
}

// Tell implements life.Event.
func (e ChatBound) Tell(s *life.State, m life.Meta, n *life.Notices) {
	message := say.New("notice.bound", say.Args{"Use": say.Msg("room." + e.Use), "Person": say.Person(m.By)})
	if m.By == 0 {
		message = say.New("notice.bound.channel", say.Args{"Use": say.Msg("room." + e.Use)})
	}
	for _, p := range s.Secretaries() {
		if p != m.By {
			n.Person(p, message)
		}
	}
}

// Outbid tells the office that a chat of one community was to be bound by the code of another, and was not: the one
// that holds the chat, or the one whose code it was.
func Outbid(s *life.State, holds bool, args say.Args) (told []say.Notice) {
	id := "notice.outbid"
	if holds {
		id = "notice.outbid.held"
	}
	for _, p := range s.Secretaries() {
		told = append(told, say.Notice{To: say.Address{Person: p}, Message: say.New(id, args)})
	}
	return told
}

// ChatMoved follows a group that became a supergroup.
type ChatMoved struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// Apply implements life.Event.
func (e ChatMoved) Apply(s *life.State, _ life.Meta) {
	h := record.Edit[record.Community](s.Cache, record.HeadKey)
	for _, at := range []*int64{&h.Chat, &h.Council.Chat, &h.Wall.Chat} {
		if *at == e.From {
			*at = e.To
		}
	}
}

// Sits tells whether a chat is one of the community's.
func Sits(s *life.State, chat int64) bool {
	h := s.Head()
	return chat != 0 && (h.Chat == chat || h.Council.Chat == chat || h.Wall.Chat == chat)
}

// Tell implements life.Event.
//
// A supergroup knows none of the messages of the group it was: cards and wall are posted anew.
func (e ChatMoved) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	for _, c := range s.OpenCases() {
		n.Card(c.Number)
	}
	n.Wall()
}

// StandingChanged notes what the bot is in the residents' group.
type StandingChanged struct {
	Present bool `json:"present"`
	Pin     bool `json:"pin"`
	// Back says that the bot was away before: what stands in the group may be out of date.
	Back bool `json:"back,omitempty"`
}

// Apply implements life.Event.
func (e StandingChanged) Apply(s *life.State, _ life.Meta) {
	h := record.Edit[record.Community](s.Cache, record.HeadKey)
	h.Present, h.Pin = e.Present, e.Pin
}

// Tell implements life.Event.
func (e StandingChanged) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	if !e.Present {
		for _, p := range s.Secretaries() {
			n.Person(p, say.New("notice.removed", say.Args{"Name": say.Text(s.Head().Name)}))
		}
		return
	}
	if e.Back {
		for _, c := range s.OpenCases() {
			n.Card(c.Number)
		}
	}
	n.Wall()
}
