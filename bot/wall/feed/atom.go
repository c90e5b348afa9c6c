package feed

import (
	"encoding/xml"
	"time"

	"echowall/bot/wall/answer"
)

// The elements of an Atom feed (RFC 4287), as far as they are used.
type (
	// Atom is a feed.
	Atom struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string   `xml:"xml:lang,attr"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Links   []Link   `xml:"link"`
		Entries []Entry  `xml:"entry"`
	}
	// Link is where something stands.
	Link struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	// Entry is one thing that a feed tells of.
	Entry struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Link    Link   `xml:"link"`
		Summary string `xml:"summary"`
	}
)

// Stamp is a moment as feeds write it.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Answer writes a feed. It was updated when its newest entry was, or began then.
func (f *Atom) Answer(began time.Time) (answer.Answer, error) {
	f.Updated = Stamp(began)
	for _, e := range f.Entries {
		f.Updated = max(f.Updated, e.Updated)
	}
	raw, err := xml.Marshal(f)
	return answer.New("application/atom+xml; charset=utf-8", append([]byte(xml.Header), raw...)), err
}
