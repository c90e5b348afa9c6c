package sim

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
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
	address := c.params.str("url")
	if address == "" {
		return c.deleteWebhook()
	}
	if err := checkHook(address); err != nil {
		return nil, err
	}
	secret := c.params.str("secret_token")
	if secret != "" && !secretToken.MatchString(secret) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	if n := c.params.int("max_connections"); n < 0 || n > 100 {
		return nil, violates("max_connections must be 1-100")
	}
	if err := c.allow(); err != nil {
		return nil, err
	}
	if c.params.bool("drop_pending_updates") {
		c.s.queue.waiting = nil
	}
	c.s.hook = webhook{url: address, secret: secret, max: max(40, c.params.int("max_connections"))}
	c.s.endPoll("terminated by setWebhook request")
	return true, nil
}

func checkHook(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return badRequest("bad webhook: invalid webhook URL specified")
	}
	if u.Scheme != "https" {
		return badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if !slices.Contains([]string{"", "80", "88", "443", "8443"}, u.Port()) {
		return badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
	return nil
}

func (c *call) deleteWebhook() (any, error) {
	c.s.hook = webhook{}
	if c.params.bool("drop_pending_updates") {
		c.s.queue.waiting = nil
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
	}{c.s.hook.url, false, len(c.s.queue.waiting), c.s.hook.failed, c.s.hook.max, c.s.queue.allowed}, nil
}

// Deliver posts what waits to the bot's webhook handler, in order, at the address and with the secret that
// setWebhook was given. What is answered with 2xx is acknowledged; at the first other answer it stops and returns
// an error, and the same update comes again the next time.
func (s *Server) Deliver(ctx context.Context, h http.Handler) error {
	for {
		s.mu.Lock()
		hook, waiting := s.hook, s.queue.waiting
		s.mu.Unlock()
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

func (s *Server) deliverOne(ctx context.Context, h http.Handler, hook webhook, u update) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, hook.url, bytes.NewReader(u.raw))
	if err != nil {
		return fmt.Errorf("deliver update %d: %w", u.id, err)
	}
	r.Header.Set("Content-Type", "application/json")
	if hook.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	}
	w := &statusWriter{header: http.Header{}, code: http.StatusOK}
	h.ServeHTTP(w, r)
	s.lock()
	defer s.unlock()
	if w.code < 200 || w.code > 299 {
		s.hook.failed = fmt.Sprintf("Wrong response from the webhook: %d %s", w.code, http.StatusText(w.code))
		return fmt.Errorf("deliver update %d: webhook answered %d", u.id, w.code)
	}
	s.hook.failed = ""
	s.queue.acknowledge(u.id + 1)
	return nil
}

// statusWriter keeps of an answer what Telegram looks at.
type statusWriter struct {
	header http.Header
	code   int
	wrote  bool
}

// Header, Write and WriteHeader keep nothing of an answer but its status.
func (w *statusWriter) Header() http.Header { return w.header }

func (w *statusWriter) WriteHeader(code int) {
	if !w.wrote {
		w.code, w.wrote = code, true
	}
}

func (w *statusWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return len(b), nil
}
