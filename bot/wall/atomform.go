package wall

import (
	"echowall/bot/wall/answer"
	"encoding/xml"
	"time"
)

// The elements of an Atom feed (RFC 4287), as far as they are used.
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Link    atomLink `xml:"link"`
		Summary string   `xml:"summary"`
	}
)

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// bytes writes a feed. It was updated when its newest entry was, or began then.
func (f *atomFeed) bytes(began time.Time) (answer.Answer, error) {
	f.Updated = stamp(began)
	for _, e := range f.Entries {
		f.Updated = max(f.Updated, e.Updated)
	}
	raw, err := xml.Marshal(f)
	return answer.New("application/atom+xml; charset=utf-8", append([]byte(xml.Header), raw...)), err
}
