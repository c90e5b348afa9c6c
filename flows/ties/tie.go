package ties

import (
	"cmp"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/screening"
)

// Verbs are those of ties to other communities.
func Verbs() []life.Verb {
	return []life.Verb{
		linkVerb(), unlinkVerb(), jointVerb(),
	}
}

// tieOf finds a tie by its number.
func tieOf(s *life.State, number int) *record.Tie {
	for _, t := range s.Ties() {
		if t.Number == number {
			return t
		}
	}
	return nil
}

// codeLasts is how long the code of a tie may be used: it goes from office to office by telephone.
const codeLasts = 3 * 24 * time.Hour

// Link is what is asked for with /link: nothing, a code for a tie of a kind, or a tie by the code of another community.
type Link struct {
	Word string
	// Other is the community whose code the word is; "" when it is nobody's.
	Other string
}

func readLink(got life.Reading) Link {
	return Link{Word: cmp.Or(got.Meaning("word"), got.Said["word"]), Other: got.Other}
}

func linkVerb() life.Verb {
	return life.Verb{
		Name:   permission.Link,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.Optional(form.New("word", form.Word))),
		Decide: life.With(readLink, link),
		Menu:   life.Menu{For: life.ForOffice, Rank: 640},
	}
}

// link shows the ties, gives the code for a new one, or uses the code that another community gave.
func link(s *life.State, cmd life.Command, with Link) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	switch with.Word {
	case "":
		return showTies(s)
	case string(record.Below), string(record.Beside):
		e := personnel.CodeIssued{
			Code: record.CodeHash(cmd.Code), Use: with.Word, Until: cmd.At.Add(codeLasts), Times: 1,
		}
		m := say.New("receipt.link."+with.Word, say.Args{
			"Code": say.Text(cmd.Code), "Name": say.Text(s.Head().Name), "Until": say.Time(e.Until),
		})
		return life.Result{Events: life.One(e), Answer: personnel.Shown(say.Notice{Message: m})}, nil
	}
	if with.Other == "" {
		return life.Result{}, life.Refuse("refuse.code")
	}
	if t := s.Tie(with.Other); t != nil && t.Kin != "" {
		return life.Result{}, life.Refuse("refuse.linked", say.Args{"Name": say.Text(t.Name)})
	}
	return life.Answer(life.One(LinkAsked{Community: with.Other, Code: record.CodeHash(with.Word)}), "receipt.link_asked")
}

func showTies(s *life.State) (life.Result, error) {
	var lines []say.Arg
	for _, t := range s.Ties() {
		lines = append(lines, say.Msg("link.line", say.Args{
			"Number": say.Num(t.Number), "Name": say.Text(t.Name), "Kin": say.Msg("kin." + string(t.Kin)),
		}))
	}
	press := func(k record.Kin) say.Button {
		return say.Press(say.New("button.link."+string(k)), record.Line(permission.Link, string(k)))
	}
	return life.Result{Answer: say.Notice{
		Kind:    say.Lasting,
		Message: say.New("link.list", say.Args{"Name": say.Text(s.Head().Name), "Lines": say.Lines(lines...)}),
		Buttons: [][]say.Button{say.Row(press(record.Below), press(record.Beside))},
	}}, nil
}

// Neighbour is the number of a tie to another community.
type Neighbour struct{ Tie int }

func readNeighbour(got life.Reading) Neighbour { return Neighbour{Tie: got.Number("tie")} }

func unlinkVerb() life.Verb {
	return life.Verb{
		Name:   permission.Unlink,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.New("tie", form.TieNo)),
		Decide: life.With(readNeighbour, unlink),
		Menu:   life.Menu{For: life.ForOffice, Rank: 650},
	}
}

// unlink ends a tie that no open case needs any more.
func unlink(s *life.State, cmd life.Command, with Neighbour) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	t := tieOf(s, with.Tie)
	if t == nil {
		return life.Result{}, life.Amiss("tie", life.Refuse("refuse.no_tie", say.Args{"Number": say.Num(with.Tie)}))
	}
	for _, c := range s.OpenCases() {
		if c.Follower(t.Community) != nil || c.Lead != nil && c.Lead.Community == t.Community {
			return life.Result{}, life.Refuse("refuse.tie_needed", life.CaseArgs(c, say.Args{"Name": say.Text(t.Name)}))
		}
	}
	return life.Answer(life.One(Unlinked{Community: t.Community, Own: true}), "receipt.unlinked",
		say.Args{"Name": say.Text(t.Name)})
}

// linkWanted is a code that another community used here.
func linkWanted(s *life.State, l life.Dispatch, at time.Time) []life.Event {
	if t := s.Tie(l.From); t != nil && t.Kin != "" {
		return nil
	}
	kept, i := record.InviteSent(s.Cache, l.Code)
	known := i != nil && (i.Use == string(record.Below) || i.Use == string(record.Beside)) && i.Valid(at)
	if !known || i.Use == string(record.Below) && l.Led {
		return life.One(DispatchTurnedBack{Community: l.From, About: life.DispatchLink})
	}
	return life.One(Linked{Community: l.From, Name: l.Name, Kin: record.Kin(i.Use), Code: kept})
}

// tieAnswered is what another community says to the tie that was asked for, or had.
func tieAnswered(s *life.State, l life.Dispatch) []life.Event {
	t := s.Tie(l.From)
	switch {
	case l.Subject == life.DispatchLinked && t != nil && t.Kin == "" && l.Kin == record.Above && s.Head().Above != "":
		// Two were asked before either had answered: the first to answer is above.
		return life.One(LinkRefused{Community: l.From, Name: l.Name, Taken: true})
	case l.Subject == life.DispatchLinked && t != nil && t.Kin == "":
		return life.One(Linked{Community: l.From, Name: l.Name, Kin: l.Kin})
	case l.Subject == life.DispatchUnlinked && t != nil && t.Kin != "":
		return life.One(Unlinked{Community: l.From})
	case l.Subject == life.DispatchRefused && l.About == life.DispatchLink && t != nil && t.Kin == "":
		return life.One(LinkRefused{Community: l.From, Name: l.Name})
	case l.Subject == life.DispatchRefused:
		return turnedBack(s, l)
	}
	return nil
}

// turnedBack ends what the other community does not take on: a case handed up is taken there by hand, one shared goes
// on without it.
func turnedBack(s *life.State, l life.Dispatch) []life.Event {
	c := s.Case(l.Yours)
	switch {
	case c == nil || c.Closed != nil:
		return nil
	case l.About == life.DispatchRefer && c.Follows(cases.ReferredUp) && c.Lead.Community == l.From:
		return life.One(screening.CaseCarried{Case: c.Number, From: c.Lead.Name})
	case l.About == life.DispatchInvite && c.Partner(l.From):
		return append(life.One(PartnerLost{Case: c.Number, Community: l.From}), conclude(s, c, nil)...)
	}
	return nil
}

// LinkAsked uses the code of another community, which is sent its hash: that is all that is kept there.
type LinkAsked struct {
	Community string `json:"community"`
	Code      string `json:"code"`
}

// Apply implements life.Event.
func (e LinkAsked) Apply(s *life.State, m life.Meta) {
	t := record.Edit[record.Tie](s.Cache, record.TieKey(e.Community))
	if t.Number == 0 {
		h := record.Edit[record.Community](s.Cache, record.HeadKey)
		h.Ties++
		t.Number = h.Ties
	}
	t.Community, t.Since = e.Community, m.At
}

// Tell implements life.Event.
func (e LinkAsked) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Dispatch(s, e.Community, life.Dispatch{Subject: life.DispatchLink, Code: e.Code, Led: s.Head().Above != ""})
}

// Linked ties two communities. Code is what is kept of the one that was used, in the community that gave it.
type Linked struct {
	Community string     `json:"community"`
	Name      string     `json:"name"`
	Kin       record.Kin `json:"kin"`
	Code      string     `json:"code,omitempty"`
}

// Apply implements life.Event.
func (e Linked) Apply(s *life.State, m life.Meta) {
	h := record.Edit[record.Community](s.Cache, record.HeadKey)
	t := record.Edit[record.Tie](s.Cache, record.TieKey(e.Community))
	if t.Number == 0 {
		h.Ties++
		t.Number = h.Ties
	}
	t.Community, t.Name, t.Kin, t.Since = e.Community, e.Name, e.Kin, m.At
	if e.Kin == record.Above {
		h.Above = e.Community
	}
	personnel.UseCode(s, e.Code)
}

// Tell implements life.Event.
func (e Linked) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	if e.Code != "" {
		n.Dispatch(s, e.Community, life.Dispatch{Subject: life.DispatchLinked, Kin: e.Kin.Mirror()})
	}
	args := say.Args{"Name": say.Text(e.Name), "Kin": say.Msg("kin." + string(e.Kin))}
	n.Tells(s.Secretaries(), say.New("notice.linked", args), "")
	n.Add(say.Notice{
		To: say.Address{Room: say.Wall}, Kind: say.Echo, Quiet: true, Message: say.New("notice.linked.public", args),
	})
}

// LinkRefused says that a code leads to no tie. Taken says that the other community had taken it all the same, and is
// told that there is none.
type LinkRefused struct {
	Community string `json:"community"`
	Name      string `json:"name"`
	Taken     bool   `json:"taken,omitempty"`
}

// Apply implements life.Event.
func (e LinkRefused) Apply(s *life.State, _ life.Meta) {
	record.Remove(s.Cache, record.TieKey(e.Community))
}

// Tell implements life.Event.
func (e LinkRefused) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	if e.Taken {
		n.Dispatch(s, e.Community, life.Dispatch{Subject: life.DispatchUnlinked})
	}
	n.Tells(s.Secretaries(), say.New("notice.link_refused", say.Args{"Name": say.Text(e.Name)}), "")
}

// Unlinked ends a tie. Own says that it was ended here.
type Unlinked struct {
	Community string `json:"community"`
	Own       bool   `json:"own,omitempty"`
}

// Apply implements life.Event.
func (e Unlinked) Apply(s *life.State, _ life.Meta) {
	record.Edit[record.Tie](s.Cache, record.TieKey(e.Community)).Kin = ""
	if h := s.Head(); h.Above == e.Community {
		record.Edit[record.Community](s.Cache, record.HeadKey).Above = ""
	}
}

// Tell implements life.Event.
func (e Unlinked) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	args := say.Args{"Name": say.Text(s.Tie(e.Community).Name)}
	if e.Own {
		n.Dispatch(s, e.Community, life.Dispatch{Subject: life.DispatchUnlinked})
	} else {
		n.Tells(s.Holders().Of(people.Secretary), say.New("notice.unlinked", args), "")
	}
}
