package api

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

// webhook is where updates are to go; without url they wait for getUpdates.
type webhook struct {
	url    string
	secret string
	max    int64
	failed string
}

var secretToken = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (c *call) setWebhook() (any, error) {
	address := c.params.Text("url")
	if address == "" {
		return c.deleteWebhook()
	}
	if err := checkHook(address); err != nil {
		return nil, err
	}
	secret := c.params.Text("secret_token")
	if secret != "" && !secretToken.MatchString(secret) {
		return nil, method.BadRequest("secret token contains unallowed characters")
	}
	if n := c.params.Int("max_connections"); n < 0 || n > 100 {
		return nil, method.Violates("max_connections must be 1-100")
	}
	if err := c.allow(); err != nil {
		return nil, err
	}
	if c.params.Bool("drop_pending_updates") {
		c.s.Queue.Waiting = nil
	}
	c.s.hook = webhook{url: address, secret: secret, max: connections(c.params)}
	c.s.Queue.Stir()
	c.s.EndPoll(method.Conflict("terminated by setWebhook request"))
	return true, nil
}

// connections is how many updates are brought at the same time.
func connections(p method.Params) int64 {
	if n := p.Int("max_connections"); n > 0 {
		return n
	}
	return 40
}

func checkHook(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return method.BadRequest("bad webhook: invalid webhook URL specified")
	}
	if u.Scheme != "https" {
		return method.BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if !slices.Contains([]string{"", "80", "88", "443", "8443"}, u.Port()) {
		return method.BadRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
	return nil
}

func (c *call) deleteWebhook() (any, error) {
	c.s.hook = webhook{}
	if c.params.Bool("drop_pending_updates") {
		c.s.Queue.Waiting = nil
	}
	return true, nil
}

func (c *call) getWebhookInfo() (any, error) {
	return struct {
		URL     string   `json:"url"`
		Custom  bool     `json:"has_custom_certificate"`
		Pending int      `json:"pending_update_count"`
		Error   string   `json:"last_error_message,omitempty"`
		Max     int64    `json:"max_connections,omitempty"`
		Allowed []string `json:"allowed_updates,omitempty"`
	}{c.s.hook.url, false, len(c.s.Queue.Waiting), c.s.hook.failed, c.s.hook.max, c.s.Queue.Allowed}, nil
}

// Deliver posts what waits to the bot's webhook handler, in order, at the address and with the secret that
// setWebhook was given. What is answered with 2xx is acknowledged; at the first other answer it stops and returns
// an error, and the same update comes again the next time. It and Push exclude one another.
func (s *Server) Deliver(ctx context.Context, h http.Handler) error {
	for {
		s.Hold()
		hook, waiting := s.hook, s.Queue.Waiting
		s.Release()
		if hook.url == "" {
			return fmt.Errorf("deliver: no webhook is set")
		}
		if len(waiting) == 0 {
			return nil
		}
		if err := s.deliverOne(ctx, h, hook, waiting[0]); err != nil {
			return err
		}
	}
}

func (s *Server) deliverOne(ctx context.Context, h http.Handler, hook webhook, u people.Update) error {
	r, err := hookRequest(ctx, hook.url, hook, u)
	if err != nil {
		return err
	}
	w := &answerWriter{header: http.Header{}, code: http.StatusOK}
	h.ServeHTTP(w, r)
	return s.answered(ctx, u, w.code, w.header, w.body.Bytes())
}

// answered takes what the webhook answered to an update: with 2xx it is acknowledged, and the call that the answer may
// hold is carried out.
func (s *Server) answered(ctx context.Context, u people.Update, code int, header http.Header, body []byte) error {
	s.Lock()
	if code < 200 || code > 299 {
		s.hook.failed = fmt.Sprintf("Wrong response from the webhook: %d %s", code, http.StatusText(code))
		s.Unlock()
		return fmt.Errorf("deliver update %d: webhook answered %d", u.ID, code)
	}
	s.hook.failed = ""
	s.Queue.Settle(u.ID)
	s.Unlock()
	s.callInAnswer(ctx, header, body)
	return nil
}

// callInAnswer carries out the call in a webhook's answer: JSON that names the method beside its parameters. The bot is
// not told how it went, and what it would have been told stands in Stats.
func (s *Server) callInAnswer(ctx context.Context, header http.Header, body []byte) {
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	if kind != "application/json" || len(body) == 0 {
		return
	}
	c := &call{s: s, params: method.Params{Values: map[string]string{}}}
	err := c.params.ReadJSON(body)
	c.method = s.spelled(c.params.Text("method"))
	delete(c.params.Values, "method")
	if err != nil {
		s.count(c, s.refuse(c, method.Violates("%v", err)))
		return
	}
	s.count(c, s.perform(ctx, c))
}

// answerWriter keeps an answer.
type answerWriter struct {
	header http.Header
	code   int
	wrote  bool
	body   bytes.Buffer
}

// Header is what the answer will say before its body.
func (w *answerWriter) Header() http.Header { return w.header }

// WriteHeader keeps the first status that is given.
func (w *answerWriter) WriteHeader(code int) {
	if !w.wrote {
		w.code, w.wrote = code, true
	}
}

// Write keeps more of the body.
func (w *answerWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}
