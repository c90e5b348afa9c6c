package wall

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/time/rate"

	"echowall/flows"
	"echowall/flows/dialog"
	"echowall/flows/life"
)

// Limits of filing: how many cases may be filed in a community for long and at once, how long the answer waits for the commit
// before a token is given instead, and how long a token and a place may be, in bytes.
const (
	filingEvery = 6 * time.Second
	filingBurst = 20
	filingWait  = 5 * time.Second
	maxToken    = 64
	maxPlace    = 300
)

// file takes a case from another system and answers with its number. Who reported it is not kept: a resident who wants to be told
// raises the case in the chat.
func (w *Wall) file(rw http.ResponseWriter, r *http.Request) error {
	s, err := w.find(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	name, format := split(r.PathValue("rest"))
	if name != "requests" || format == "" {
		return &fault{Code: http.StatusNotFound, Description: "requests are filed at requests.xml or requests.json"}
	}
	if err := r.ParseForm(); err != nil {
		return &fault{Code: http.StatusBadRequest, Description: "the form cannot be read"}
	}
	text, err := filing(r, s.door.Load().code)
	if err != nil {
		return err
	}
	if !s.admitsFiling(w.Clock.Now()) {
		return errBusy
	}
	x := flows.Filing{Key: r.Form.Get("api_key"), Token: strings.ToLower(w.Code()), Text: text}
	reply, err := w.submit(r.Context(), s, x)
	if err != nil {
		return err
	}
	if reply.Refused {
		return refused(reply)
	}
	done := receipt{Token: x.Token}
	if reply.Case != 0 {
		done = receipt{ID: strconv.Itoa(reply.Case)}
	}
	a, err := inFormat(format, "service_requests", []receipt{done})
	if err != nil {
		return err
	}
	rw.Header().Set("Content-Type", a.kind)
	rw.Header().Set("Cache-Control", "no-store")
	rw.WriteHeader(http.StatusCreated)
	_, _ = rw.Write(a.body) // a reader that has gone is no matter
	return nil
}

// submit takes a filing down the road. A commit that takes too long goes on, and the reply is empty.
func (w *Wall) submit(ctx context.Context, s *site, x flows.Filing) (flows.Reply, error) {
	wait, cancel := context.WithTimeout(ctx, filingWait)
	defer cancel()
	reply, err := w.Do(wait, s.id, flows.Input{At: w.Clock.Now(), Code: w.Code(), Filing: &x})
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return flows.Reply{}, nil
	}
	return reply, err
}

// refused is why a filing was not taken.
func refused(reply flows.Reply) error {
	if reply.Reason == life.WrongKey {
		return &fault{Code: http.StatusForbidden, Description: "api_key is not one that opens this community"}
	}
	return &fault{Code: http.StatusBadRequest, Description: "description is too short to know what it is about"}
}

// filing makes the text of a case of a form.
func filing(r *http.Request, code string) (string, error) {
	f := r.Form
	bad := func(text string) error { return &fault{Code: http.StatusBadRequest, Description: text} }
	place, lat, long := dialog.Clean(f.Get("address_string")), f.Get("lat"), f.Get("long")
	if place == "" {
		place = dialog.Clean(f.Get("address_id"))
	}
	text := strings.TrimSpace(dialog.Clean(f.Get("description")))
	switch id := f.Get("jurisdiction_id"); {
	case id != "" && id != code:
		return "", &fault{Code: http.StatusNotFound, Description: "jurisdiction_id was not found"}
	case f.Get("api_key") == "":
		return "", &fault{Code: http.StatusForbidden, Description: "api_key was not provided"}
	case f.Get("service_code") == "":
		return "", bad("service_code was not provided")
	case f.Get("service_code") != serviceCode:
		return "", &fault{Code: http.StatusNotFound, Description: "service_code was not found"}
	case text == "":
		return "", bad("description was not provided")
	case utf8.RuneCountInString(text) > dialog.MaxText-2*maxPlace:
		return "", bad("description is too long")
	case place == "" && (lat == "" || long == ""):
		return "", bad("a location was not provided: lat and long, address_string or address_id")
	case len(place) > maxPlace || len(f.Get("media_url")) > maxPlace:
		return "", bad("the address or media_url is too long")
	}
	if lat != "" && long != "" {
		if !degrees(lat, 90) || !degrees(long, 180) {
			return "", bad("lat and long must be degrees")
		}
		place = strings.TrimSpace(place + " (" + lat + ", " + long + ")")
	}
	text += "\n📍 " + place
	if media := f.Get("media_url"); strings.HasPrefix(media, "https://") || strings.HasPrefix(media, "http://") {
		text += "\n🖼 " + dialog.Clean(media)
	}
	return text, nil
}

func degrees(text string, most float64) bool {
	x, err := strconv.ParseFloat(text, 64)
	return err == nil && x >= -most && x <= most && len(text) < 24
}

// admitsFiling counts a filing and tells whether the community may be given one more.
func (s *site) admitsFiling(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.filings == nil {
		s.filings = rate.NewLimiter(rate.Every(filingEvery), filingBurst)
	}
	return s.filings.AllowN(now, 1)
}
