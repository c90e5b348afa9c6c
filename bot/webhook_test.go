package bot_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
)

// TestWebhook plays a case with updates that Telegram brings: it is the same case.
func TestWebhook(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		v.do("xiuying: /raise The lamps are dark.", "baoguo: /support 1", "secretary in private: /screen 1 accept small")
		v.heard("will be deliberated")
		v.close()
	})
}

// TestWebhookTrustsNobody refuses what does not come from Telegram, or is none of its updates.
func TestWebhookTrustsNobody(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		big := `{"update_id": 1, "message": "` + strings.Repeat("x", 2<<20) + `"}`
		for _, tt := range []struct {
			name, method, secret, body string
			want                       int
		}{
			{"no secret", http.MethodPost, "", `{"update_id": 1}`, http.StatusUnauthorized},
			{"a wrong secret", http.MethodPost, "a-secret_of_8", `{"update_id": 1}`, http.StatusUnauthorized},
			{"another method", http.MethodGet, v.hook.Secret, "", http.StatusMethodNotAllowed},
			{"too much", http.MethodPost, v.hook.Secret, big, http.StatusRequestEntityTooLarge},
			{"no JSON", http.MethodPost, v.hook.Secret, "hello", http.StatusBadRequest},
			{"no update", http.MethodPost, v.hook.Secret, `{"ok": true}`, http.StatusBadRequest},
			{"an update", http.MethodPost, v.hook.Secret, `{"update_id": 1}`, http.StatusOK},
		} {
			r := httptest.NewRequest(tt.method, "/telegram", strings.NewReader(tt.body))
			if tt.secret != "" {
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", tt.secret)
			}
			w := httptest.NewRecorder()
			v.bot.Handler().ServeHTTP(w, r)
			if w.Code != tt.want {
				t.Errorf("%s: answered %d, want %d", tt.name, w.Code, tt.want)
			}
		}
		v.close()
	})
}
