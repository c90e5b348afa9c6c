package chat

import (
	"net"
	"net/http"
)

// policy lets the page load nothing but its own files and what stands beside the chat on this machine, and lets nothing
// be written into it. Pictures that a person is about to send are shown from memory.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
	"frame-src 'self' http://127.0.0.1:* http://localhost:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guard answers only under a name of this machine, so that no other site can borrow a name for it, and takes gestures
// only from the page itself.
func guard(next http.Handler) http.Handler {
	inside := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !local(r.Host) {
			http.Error(w, "this page answers only on the machine it runs on", http.StatusForbidden)
			return
		}
		inside.ServeHTTP(w, r)
	})
}

// local tells whether a host, with or without a port, is this machine.
func local(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
