// Package reader finds out what the reader of a page wants who has no account and no cookie: the language, from the
// address or the browser, and what the address asks for. Package wall asks it for every request.
package reader

import (
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"echowall/locales"
)

// Language is the one a reader wants: the one asked for in the address, else one that the browser names, else the
// community's. chosen says that it was asked for, so that links keep it.
func Language(texts *locales.Catalogue, r *http.Request, otherwise string) (lang string, chosen bool) {
	if asked := r.URL.Query().Get("lang"); asked != "" {
		for _, l := range texts.Languages() {
			if strings.EqualFold(l, asked) {
				return l, true
			}
		}
	}
	header := r.Header.Get("Accept-Language")
	if len(header) > 200 {
		header = ""
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		tags = nil
	}
	wanted := make([]string, 0, len(tags)+1)
	for _, t := range tags {
		wanted = append(wanted, t.String())
	}
	return texts.Match(append(wanted, otherwise)...), false
}
