package text

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"echowall/flows/journal"
)

// The head of the book lies in the title of the pinned wall, as the end of the link that opens the private chat: so it
// is there for who looks, takes no room, and the program can read it back. Nobody else can put such a link into a
// message of the program.

// headMark begins the end of that link.
const headMark = "#book-"

// WithHead puts the head of a book into the title of its wall. The door is the community's own, by which its wall is
// known.
func (r *Renderer) WithHead(html, door string, head journal.Head) string {
	if head.Seq == 0 {
		return html
	}
	link := fmt.Sprintf(`<b><a href="%s%s%d-%s">`, r.StartLink(door), headMark, head.Seq, head.Hash)
	if title, rest, found := strings.Cut(html, "</b>"); found {
		return strings.Replace(title, "<b>", link, 1) + "</a></b>" + rest
	}
	return html
}

// HeadIn reads the head out of such a link; ok is false for any other link, and for one of another community.
func (r *Renderer) HeadIn(link, door string) (head journal.Head, ok bool) {
	start, end, found := strings.Cut(link, headMark)
	seq, hash, _ := strings.Cut(end, "-")
	n, err := strconv.ParseUint(seq, 10, 64)
	if !found || start != r.StartLink(door) || err != nil || !isHash.MatchString(hash) {
		return head, false
	}
	return journal.Head{Seq: n, Hash: hash}, true
}

var isHash = regexp.MustCompile("^[0-9a-f]{64}$")
