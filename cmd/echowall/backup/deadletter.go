package backup

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"echowall/bot"
	"echowall/bot/deadletter"
	"echowall/cmd/echowall/config"
	"echowall/storage"
)

// DeadLetter is an update set aside, as the running bot tells of it on its socket.
type DeadLetter struct {
	Update int64     `json:"update"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason,omitempty"`
	// Failed says that a replay has failed again.
	Failed bool `json:"failed,omitempty"`
}

// Routes let whoever may read the store ask the bot that runs on it what is set aside, and have it done again.
func Routes(b *bot.Bot, store storage.Store) func(*http.ServeMux) {
	answer := func(w http.ResponseWriter, lines []DeadLetter, err error) {
		if err == nil {
			err = json.NewEncoder(w).Encode(lines)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
	return func(mux *http.ServeMux) {
		mux.HandleFunc("GET /aside", func(w http.ResponseWriter, r *http.Request) {
			lines := []DeadLetter{}
			all, err := deadletter.List(r.Context(), store)
			for _, a := range all {
				lines = append(lines, DeadLetter{Update: a.ID, At: a.At, Reason: a.Reason})
			}
			answer(w, lines, err)
		})
		mux.HandleFunc("POST /replay", func(w http.ResponseWriter, r *http.Request) {
			lines := []DeadLetter{}
			err := b.Replay(r.Context(), func(a deadletter.Update, err error) {
				lines = append(lines, DeadLetter{Update: a.ID, At: a.At, Failed: err != nil})
			})
			answer(w, lines, err)
		})
	}
}

// Ask asks the bot that runs on a bolt file.
func Ask(ctx context.Context, f config.StoreFlag, method, path string) (lines []DeadLetter, err error) {
	socket, ok := f.Socket()
	if !ok {
		return nil, errNobody
	}
	res, hangUp, err := callSocket(ctx, socket, method, path)
	if err != nil {
		return nil, err
	}
	defer hangUp()
	if err := json.NewDecoder(res.Body).Decode(&lines); err != nil {
		return nil, fmt.Errorf("ask the running bot: %w", err)
	}
	return lines, nil
}
