package flows_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"echowall/flows"
	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb"
	"echowall/storage/redisdb/redistest"
)

// BenchmarkIdle is what the clock costs with ever more open cases that wait for a later day, in communities of a
// hundred each, on either store: a look when nothing is due, and one when ten cases are. Neither grows with what is
// open. Run it with make bench-idle.
func BenchmarkIdle(b *testing.B) {
	stores := map[string]func(*testing.B) storage.Store{"bolt": idleBolt, "redis": idleRedis}
	for _, name := range []string{"bolt", "redis"} {
		for _, open := range []int{1_000, 10_000, 100_000, 1_000_000} {
			b.Run(fmt.Sprintf("%s/open=%d", name, open), func(b *testing.B) {
				v := settled(bareOn(b, stores[name](b)))
				v.tampered = true // the fillers stand in no journal
				for i := range 10 {
					v.group(wang, fmt.Sprintf("/raise Lamp %d is dark at night", i))
				}
				v.fill(b, open)
				b.Run("due=0", v.idle)
				b.Run("due=10", v.busy)
			})
		}
	}
}

func idleBolt(b *testing.B) storage.Store {
	store, err := boltdb.Open(filepath.Join(b.TempDir(), "echowall.db"), boltdb.Options{NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	return store
}

func idleRedis(b *testing.B) storage.Store {
	store, err := redisdb.Open(b.Context(), redistest.Start(b).URL(""))
	if err != nil {
		b.Fatal(err)
	}
	return store
}

func (v *village) idle(b *testing.B) {
	for b.Loop() {
		v.lookAt(b, morning, 0)
	}
}

func (v *village) busy(b *testing.B) {
	at := morning
	for b.Loop() {
		at = at.AddDate(0, 0, 1)
		b.StopTimer()
		for n := range 10 {
			v.wake(fmt.Sprintf("case:%d", n+1), at)
		}
		b.StartTimer()
		v.lookAt(b, at, 10)
	}
}

// lookAt is one round of the clock: what is due is looked at, and the next wake-up looked for.
func (v *village) lookAt(b *testing.B, at time.Time, want int) {
	ctx := context.Background()
	wakes, err := v.file.Due(ctx, at, 100)
	if err != nil || len(wakes) != want {
		b.Fatalf("%d due, expected %d: %v", len(wakes), want, err)
	}
	for _, w := range wakes {
		if _, err := v.engine.Do(ctx, w.Community, flows.Input{At: at, Tick: w.Thing, Code: "code"}); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := v.file.NextWake(ctx); err != nil {
		b.Fatal(err)
	}
}

// fill puts open cases that wait for a day in ten years into communities of their own.
func (v *village) fill(b *testing.B, open int) {
	later := morning.AddDate(10, 0, 0)
	for c := range open / 100 {
		err := v.file.Update(context.Background(), storage.ID(fmt.Sprintf("filler%05d", c)), func(tx storage.Tx) error {
			for n := range 100 {
				thing := fmt.Sprintf("case:%d", n)
				if err := tx.Put(storage.Key(thing),
					[]byte(`{"v":1,"d":{"title":"A case among many, which waits for its day"}}`)); err != nil {
					return err
				}
				if err := tx.Wake(thing, later.Add(time.Duration(c*100+n)*time.Second)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
