package wall

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"echowall/bot/wall/open311"
	"echowall/flows"
)

// Limits of filing: how many cases may be filed in a community for long and at once, how long the answer waits for the
// commit before a token is given instead, and how long a token may be, in bytes.
const (
	filingEvery = 6 * time.Second
	filingBurst = 20
	filingWait  = 5 * time.Second
	maxToken    = 64
)

// file takes a case from another system and answers with its number. Who reported it is not kept: a resident who wants
// to be told raises the case in the chat.
func (w *Wall) file(rw http.ResponseWriter, r *http.Request) error {
	s, err := w.find(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	name, format := open311.Split(r.PathValue("rest"))
	if name != "requests" || format == "" {
		return &open311.Fault{Code: http.StatusNotFound, Description: "requests are filed at requests.xml or requests.json"}
	}
	if err := r.ParseForm(); err != nil {
		return &open311.Fault{Code: http.StatusBadRequest, Description: "the form cannot be read"}
	}
	text, err := open311.Matter(r, s.door.Load().code)
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
		return open311.Refused(reply)
	}
	done := open311.Receipt{Token: x.Token}
	if reply.Case != 0 {
		done = open311.Receipt{ID: strconv.Itoa(reply.Case)}
	}
	a, err := open311.Answer(format, "service_requests", []open311.Receipt{done})
	if err != nil {
		return err
	}
	rw.Header().Set("Content-Type", a.Kind)
	rw.Header().Set("Cache-Control", "no-store")
	rw.WriteHeader(http.StatusCreated)
	_, _ = rw.Write(a.Body) // a reader that has gone is no matter
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

// admitsFiling counts a filing and tells whether the community may be given one more.
func (s *site) admitsFiling(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.filings == nil {
		s.filings = rate.NewLimiter(rate.Every(filingEvery), filingBurst)
	}
	return s.filings.AllowN(now, 1)
}
