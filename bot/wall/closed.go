package wall

import (
	"net/url"
	"strconv"
	"strings"

	"echowall/bot/wall/answer"
	"echowall/flows/dialog"
	"echowall/flows/public"
)

func itoa(n int) string { return strconv.Itoa(n) }

// maxQuery is how long what is searched for may be, in bytes.
const maxQuery = 200

// closedPage is the cases that are closed, the newest first; with a question, those whose title or text has all its
// words.
var closedPage = builder{search: true, build: func(p *sheet) (answer.Answer, error) {
	query := p.Line(p.args.Get("q"))
	if len(query) > maxQuery {
		query = ""
	}
	body := struct {
		sheaf[public.Line]
		Search bool
		Query  string
	}{Search: true, Query: query}
	numbers := public.Ended(p.state)
	to := "closed"
	if query != "" {
		numbers = public.Having(p.state, numbers, words(query))
		to += "?q=" + url.QueryEscape(query)
	}
	sheaf := paginate(p, numbers, to)
	body.All, body.Page, body.Pages, body.Before, body.After = sheaf.All, sheaf.Page, sheaf.Pages, sheaf.Before,
		sheaf.After
	body.Items = public.Lines(p.state, sheaf.Items)
	return p.html("list", p.text("page.closed"), body)
}}

// words are what a question asks for, folded; a number is asked for as "#12" or "12".
func words(query string) []string {
	var all []string
	for _, w := range strings.Fields(query) {
		all = append(all, dialog.Fold(w))
	}
	return all
}
