package community

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// tieVerbs are those of ties to other communities.
func tieVerbs() []Verb {
	return []Verb{
		linkVerb(), unlinkVerb(), jointVerb(),
	}
}

// Kin is what another community is to this one.
type Kin string

// The kins: the level above (village → township → county), a community below, a neighbour.
const (
	Above  Kin = "above"
	Below  Kin = "below"
	Beside Kin = "beside"
)

// mirror is what this community is to that one.
func (k Kin) mirror() Kin {
	switch k {
	case Above:
		return Below
	case Below:
		return Above
	}
	return k
}

// Tie is the record of another community to which letters may go. It is made by consent of both: one gives a code, the other
// uses it.
type Tie struct {
	Community string `json:"community"`
	Name      string `json:"name,omitempty"`
	// Number is what the tie is called here.
	Number int `json:"number"`
	// Kin is "" until the other has answered.
	Kin   Kin       `json:"kin,omitempty"`
	Since time.Time `json:"since"`
}

const tiePrefix = "tie:"

func tieKey(community string) string { return tiePrefix + community }

// Tie is the tie to a community; nil when there is none.
func (s *Records) Tie(community string) *Tie { return get[Tie](s.Book, tieKey(community)) }

// Ties lists the ties to other communities, by number.
func (s *Records) Ties() []*Tie {
	var all []*Tie
	for _, x := range list[Tie](s.Book, tiePrefix) {
		if x.Value.Kin != "" {
			all = append(all, x.Value)
		}
	}
	slices.SortFunc(all, func(a, b *Tie) int { return a.Number - b.Number })
	return all
}

// above is the level above; nil when none is known.
func (s *State) above() *Tie {
	if id := s.Head().Above; id != "" {
		return s.Tie(id)
	}
	return nil
}

// tieOf finds a tie by its number.
func (s *State) tieOf(number int) *Tie {
	for _, t := range s.Ties() {
		if t.Number == number {
			return t
		}
	}
	return nil
}

// codeLasts is how long the code of a tie may be used: it goes from office to office by telephone.
const codeLasts = 3 * 24 * time.Hour

func linkVerb() Verb {
	return Verb{
		Name:   permission.Link,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.Optional(form.New("word", form.Word))),
		Decide: (*State).link,
		Menu:   Menu{For: ForOffice, Rank: 640},
	}
}

// link shows the ties, gives the code for a new one, or uses the code that another community gave.
func (s *State) link(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	switch cmd.Word {
	case "":
		return s.showTies()
	case string(Below), string(Beside):
		e := CodeIssued{Code: cmd.Code, Use: cmd.Word, Until: cmd.At.Add(codeLasts), Times: 1}
		return answerAs(say.Lasting, one(e), "receipt.link."+cmd.Word, say.Args{
			"Code": say.Text(cmd.Code), "Name": say.Text(s.Head().Name), "Until": say.Time(e.Until),
		})
	}
	if cmd.Other == "" {
		return Result{}, refuse("refuse.code")
	}
	if t := s.Tie(cmd.Other); t != nil && t.Kin != "" {
		return Result{}, refuse("refuse.linked", say.Args{"Name": say.Text(t.Name)})
	}
	return answer(one(LinkAsked{Community: cmd.Other, Code: cmd.Word}), "receipt.link_asked")
}

func (s *State) showTies() (Result, error) {
	var lines []say.Arg
	for _, t := range s.Ties() {
		lines = append(lines, say.Msg("link.line", say.Args{
			"Number": say.Num(t.Number), "Name": say.Text(t.Name), "Kin": say.Msg("kin." + string(t.Kin)),
		}))
	}
	press := func(k Kin) say.Button {
		return say.Press(say.New("button.link."+string(k)), line(permission.Link, string(k)))
	}
	return Result{Answer: say.Notice{
		Kind:    say.Lasting,
		Message: say.New("link.list", say.Args{"Name": say.Text(s.Head().Name), "Lines": say.Lines(lines...)}),
		Buttons: [][]say.Button{say.Row(press(Below), press(Beside))},
	}}, nil
}

func unlinkVerb() Verb {
	return Verb{
		Name:   permission.Unlink,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.New("tie", form.TieNo)),
		Decide: (*State).unlink,
		Menu:   Menu{For: ForOffice, Rank: 650},
	}
}

// unlink ends a tie that no open case needs any more.
func (s *State) unlink(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	t := s.tieOf(cmd.Number)
	if t == nil {
		return Result{}, refuse("refuse.no_tie", say.Args{"Number": say.Num(cmd.Number)})
	}
	for _, c := range s.OpenCases() {
		if c.Follower(t.Community) != nil || c.Lead != nil && c.Lead.Community == t.Community {
			return Result{}, refuse("refuse.tie_needed", caseArgs(c, say.Args{"Name": say.Text(t.Name)}))
		}
	}
	return answer(one(Unlinked{Community: t.Community, Own: true}), "receipt.unlinked", say.Args{"Name": say.Text(t.Name)})
}

// linkWanted is a code that another community used here.
func (s *State) linkWanted(l Letter, at time.Time) []Event {
	if t := s.Tie(l.From); t != nil && t.Kin != "" {
		return nil
	}
	i := get[Invite](s.Book, inviteKey(l.Code))
	known := i != nil && (i.Use == string(Below) || i.Use == string(Beside)) && i.valid(at)
	if !known || i.Use == string(Below) && l.Led {
		return one(LetterTurnedBack{Community: l.From, About: LetterLink})
	}
	return one(Linked{Community: l.From, Name: l.Name, Kin: Kin(i.Use), Code: l.Code})
}

// tieAnswered is what another community says to the tie that was asked for, or had.
func (s *State) tieAnswered(l Letter) []Event {
	t := s.Tie(l.From)
	switch {
	case l.Subject == LetterLinked && t != nil && t.Kin == "":
		return one(Linked{Community: l.From, Name: l.Name, Kin: l.Kin})
	case l.Subject == LetterUnlinked && t != nil && t.Kin != "":
		return one(Unlinked{Community: l.From})
	case l.Subject == LetterRefused && l.About == LetterLink && t != nil && t.Kin == "":
		return one(LinkRefused{Community: l.From, Name: l.Name})
	case l.Subject == LetterRefused:
		return s.turnedBack(l)
	}
	return nil
}

// turnedBack ends what the other community does not take on: a case handed up is as good as closed, one shared goes on without it.
func (s *State) turnedBack(l Letter) []Event {
	c := s.Case(l.Yours)
	switch {
	case c == nil || c.Closed != nil:
		return nil
	case l.About == LetterRefer && c.Follows(cases.ReferredUp) && c.Lead.Community == l.From:
		return one(CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Referred}})
	case l.About == LetterInvite && c.Partner(l.From):
		return append(one(PartnerLost{Case: c.Number, Community: l.From}), s.conclude(c, nil)...)
	}
	return nil
}

// LinkAsked uses the code of another community.
type LinkAsked struct {
	Community string `json:"community"`
	Code      string `json:"code"`
}

func (e LinkAsked) apply(s *State, m Meta) {
	t := edit[Tie](s.Book, tieKey(e.Community))
	if t.Number == 0 {
		h := edit[Community](s.Book, headKey)
		h.Ties++
		t.Number = h.Ties
	}
	t.Community, t.Since = e.Community, m.At
}

func (e LinkAsked) announce(s *State, _ Meta, n *Notices) {
	n.mail(s, e.Community, Letter{Subject: LetterLink, Code: e.Code, Led: s.Head().Above != ""})
}

// Linked ties two communities. Code is the one that was used, in the community that gave it.
type Linked struct {
	Community string `json:"community"`
	Name      string `json:"name"`
	Kin       Kin    `json:"kin"`
	Code      string `json:"code,omitempty"`
}

func (e Linked) apply(s *State, m Meta) {
	h := edit[Community](s.Book, headKey)
	t := edit[Tie](s.Book, tieKey(e.Community))
	if t.Number == 0 {
		h.Ties++
		t.Number = h.Ties
	}
	t.Community, t.Name, t.Kin, t.Since = e.Community, e.Name, e.Kin, m.At
	if e.Kin == Above {
		h.Above = e.Community
	}
	s.useCode(e.Code)
}

func (e Linked) announce(s *State, _ Meta, n *Notices) {
	if e.Code != "" {
		n.mail(s, e.Community, Letter{Subject: LetterLinked, Kin: e.Kin.mirror()})
	}
	args := say.Args{"Name": say.Text(e.Name), "Kin": say.Msg("kin." + string(e.Kin))}
	n.tells(s.secretaries(), say.New("notice.linked", args), "")
	n.add(say.Notice{
		To: say.Address{Room: say.Wall}, Kind: say.Echo, Quiet: true, Message: say.New("notice.linked.public", args),
	})
}

// LinkRefused says that a code was not right.
type LinkRefused struct {
	Community string `json:"community"`
	Name      string `json:"name"`
}

func (e LinkRefused) apply(s *State, _ Meta) { remove(s.Book, tieKey(e.Community)) }

func (e LinkRefused) announce(s *State, _ Meta, n *Notices) {
	n.tells(s.secretaries(), say.New("notice.link_refused", say.Args{"Name": say.Text(e.Name)}), "")
}

// Unlinked ends a tie. Own says that it was ended here.
type Unlinked struct {
	Community string `json:"community"`
	Own       bool   `json:"own,omitempty"`
}

func (e Unlinked) apply(s *State, _ Meta) {
	edit[Tie](s.Book, tieKey(e.Community)).Kin = ""
	if h := s.Head(); h.Above == e.Community {
		edit[Community](s.Book, headKey).Above = ""
	}
}

func (e Unlinked) announce(s *State, _ Meta, n *Notices) {
	args := say.Args{"Name": say.Text(s.Tie(e.Community).Name)}
	if e.Own {
		n.mail(s, e.Community, Letter{Subject: LetterUnlinked})
	} else {
		n.tells(s.Holders().Of(people.Secretary), say.New("notice.unlinked", args), "")
	}
}
