package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"echowall/bot/sim/people"
	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb"
)

// scaleCmd fills a Redis with many communities, each a copy of one that the program itself has made, and looks at what
// it costs to have them.
type scaleCmd struct {
	Program     string        `arg:"" help:"The built program."`
	Communities int           `default:"100000" help:"How many communities."`
	Cases       int           `default:"10" help:"How many open cases each has."`
	Idle        time.Duration `default:"30s" help:"How long the idle bot is watched."`
	Dir         string        `help:"Where the stores are put; a temporary folder otherwise." type:"existingdir"`
}

// Run fills, starts the program, and prints what it found.
func (c *scaleCmd) Run(ctx context.Context) error {
	dir, err := os.MkdirTemp(c.Dir, "echowall-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	r, err := onBolt(ctx, c.Program, dir)
	if r != nil {
		defer r.close()
	}
	if err != nil {
		return err
	}
	group, err := c.pattern(ctx, r)
	if err != nil {
		return err
	}
	r.bot.end()
	// Nothing is written to disk: what is measured is memory and rest, and the copies are no loss.
	server, address, err := startRedis(ctx, dir, "--appendonly", "no")
	if server != nil {
		r.more = append(r.more, server)
	}
	if err != nil {
		return err
	}
	due, err := c.fill(ctx, filepath.Join(dir, "bench.db"), address)
	if err != nil {
		return err
	}
	return c.watch(ctx, r, address, group, due)
}

// pattern has the program make one community with its cases, and returns its group.
func (c *scaleCmd) pattern(ctx context.Context, r *rival) (*people.Chat, error) {
	group, villagers := village(r.server, "The pattern", 8)
	if err := found(ctx, r.server, group, villagers[0]); err != nil {
		return nil, err
	}
	for n := range c.Cases {
		villagers[n%len(villagers)].Say(group,
			fmt.Sprintf("/raise Matter %d: the lamps along the lower street have been dark since the storm, and children "+
				"walk home there in the evening.", n+1))
		villagers[(n+1)%len(villagers)].Say(group, fmt.Sprint("/support ", n+1))
	}
	return group, heard(ctx, r.server, group, fmt.Sprint(c.Cases, " open cases"))
}

// copied is all that a store holds of one community.
type copied struct {
	records []storage.Record
	journal []storage.Entry
	wakes   []storage.WakeUp
}

func readPattern(ctx context.Context, file string) (p copied, err error) {
	store, err := boltdb.Open(file, boltdb.Options{})
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	ids, err := store.Communities(ctx, "", 1)
	if err != nil || len(ids) == 0 {
		return p, errors.Join(err, errors.New("the program has made no community"))
	}
	return p, store.View(ctx, ids[0], func(r storage.Reader) error {
		var errs [3]error
		p.records, errs[0] = r.Range("")
		p.journal, errs[1] = r.Journal(1, 1<<20)
		p.wakes, errs[2] = r.Wakes()
		return errors.Join(errs[:]...)
	})
}

// soon is in how long the one reminder is due that is waited for: the program must have started, and rested, by then. A
// start reads every community once.
func (c *scaleCmd) soon() time.Duration {
	return c.Idle + 45*time.Second + time.Duration(c.Communities)*2*time.Millisecond
}

// fill writes the copies, says what they take, and returns when the reminder of one of them is due.
func (c *scaleCmd) fill(ctx context.Context, file, address string) (due time.Time, err error) {
	p, err := readPattern(ctx, file)
	if err != nil {
		return due, err
	}
	store, err := redisdb.Open(ctx, "redis://"+address+"?cache=1")
	if err != nil {
		return due, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	client := redis.NewClient(&redis.Options{Addr: address})
	defer client.Close()
	before, err := memory(ctx, client)
	if err != nil {
		return due, err
	}
	began := time.Now()
	work, inner := errgroup.WithContext(ctx)
	work.SetLimit(16)
	for i := range c.Communities {
		work.Go(func() error { return p.write(inner, store, i) })
	}
	if err := work.Wait(); err != nil {
		return due, err
	}
	after, err := memory(ctx, client)
	if err != nil {
		return due, err
	}
	cases := c.Communities * c.Cases
	fmt.Printf("%d communities with %d open cases and %d wake-ups, filled in %s\n", c.Communities, cases,
		c.Communities*len(p.wakes), time.Since(began).Round(time.Second))
	fmt.Printf("memory of Redis: %d MB, %d bytes a case with its share of people, book, card and directory\n",
		(after-before)>>20, (after-before)/int64(cases))
	return p.hasten(ctx, store, c.soon())
}

func communityID(i int) storage.ID { return storage.ID(fmt.Sprintf("bench%08d", i)) }

// write writes one copy. All share the pattern's group, for Telegram has no more.
func (p copied) write(ctx context.Context, store storage.Store, i int) error {
	id := communityID(i)
	err := store.Update(ctx, id, func(tx storage.Tx) error {
		for _, x := range p.records {
			if err := tx.Put(x.Key, x.Value); err != nil {
				return err
			}
		}
		for _, e := range p.journal {
			if _, err := tx.Append(e.Data); err != nil {
				return err
			}
		}
		for _, w := range p.wakes {
			if err := tx.Wake(w.Thing, w.At); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, store.Assign(ctx, storage.Chats, fmt.Sprint(-9_000_000_000-i), string(id)))
}

// hasten moves the first case of one community back in time, so that its reminder is due soon. It returns when.
func (p copied) hasten(ctx context.Context, store storage.Store, soon time.Duration) (at time.Time, err error) {
	for _, w := range p.wakes {
		if w.Thing != "case:1" {
			continue
		}
		at = time.Now().Add(soon).Truncate(time.Millisecond)
		earlier := w.At.Sub(at)
		return at, store.Update(ctx, communityID(0), func(tx storage.Tx) error {
			for _, x := range p.records {
				if x.Key == storage.Key(w.Thing) {
					if err := tx.Put(x.Key, moved(x.Value, earlier)); err != nil {
						return err
					}
				}
			}
			return tx.Wake(w.Thing, at)
		})
	}
	return at, errors.New("the first case has no wake-up")
}

// moved is a record whose moments are all earlier.
func moved(raw []byte, by time.Duration) []byte {
	words := strings.Split(string(raw), `"`)
	for i, w := range words {
		if t, err := time.Parse(time.RFC3339Nano, w); err == nil && !t.IsZero() {
			words[i] = t.Add(-by).Format(time.RFC3339Nano)
		}
	}
	return []byte(strings.Join(words, `"`))
}

// memory is what Redis says it uses.
func memory(ctx context.Context, client *redis.Client) (n int64, err error) {
	info, err := client.Info(ctx, "memory").Result()
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(info, "used_memory:")
	_, err = fmt.Sscan(rest, &n)
	return n, err
}

// watch starts the program on the Redis, watches it rest, and waits for the reminder.
func (c *scaleCmd) watch(ctx context.Context, r *rival, address string, group *people.Chat, due time.Time) error {
	env := slices.Concat(r.env, []string{"ECHOWALL_STORE=redis://" + address})
	began := time.Now()
	var err error
	if r.bot, err = start(env, r.program, "run"); err != nil {
		return err
	}
	var listen string
	for _, v := range env {
		if name, value, _ := strings.Cut(v, "="); name == "ECHOWALL_LISTEN" {
			listen = value
		}
	}
	if err := r.bot.answers(ctx, listen); err != nil {
		return err
	}
	fmt.Printf("the program had started after %s\n", time.Since(began).Round(100*time.Millisecond))
	time.Sleep(5 * time.Second) // until what a start brings with it is over
	bot, store, err := r.used()
	if err != nil {
		return err
	}
	time.Sleep(c.Idle)
	botAfter, storeAfter, err := r.used()
	if err != nil {
		return err
	}
	fmt.Printf("idle for %s: the program used %.2f %% of a core, Redis %.2f %%\n", c.Idle,
		100*(botAfter-bot).Seconds()/c.Idle.Seconds(), 100*(storeAfter-store).Seconds()/c.Idle.Seconds())
	if !time.Now().Before(due) {
		return errors.New("the program started too late to be watched when the reminder fell due")
	}
	return c.await(ctx, r, group, due)
}

// await waits for the reminder and says how late it came.
func (c *scaleCmd) await(ctx context.Context, r *rival, group *people.Chat, due time.Time) error {
	from := len(r.server.Messages(group))
	ctx, cancel := context.WithTimeout(ctx, c.soon()+time.Minute)
	defer cancel()
	var came time.Time
	err := r.server.Await(ctx, func() bool {
		for _, m := range r.server.Messages(group)[from:] {
			if m.FromBot() && strings.HasPrefix(m.Text, "#1 ") {
				came = m.Time
				return true
			}
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("wait for the reminder: %w", err)
	}
	fmt.Printf("the reminder that fell due was posted %d ms after its time\n", came.Sub(due).Milliseconds())
	return nil
}
