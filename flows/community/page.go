package community

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// Page is where the community's wall stands on the web, and who may look at it.
type Page struct {
	// Code is the end of its address; "" while it has none. Whoever knows it may look.
	Code string `json:"code,omitempty"`
	// Public says that search engines and other systems may know the address, too.
	Public bool `json:"public,omitempty"`
	// Filing is the hash of the key with which another system files cases here; "" where none may.
	Filing string `json:"filing,omitempty"`
}

// Opens tells whether a key is the one with which cases may be filed.
func (p Page) Opens(key string) bool {
	return p.Filing != "" && subtle.ConstantTimeCompare([]byte(keyHash(key)), []byte(p.Filing)) == 1
}

// keyHash is what is kept of a filing key: the journal may be read by more people than may file.
func keyHash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

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

func webVerb() Verb {
	return Verb{
		Name:   permission.Web,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.Optional(form.OneOf("word", PageWords()...))),
		Decide: (*State).page,
		Menu:   Menu{For: ForOffice, Rank: 480},
	}
}

// page shows where the wall stands on the web, or changes it. It has no address until a secretary asks for one, and is behind a link
// until a secretary makes it public: what people write in their group is not put on the web by a program.
func (s *State) page(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	now := s.Head().Page
	switch cmd.Word {
	case PagePublic:
		if now.Public {
			return s.showPage(now, nil)
		}
		// The link that went round in private is none the world should know.
		return s.movePage(Page{Code: pageCode(cmd.Code), Public: true})
	case PagePrivate:
		if !now.Public && now.Code != "" {
			return s.showPage(now, nil)
		}
		return s.movePage(Page{Code: pageCode(cmd.Code)})
	case PageRenew:
		return s.movePage(Page{Code: pageCode(cmd.Code), Public: now.Public})
	case PageKey:
		if now.Code == "" {
			return Result{}, refuse("refuse.no_page")
		}
		events := one(FilingKeyChanged{Hash: keyHash(cmd.Code)})
		return answerAs(say.Secret, events, "receipt.filing_key.secret", say.Args{"Key": say.Text(cmd.Code)})
	case PageNoKey:
		if now.Filing == "" {
			return Result{}, refuse("refuse.no_key")
		}
		return answer(one(FilingKeyChanged{}), "receipt.no_filing_key")
	}
	if now.Code == "" {
		return s.movePage(Page{Code: pageCode(cmd.Code)})
	}
	return s.showPage(now, nil)
}

func pageCode(code string) string { return strings.ToLower(code) }

func (s *State) movePage(p Page) (Result, error) {
	return s.showPage(p, one(PageMoved{Code: p.Code, Public: p.Public}))
}

// showPage answers with the address and with what may be done about it.
func (s *State) showPage(p Page, events []Event) (Result, error) {
	id, other := "page.private", PagePublic
	if p.Public {
		id, other = "page.public", PagePrivate
	}
	verb := string(permission.Web) + " "
	return Result{Events: events, Answer: say.Notice{
		Message: say.New(id, say.Args{"Name": say.Text(s.Head().Name), "Page": say.Page(p.Code)}),
		Buttons: [][]say.Button{
			say.Row(PageButton(p.Code)),
			say.Row(say.Press(say.New("button.page."+other), verb+other), say.Press(say.New("button.page.renew"), verb+PageRenew)),
		},
	}}, nil
}

// PageButton opens the page of a code in the browser.
func PageButton(code string) say.Button { return say.Button{Label: say.New("button.page"), Page: code} }

// printed is a button that opens what can be printed, where the community is on the web.
func (s *State) printed(what, path string) [][]say.Button {
	code := s.Head().Page.Code
	if code == "" {
		return nil
	}
	return [][]say.Button{say.Row(say.Button{Label: say.New("button.print." + what), Page: code, Below: path})}
}

// PageMoved gives the page an address, and says who may know it. The address it had before leads nowhere any more.
type PageMoved struct {
	Code   string `json:"code"`
	Public bool   `json:"public,omitempty"`
}

func (e PageMoved) apply(s *State, _ Meta) {
	h := edit[Community](s.Book, headKey)
	h.Page.Code, h.Page.Public = e.Code, e.Public
}

func (e PageMoved) announce(_ *State, _ Meta, n *Notices) { n.wall() }

// FilingKeyChanged lets another system file cases, with the key of this hash and no other; with "" none may.
type FilingKeyChanged struct {
	Hash string `json:"hash,omitempty"`
}

func (e FilingKeyChanged) apply(s *State, _ Meta) {
	edit[Community](s.Book, headKey).Page.Filing = e.Hash
}

func (e FilingKeyChanged) announce(_ *State, _ Meta, _ *Notices) {}

// ViaSystem is how a case came that another system filed.
const ViaSystem = "open311"

// File opens a case that another system files with its key. A *Refusal says why it does not.
func File(s *State, key, text string) (CaseRaised, error) {
	head := s.Head()
	if head == nil || !head.Page.Opens(key) {
		return CaseRaised{}, &Refusal{Message: say.New("refuse.filing_key"), Reason: WrongKey}
	}
	if text = strings.TrimSpace(text); utf8.RuneCountInString(text) < 4 {
		return CaseRaised{}, refuse("refuse.too_short")
	}
	return CaseRaised{
		Case: head.Cases + 1, Title: cases.Title(text), Text: text, Procedure: head.Method, Version: head.Version, Via: ViaSystem,
	}, nil
}
