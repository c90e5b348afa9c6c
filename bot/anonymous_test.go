package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"echowall/bot/sim"
	"echowall/storage"
)

// TestAnonymousRaiserLeavesNoTrace lets somebody raise a matter without a name and takes it to its close. Nothing that anybody else can
// see, or that leaves the store, may hold the raiser's name, @name or Telegram id: no post, no button, no file, no entry of the book, no
// line of the log.
func TestAnonymousRaiserLeavesNoTrace(t *testing.T) {
	inVillage(t, func(v *village) {
		raiser := v.cast.People["xiuying"]
		v.do("xiuying in private: /raise anonymous The chief's dog bites.", "baoguo: /support 1",
			"secretary in private: /screen 1 accept small", "secretary in private: /people", "secretary in private: /queue",
			"secretary in private: /schedule 1 tomorrow 19:00 Hall", "wait 2d", "secretary in private: /resolve 1 A The dog is chained.",
			"convener in private: /vote 1 yes", "li in private: /vote 1 yes", "wu in private: /vote 1 yes", "zhao in private: /vote 1 yes",
			"secretary in private: /publish 1", "wait 8d", "authority in private: /approve 1",
			"secretary in private: /assign 1 供电所 2026-06-30 a chain", "handler in private: /done 1 It is chained",
			"xiuying in private: /rate 1 unsolved unsatisfied it still barks", "secretary in private: /case 1", "wait 8d",
			"xiuying in private: /raise anonymous The dog again.", "secretary in private: /screen 2 answer It is chained.")
		marks := []string{raiser.Last + raiser.First, raiser.First, raiser.Username, fmt.Sprint(raiser.ID)}
		looked := 0
		for _, e := range v.server.Log() {
			if e.Chat == nil || e.Chat.ID == raiser.ID || e.Kind != sim.Sent && e.Kind != sim.Edited {
				continue
			}
			looked++
			leaves(t, marks, "a message", strings.Join(append(sim.Look(e.Message), fmt.Sprintf("%+v", e.Message.Buttons)), "\n"))
		}
		ctx := context.Background()
		ids, err := v.store.Communities(ctx, "", 10)
		v.must(err)
		v.must(v.store.View(ctx, ids[0], func(r storage.Reader) error {
			entries, err := r.Journal(1, 10_000)
			for _, x := range entries {
				looked++
				leaves(t, marks, "an entry of the book", string(x.Data))
			}
			return err
		}))
		leaves(t, marks, "the log", v.log.String())
		if looked < 100 {
			t.Errorf("only %d things were looked at", looked)
		}
	})
}

// leaves looks for the marks of a person in something.
func leaves(t *testing.T, marks []string, where, text string) {
	t.Helper()
	for _, m := range marks {
		if strings.Contains(text, m) {
			t.Errorf("%s holds %q:\n%s", where, m, text)
		}
	}
}
