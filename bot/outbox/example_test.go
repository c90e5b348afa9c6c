package outbox_test

import (
	"context"
	"fmt"
	"time"

	"echowall/bot/outbox"
)

// leap is a clock on which nobody waits.
type leap struct{ now time.Time }

func (l *leap) Now() time.Time { return l.now }

func (l *leap) Until(ctx context.Context, at time.Time) error {
	l.now = at
	return ctx.Err()
}

// Every call to Telegram enters the gate first, which keeps its limits: a group bears a short burst, and then a call
// every four seconds. The clock here jumps, so the example does not wait.
func ExampleGate() {
	began := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	clock := &leap{now: began}
	gate := outbox.NewGate(clock, outbox.Telegram())
	village := outbox.Slip{Chat: -4000001, Group: true}
	for call := range 8 {
		if err := gate.Enter(context.Background(), village); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("call %d after %v\n", call+1, clock.now.Sub(began))
	}
	// Output:
	// call 1 after 0s
	// call 2 after 0s
	// call 3 after 0s
	// call 4 after 1s
	// call 5 after 2s
	// call 6 after 4s
	// call 7 after 8s
	// call 8 after 12s
}
