package community

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

func setupVerb() Verb {
	return Verb{
		Name:  permission.Setup,
		Roles: []people.Role{people.Admin},
		Fields: form.Takes(
			form.Optional(form.New("procedure", form.Word)), form.Optional(form.New("language", form.Word)),
			form.Optional(form.New("zone", form.Word)),
		),
		Decide: (*State).setup,
		Menu:   Menu{For: ForOffice, Rank: 500, GroupOnly: true},
	}
}

// setup makes a group a community; the admin who does it is its first secretary.
func (s *State) setup(cmd Command) (Result, error) {
	if s.Head() != nil {
		return Result{}, refuse("refuse.set_up", say.Args{"Name": say.Text(s.Head().Name)})
	}
	if cmd.Chat == 0 {
		return Result{}, refuse("refuse.setup_private")
	}
	if !cmd.Admin {
		return Result{}, s.notYours(cmd)
	}
	set := cmd.Found
	p, ok := s.Methods().Latest(set.Method)
	if !ok {
		return Result{}, s.noMethod(set.Method)
	}
	if _, err := time.LoadLocation(set.Zone); err != nil || set.Zone == "" || set.Zone == "Local" {
		return Result{}, refuse("refuse.zone", say.Args{"Zone": say.Text(set.Zone)})
	}
	e := Founded{
		Name: set.Name, Chat: cmd.Chat, Language: set.Language, Zone: set.Zone, Procedure: p.ID, Version: p.Version,
		Echo: p.EchoEvery, Door: cmd.Code,
	}
	events := append(one(e), s.keeping(p)...)
	events = append(events, PersonJoined{Person: 1}, Appointed{Person: 1, Grant: people.Grant{Role: people.Secretary}, First: true})
	return Result{Events: events}, nil
}

func (s *State) noMethod(id string) error {
	return refuse("refuse.no_procedure", say.Args{"Name": say.Text(id), "Known": say.Text(strings.Join(s.Methods().IDs(), ", "))})
}

// Founding is what a new community is told of itself.
type Founding struct{ Name, Method, Language, Zone string }

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
}

func (e Founded) apply(s *State, m Meta) {
	put(s.Book, headKey, &Community{
		Name: e.Name, Chat: e.Chat, Language: e.Language, Zone: e.Zone, Method: e.Procedure, Version: e.Version,
		Echo: e.Echo, Founded: m.At, Present: true, Door: e.Door,
	})
}

func (e Founded) announce(s *State, _ Meta, n *Notices) {
	p := s.Current()
	n.add(say.Notice{
		To: say.Address{Room: say.Group}, Kind: say.Echo, Message: say.New("notice.founded", say.Args{
			"Name": say.Text(e.Name), "Procedure": say.Names(p.Names), "Echo": say.Num(days(e.Echo)),
		}),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.private"), Start: e.Door})},
	})
	n.wall()
}

func bindVerb() Verb {
	return Verb{
		Name:   permission.Bind,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.OneOf("room", "council", "wall")),
		Decide: (*State).bind,
		Menu:   Menu{For: ForOffice, Rank: 490},
	}
}

// bind makes another chat the council's or the wall's. The chat proves its consent by the code being said in it.
func (s *State) bind(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	e := CodeIssued{Code: cmd.Code, Use: cmd.Word, Until: cmd.At.Add(time.Hour), Times: 1}
	return answer(one(e), "receipt.bind", say.Args{"Code": say.Text(cmd.Code), "Use": say.Msg("room." + cmd.Word)})
}

func followVerb() Verb {
	return Verb{
		Name:   permission.Follow,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.New("word", form.Word)),
		Decide: (*State).follow,
	}
}

// follow ends the binding in the chat where the code was said.
func (s *State) follow(cmd Command) (Result, error) {
	invite := get[Invite](s.Book, inviteKey(cmd.Word))
	if invite == nil || !slices.Contains([]string{UseCouncil, UseWall}, invite.Use) || !invite.valid(cmd.At) || cmd.Chat == 0 {
		return Result{}, refuse("refuse.code")
	}
	e := ChatBound{Use: invite.Use, Chat: cmd.Chat, Thread: cmd.Number, Code: cmd.Word}
	return answer(one(e), "receipt.bound", say.Args{"Use": say.Msg("room." + invite.Use), "Name": say.Text(s.Head().Name)})
}

// ChatBound makes a chat the council's or the wall's.
type ChatBound struct {
	Use    string `json:"use"`
	Chat   int64  `json:"chat"`
	Thread int    `json:"thread,omitempty"`
	Code   string `json:"code"`
}

func (e ChatBound) apply(s *State, _ Meta) {
	h := edit[Community](s.Book, headKey)
	if e.Use == UseCouncil {
		h.Council = Place{Chat: e.Chat, Thread: e.Thread}
	} else {
		h.Wall = Place{Chat: e.Chat, Thread: e.Thread}
	}
	s.useCode(e.Code)
}

func (e ChatBound) announce(_ *State, _ Meta, _ *Notices) {}

// ChatMoved follows a group that became a supergroup.
type ChatMoved struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

func (e ChatMoved) apply(s *State, _ Meta) {
	h := edit[Community](s.Book, headKey)
	for _, at := range []*int64{&h.Chat, &h.Council.Chat, &h.Wall.Chat} {
		if *at == e.From {
			*at = e.To
		}
	}
}

// Sits tells whether a chat is one of the community's.
func (s *State) Sits(chat int64) bool {
	h := s.Head()
	return chat != 0 && (h.Chat == chat || h.Council.Chat == chat || h.Wall.Chat == chat)
}

// A supergroup knows none of the messages of the group it was: cards and wall are posted anew.
func (e ChatMoved) announce(s *State, _ Meta, n *Notices) {
	for _, c := range s.OpenCases() {
		n.card(c.Number)
	}
	n.wall()
}

// StandingChanged notes what the bot is in the residents' group.
type StandingChanged struct {
	Present bool `json:"present"`
	Pin     bool `json:"pin"`
	// Back says that the bot was away before: what stands in the group may be out of date.
	Back bool `json:"back,omitempty"`
}

func (e StandingChanged) apply(s *State, _ Meta) {
	h := edit[Community](s.Book, headKey)
	h.Present, h.Pin = e.Present, e.Pin
}

func (e StandingChanged) announce(s *State, _ Meta, n *Notices) {
	if !e.Present {
		for _, p := range s.secretaries() {
			n.person(p, say.New("notice.removed", say.Args{"Name": say.Text(s.Head().Name)}))
		}
		return
	}
	if e.Back {
		for _, c := range s.OpenCases() {
			n.card(c.Number)
		}
	}
	n.wall()
}
