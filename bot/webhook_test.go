package bot_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
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

// TestWebhookIsSetAgain lets somebody else with the token take the webhook away: within the hour it is back.
func TestWebhookIsSetAgain(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		r := httptest.NewRequest(http.MethodPost, "/bot42:TEST/deleteWebhook", strings.NewReader("{}"))
		v.server.Handler().ServeHTTP(httptest.NewRecorder(), r)
		if v.server.Stats().Count("setWebhook", 200) != 1 {
			t.Fatal("the webhook was not set once")
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := v.server.Stats().Count("setWebhook", 200); n != 2 {
			t.Errorf("the webhook was set %d times", n)
		}
		v.do("xiuying: /raise The lamps are dark.")
		v.heard("#1 The lamps")
		v.close()
	})
}

// TestWebhookTrustsNobody refuses what does not come from Telegram, or is none of its updates.
func TestWebhookTrustsNobody(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		big := `{"update_id": 1, "message": "` + strings.Repeat("x", 33<<20) + `"}`
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

// TestNobodyFillsTheLogOfTheWebhook brings a hundred updates with a wrong secret each second for three minutes: the log
// tells of it once a minute, with how many there were.
func TestNobodyFillsTheLogOfTheWebhook(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		hook := v.bot.Handler()
		for range 180 {
			for range 100 {
				r := httptest.NewRequest(http.MethodPost, "/telegram", strings.NewReader(`{"update_id": 1}`))
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "a-secret_of_somebody_else")
				hook.ServeHTTP(httptest.NewRecorder(), r)
			}
			time.Sleep(time.Second)
		}
		for _, told := range []string{"count=1\n", "count=6000\n"} {
			if !strings.Contains(v.log.String(), told) {
				t.Errorf("the log does not say %q", told)
			}
		}
		if n := strings.Count(v.log.String(), "wrong secret"); n > 4 {
			t.Errorf("the log tells of it %d times:\n%s", n, v.log)
		}
		v.close()
	})
}

// TestNoLargeUpdateComesForEver brings an update of 2 MB: it is taken, and what comes after it in its chat is
// served.
func TestNoLargeUpdateComesForEver(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		body := `{"update_id": 900000, "ballast": "` + strings.Repeat("x", 2<<20) + `"}`
		r := httptest.NewRequest(http.MethodPost, "/telegram", strings.NewReader(body))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", v.hook.Secret)
		w := httptest.NewRecorder()
		v.bot.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Errorf("it is answered %d", w.Code)
		}
		v.do("xiuying: /raise The lamps are dark.")
		v.heard("#1 The lamps")
		v.close()
	})
}

// TestPollingTakesTheWebhookBack lets somebody with the token set a webhook while the bot polls: it is taken back, and
// polling goes on.
func TestPollingTakesTheWebhookBack(t *testing.T) {
	inVillage(t, func(v *village) {
		v.wild = true
		body := `{"url": "https://elsewhere.example/hook"}`
		r := httptest.NewRequest(http.MethodPost, "/bot42:TEST/setWebhook", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		v.server.Handler().ServeHTTP(httptest.NewRecorder(), r)
		if v.server.Stats().Count("setWebhook", 200) != 1 {
			t.Fatal("no webhook was set")
		}
		v.do("xiuying: /raise The lamps are dark.")
		time.Sleep(2 * time.Minute)
		v.settle()
		v.heard("#1 The lamps")
	})
}
