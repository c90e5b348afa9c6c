package bot_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"echowall/storage"
)

// process is one of several on a store: the first holds the lease, and is told of what the others commit.
type process struct {
	storage.Store
	holder *process // nil for the first
	tell   func(storage.News)
}

func (p *process) Hold(ctx context.Context, tell func(storage.News), fn storage.Work) error {
	if p.holder != nil {
		<-ctx.Done()
		return nil
	}
	p.tell = tell
	return fn(ctx, storage.Sole{})
}

func (p *process) Holder(context.Context) (string, error) { return "the first", nil }

func (p *process) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	err := p.Store.Update(ctx, id, fn)
	if err == nil && p.holder != nil {
		p.holder.tell(storage.News{Unsent: []storage.ID{id}})
	}
	return err
}

// TestAnotherProcessTakesTheUpdates lets Telegram bring updates to a process that does not hold the lease. What people
// are to hear of them reaches them all the same: what stands in the outbox by the holder, and by the process itself
// what is never written down or is of no community.
func TestAnotherProcessTakesTheUpdates(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "method=ten-step", "webhook", "several"})
		v.do("xiuying: /raise The fields lie fallow.", "convener in private: /screen 1 accept small",
			"secretary in private: /involve 1 @xiuying",
			"convener in private: /schedule 1 2026-06-04 19:00 Village office", "wait until 2026-06-04 19:00",
			"secretary in private: /choose 1 one A What becomes of them?\n- Herbs\n- Trees")
		first, pressed := v.bot, v.server.Stats().Count("answerCallbackQuery", 200)
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		second, ran := v.process(ctx, &process{Store: v.store, holder: v.store.(*process)})
		v.bot = second
		v.do("li in private: /vote 1 2", `zhao in private presses "2. Trees"`, "xiuying: /raise The lamps are dark.",
			"meihua in private: /wall") // whom no community knows
		time.Sleep(time.Minute)
		synctest.Wait()
		if v.receipt("li") == "" || v.receipt("zhao") == "" {
			t.Error("a voter has no receipt")
		}
		v.heard("#2 The lamps")
		if said := v.server.Messages(v.cast.People["meihua"].Private()); !said[len(said)-1].FromBot() {
			t.Error("who is of no community has no answer")
		}
		if v.server.Stats().Count("answerCallbackQuery", 200) != pressed+1 {
			t.Error("the press was not answered")
		}
		stop()
		v.must(<-ran)
		v.bot = first
		v.close()
	})
}
