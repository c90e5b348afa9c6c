package office

import (
	"strings"
	"unicode/utf8"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// What may be said of a page.
const (
	PagePublic  = "public"
	PagePrivate = "private"
	PageRenew   = "renew"
	PageKey     = "key"
	PageNoKey   = "nokey"
)

// PageWords lists what /web takes.
func PageWords() []string { return []string{PagePublic, PagePrivate, PageRenew, PageKey, PageNoKey} }

// Web is what is to be done about the page; "" shows it.
type Web struct{ Word string }

func readWeb(got life.Reading) Web { return Web{Word: got.Said["word"]} }

func webVerb() life.Verb {
	return life.Verb{
		Name:   permission.Web,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.Optional(form.OneOf("word", PageWords()...))),
		Decide: life.With(readWeb, page),
		Menu:   life.Menu{For: life.ForOffice, Rank: 480},
	}
}

// page shows where the wall stands on the web, or changes it. It has no address until a secretary asks for one, and is
// behind a link until a secretary makes it public: what people write in their group is not put on the web by a program.
func page(s *life.State, cmd life.Command, wish Web) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	now := s.Head().Page
	switch wish.Word {
	case PagePublic:
		if now.Public {
			return showPage(s, now, nil)
		}
		// The link that went round in private is none the world should know.
		return movePage(s, record.Page{Code: pageCode(cmd.Code), Public: true})
	case PagePrivate:
		if !now.Public && now.Code != "" {
			return showPage(s, now, nil)
		}
		return movePage(s, record.Page{Code: pageCode(cmd.Code)})
	case PageRenew:
		return movePage(s, record.Page{Code: pageCode(cmd.Code), Public: now.Public})
	case PageKey:
		if now.Code == "" {
			return life.Result{}, life.Refuse("refuse.no_page")
		}
		events := life.One(FilingKeyChanged{Hash: record.KeyHash(cmd.Code)})
		return life.AnswerAs(say.Secret, events, "receipt.filing_key.secret", say.Args{"Key": say.Text(cmd.Code)})
	case PageNoKey:
		if now.Filing == "" {
			return life.Result{}, life.Refuse("refuse.no_key")
		}
		return life.Answer(life.One(FilingKeyChanged{}), "receipt.no_filing_key")
	}
	if now.Code == "" {
		return movePage(s, record.Page{Code: pageCode(cmd.Code)})
	}
	return showPage(s, now, nil)
}

func pageCode(code string) string { return strings.ToLower(code) }

func movePage(s *life.State, p record.Page) (life.Result, error) {
	return showPage(s, p, life.One(PageMoved{Code: p.Code, Public: p.Public}))
}

// showPage answers with the address and with what may be done about it.
func showPage(s *life.State, p record.Page, events []life.Event) (life.Result, error) {
	id, other := "page.private", PagePublic
	if p.Public {
		id, other = "page.public", PagePrivate
	}
	verb := string(permission.Web) + " "
	return life.Result{Events: events, Answer: say.Notice{
		Message: say.New(id, say.Args{"Name": say.Text(s.Head().Name), "Page": say.Page(p.Code)}),
		Buttons: [][]say.Button{
			say.Row(PageButton(p.Code)),
			say.Row(say.Press(say.New("button.page."+other), verb+other),
				say.Press(say.New("button.page.renew"), verb+PageRenew)),
		},
	}}, nil
}

// PageButton opens the page of a code in the browser.
func PageButton(code string) say.Button { return say.Button{Label: say.New("button.page"), Page: code} }

// PageMoved gives the page an address, and says who may know it. The address it had before leads nowhere any more.
type PageMoved struct {
	Code   string `json:"code"`
	Public bool   `json:"public,omitempty"`
}

// Apply implements life.Event.
func (e PageMoved) Apply(s *life.State, _ life.Meta) {
	h := record.Edit[record.Community](s.Cache, record.HeadKey)
	h.Page.Code, h.Page.Public = e.Code, e.Public
}

// Tell implements life.Event.
func (e PageMoved) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Wall() }

// FilingKeyChanged lets another system file cases, with the key of this hash and no other; with "" none may.
type FilingKeyChanged struct {
	Hash string `json:"hash,omitempty"`
}

// Apply implements life.Event.
func (e FilingKeyChanged) Apply(s *life.State, _ life.Meta) {
	record.Edit[record.Community](s.Cache, record.HeadKey).Page.Filing = e.Hash
}

// Tell implements life.Event.
func (e FilingKeyChanged) Tell(_ *life.State, _ life.Meta, _ *life.Notices) {}

// ViaSystem is how a case came that another system filed.
const ViaSystem = "open311"

// File opens a case that another system files with its key. A *Refusal says why it does not.
func File(s *life.State, key, text string) (intake.CaseRaised, error) {
	head := s.Head()
	if head == nil || !head.Page.Opens(key) {
		return intake.CaseRaised{}, &life.Refusal{Message: say.New("refuse.filing_key"), Reason: life.WrongKey}
	}
	if text = strings.TrimSpace(text); utf8.RuneCountInString(text) < 4 {
		return intake.CaseRaised{}, life.Refuse("refuse.too_short")
	}
	return intake.CaseRaised{
		Case: head.Cases + 1, Title: cases.Title(text), Text: text, Procedure: head.Method, Version: head.Version,
		Via: ViaSystem,
	}, nil
}
