package flows_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"echowall/flows"
	"echowall/flows/talk"
	"echowall/storage"
)

// distant is a store that has nothing at hand: whatever is read of it is a question, and is counted.
type distant struct {
	storage.Store
	asked int
}

func (d *distant) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	return d.Store.Update(ctx, id, func(tx storage.Tx) error { return fn(&distantTx{tx, d}) })
}

// distantTx is a Tx and no more, so it is not Nearby.
type distantTx struct {
	storage.Tx
	of *distant
}

func (tx *distantTx) Get(keys ...storage.Key) ([][]byte, error) {
	tx.of.asked++
	return tx.Tx.Get(keys...)
}

func (tx *distantTx) Range(prefix storage.Key) ([]storage.Record, error) {
	tx.of.asked++
	return tx.Tx.Range(prefix)
}

// TestTheStoreIsAskedOnceForAll lets many who were not heard lately do something at once: what one of them
// needs is asked for together with what all others need.
func TestTheStoreIsAskedOnceForAll(t *testing.T) {
	asked := func(people int) int {
		v := found(t)
		inputs := []flows.Input{v.input(chen, "/wall")}
		for i := range people {
			u := talk.User{ID: 9000 + int64(i)}
			v.group(u, "/wall")
			inputs = append(inputs, v.input(u, fmt.Sprintf("/raise Matter %d", i+1)))
		}
		far := &distant{Store: v.store}
		_, _, errs := v.waitingOn(far, inputs...)
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		for i := range people {
			if got, want := v.caseText(i+1), fmt.Sprintf("Matter %d", i+1); got != want {
				t.Fatalf("case %d says %q, expected %q", i+1, got, want)
			}
		}
		return far.asked
	}
	if few, many := asked(2), asked(40); many > few+2 {
		t.Errorf("the store was asked %d times for 40 people, %d times for 2", many, few)
	}
}

// TestACommandIsReadInFewSteps takes a case along a store that has nothing at hand: what a command is decided
// on is asked for together, and not each when the decision comes to it.
func TestACommandIsReadInFewSteps(t *testing.T) {
	v := found(t)
	for _, u := range []talk.User{yang, wang} {
		v.private(u, "/start "+v.head().Door)
	}
	far := &distant{Store: v.store}
	v.engine.Close()
	v.engine = v.open(far, v.clock)
	for _, c := range []struct {
		who  talk.User
		said string
		most int
	}{
		{yang, "/raise named The lamp is broken", 4},
		{wang, "/support 1", 4},
		{chen, "/screen 1 accept small", 6},
		{chen, "/resolve 1 A The lamp is mended", 5},
		{liu, "/vote 1.1 yes", 4},
		{chen, "/mine", 4},
		{chen, "/case 1", 3},
	} {
		far.asked = 0
		told := v.private(c.who, c.said)
		if far.asked > c.most {
			t.Errorf("%s: %s: the store was asked %d times, expected %d at most", c.said, told, far.asked, c.most)
		}
	}
}
